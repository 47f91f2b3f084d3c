"""How were the texts of an answer put together? Every sentence in it, by its place."""

from typing import Any

from msgspec import Struct

from services.recommender.recommendation.parts import Sentence
from services.recommender.wording.messages import Message, as_stored

#: What most members are, and what no sentence is in.
_PLAIN = frozenset({str, int, bool, type(None)})


def sentences_used(part: Any) -> list[Sentence]:
    """Return the sentences of `part`, each with its place, in the order of the document."""
    found: list[Sentence] = []
    _collect(part, "", found)
    return found


def _collect(part: Any, pointer: str, found: list[Sentence]) -> None:
    """Put the sentences of `part`, which stands at `pointer`, behind those that were found."""
    match part:
        case Message():
            parameters = {name: as_stored(value) for name, value in part.parameters.items()}
            found.append(Sentence(pointer=pointer, id=part.id, parameters=parameters))
        case Struct():
            for member, name in zip(part.__struct_fields__, part.__struct_encode_fields__, strict=True):
                value = getattr(part, member)
                if type(value) not in _PLAIN:
                    _collect(value, f"{pointer}/{name}", found)
        case list():
            for number, one in enumerate(part):
                if type(one) not in _PLAIN:
                    _collect(one, f"{pointer}/{number}", found)
