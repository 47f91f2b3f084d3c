"""How were the texts of an answer put together? Every sentence in it, by its place."""

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from msgspec import Struct

from services.recommender.recommendation.parts import Sentence
from services.recommender.wording.messages import Message, as_stored

#: What most members are.
_PLAIN = frozenset({str, int, NoneType, dict})


@cache
def _may_hold_one(kind: type) -> bool:
    """Say whether a value of this type may be a sentence or have one in it; most members are plain."""
    return issubclass(kind, Message | Struct | list)


@cache
def _members(kind: type[Struct]) -> tuple[Callable[[Any], tuple[Any, ...]], tuple[str, ...]]:
    """Return what gets the members of a part that by their type may have a sentence, and the ends of their pointers."""
    declared = get_type_hints(kind)
    names = zip(kind.__struct_fields__, kind.__struct_encode_fields__, strict=True)
    open_ones = [(member, f"/{name}") for member, name in names if _is_open_to_one(declared[member])]
    members = [member for member, _ in open_ones]
    getter = attrgetter(*members) if len(members) > 1 else lambda part: tuple(getattr(part, one) for one in members)
    return getter, tuple(end for _, end in open_ones)


def _is_open_to_one(declared: Any) -> bool:
    """Say whether what is declared so may be a sentence, which is a text, or have one in it."""
    if parts := get_args(declared):
        return get_origin(declared) not in {dict, Literal} and any(map(_is_open_to_one, parts))
    return not isinstance(declared, type) or declared is str or issubclass(declared, Message | Struct)


def sentences_used(part: Any) -> list[Sentence]:
    """Return the sentences of `part`, each with its place, in the order of the document."""
    found: list[Sentence] = []
    _collect(part, "", found)
    return found


def _collect(part: Any, pointer: str, found: list[Sentence]) -> None:
    """Put the sentences of `part`, which stands at `pointer`, behind those that were found."""
    if isinstance(part, Message):
        parameters = {name: as_stored(value) for name, value in part.parameters.items()}
        found.append(Sentence(pointer=pointer, id=part.id, parameters=parameters))
    elif isinstance(part, Struct):
        members, ends = _members(type(part))
        for value, end in zip(members(part), ends, strict=True):
            if type(value) not in _PLAIN and _may_hold_one(type(value)):  # type: ignore[arg-type] # a class has a hash
                _collect(value, pointer + end, found)
    else:
        for number, one in enumerate(part):
            if type(one) not in _PLAIN and _may_hold_one(type(one)):  # type: ignore[arg-type] # a class has a hash
                _collect(one, f"{pointer}/{number}", found)
