"""What do rules look into? The facts of several records and the findings, found by name where somebody asks for one."""

from collections.abc import Iterator, Mapping
from typing import Protocol

from services.recommender.rulebook.engine.lookup import Lookup
from services.recommender.rulebook.vocabulary import Group, Value, Vocabulary


class Part(Protocol):
    """A record, or the findings: some facts by name, and what they let through of some rules, looked up once."""

    @property
    def named(self) -> Mapping[str, Value]: ...

    def __contains__(self, full_name: str, /) -> bool: ...

    def __getitem__(self, full_name: str, /) -> Value: ...

    through: dict[Lookup, int]
    """What they let through of the rules that were looked up already."""

    def let_through(self, lookup: Lookup) -> int: ...


class Facts(Mapping[str, Value]):
    """The facts of several parts as one."""

    __slots__ = ("parts",)

    def __init__(self, *parts: Part) -> None:
        self.parts = parts

    def __getitem__(self, name: str) -> Value:
        for part in self.parts:
            if name in part:
                return part[name]
        raise KeyError(name)

    def get(self, name: str, default: Value = None) -> Value:  # type: ignore[override] # of no other type
        """Return the fact, or `default` where no part has it; without an exception, since what is graded asks often."""
        for part in self.parts:
            if name in part:
                return part[name]
        return default

    def __iter__(self) -> Iterator[str]:
        for part in self.parts:
            yield from part.named

    def __len__(self) -> int:
        return sum(len(part.named) for part in self.parts)

    def let_through(self, lookup: Lookup) -> int:
        """Return the branches of some rules that all of these facts let through."""
        through = lookup.every
        for part in self.parts:
            through &= part.through[lookup] if lookup in part.through else part.let_through(lookup)
        return through

    def by_name(self) -> dict[str, Value]:
        """Return them all as a dictionary."""
        together: dict[str, Value] = {}
        for part in self.parts:
            together |= part.named
        return together


class Findings:
    """Which findings were concluded, as facts."""

    def __init__(self, vocabulary: Vocabulary, concluded: frozenset[str] = frozenset()) -> None:
        self.concluded = concluded
        self.named: Mapping[str, Value] = {
            each.full_name: "yes" if each.name in concluded else "no"
            for each in vocabulary
            if each.group is Group.FINDING
        }
        self.through: dict[Lookup, int] = {}

    def __contains__(self, full_name: str) -> bool:
        return full_name in self.named

    def __getitem__(self, full_name: str) -> Value:
        return self.named[full_name]

    def let_through(self, lookup: Lookup) -> int:
        """Return the branches of some rules that these findings let through."""
        if lookup not in self.through:
            self.through[lookup] = lookup.let_through(self.named)
        return self.through[lookup]
