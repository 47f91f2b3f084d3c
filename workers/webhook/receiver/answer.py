"""What did the receiver say? Its status, two headers, and the beginning of its body, however much it sends.

The status line is the receiver's word. What else it sends is read by functions that cannot fail: of the headers only
the few that matter reach the standard library, and those only where they say what it understands.
"""

import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import BadStatusLine, HTTPException, HTTPResponse
from socket import socket

from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

#: Of an answer at most this many bytes are read, headers included; the status is all that matters.
READ_AT_MOST = 16 * 1024
#: Of the body so many bytes are kept, for the people who look into a failed delivery.
KEPT_BYTES = 512

#: As much of a status line as counts.
_STATUS_LINE = re.compile(rb"HTTP/1\.[0-9] +[1-9][0-9]{2}(?=[ \r\n])")

#: The status line of an answer that goes before the answer itself (RFC 9110, section 15.2). 101 would be the end of
#: HTTP on this connection, which nobody asked for.
_INTERIM = re.compile(rb"HTTP/1\.[0-9] +1(?!01)")

_PRINTABLE = re.compile(rb"[ -~]{1,100}")
#: The headers that matter, each with what it may say. One that says something else is as good as none: without a length
#: the body goes on until the connection ends.
_UNDERSTOOD = {
    b"content-length": re.compile(rb"[0-9]{1,15}"),
    b"transfer-encoding": re.compile(rb"(?i:chunked)"),
    b"connection": _PRINTABLE,
    b"retry-after": _PRINTABLE,
    b"date": _PRINTABLE,
}

log = logging.getLogger("credwise.answer")


class AnswerBroken(HTTPException):
    """The answer went on after READ_AT_MOST bytes, or broke off in its headers. Not an answer, so try again later."""


class HeadersTooLong(AnswerBroken):
    """The headers behind a status line go on after READ_AT_MOST bytes. What follows is passed over."""


class NoAnswer(AnswerBroken):
    """The connection ended before the first byte of an answer: a kept one had been closed meanwhile."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the receiver said. `is_whole` tells that its body was read to the end, so the connection can serve again."""

    status: int
    beginning: bytes
    retry_after: str | None
    date: str | None
    is_whole: bool


class ShortAnswer(HTTPResponse):
    """An answer of which READ_AT_MOST bytes are read: made to be a connection's `response_class`."""

    def __init__(self, sock: socket, debuglevel: int = 0, method: str | None = None, url: str | None = None) -> None:
        super().__init__(sock, debuglevel, method, url)
        self._metered = _Metered(self.fp.detach())
        # The buffer is small, so that the headers of an endless answer are not read far beyond their end.
        self.fp = io.BufferedReader(self._metered, 1024)

    def begin(self) -> None:
        """Read the answer's head, after those that go before it; raise HTTPException where there is no whole one."""
        connection = self.fp
        head = _read_head(connection)
        while _INTERIM.match(head):
            head = _read_head(connection)
        self.fp = io.BufferedReader(io.BytesIO(head))
        try:
            super().begin()
        finally:
            self.fp = connection
        self._metered.may_end = True


def _read_head(stream: io.BufferedReader) -> bytes:
    """Read a status line and its headers up to the empty line, and return of them what is understood.

    Headers that are too long undo no status: the answer ends where they are given up. Raises BadStatusLine, and
    AnswerBroken where the stream ends before, or what is too long goes before the answer itself.
    """
    line = stream.readline()
    status_line = _STATUS_LINE.match(line)
    if status_line is None:
        raise BadStatusLine(ascii(line[:100]))
    headers: dict[bytes, list[bytes]] = {}
    try:
        while (line := stream.readline()) not in {b"\r\n", b"\n"}:
            name, _, value = line.partition(b":")
            headers.setdefault(name.lower(), []).append(value.strip())
    except HeadersTooLong:
        if _INTERIM.match(status_line.group()):
            raise
        # Nobody looks for the end of these headers, so nothing more can come over this connection.
        headers[b"connection"] = [b"close"]
    return b"\r\n".join([status_line.group(), *_understood(headers), b"", b""])


def _understood(headers: dict[bytes, list[bytes]]) -> Iterator[bytes]:
    """Yield those that matter; of several the first, but for a length that is said in two ways."""
    for name, pattern in _UNDERSTOOD.items():
        values = headers.get(name, [])
        is_ambiguous = name == b"content-length" and (len(set(values)) > 1 or b"transfer-encoding" in headers)
        if values and pattern.fullmatch(values[0]) and not is_ambiguous:
            yield name + b": " + values[0]


class _Metered(io.RawIOBase):
    """The bytes of a socket, up to READ_AT_MOST; then AnswerBroken."""

    def __init__(self, raw: io.RawIOBase) -> None:
        self._raw = raw
        self._left = READ_AT_MOST
        #: False while headers are read. The standard library takes headers that break off for complete ones.
        self.may_end = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int | None:  # type: ignore[override]
        if self._left <= 0:
            raise HeadersTooLong(f"its answer is longer than {READ_AT_MOST} bytes")
        count = self._raw.readinto(buffer[: self._left])
        if not count and not self.may_end:
            if self._left == READ_AT_MOST:
                raise NoAnswer("it closed the connection without an answer")
            raise AnswerBroken("it closed the connection before its answer was complete")
        self._left -= count or 0
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


def read_answer(response: BaseHTTPResponse) -> Answer:
    """Read what is needed of an answer whose headers are there; a body that breaks off or goes on for ever is no error.

    The status line is the receiver's word: a 200 whose body never ends is a delivery all the same.
    """
    beginning, is_whole = b"", False
    try:
        while chunk := response.read1(READ_AT_MOST, decode_content=False):
            beginning = (beginning + chunk)[:KEPT_BYTES]
        is_whole = True
    except (OSError, HTTPError, HTTPException, ValueError):
        pass
    except Exception:
        log.exception("an answer's body could not be read; its status counts")
    finally:
        response.close()
    return Answer(
        status=response.status,
        beginning=beginning,
        retry_after=response.headers.get("Retry-After"),
        date=response.headers.get("Date"),
        is_whole=is_whole,
    )
