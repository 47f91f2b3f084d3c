"""How does a body of many profiles come? In pieces, of which only the line at hand is kept; NDJSON or a JSON array."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Request
from werkzeug.exceptions import ClientDisconnected

from services.api.ports import settings
from services.api.problems.problem import Problem
from services.api.problems.request_kinds import INVALID_JSON, TOO_LARGE
from services.api.problems.resource_kinds import NOT_A_BATCH

#: What is read at once.
PIECE = 64 * 1024

#: The most lines of a batch. Whoever has more sends another batch.
MOST_LINES = 100_000

ARRAY = "application/json"

#: A document a line: what NDJSON and JSON Lines are called.
BY_LINES = ("application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines")

_MARK = b"\xef\xbb\xbf"
_BLANK = b" \t\r\n"

#: In an array, what says where an element ends: texts, and what opens, closes and parts.
_SIGNS = re.compile(rb'"(?:[^"\\]++|\\.)*+("?)|[\[\]{},]', re.DOTALL)
_DEEPER = {b"[": 1, b"{": 1, b"]": -1, b"}": -1}


@dataclass(frozen=True, kw_only=True)
class RawLine:
    """A line's number from 1 and its bytes; None for one that is too long to be a profile."""

    number: int
    raw: bytes | None


def pieces(asked: Request) -> Iterator[bytes]:
    """Yield the body as it comes; raise Problem where it is too long, ClientDisconnected where it breaks off."""
    longest, length, read = settings().max_batch_bytes, asked.content_length, 0
    stream = asked.environ["wsgi.input"]
    while length is None or read < length:
        try:
            piece = stream.read(PIECE if length is None else min(PIECE, length - read))
        except TimeoutError:
            raise ClientDisconnected from TimeoutError()
        except OSError:
            raise ClientDisconnected from None
        if not piece:
            break
        read += len(piece)
        if read > longest:
            raise Problem(TOO_LARGE, f"The body has more than {longest} bytes; send the rest as another batch.")
        yield piece
    if length is not None and read < length:
        raise ClientDisconnected


def check_declared(asked: Request) -> None:
    """Raise Problem where the body is not declared as one of the two, or as longer than is taken."""
    longest = settings().max_batch_bytes
    if asked.mimetype not in {ARRAY, *BY_LINES} or "Content-Encoding" in asked.headers:
        raise Problem(NOT_A_BATCH, f"Send the body as {BY_LINES[0]} or {ARRAY}; not compressed.")
    if (asked.content_length or 0) > longest:
        raise Problem(TOO_LARGE, f"The body has {asked.content_length} bytes; at most {longest} are taken at once.")


def lines_in(asked: Request, body: Iterator[bytes]) -> Iterator[RawLine]:
    """Yield the lines of `body`, however many there are; raise Problem where an array is none."""
    longest = settings().max_body_bytes
    return elements(body, longest) if asked.mimetype == ARRAY else by_lines(body, longest)


def by_lines(body: Iterator[bytes], longest: int) -> Iterator[RawLine]:
    """Yield each line that is not blank, by its number among all lines."""
    number, held, is_long = 1, bytearray(), False
    for piece in body:
        *ended, rest = piece.split(b"\n")
        for part in ended:
            held += part
            if held.strip(_BLANK):
                yield _line(number, held, longest, is_long=is_long)
            number, held, is_long = number + 1, bytearray(), False
        held += rest
        if len(held) > longest:
            # What is over is not kept; that there is something is.
            held, is_long = bytearray(b"."), True
    if held.strip(_BLANK):
        yield _line(number, held, longest, is_long=is_long)


def _line(number: int, held: bytearray, longest: int, *, is_long: bool) -> RawLine:
    raw = bytes(held).strip(_BLANK)
    if number == 1:
        raw = raw.removeprefix(_MARK)
    return RawLine(number=number, raw=None if is_long or len(raw) > longest else raw)


def elements(body: Iterator[bytes], longest: int) -> Iterator[RawLine]:
    """Yield each element of a JSON array by its place from 1; only where it ends is looked at here."""
    array = _Array(longest)
    for piece in body:
        yield from array.read(piece)
    yield from array.end()


class _Array:
    """An array as far as it was read: what is held of the element at hand, and how deep in brackets it is."""

    def __init__(self, longest: int) -> None:
        self._longest = longest
        self._held = bytearray()
        self._looked_at = 0
        self._depth = 0
        self._number = 0
        self._is_long = self._is_over = False

    def read(self, piece: bytes) -> Iterator[RawLine]:
        self._held += piece
        yield from self._look()

    def end(self) -> Iterator[RawLine]:
        yield from self._look()
        if not self._is_over:
            raise self._broken("The array ends before its closing bracket")

    def _look(self) -> Iterator[RawLine]:
        if self._is_over:
            self._refuse_more()
            return
        if self._depth == 0 and not self._begin():
            return
        began = 0
        for found in self._signs():
            sign = found.group()
            self._depth += _DEEPER.get(sign, 0)
            if self._depth == 0 and sign != b"]":
                raise self._broken("The array is closed by a curly bracket")
            if self._depth == 0 or (self._depth == 1 and sign == b","):
                yield from self._element(bytes(self._held[began : found.start()]))
                began = found.end()
            if self._depth == 0:
                self._is_over = True
                break
        self._let_go(began)
        if self._is_over:
            self._refuse_more()

    def _signs(self) -> Iterator[re.Match[bytes]]:
        """Yield the signs that were not looked at, and remember how far that is: a text may go on in the next piece."""
        for found in _SIGNS.finditer(self._held, self._looked_at):
            if found.group()[:1] == b'"' and not found[1]:
                self._looked_at = found.start()
                return
            yield found
            self._looked_at = found.end()
        self._looked_at = len(self._held)

    def _refuse_more(self) -> None:
        if self._held.strip(_BLANK):
            raise self._broken("Something follows the end of the array")

    def _begin(self) -> bool:
        """Step over the opening bracket; return whether it has come."""
        start = self._held.lstrip(_BLANK)
        if not start:
            return False
        if start[:1] != b"[":
            raise self._broken("The body does not begin with the opening bracket of an array")
        self._held, self._depth = start[1:], 1
        return True

    def _element(self, raw: bytes) -> Iterator[RawLine]:
        raw = raw.strip(_BLANK)
        if not raw and not self._is_long:
            if self._depth == 0 and self._number == 0:
                return
            raise self._broken("A comma stands where an element is wanted")
        self._number += 1
        too_long = self._is_long or len(raw) > self._longest
        self._is_long = False
        yield RawLine(number=self._number, raw=None if too_long else raw)

    def _let_go(self, began: int) -> None:
        """Keep what is not read to the end of an element, and of one that is too long only that it is."""
        del self._held[:began]
        self._looked_at -= began
        if len(self._held) > self._longest + PIECE:
            del self._held[: self._looked_at]
            self._looked_at, self._is_long = 0, True
            if len(self._held) > self._longest + PIECE:
                raise self._broken("A text is longer than a profile may be")

    def _broken(self, what: str) -> Problem:
        return Problem(INVALID_JSON, f"{what}, behind element {self._number}; send one JSON array of profiles.")
