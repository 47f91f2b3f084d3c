"""How is a file read that is the whole body? Bounded by a limit of its own, of a declared type, and complete."""

from collections.abc import Collection

from flask import Request
from werkzeug.exceptions import ClientDisconnected

from services.api.problems.kind import Kind
from services.api.problems.problem import Problem
from services.api.problems.request_kinds import LENGTH_REQUIRED, TOO_LARGE


def read_sent_file(asked: Request, *, longest: int, media_types: Collection[str], otherwise: Kind) -> bytes:
    """Return the body's bytes; raise Problem: without a length, too long, or of another type, which is `otherwise`."""
    length = asked.content_length
    if length is None:
        raise Problem(LENGTH_REQUIRED, "Send the length of the body as Content-Length; chunked bodies are not taken.")
    if length > longest:
        raise Problem(TOO_LARGE, f"The body has {length} bytes; at most {longest} are taken. Send less at once.")
    if asked.mimetype not in media_types or "Content-Encoding" in asked.headers:
        raise Problem(otherwise, f"Send the body as one of: {', '.join(media_types)}; not compressed.")
    # Such a route takes more than the others do.
    asked.max_content_length = longest
    raw = asked.get_data(cache=False)
    if len(raw) < length:
        raise ClientDisconnected
    return raw
