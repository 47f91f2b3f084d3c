"""How is a file read that is the whole body? Bounded by a limit of its own, of a declared type, and complete."""

from collections.abc import Collection

from flask import Request

from services.api.bodies.whole_body import declared_length, whole_body
from services.api.problems.kind import Kind
from services.api.problems.problem import Problem


def read_sent_file(asked: Request, *, longest: int, media_types: Collection[str], otherwise: Kind) -> bytes:
    """Return the body's bytes; raise Problem: without a length, too long, or of another type, which is `otherwise`."""
    length = declared_length(asked, longest)
    if asked.mimetype not in media_types or "Content-Encoding" in asked.headers:
        raise Problem(otherwise, f"Send the body as one of: {', '.join(media_types)}; not compressed.")
    # Such a route takes more than the others do.
    asked.max_content_length = longest
    return whole_body(asked, length)
