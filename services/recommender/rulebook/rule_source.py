"""What does a rule rest on, and did anybody read it? A source says so itself: read, remembered, or judged."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.recommender.wording.messages import say, word


class SourceBasis(StrEnum):
    """How what a rule claims is known."""

    #: Somebody saw the source say it, on the day that the source gives.
    READ = "read"
    #: It is cited from memory: nobody has looked.
    REMEMBERED = "remembered"
    #: Nobody else says it: it is the judgement of those who wrote the rule.
    JUDGEMENT = "judgement"


@dataclass(frozen=True, kw_only=True)
class RuleSource:
    """One thing that a rule rests on. `checked_on` is the day it was last read, and None where nobody read it.

    `states_basis` is false for a source written before sources had a basis, which counts as remembered.
    """

    title: str
    basis: SourceBasis
    checked_on: date | None = None
    address: str | None = None
    states_basis: bool = True

    @property
    def in_words(self) -> str:
        """What a reader is told of the basis: "read on 3 November 2026", "our judgement"."""
        return str(say("source.read_on", day=self.checked_on)) if self.checked_on is not None else str(word(self.basis))
