"""What is wrong with a document, member by member: all problems at once, each with a JSON pointer and a remedy."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from services.intake.strict_json import pointer_to

#: How many problems of one document are reported; whoever gets so many has another mistake than these.
MOST_REPORTED = 100


@dataclass(frozen=True, kw_only=True)
class FieldProblem:
    """One thing to mend: `pointer` (RFC 6901) says where, `detail` what is wrong and what would be right."""

    pointer: str
    detail: str


class ProfileRejected(Exception):
    """The document is JSON, but not one this operation takes. Mend every problem listed and send it again."""

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{problem.pointer or 'the document'}: {problem.detail}" for problem in problems))


def problems_in(messages: Mapping[Any, Any] | Sequence[Any]) -> tuple[FieldProblem, ...]:
    """Return marshmallow's nested messages as a flat list, in the document's order of first complaint."""
    return tuple(islice(_flatten(messages, ""), MOST_REPORTED))


def _flatten(messages: Any, pointer: str) -> Iterator[FieldProblem]:
    if isinstance(messages, Mapping):
        for token, inner in messages.items():
            # marshmallow files what concerns the object as a whole under this name.
            yield from _flatten(inner, pointer if token == "_schema" else pointer_to(pointer, token))  # noqa: S105 - no secret
    elif isinstance(messages, str):
        yield FieldProblem(pointer=pointer, detail=messages)
    else:
        for inner in messages:
            yield from _flatten(inner, pointer)
