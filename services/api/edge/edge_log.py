"""What do the API's logs say of a request? Its route's pattern, never the path that was asked for.

A path may hold the id of a learner, who may be erased tomorrow, and decoded it may hold the end of a line. So may a
request line or a header that gunicorn cannot read and would quote.
"""

import logging
from datetime import timedelta
from typing import Any

from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from services.log_lines import JSON, about, json_lines
from services.log_text import describe_error, in_one_line
from services.settings import read_settings

#: Where in a request's WSGI environment the application notes its route's pattern, like /v1/learners/<learner_id>.
ROUTE = "credwise.route"

#: Where it notes whose key came with the request.
CLIENT = "credwise.client"

#: Where in a request's WSGI environment the server notes that it came to the port for health checks.
HEALTH_ONLY = "credwise.health_only"

#: What stands for the route of a request that has none, or that gunicorn refused.
NO_ROUTE = "-"

#: What gunicorn could tell of a request that a client chose freely, beside the path in `U` and `r`.
_CLIENTS_OWN = ("q", "f", "a", "u")


class EdgeLogger(Logger):  # type: ignore[misc] # gunicorn has no types
    """Gunicorn's logs, without what a client wrote."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        form = read_settings().log_format
        for handler in self.error_log.handlers:
            handler.setFormatter(json_lines("api") if form == JSON else OwnWords(self.error_fmt, self.datefmt))
        if form == JSON:
            self.error_log.addFilter(_in_own_words)
            for handler in self.access_log.handlers:
                handler.setFormatter(json_lines("api"))
        # What the application itself has to say goes where the server's words go, and in their form.
        ours = logging.getLogger("services")
        ours.handlers, ours.propagate = list(self.error_log.handlers), False
        ours.setLevel(logging.INFO)

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta) -> None:
        """Tell of a request: as a line of text, or as JSON members."""
        if read_settings().log_format != JSON:
            super().access(resp, req, environ, request_time)
            return
        atoms = self.atoms(resp, req, environ, request_time)
        told = {"method": "m", "route": "U", "status": "s", "bytes": "B", "ms": "M", "from": "h"}
        members = {name: atoms.get(atom) for name, atom in told.items()}
        request_id = atoms.get("{x-request-id}o", "")
        with about(client=environ.get(CLIENT), request=request_id):
            self.access_log.info("request", extra=members)

    def atoms(self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta) -> dict[str, Any]:
        """Return what a line of the access log may be made of, whatever its format asks for."""
        atoms = super().atoms(resp, req, environ, request_time)
        route, method = environ.get(ROUTE, NO_ROUTE), environ.get("REQUEST_METHOD", "")
        safe = {name: value for name, value in atoms.items() if not name.startswith("{") or name.endswith("}o")}
        safe |= dict.fromkeys(_CLIENTS_OWN, "-")
        safe |= {"U": route, "r": f"{method} {route} {environ.get('SERVER_PROTOCOL', '')}"}
        return {name: in_one_line(value) if isinstance(value, str) else value for name, value in safe.items()}


class OwnWords(logging.Formatter):
    """Writes gunicorn's own words of a request, and leaves out those that it quotes."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as text; only a traceback that has nothing to do with a request has several lines."""
        told = logging.makeLogRecord(vars(record))
        _in_own_words(told)
        return super().format(told)


def _in_own_words(record: logging.LogRecord) -> bool:
    """Leave out of a record of gunicorn's what it quotes; always answers True, as a filter that keeps it."""
    message = record.getMessage()
    record.args, record.msg = None, in_one_line(message)
    if message.startswith("Invalid request from"):
        record.msg = in_one_line(": ".join(message.split(": ")[:2]))
    elif message.startswith("Error handling request"):
        seen = describe_error(record.exc_info[1]) if record.exc_info and record.exc_info[1] else ""
        record.msg, record.exc_info, record.exc_text = f"Error handling request {seen}".strip(), None, None
    return True
