"""What do advisers of the field name first to this learner?"""

from collections.abc import Mapping

from services.recommender.knowledge.occupations.named_first import NamedFirst, named_in
from services.recommender.situation.situation import Situation


def named_first_to(situation: Situation) -> Mapping[str, NamedFirst]:
    """Return it by the credential's id: what is named where the learner wants to work, else what is named anywhere."""
    return named_in(situation.place, situation.occupation.named_first) if situation.occupation else {}
