"""What does every answer carry? An id to find it by in the logs, and headers that keep browsers careful."""

import re
import secrets

from flask import Flask, Response, g, request

from services.api.edge.edge_log import ROUTE
from services.log_lines import about_from_now, about_nothing

#: For everything but the pages: an answer is data, and no browser has anything to load or run for it.
NOTHING_ELSE = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

#: For our pages: scripts, styles and requests of this server only. The style sheet's pictures are data: URIs.
OUR_PAGES = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)

#: For those of our pages that have forms, which go back to us.
PAGES_WITH_FORMS = OUR_PAGES.replace("form-action 'none'", "form-action 'self'")

#: A client's own request id is kept where it is harmless in a log line.
_REQUEST_ID = re.compile(r"[A-Za-z0-9._:-]{1,64}")


def register_headers(app: Flask) -> None:
    """Give every request an id and every answer its headers."""
    app.before_request(_name_request)
    app.after_request(_add_headers)
    # What a thread logs afterwards is not about this request.
    app.teardown_request(lambda _error: about_nothing())


def _name_request() -> None:
    # The server's log tells of this instead of the path.
    if request.url_rule is not None:
        request.environ[ROUTE] = request.url_rule.rule
    sent = request.headers.get("X-Request-Id", "")
    g.request_id = sent if _REQUEST_ID.fullmatch(sent) else secrets.token_hex(8)
    about_nothing()
    about_from_now(request=g.request_id)


def _add_headers(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.request_id
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers.setdefault("Content-Security-Policy", NOTHING_ELSE)
    response.headers.setdefault("Cache-Control", "no-store")
    return response
