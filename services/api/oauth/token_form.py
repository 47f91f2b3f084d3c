"""What does a request for an access token say? A short form, each of its parameters once (RFC 6749, section 3.2)."""

from collections import Counter
from collections.abc import Mapping
from urllib.parse import parse_qsl

from authlib.oauth2.rfc6749 import InvalidRequestError
from flask import Request

from services.api.bodies.whole_body import declared_length, whole_body

MEDIA_TYPE = "application/x-www-form-urlencoded"

#: Bytes that such a form has at most, whatever else clients send along.
LONGEST = 4096

#: Parameters that it has at most.
MOST_PARAMETERS = 20


def read_form(asked: Request) -> Mapping[str, str]:
    """Return the parameters that have a value; raise Problem, or Authlib's InvalidRequestError."""
    length = declared_length(asked, LONGEST)
    if asked.mimetype != MEDIA_TYPE or "Content-Encoding" in asked.headers:
        raise InvalidRequestError(f"Send the parameters as {MEDIA_TYPE}.")
    raw = whole_body(asked, length)
    try:
        sent = parse_qsl(raw.decode("ascii"), errors="strict", max_num_fields=MOST_PARAMETERS)
    except ValueError as error:
        raise InvalidRequestError(f"The form is not {MEDIA_TYPE} in UTF-8, or has too many parameters.") from error
    if any(times > 1 for times in Counter(name for name, _ in sent).values()):
        raise InvalidRequestError("A parameter is given twice; give each once.")
    return dict(sent)
