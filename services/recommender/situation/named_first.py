"""What do advisers of the field name first to this learner?"""

from collections.abc import Mapping

from services.recommender.knowledge.occupations.named_first import ANYWHERE, NamedFirst, named_in
from services.recommender.situation.situation import Situation


def named_first_to(situation: Situation) -> Mapping[str, NamedFirst]:
    """Return it by the credential's id: what is named where the learner wants to work, else what is named anywhere."""
    return named_in(situation.place, situation.occupation.named_first) if situation.occupation else {}


def named_elsewhere(situation: Situation) -> frozenset[str]:
    """Return what advisers name first in other countries only, where the one aimed at has a list of its own."""
    named = situation.occupation.named_first if situation.occupation else ()
    here = {one.credential for one in named if one.country in {situation.place, ANYWHERE}}
    has_a_list = any(one.country == situation.place for one in named)
    return frozenset(one.credential for one in named) - here if has_a_list else frozenset()
