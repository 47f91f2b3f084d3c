"""What was found in an advertisement: each thing with the words it was found by, their place, and how sure it is."""

from dataclasses import dataclass
from enum import StrEnum

from services.reading.postings.clauses import Strength
from services.recommender.scales import EducationLevel


class Kind(StrEnum):
    """What sort of thing is asked for."""

    SKILL = "skill"
    CREDENTIAL = "credential"
    LICENCE = "licence"
    DEGREE = "degree"
    LANGUAGE = "language"
    EXPERIENCE = "experience"


#: What is less sure, in percent, is not taken into the role but left to be confirmed.
SURE_ENOUGH = 70


@dataclass(frozen=True, kw_only=True)
class Mention:
    """One thing in the advertisement's `words` from `start` to `end` (characters, from 0).

    `id` is that of the skill or credential, or the code of a language, as far as one is known; `label` its name.
    `role_words` is how a profile's role names it, None where profiles have no place for it. `confidence` is in percent.
    """

    kind: Kind
    words: str
    start: int
    end: int
    label: str
    confidence: int
    id: str | None = None
    role_words: str | None = None
    level: EducationLevel | str | None = None
    years: int | None = None

    @property
    def taken(self) -> bool:
        """Whether it is sure enough for the role."""
        return self.confidence >= SURE_ENOUGH


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked for: any one of `any_of` suffices, or, of a degree, experience or training where that is said."""

    strength: Strength
    any_of: tuple[Mention, ...]
    or_experience: bool = False
    or_training: bool = False
