"""Which candidates have a place, and in which order? By their numbers, so that it holds for other time and money."""

from collections.abc import Hashable
from dataclasses import dataclass, field

from services.recommender.recommendation.codes import LeftOut, Role

#: Of each candidate of the shortlist its score, and whether a rule took it out.
Points = tuple[tuple[int, bool], ...]


@dataclass(frozen=True, kw_only=True)
class PlacesRanked:
    """A ranking (ranking/ranking.py), each candidate by its number in the shortlist."""

    shown: tuple[tuple[int, Role], ...]
    left_out: tuple[tuple[int, LeftOut], ...]


@dataclass(frozen=True, kw_only=True)
class Places:
    """Who is worth a place and who is not, as in Worth (ranking/worth_a_place.py), by their numbers in the shortlist.

    All of it rests on a ground and on the points of its candidates. Much of what is tried for a learner leaves every
    candidate its points: then these are the places of before, though each candidate takes other time and money.

    `ranked` are rankings, by what they were made for.
    """

    worthy: tuple[int, ...]
    left_out: tuple[tuple[int, LeftOut], ...]
    ranked: dict[Hashable, PlacesRanked] = field(default_factory=dict)
