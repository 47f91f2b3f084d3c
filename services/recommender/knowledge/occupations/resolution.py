"""What came of looking an occupation up: it was found, several were, or none was."""

from dataclasses import dataclass
from enum import StrEnum

from services.recommender.knowledge.occupations.occupation import Occupation


class MatchedBy(StrEnum):
    CODE = "code"
    TITLE = "title"
    ALTERNATE_TITLE = "alternate_title"
    REPORTED_TITLE = "reported_title"
    FORMER_CODE = "former_code"
    COMMON_TITLE = "common_title"
    LABEL = "label"
    FUZZY = "fuzzy"


@dataclass(frozen=True, kw_only=True)
class Resolved:
    """The text means this occupation; `matched_title` is the code or title that it was found under.

    `confidence` is in whole percent, and 100 only for a code and for the occupation's own title as it is. `language` is
    the one the title was read in (ISO 639-1); `esco` is the address of the ESCO occupation it was found by, if any.
    `others` are the likeliest of the occupations that a COMMON_TITLE may mean as well.
    """

    occupation: Occupation
    matched_by: MatchedBy
    matched_title: str
    confidence: int = 100
    language: str = "en"
    esco: str | None = None
    others: tuple[Occupation, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Ambiguous:
    """The text is a title in several occupations, and none's own; the likeliest candidates first.

    `loose` says that it says too little of the work to be taken for one occupation, listed or not; then candidates are
    those that share its words, and may be none.
    """

    candidates: tuple[Occupation, ...]
    loose: bool = False
    language: str = "en"


@dataclass(frozen=True, kw_only=True)
class Unknown:
    """The text is no code and no title; `suggestions` have titles like it, or codes near it, and may be empty."""

    suggestions: tuple[Occupation, ...]
    language: str = "en"


Resolution = Resolved | Ambiguous | Unknown


@dataclass(frozen=True, kw_only=True)
class TitleHit:
    """An occupation found by words: the title that is most like them, and how sure that is, in percent."""

    occupation: Occupation
    matched_title: str
    matched_by: MatchedBy
    confidence: int
    esco: str | None = None

    @classmethod
    def of(cls, found: Resolved) -> "TitleHit":
        """Return the occupation that a title was taken for."""
        return cls(
            occupation=found.occupation,
            matched_title=found.matched_title,
            matched_by=found.matched_by,
            confidence=found.confidence,
            esco=found.esco,
        )


@dataclass(frozen=True, kw_only=True)
class TitleCandidate:
    """What a title may mean: an O*NET occupation, an ESCO occupation's address, or both; how sure, in percent."""

    occupation: Occupation | None
    esco: str | None
    title: str
    confidence: int


def first_of(found: Resolution, candidates: tuple[TitleCandidate, ...]) -> tuple[TitleCandidate, ...]:
    """Return the candidates of a title with what it was taken for first, where it was and no list has it first."""
    if not isinstance(found, Resolved) or (candidates and candidates[0].occupation == found.occupation):
        return candidates
    same = next((each for each in candidates if each.occupation == found.occupation), None)
    first = TitleCandidate(
        occupation=found.occupation,
        esco=same.esco if same else found.esco,
        title=found.matched_title,
        confidence=found.confidence,
    )
    return (first, *(each for each in candidates if each != same))
