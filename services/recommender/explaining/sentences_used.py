"""How were the texts of an answer put together? Every sentence in it, by its place."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from services.recommender.recommendation.parts import Sentence
from services.recommender.wording.messages import Message, as_stored


def sentences_used(part: Any, pointer: str = "") -> Iterator[Sentence]:
    """Yield the sentences of `part`, which stands at `pointer`, in the order of the document."""
    match part:
        case Message():
            parameters = {name: as_stored(value) for name, value in part.parameters.items()}
            yield Sentence(pointer=pointer, id=part.id, parameters=parameters)
        case Struct():
            for member, name in zip(part.__struct_fields__, part.__struct_encode_fields__, strict=True):
                yield from sentences_used(getattr(part, member), f"{pointer}/{name}")
        case list():
            for number, one in enumerate(part):
                yield from sentences_used(one, f"{pointer}/{number}")
