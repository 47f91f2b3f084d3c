"""What is a fact? A field of a frozen record, declared in one line and computed in the same module.

What rules may do with it follows from the field's type: `int` is a number and `int | None` one that may be unknown;
`str` is a text for showing; a Literal, an enumeration, or several of them joined is a choice between their words; a
frozenset of such is a choice of which several may hold at once, and unknown where none is known.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import cached_property, lru_cache
from types import NoneType, UnionType
from typing import Any, ClassVar, Literal, Union, dataclass_transform, get_args, get_origin, get_type_hints

from services.recommender.rulebook.engine.lookup import Column, Lookup
from services.recommender.rulebook.vocabulary import UNKNOWN, FactField, Group, Kind, Value, words_joined


def fact(meaning: str, *, unit: str = "", decimals: int = 0, formerly: tuple[str, ...] = ()) -> Any:
    """Declare one field of a record: what it means to rule authors, and a number's unit.

    `decimals` says how many of a number's digits stand behind the point. Rules may go on using the names it had
    `formerly`.
    """
    return field(metadata={"doc": meaning, "unit": unit, "decimals": decimals, "formerly": formerly})


#: Values that rules read as they are; most are, so that the others are looked into one by one.
_PLAIN = frozenset({int, str, NoneType})


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(fact,))
class FactRecord:
    """The facts of one group, or of a part of it that is computed by itself. A subclass is a frozen dataclass."""

    group: ClassVar[Group]
    _names: ClassVar[tuple[tuple[str, str], ...]]

    def __init_subclass__(cls, *, group: Group) -> None:
        super().__init_subclass__()
        cls.group = group
        dataclass(frozen=True, kw_only=True)(cls)
        cls._names = tuple((f"{group}.{each.name}", each.name) for each in fields(cls))  # type: ignore[arg-type]

    def by_name(self) -> dict[str, Value]:
        """Return every fact by its full name, as rules and the recommendation read it."""
        return dict(self.named)

    @cached_property
    def named(self) -> Mapping[str, Value]:
        """The same, to be read only."""
        own = vars(self)
        return {
            full_name: value if type(value := own[name]) in _PLAIN else _plain(value) for full_name, name in self._names
        }

    def let_through(self, lookup: Lookup) -> int:
        """Return the branches of some rules that these facts let through; looked up once."""
        own = vars(self)
        known = own.get("_through")
        if known is None:
            known = own["_through"] = {}
        through: int | None = known.get(lookup)
        if through is None:
            through = lookup.every
            for name, column in _columns(type(self), lookup):  # type: ignore[arg-type] # a class has a hash
                through &= column[own[name]]
            known[lookup] = through
        return through


@lru_cache
def _columns(record: type[FactRecord], lookup: Lookup) -> tuple[tuple[str, Column], ...]:
    """Return the fields of a record that some rules look at, each with what its values let through."""
    return tuple(
        (name, lookup.columns[full_name])
        for full_name, name in record._names  # noqa: SLF001 - a part of that class
        if full_name in lookup.columns
    )


def by_name(*records: FactRecord) -> dict[str, Value]:
    """Return the facts of all `records` by their full names."""
    together: dict[str, Value] = {}
    for record in records:
        together |= record.named
    return together


def fields_of(record: type[FactRecord]) -> Iterator[FactField]:
    """Yield the fields of the vocabulary that a record declares, in its order."""
    types = get_type_hints(record)
    for declared in fields(record):  # type: ignore[arg-type]
        several = get_origin(types[declared.name]) is frozenset
        parts = _parts(get_args(types[declared.name])[0] if several else types[declared.name])
        told = [part for part in parts if part is not NoneType]
        kind = Kind.NUMBER if told == [int] else Kind.TEXT if told == [str] else Kind.CHOICE
        allowed = tuple(word for part in told for word in _words(part)) if kind is Kind.CHOICE else ()
        yield FactField(
            group=record.group,
            name=declared.name,
            kind=kind,
            doc=declared.metadata["doc"],
            unit=declared.metadata["unit"],
            decimals=declared.metadata["decimals"],
            allowed=allowed,
            may_be_unknown=NoneType in parts or UNKNOWN in allowed,
            several=several,
            former_names=tuple(f"{record.group}.{name}" for name in declared.metadata["formerly"]),
        )


def _plain(value: int | str | frozenset[str] | None) -> Value:
    if isinstance(value, frozenset):
        return words_joined(value)
    return value.value if isinstance(value, StrEnum) else value


def _parts(declared: Any) -> tuple[Any, ...]:
    return get_args(declared) if get_origin(declared) in {Union, UnionType} else (declared,)


def _words(part: Any) -> tuple[str, ...]:
    if get_origin(part) is Literal:
        return get_args(part)
    if isinstance(part, type) and issubclass(part, StrEnum):
        return tuple(member.value for member in part)
    raise TypeError(f"a fact is int, int | None, str, or a choice of Literal words and enumerations, not {part}")
