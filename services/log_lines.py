"""What does a line of a log look like? One event a line: for people as text, for machines as JSON with its context.

Lines name jobs, clients and requests by their ids and never show a profile, a recommendation or a secret. That is why
an unexpected error is written without its message, which may quote what it choked on.
"""

import logging
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

import structlog

from services.log_text import describe_error, in_one_line

#: The forms that CREDWISE_LOG_FORMAT names.
TEXT, JSON = "text", "json"

Members = MutableMapping[str, Any]


#: What the lines of this thread (or greenlet) are about. Structlog keeps a variable for each member instead, and walks
#: over all there are each time that one is set.
_about: ContextVar[Mapping[str, str]] = ContextVar("about", default={})  # noqa: B039 - nobody changes it


@contextmanager
def about(**context: str | None) -> Iterator[None]:
    """Have every line within the block say what it is about: client, job, request. None and "" are left out."""
    before = _about.set(_with(_about.get(), context))
    try:
        yield
    finally:
        _about.reset(before)


def about_from_now(**context: str | None) -> None:
    """Have every line from now on say this too, as `about` does within its block."""
    _about.set(_with(_about.get(), context))


def about_nothing() -> None:
    """Have the lines from now on be about nothing known."""
    _about.set({})


def _with(before: Mapping[str, str], context: Mapping[str, str | None]) -> Mapping[str, str]:
    return {**before, **{name: value for name, value in context.items() if value}}


def formatter(form: str, role: str) -> logging.Formatter:
    """Return what writes a record in the form asked for; `role` is a word such as "evaluate"."""
    return json_lines(role) if form == JSON else OneLine(role)


class OneLine(logging.Formatter):
    """Writes a record as one line of text, whatever is in it."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self._role = role

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        parts = [moment, record.levelname, f"{self._role}[{record.process}]", in_one_line(record.getMessage())]
        if record.exc_info and record.exc_info[1] is not None:
            parts.append(describe_error(record.exc_info[1]))
        return " ".join(parts)


def json_lines(role: str) -> logging.Formatter:
    """Return what writes a record as one JSON object, with what the lines are about and what the call added."""

    def who(_logger: Any, _method: str, members: Members) -> Members:
        record: logging.LogRecord = members["_record"]
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return {"time": moment, "level": record.levelname.lower(), "role": role, "process": record.process, **members}

    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            lambda _logger, _method, members: {**_about.get(), **members},
            structlog.stdlib.ExtraAdder(),
            structlog.stdlib.add_logger_name,
            who,
            _error_by_its_kind,
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )


def _error_by_its_kind(_logger: Any, _method: str, members: Members) -> Members:
    """Tell an error without its message."""
    error = (members.pop("exc_info", None) or (None, None))[1]
    return {**members, "error": describe_error(error)} if isinstance(error, BaseException) else members
