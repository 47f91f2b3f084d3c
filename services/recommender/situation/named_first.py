"""What do advisers of the field name first to this learner?"""

from collections.abc import Mapping

from services.recommender.knowledge.occupations.entry.by_country import ANYWHERE
from services.recommender.knowledge.occupations.entry.named_first import NamedFirst, named_in
from services.recommender.situation.situation import Situation


def named_first_to(situation: Situation) -> Mapping[str, NamedFirst]:
    """Return it by the credential's id: what is named where the learner wants to work, else what is named anywhere."""
    return named_in(situation.place, situation.occupation.named_first) if situation.occupation else {}


def named_elsewhere(situation: Situation) -> frozenset[str]:
    """Return what advisers name first in one other country alone, where the one aimed at has a list of its own.

    What several countries name, for this occupation or another, is known across borders.
    """
    named = situation.occupation.named_first if situation.occupation else ()
    if not any(one.country == situation.place for one in named):
        return frozenset()
    here = {situation.place, ANYWHERE}
    return frozenset(one.credential for one in named if len(one.named_to) == 1 and not one.named_to & here)
