"""What became of a catalogue that was imported? What was taken, what was mended, what was skipped, and why."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from services.importing.effort import Effort
from services.recommender.knowledge.files.entries import Suggestions

#: How many names of members that are not used a report lists, the most frequent first.
MOST_UNUSED = 200

#: How much of a title or value a note repeats.
_SHOWN = 120


class ImportRejected(Exception):
    """A file cannot be imported at all; the message says which, where, and what would be right. Mend the file."""


@dataclass(frozen=True, kw_only=True)
class ImportNote:
    """One thing to know: where it stands (file, then line or name), what it is, and what was done and why."""

    place: str
    what: str
    why: str


@dataclass(frozen=True, kw_only=True)
class ImportReport:
    """Every credential and stack that was taken, every repair, and everything left out, in the files' order.

    `columns` says what each column of a sheet became, `unused` how often each member of documents stood there that
    nothing was read from.
    """

    taken: tuple[ImportNote, ...] = ()
    mended: tuple[ImportNote, ...] = ()
    skipped: tuple[ImportNote, ...] = ()
    columns: tuple[ImportNote, ...] = ()
    unused: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


@dataclass
class ImportNotes:
    """Collects the notes while files are read. The same note twice is kept once. Each is counted as work."""

    effort: Effort = field(default_factory=Effort)
    suggestions: Suggestions = field(default_factory=Suggestions)
    _taken: dict[ImportNote, None] = field(default_factory=dict)
    _mended: dict[ImportNote, None] = field(default_factory=dict)
    _skipped: dict[ImportNote, None] = field(default_factory=dict)
    _columns: dict[ImportNote, None] = field(default_factory=dict)
    _unused: Counter[str] = field(default_factory=Counter)

    def take(self, place: str, what: str, why: str) -> None:
        """Note what is in the catalogue now."""
        self.effort.count()
        self._taken[_note(place, what, why)] = None

    def mend(self, place: str, what: str, why: str) -> None:
        """Note what was taken after a repair, or without a part that could not be read."""
        self.effort.count()
        self._mended[_note(place, what, why)] = None

    def skip(self, place: str, what: str, why: str) -> None:
        """Note what was left out."""
        self.effort.count()
        self._skipped[_note(place, what, why)] = None

    def column(self, place: str, what: str, why: str, *, left_out: bool = False) -> None:
        """Note what a column of a sheet became; one that is left out is a repair as well."""
        self.effort.count()
        self._columns[_note(place, what, why)] = None
        if left_out:
            self.mend(place, what, why)

    def leave_unused(self, name: str) -> None:
        """Count a member that no catalogue has a place for."""
        self._unused[_shown(name)] += 1

    def report(self) -> ImportReport:
        """Return what was noted so far."""
        unused = dict(self._unused.most_common(MOST_UNUSED))
        return ImportReport(
            taken=tuple(self._taken),
            mended=tuple(self._mended),
            skipped=tuple(self._skipped),
            columns=tuple(self._columns),
            unused=MappingProxyType(unused),
        )


def _note(place: str, what: str, why: str) -> ImportNote:
    return ImportNote(place=place, what=_shown(what), why=why)


def _shown(what: str) -> str:
    return what if len(what) <= _SHOWN else f"{what[:_SHOWN]}…"
