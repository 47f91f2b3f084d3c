"""Is this one JSON document that every reader would understand the same way? If so, what does it say?

Python's own reader takes duplicate names, NaN, numbers that no other language can hold and nesting that exhausts the
stack. Here such a document is refused, with the place and the remedy, before a schema ever sees it. The caller bounds
the size in bytes.
"""

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

JSON = Any

#: How deep arrays and objects may nest. A profile needs four levels; a verifiable credential perhaps a dozen.
DEEPEST = 32

#: How many digits a whole number may have: up to here every JSON reader holds it exactly, binary floats included.
MOST_DIGITS = 15

#: The magnitude at which a number with a fraction or an exponent is refused; it matches MOST_DIGITS.
LARGEST_FLOAT = 1e15

#: Strings (closed or not) and the characters that open and close a level. It matches at every quotation mark, so that
#: reading a document is linear in its length whatever is in it.
_LEVELS = re.compile(r'"(?:[^"\\]++|\\.)*+["\\]?|[\[\]{}]', re.DOTALL)

#: A comma with nothing but space between it and the bracket that closes: the commonest slip of what is written by hand.
_TRAILING_COMMA = re.compile(r",[ \t\r\n]*+([\]}])$")

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")

#: How much of a name a message or a pointer repeats.
_NAME_SHOWN = 64


class JsonRejected(Exception):
    """The bytes are not a JSON document Credwise takes.

    `detail` says where, what and what would be right; `pointer` is a JSON pointer (RFC 6901) where there is one.
    """

    def __init__(self, detail: str, pointer: str | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.pointer = pointer


@dataclass(frozen=True)
class _Refused:
    """Stands in the parsed document where something must be refused; the walk that finds it knows the pointer."""

    detail: str
    member: str | None = None


def read_json(raw: bytes) -> JSON:
    """Return the document in `raw`; raise JsonRejected, and nothing else, for whatever is not strict JSON in UTF-8."""
    text = _decode(raw)
    _refuse_deep_nesting(text)
    marks = _Marks()
    try:
        document = json.loads(
            text,
            object_pairs_hook=marks.object,
            parse_int=marks.whole_number,
            parse_float=marks.number,
            parse_constant=marks.constant,
        )
    except json.JSONDecodeError as error:
        raise JsonRejected(_syntax(error)) from None
    # Only an escape can hide what no text may hold; where there is none, the walk would find nothing.
    if marks.any or "\\u" in text:
        _refuse_marked(document, "")
    return document


def pointer_to(parent: str, token: str | int) -> str:
    """Return the JSON pointer of the member or element `token` of the value at `parent`, long names cut short."""
    name = str(token)
    shown = name if len(name) <= _NAME_SHOWN else name[:_NAME_SHOWN] + "…"
    return f"{parent}/{printable(shown).replace('~', '~0').replace('/', '~1')}"


def printable(text: str) -> str:
    """Return `text` with what cannot be printed or encoded written as an escape, so that it may be repeated back."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def _decode(raw: bytes) -> str:
    if raw.startswith(b"\xef\xbb\xbf"):
        raise JsonRejected("line 1, column 1: the document starts with a byte order mark; send UTF-8 without one")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise JsonRejected(
            f"line {line}: byte {error.start} of the document is not UTF-8; encode the document as UTF-8"
        ) from None
    if not text.strip(" \t\r\n"):
        raise JsonRejected("line 1, column 1: the document is empty; send one JSON object")
    return text


def _refuse_deep_nesting(text: str) -> None:
    if text.count("{") + text.count("[") <= DEEPEST:
        return
    depth = 0
    for found in _LEVELS.finditer(text):
        opening = found.group()
        if opening in "[{":
            depth += 1
        elif opening in "]}":
            depth -= 1
        if depth > DEEPEST:
            raise JsonRejected(
                f"{_place(text, found.start())}: arrays and objects nest more than {DEEPEST} deep; flatten the document"
            )


def _place(text: str, position: int) -> str:
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    return f"line {line}, column {column}"


class _Marks:
    """Makes values of what is read, and marks where something must be refused; `any` says whether there is a mark."""

    def __init__(self) -> None:
        self.any = False

    def object(self, members: list[tuple[str, JSON]]) -> JSON:
        found = dict(members)
        if len(found) < len(members):
            twice, _ = Counter(name for name, _ in members).most_common(1)[0]
            return self._refuse("the name is given twice in one object; keep one of the two", member=twice)
        return found

    def whole_number(self, digits: str) -> int | _Refused:
        if len(digits.lstrip("-")) > MOST_DIGITS:
            return self._refuse(
                f"the whole number has more than {MOST_DIGITS} digits, which many readers would round; "
                "send an identifier as a string, in quotation marks"
            )
        return int(digits)

    def number(self, text: str) -> float | _Refused:
        value = float(text)
        if abs(value) >= LARGEST_FLOAT:
            return self._refuse(f"the number is too large; numbers must be below {LARGEST_FLOAT:.0e} in magnitude")
        return value

    def constant(self, name: str) -> _Refused:
        return self._refuse(f"{name} is not a JSON number; leave the member out where the value is not known")

    def _refuse(self, detail: str, member: str | None = None) -> _Refused:
        self.any = True
        return _Refused(detail, member)


def _syntax(error: json.JSONDecodeError) -> str:
    place = f"line {error.lineno}, column {error.colno}"
    if error.msg == "Extra data":
        return f"{place}: something follows the end of the document; send exactly one JSON document"
    if "\x00" in error.doc[error.pos : error.pos + 1]:
        return f"{place}: there is a NUL character; remove it"
    if comma := _TRAILING_COMMA.search(error.doc, 0, error.pos + 1):
        closing = comma.group(1)
        return f'{_place(error.doc, comma.start())}: a comma stands before the closing "{closing}"; remove the comma'
    complaint = error.msg[:1].lower() + error.msg[1:]
    return f"{place}: this is not JSON ({complaint}); correct it there and send the document again"


def _refuse_marked(value: JSON, pointer: str) -> None:
    """Walk the document and raise for the first thing refused; it is at most DEEPEST levels deep."""
    if isinstance(value, _Refused):
        at = pointer if value.member is None else pointer_to(pointer, value.member)
        raise JsonRejected(value.detail, at)
    if isinstance(value, str):
        _refuse_broken_text(value, pointer)
    elif isinstance(value, list):
        for index, element in enumerate(value):
            _refuse_marked(element, pointer_to(pointer, index))
    elif isinstance(value, dict):
        for name, member in value.items():
            at = pointer_to(pointer, name)
            _refuse_broken_text(name, at)
            _refuse_marked(member, at)


def _refuse_broken_text(text: str, pointer: str) -> None:
    if "\x00" in text:
        raise JsonRejected("the text contains a NUL character (\\u0000); remove it", pointer)
    if _LONE_SURROGATE.search(text):
        raise JsonRejected(
            "the text contains half of a surrogate pair; write the character itself, or both halves", pointer
        )
