"""What does a row of an open list offer? The form both lists' rows are brought to, and what was noted on the way."""

from dataclasses import dataclass, field
from datetime import date

from services.recommender.scales import SkillLevel


@dataclass(frozen=True, kw_only=True)
class OpenList:
    """One of the lists: its name, address, licence, and the day of the commit that was read."""

    name: str
    address: str
    licence: str
    read_on: date


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One row that reads as an offer. `says` is the row's own text, before a title was made of it.

    `hours` are whole hours, at least 1. `groups` are the list's words for the subject, the narrowest first. `ended` is
    true where the list says that the offer is over or its last day lies before the day the list was read.
    """

    source: OpenList
    where: str
    says: str
    provider: str
    groups: tuple[str, ...]
    address: str
    level: SkillLevel = SkillLevel.UNKNOWN
    hours: int | None = None
    reward: str | None = None
    ended: bool = False
    ends: date | None = None


@dataclass(frozen=True, kw_only=True)
class Note:
    """Something to report of a row: where it is, what it says, and what was done and why."""

    where: str
    says: str
    why: str


@dataclass
class ListReport:
    """What was mended and skipped, in the order of the rows, and the problems that must be solved before building."""

    mended: list[Note] = field(default_factory=list)
    skipped: list[Note] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    rows: int = 0

    def mend(self, where: str, says: str, why: str) -> None:
        """Note a row that was taken after a repair."""
        self.mended.append(Note(where=where, says=says, why=why))

    def skip(self, where: str, says: str, why: str) -> None:
        """Note a row that was left out."""
        self.skipped.append(Note(where=where, says=says, why=why))
