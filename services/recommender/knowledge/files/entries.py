"""What does one entry of a knowledge file say?

Takes members out of a JSON or YAML object, one by one, and keeps every problem with its place, so that all problems of
all files can be reported at once.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import urlsplit

E = TypeVar("E", bound=StrEnum)

#: Any JSON value as a file holds it.
Json = Any


#: Problems kept of one reading, and the longest sentence of one: whoever gets so many has another mistake than these.
MOST_PROBLEMS = 1000
LONGEST_SENTENCE = 1000

#: How many members a list may have; whoever names more has listed something else.
MOST_LISTED = 1000

#: How many suggestions are computed in one reading, and for words of which length: each costs a comparison with all
#: known names, and a longer word is no slip of the pen.
MOST_SUGGESTIONS = 100
LONGEST_SLIP = 64


class Suggestions:
    """What wrong names were probably meant to be. Only the first MOST_SUGGESTIONS are looked for."""

    def __init__(self) -> None:
        """Start with none computed."""
        self.computed = 0

    def suggest(self, wrong: str, known: Iterable[str]) -> str:
        """Return '; did you mean "..."?' for the nearest known name, or nothing."""
        if self.computed >= MOST_SUGGESTIONS or len(wrong) > LONGEST_SLIP:
            return ""
        self.computed += 1
        return suggest(wrong, sorted(known))


class Problems:
    """The problems found so far, in the order they were found."""

    def __init__(self) -> None:
        """Start with none."""
        self.found: list[str] = []
        self.suggestions = Suggestions()

    @property
    def full(self) -> bool:
        """Whether so many were found that more would help nobody."""
        return len(self.found) >= MOST_PROBLEMS

    def add(self, where: str, sentence: str) -> None:
        """Note a problem: where it is, and what would be right; nothing more once there are MOST_PROBLEMS."""
        if not self.full:
            self.found.append(f"{where}: {sentence[:LONGEST_SENTENCE]}")


class Entry:
    """One object of a file. Every member is asked for once; `close` reports the ones nobody asked for."""

    def __init__(self, value: Json, *, where: str, problems: Problems) -> None:
        """Take the object `value` that stands at `where`; anything but an object is a problem and counts as empty."""
        self.where = where
        self.problems = problems
        self._members: Mapping[str, Json] = value if isinstance(value, Mapping) else {}
        self._asked: set[str] = set()
        if not isinstance(value, Mapping):
            self.problem(f"must be an object with named members, not {value!r}")

    def problem(self, sentence: str) -> None:
        """Note a problem of this entry."""
        self.problems.add(self.where, sentence)

    def get(self, name: str) -> Json:
        """Return the raw member, or None where it is missing."""
        self._asked.add(name)
        return self._members.get(name)

    def has(self, name: str) -> bool:
        """Return whether the member is there, which is not yet asking for it."""
        return self._members.get(name) is not None

    def text(self, name: str) -> str:
        """Return a text that must be there; "" and a problem where it is not."""
        value = self.optional_text(name)
        if value is None and not isinstance(self.get(name), str):
            self.problem(f'needs "{name}", a text')
        return value or ""

    def optional_text(self, name: str) -> str | None:
        """Return a text or None."""
        value = self.get(name)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            self.problem(f'"{name}" must be a text that is not empty, not {value!r}')
            return None
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts; missing counts as empty."""
        values = self.list(name)
        if not all(isinstance(value, str) and value.strip() for value in values):
            self.problem(f'"{name}" must be a list of texts')
            return ()
        return tuple(values)

    def list(self, name: str) -> list[Json]:
        """Return a list; missing counts as empty."""
        value = self.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            self.problem(f'"{name}" must be a list, not {value!r}')
            return []
        if len(value) > MOST_LISTED:
            self.problem(f'"{name}" has {len(value)} members; at most {MOST_LISTED} are taken')
            return []
        return value

    def whole_number(self, name: str, *, at_least: int, at_most: int) -> int | None:
        """Return a whole number of `at_least` to `at_most`, or None."""
        value = self.get(name)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not at_least <= value <= at_most:
            self.problem(f'"{name}" must be a whole number from {at_least} to {at_most}, not {value!r}')
            return None
        return value

    def boolean(self, name: str) -> bool | None:
        """Return true, false or None."""
        value = self.get(name)
        if value is not None and not isinstance(value, bool):
            self.problem(f'"{name}" must be true or false, not {value!r}')
            return None
        return value

    def day(self, name: str) -> date | None:
        """Return a date (in JSON "2026-11-22", in YAML also without quotes) or None."""
        value = self.get(name)
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            self.problem(f'"{name}" must be a date like 2026-11-22, not {value!r}')
            return None

    def one_of(self, name: str, choices: type[E], default: E) -> E:
        """Return a member of an enumeration; `default` where it is missing."""
        value = self.get(name)
        if value is None:
            return default
        try:
            return choices(value)
        except ValueError:
            allowed = ", ".join(choices)
            near = self.problems.suggestions.suggest(str(value), choices)
            self.problem(f'"{name}" must be one of {allowed}, not {value!r}{near}')
            return default

    def address(self, name: str) -> str:
        """Return a web address that must be there."""
        value = self.text(name)
        try:
            parts = urlsplit(value)
        except ValueError:
            parts = urlsplit("")
        if value and not (parts.scheme in {"http", "https"} and parts.netloc):
            self.problem(f'"{name}" must be an address that begins with https:// or http://, not {value!r}')
        return value

    def inner(self, name: str) -> "Entry | None":
        """Return the object under `name`, or None where it is missing."""
        value = self.get(name)
        return None if value is None else Entry(value, where=f"{self.where}, {name}", problems=self.problems)

    def inners(self, name: str) -> "tuple[Entry, ...]":
        """Return the objects of the list under `name`."""
        return tuple(
            Entry(value, where=f"{self.where}, {name}[{number}]", problems=self.problems)
            for number, value in enumerate(self.list(name))
        )

    def close(self) -> None:
        """Report members that no one asked for: a misspelt name would otherwise be ignored in silence."""
        for name in self._members:
            if self.problems.full:
                return
            if name not in self._asked:
                near = self.problems.suggestions.suggest(str(name), self._asked)
                self.problem(f'there is no member "{name}"{near}')


def suggest(wrong: str, known: list[str]) -> str:
    """Return '; did you mean "..."?' for the nearest known name, or nothing."""
    near = get_close_matches(wrong, known, n=1)
    return f'; did you mean "{near[0]}"?' if near else ""
