"""What does a request for an access token say? A short form, each of its parameters once (RFC 6749, section 3.2)."""

from collections import Counter
from collections.abc import Mapping
from urllib.parse import parse_qsl

from authlib.oauth2.rfc6749 import InvalidRequestError
from flask import Request
from werkzeug.exceptions import ClientDisconnected

from services.api.problems.problem import Problem
from services.api.problems.request_kinds import LENGTH_REQUIRED, TOO_LARGE

MEDIA_TYPE = "application/x-www-form-urlencoded"

#: Bytes that such a form has at most, whatever else clients send along.
LONGEST = 4096

#: Parameters that it has at most.
MOST_PARAMETERS = 20


def read_form(asked: Request) -> Mapping[str, str]:
    """Return the parameters that have a value; raise Problem, or Authlib's InvalidRequestError."""
    length = asked.content_length
    if length is None:
        raise Problem(LENGTH_REQUIRED, "Send the length of the form as Content-Length; chunked bodies are not taken.")
    if length > LONGEST:
        raise Problem(TOO_LARGE, f"The form has {length} bytes; at most {LONGEST} are taken.")
    if asked.mimetype != MEDIA_TYPE or "Content-Encoding" in asked.headers:
        raise InvalidRequestError(f"Send the parameters as {MEDIA_TYPE}.")
    raw = asked.get_data(cache=False)
    if len(raw) < length:
        raise ClientDisconnected
    try:
        sent = parse_qsl(raw.decode("ascii"), errors="strict", max_num_fields=MOST_PARAMETERS)
    except ValueError as error:
        raise InvalidRequestError(f"The form is not {MEDIA_TYPE} in UTF-8, or has too many parameters.") from error
    if any(times > 1 for times in Counter(name for name, _ in sent).values()):
        raise InvalidRequestError("A parameter is given twice; give each once.")
    return dict(sent)
