"""What does gunicorn refuse before the application is asked, and what is said then? Problem documents, as ever."""

import json
import secrets
from collections.abc import Iterable

import gevent
from gunicorn.http import errors  # type: ignore[import-untyped]

from services.api.problems.problem import MEDIA_TYPE, Problem
from services.api.problems.request_kinds import (
    ADDRESS_TOO_LONG,
    EXPECTATION_FAILED,
    HEADERS_TOO_LARGE,
    REPEATED_HEADER,
    TOO_SLOW,
    UNKNOWN_CODING,
    UNREADABLE_REQUEST,
)
from services.api.problems.service_kinds import OUR_MISTAKE

#: Headers of which the application reads one value; two of them joined by a comma would be a third.
SINGLE = frozenset(
    {"AUTHORIZATION", "CONTENT-ENCODING", "CONTENT-TYPE", "EXPECT", "HOST", "IDEMPOTENCY-KEY", "X-REQUEST-ID"}
)

#: Names of headers that are told of where they are wrong: those by which a request is parted from the next. All others
#: are a client's words.
_TOLD = SINGLE | {"CONTENT-LENGTH", "TRANSFER-ENCODING"}


class RepeatedHeader(errors.ParseException):  # type: ignore[misc] # gunicorn has no types
    """A header was sent twice of which one is read. Send it once; the message is its name."""


def repeated_header(headers: Iterable[tuple[str, str]]) -> str | None:
    """Return the name of a header that must not be repeated and is, None where there is none."""
    seen = set()
    for name, _ in headers:
        if name in SINGLE:
            if name in seen:
                return name
            seen.add(name)
    return None


def lacks_host(version: tuple[int, int], headers: Iterable[tuple[str, str]]) -> bool:
    """Say whether a request names no host although its version wants one (RFC 9112, section 3.2)."""
    return version >= (1, 1) and all(name != "HOST" for name, _ in headers)


def why_refused(error: BaseException) -> Problem:
    """Return the problem that `error` is, in our own words."""
    match error:
        case gevent.Timeout():
            return Problem(TOO_SLOW, "The request's head did not arrive in time.")
        case RepeatedHeader():
            return Problem(REPEATED_HEADER, f"{str(error).title()} was sent more than once.")
        case errors.LimitRequestLine():
            return Problem(ADDRESS_TOO_LONG, "The request line is longer than is read.")
        case errors.LimitRequestHeaders():
            return Problem(HEADERS_TOO_LARGE, "The headers are larger or more than are read.")
        case errors.ExpectationFailed():
            return Problem(EXPECTATION_FAILED, "Only Expect: 100-continue is understood.")
        case errors.UnsupportedTransferCoding():
            return Problem(UNKNOWN_CODING, "The body has a transfer coding that is not known.")
        case errors.InvalidResponseHeader() | errors.InvalidResponseHeaderName() | errors.ConfigurationProblem():
            pass
        case errors.ParseException():
            return Problem(UNREADABLE_REQUEST, f"{_what_is_wrong(error)} Nothing was accepted.")
    return Problem(OUR_MISTAKE, "The request failed through no fault of its own; nothing was accepted.")


def _what_is_wrong(error: errors.ParseException) -> str:
    match error:
        case errors.InvalidHeader(hdr=name) if name in _TOLD:
            return f"The header {name.title()} is missing, sent more than once, or says what cannot be."
        case errors.InvalidHeader() | errors.InvalidHeaderName():
            return "A header's name or value holds a character that none may hold."
        case errors.ObsoleteFolding():
            return "A header goes on over more than one line."
        case errors.InvalidRequestLine() | errors.InvalidRequestMethod() | errors.InvalidHTTPVersion():
            return "The first line is not a method, an address and HTTP/1.1, parted by single spaces."
    return "The request could not be read."


def as_bytes(problem: Problem) -> bytes:
    """Return the whole answer, after which the connection closes."""
    body = json.dumps(problem.document()).encode() + b"\n"
    status = problem.kind.status
    headers = {
        "Connection": "close",
        "Content-Type": MEDIA_TYPE,
        "Content-Length": str(len(body)),
        "X-Request-Id": secrets.token_hex(8),
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status.value} {status.phrase}\r\n{lines}\r\n".encode() + body
