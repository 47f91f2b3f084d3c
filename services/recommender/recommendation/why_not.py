"""Why is something not what is advised? The answer for one credential or path that somebody names."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from services.recommender.paths import PathKind
from services.recommender.recommendation.codes import WhyNotStanding
from services.recommender.recommendation.document import Recommendation, canonical, document_of
from services.recommender.recommendation.parts import CredentialName, Reference


class FirstShown(Struct, frozen=True, kw_only=True):
    """What stands first in its place: a credential's title or what the path advised is called, and its points."""

    title: str
    score: int


class SpokeAgainst(Struct, frozen=True, kw_only=True):
    """A rule that spoke against it: `points` it took, None where it rules out."""

    rule: str
    points: int | None
    because: str


class MissedByOne(Struct, frozen=True, kw_only=True):
    """A rule that would have spoken for it with `points`, had one condition held: `needed` and what is so `now`.

    `fact` is the fact's name in the vocabulary.
    """

    rule: str
    points: int
    fact: str
    needed: str
    now: str
    sentence: str


class WhyNotChange(Struct, frozen=True, kw_only=True):
    """A change of the profile with which it was decided again: the `rank` it then has, None for a path then advised.

    `lever` is what the learner would change, or the code of the question that the profile leaves open.
    """

    lever: str
    rank: int | None
    sentence: str


class WhyNot(Struct, frozen=True, kw_only=True):
    """Why `asked` is not what is advised, or that it is.

    Either `path` or `credential` says what it was taken for; neither where it is unknown, and then `nearest` are the
    names most like it. `rank` is its place among what is shown, or of a path among the paths.
    """

    asked: str
    standing: WhyNotStanding
    sentence: str
    path: PathKind | None
    credential: CredentialName | None
    rank: int | None
    score: int | None
    first: FirstShown | None
    against: list[SpokeAgainst]
    missed_by_one: list[MissedByOne]
    changes: list[WhyNotChange]
    nearest: list[Reference]


def with_why_not(
    recommendation: Recommendation, answers: Sequence[WhyNot], beside: Mapping[str, Any] | None = None
) -> str:
    """Return the recommendation as JSON in its canonical form, with the answers as its member `why_not`.

    `beside` are further members.
    """
    said = {"why_not": [document_of(answer) for answer in answers]} if answers else {}
    return canonical(recommendation.as_document() | said | dict(beside or {}))
