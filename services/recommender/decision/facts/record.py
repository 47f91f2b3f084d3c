"""What is a fact? A field of a frozen record, declared in one line and computed in the same module.

What rules may do with it follows from the field's type: `int` is a number and `int | None` one that may be unknown;
`str` is a text for showing; a Literal, an enumeration, or several of them joined is a choice between their words; a
frozenset of such is a choice of which several may hold at once, and unknown where none is known.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import cached_property, lru_cache, reduce
from operator import and_, getitem
from types import NoneType, UnionType
from typing import Any, ClassVar, Literal, Union, dataclass_transform, get_args, get_origin, get_type_hints

from services.recommender.rulebook.engine.codes import getter
from services.recommender.rulebook.engine.lookup import Column, Lookup
from services.recommender.rulebook.vocabulary import UNKNOWN, FactField, Group, Kind, Value, words_joined


def fact(meaning: str, *, unit: str = "", decimals: int = 0, formerly: tuple[str, ...] = ()) -> Any:
    """Declare one field of a record: what it means to rule authors, and a number's unit.

    `decimals` says how many of a number's digits stand behind the point. Rules may go on using the names it had
    `formerly`.
    """
    return field(metadata={"doc": meaning, "unit": unit, "decimals": decimals, "formerly": formerly})


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(fact,))
class FactRecord:
    """The facts of one group, or of a part of it that is computed by itself.

    A subclass is a frozen dataclass.
    """

    group: ClassVar[Group]
    _names: ClassVar[tuple[str, ...]]
    _own: ClassVar[frozenset[str]]
    _own_names: ClassVar[Mapping[str, str]]
    _values: ClassVar[Any]  # gets the values of all fields, as a tuple

    through: dict[Lookup, int]
    """What the facts let through of the rules that were looked up already; no fact."""

    def __init_subclass__(cls, *, group: Group) -> None:
        super().__init_subclass__()
        cls.group = group
        dataclass(frozen=True, kw_only=True, init=False)(cls)
        own = [each.name for each in fields(cls)]  # type: ignore[arg-type]
        cls._own = frozenset(own)
        cls._names = tuple(f"{group}.{name}" for name in own)
        cls._own_names = dict(zip(cls._names, own, strict=True))
        cls._values = staticmethod(getter(own))

    def __init__(self, **facts: Any) -> None:
        """Take every fact by its own name. Records are made by the hundred, so all in one step and not one by one."""
        if facts.keys() != self._own:
            raise TypeError(f"{type(self).__name__} takes each of {sorted(self._own)} once, not {sorted(facts)}")
        vars(self).update(facts, through={})

    def by_name(self) -> dict[str, Value]:
        """Return every fact by its full name, as rules and the recommendation read it."""
        return dict(self.named)

    @cached_property
    def named(self) -> Mapping[str, Value]:
        """The same, to be read only."""
        named = dict(zip(self._names, self._values(vars(self)), strict=True))
        for name in _worded(type(self)):  # type: ignore[arg-type] # a class has a hash
            named[name] = _plain(named[name])
        return named

    def __contains__(self, full_name: str) -> bool:
        return full_name in self._own_names

    def __getitem__(self, full_name: str) -> Value:
        return _plain(vars(self)[self._own_names[full_name]])

    def let_through(self, lookup: Lookup) -> int:
        """Return the branches of some rules that these facts let through; looked up once."""
        through = self.through.get(lookup)
        if through is None:
            values, columns = _columns(type(self), lookup)  # type: ignore[arg-type] # a class has a hash
            through = self.through[lookup] = reduce(and_, map(getitem, columns, values(vars(self))), lookup.every)
        return through


@lru_cache
def _worded(record: type[FactRecord]) -> tuple[str, ...]:
    """Return the full names of the facts that rules read in words: enumerations, and several of a choice at once."""
    types = get_type_hints(record)
    return tuple(
        name
        for name, own in record._own_names.items()  # noqa: SLF001 - a part of that class
        if get_origin(types[own]) is frozenset or any(_is_enumeration(part) for part in _parts(types[own]))
    )


@lru_cache
def _columns(record: type[FactRecord], lookup: Lookup) -> tuple[Callable[[Any], tuple[Any, ...]], tuple[Column, ...]]:
    """Return what gets the fields of a record that some rules look at, and what the values of each let through."""
    own_names = record._own_names  # noqa: SLF001 - a part of that class
    asked = {own: lookup.columns[name] for name, own in own_names.items() if name in lookup.columns}
    return getter(list(asked)), tuple(asked.values())


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


def _is_enumeration(part: Any) -> bool:
    return isinstance(part, type) and issubclass(part, StrEnum)


def _words(part: Any) -> tuple[str, ...]:
    if get_origin(part) is Literal:
        return get_args(part)
    if _is_enumeration(part):
        return tuple(member.value for member in part)
    raise TypeError(f"a fact is int, int | None, str, or a choice of Literal words and enumerations, not {part}")
