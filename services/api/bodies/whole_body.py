"""Is a body declared to be short enough, and did all of it come? Asked wherever one is read in one piece."""

from flask import Request
from werkzeug.exceptions import ClientDisconnected

from services.api.problems.problem import Problem
from services.api.problems.request_kinds import LENGTH_REQUIRED, TOO_LARGE


def declared_length(asked: Request, longest: int) -> int:
    """Return how many bytes the body is to have; raise Problem where it does not say, or says more than `longest`.

    A chunked body has no length to refuse it by, and reading it up to a limit would cut it silently: it is refused.
    """
    length = asked.content_length
    if length is None:
        raise Problem(LENGTH_REQUIRED, "Send the length of the body as Content-Length; chunked bodies are not taken.")
    if length > longest:
        raise Problem(TOO_LARGE, f"The body has {length} bytes; at most {longest} are taken. Send less at once.")
    return length


def whole_body(asked: Request, length: int) -> bytes:
    """Return the body's bytes; raise ClientDisconnected where fewer than `length` come."""
    raw = asked.get_data(cache=False)
    if len(raw) < length:
        raise ClientDisconnected
    return raw
