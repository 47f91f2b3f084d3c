"""How is a page with forms served? Made of a template, with what a browser may do for it, and listed nowhere."""

from http import HTTPStatus
from typing import Any

from flask import make_response, render_template
from werkzeug.wrappers import Response

from services.api.edge.headers import PAGES_WITH_FORMS


def form_page(template: str, status: HTTPStatus = HTTPStatus.OK, **values: Any) -> Response:
    """Return a page made of a template of templates/."""
    response = make_response(render_template(template, **values), status)
    response.headers["Content-Security-Policy"] = PAGES_WITH_FORMS
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
