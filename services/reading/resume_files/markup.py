"""How is XML read without doing what its maker wants? Bounded in elements and depth; declared entities are refused."""

from collections.abc import Mapping
from typing import Protocol
from xml.parsers import expat

from services.reading.resume_files.sections import ResumeRejected

#: Elements of one document, and how deep they may nest: a résumé has some thousands, twenty deep.
MOST_ELEMENTS = 100_000
DEEPEST = 100


class Handler(Protocol):
    """What is told of each element; a name is "namespace name"."""

    def start(self, name: str, attributes: Mapping[str, str], /) -> None: ...

    def end(self, name: str, /) -> None: ...

    def text(self, text: str, /) -> None: ...


def parse_xml(raw: bytes, handler: Handler) -> None:
    """Tell `handler` what is in an XML document; raise ResumeRejected where it is none, or too large."""
    bounds = _Bounds(handler)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = bounds.start
    parser.EndElementHandler = bounds.end
    parser.CharacterDataHandler = handler.text
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(raw, True)  # expat takes it by place only
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise ResumeRejected(f"It is not usable XML: {error}.") from None


class _Bounds:
    """Counts elements on their way to the handler."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self._elements = self._depth = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._elements += 1
        self._depth += 1
        if self._elements > MOST_ELEMENTS or self._depth > DEEPEST:
            raise ResumeRejected(
                f"Its XML has more than {MOST_ELEMENTS:,} elements or is more than {DEEPEST} deep; send a shorter file."
            )
        self._handler.start(name, attributes)

    def end(self, name: str) -> None:
        self._depth -= 1
        self._handler.end(name)


def _refuse(*_: object) -> None:
    raise ResumeRejected("Its XML declares entities, which a résumé has no use for; send it without them.")
