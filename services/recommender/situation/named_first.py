"""What do advisers of the field name first to this learner?"""

from collections import defaultdict
from collections.abc import Mapping

from services.recommender.knowledge.occupations.named_first import ANYWHERE, NamedFirst, named_in
from services.recommender.situation.situation import Situation


def named_first_to(situation: Situation) -> Mapping[str, NamedFirst]:
    """Return it by the credential's id: what is named where the learner wants to work, else what is named anywhere."""
    return named_in(situation.place, situation.occupation.named_first) if situation.occupation else {}


def named_elsewhere(situation: Situation) -> frozenset[str]:
    """Return what advisers name first in one other country alone, where the one aimed at has a list of its own.

    What several countries name is known across borders.
    """
    named = situation.occupation.named_first if situation.occupation else ()
    countries: defaultdict[str, set[str]] = defaultdict(set)
    for one in named:
        countries[one.credential].add(one.country)
    if not any(one.country == situation.place for one in named):
        return frozenset()
    return frozenset(
        one for one, where in countries.items() if len(where) == 1 and not where & {situation.place, ANYWHERE}
    )
