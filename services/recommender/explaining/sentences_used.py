"""How were the texts of an answer put together? Every sentence in it, by its place."""

from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

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
def _members(kind: type[Struct]) -> tuple[tuple[str, str], ...]:
    """Return the members of a part that by their type may have a sentence in them, and the ends of their pointers."""
    declared = get_type_hints(kind)
    return tuple(
        (member, f"/{name}")
        for member, name in zip(kind.__struct_fields__, kind.__struct_encode_fields__, strict=True)
        if _is_open_to_one(declared[member])
    )


def _is_open_to_one(declared: Any) -> bool:
    """Say whether what is declared so may be a sentence, which is a text, or have one in it."""
    if parts := get_args(declared):
        return get_origin(declared) is not dict and any(map(_is_open_to_one, parts))
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
        for member, end in _members(type(part)):
            value = getattr(part, member)
            if type(value) not in _PLAIN and _may_hold_one(type(value)):  # type: ignore[arg-type] # a class has a hash
                _collect(value, pointer + end, found)
    else:
        for number, one in enumerate(part):
            if type(one) not in _PLAIN and _may_hold_one(type(one)):  # type: ignore[arg-type] # a class has a hash
                _collect(one, f"{pointer}/{number}", found)
