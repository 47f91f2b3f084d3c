"""Which problem is it? Turns every exception that can reach the edge into a problem document."""

import logging
from math import ceil

from flask import Flask, Response, current_app, request
from werkzeug.exceptions import ClientDisconnected, HTTPException, MethodNotAllowed, NotFound

from services.api.bodies.body import invalid_document
from services.api.bodies.overlay_problems import rule_problems
from services.api.edge.auth import refused
from services.api.edge.client_turns import nobody_waits
from services.api.edge.edge_log import NO_ROUTE, ROUTE
from services.api.edge.limit_headers import limit_problem
from services.api.problems.oauth_kinds import TOO_MANY_TOKENS
from services.api.problems.problem import Problem, problem_document
from services.api.problems.request_kinds import INCOMPLETE_BODY, INVALID_JSON, METHOD_NOT_ALLOWED, NOT_FOUND, TOO_SLOW
from services.api.problems.resource_kinds import (
    BATCH_CANCELLED,
    CANNOT_BE_AGAIN,
    CATALOGUE_INCOMPATIBLE,
    KEY_REUSED,
    ONE_AT_A_TIME,
    OVERLAY_INCOMPATIBLE,
    TOO_MANY_SECRETS,
    UNKNOWN_OCCUPATION,
)
from services.api.problems.service_kinds import (
    ARCHIVE_AWAY,
    BUSY_READING,
    LEDGER_AWAY,
    LEDGER_FULL,
    OUR_MISTAKE,
    SECRET_LOCKED,
)
from services.archive.errors import ArchiveError, ErasureNoted
from services.intake.problems import MOST_REPORTED, FieldProblem, ProfileRejected
from services.intake.strict_json import JsonRejected
from services.ledger.store import errors as ledger
from services.log_text import describe_error, in_one_line
from services.reading.resume_files.documents.pdf_document import RETRY_AFTER, ReadersBusy
from services.recommender.knowledge.credentials.catalogue import CatalogueRejected
from services.recommender.rulebook.problems import RulebookError
from services.recommender.situation.errors import UnresolvedOccupation

#: Seconds after which a client may try again while Redis is away: about how long a restart takes.
RETRY_WHEN_AWAY = "5"

#: Seconds after which a client may try again while the ledger is full: it empties as evaluations finish. Where nothing
#: is owed, only what is kept expires, little by little, or the operator makes room.
RETRY_WHEN_FULL, RETRY_WHEN_KEPT = "30", "300"

#: Errors of the ledger whose words say all.
_IN_ITS_WORDS = {
    ledger.BatchCancelled: BATCH_CANCELLED,
    ledger.CannotBeAgain: CANNOT_BE_AGAIN,
    ledger.NotCopied: LEDGER_AWAY,
    ledger.OneAtATime: ONE_AT_A_TIME,
    ledger.SecretLocked: SECRET_LOCKED,
    ledger.TooManySecrets: TOO_MANY_SECRETS,
}

_log = logging.getLogger(__name__)


def register_failures(app: Flask) -> None:
    """Have every failure of `app` answered with a problem document."""
    app.register_error_handler(Problem, Problem.answer)
    for kind in (JsonRejected, ProfileRejected, UnresolvedOccupation):
        app.register_error_handler(kind, _refused)
    app.register_error_handler(ReadersBusy, _readers_busy)
    app.register_error_handler(RulebookError, _overlay_incompatible)
    app.register_error_handler(CatalogueRejected, _catalogue_incompatible)
    app.register_error_handler(ledger.KeyExpired, _key_expired)
    app.register_error_handler(ledger.TooManyTokens, _too_many_tokens)
    app.register_error_handler(ledger.LedgerError, _ledger_failed)
    app.register_error_handler(ArchiveError, _archive_failed)
    app.register_error_handler(HTTPException, _http_failed)
    app.register_error_handler(Exception, _failed)


def refusal(error: JsonRejected | ProfileRejected | UnresolvedOccupation) -> Problem:
    """Return the problem that a profile has which is refused."""
    match error:
        case JsonRejected():
            problems = [] if error.pointer is None else [FieldProblem(pointer=error.pointer, detail=error.detail)]
            return Problem(INVALID_JSON, error.detail, problems=problems)
        case ProfileRejected():
            return invalid_document(error.problems)
        case UnresolvedOccupation():
            return Problem(
                UNKNOWN_OCCUPATION,
                error.detail,
                problems=[FieldProblem(pointer=error.pointer, detail=error.detail)],
                more={"candidates": [{"code": code, "title": title} for code, title in error.candidates]},
            )


def _refused(error: JsonRejected | ProfileRejected | UnresolvedOccupation) -> Response:
    return refusal(error).answer()


def _readers_busy(error: ReadersBusy) -> Response:
    return Problem(BUSY_READING, f"{error} Nothing was kept.", headers={"Retry-After": str(RETRY_AFTER)}).answer()


def _overlay_incompatible(error: RulebookError) -> Response:
    """Answer for an overlay that was sound when it was put; the rulebook itself is checked when a process starts."""
    problems = rule_problems(error)
    detail = (
        f"The overlay has {len(problems)} problem{'s' if len(problems) > 1 else ''} with the rulebook as it is now."
    )
    return Problem(OVERLAY_INCOMPATIBLE, detail, problems=problems).answer()


def _catalogue_incompatible(error: CatalogueRejected) -> Response:
    """Answer for a catalogue that was sound when it was posted; the shared one is checked when a process starts."""
    heading, *lines = str(error).splitlines()
    problems = [FieldProblem(pointer="", detail=line.strip()) for line in lines[:MOST_REPORTED]]
    return Problem(CATALOGUE_INCOMPATIBLE, f"{heading.rstrip(':')} as things are now.", problems=problems).answer()


def _key_expired(error: ledger.KeyExpired) -> Response:
    return refused(f"{error} Ask the operator for the next one, or use it where it was made already.").answer()


def _too_many_tokens(error: ledger.TooManyTokens) -> Response:
    headers = {"Retry-After": str(max(1, ceil(error.retry_in.total_seconds())))}
    return Problem(TOO_MANY_TOKENS, str(error), headers=headers).answer()


def ledger_problem(error: ledger.LedgerError) -> Problem | None:
    """Return the problem that it is; None for what nobody could have meant."""
    match error:
        case ledger.IdempotencyConflict():
            return Problem(KEY_REUSED, str(error), more={"existing_id": error.existing_id})
        case ledger.CannotBeAgain() | ledger.BatchCancelled() | ledger.TooManySecrets():
            return Problem(_IN_ITS_WORDS[type(error)], str(error))
        case ledger.OneAtATime() | ledger.SecretLocked() | ledger.NotCopied():
            return Problem(_IN_ITS_WORDS[type(error)], str(error), headers={"Retry-After": RETRY_WHEN_AWAY})
        case ledger.NotFound():
            return Problem(NOT_FOUND, "There is no such record, or it is kept no longer.")
        case ledger.OverLimit():
            return limit_problem(error)
        case ledger.LedgerFull():
            headers = {"Retry-After": RETRY_WHEN_FULL if error.is_owed else RETRY_WHEN_KEPT}
            return Problem(LEDGER_FULL, f"Nothing was accepted. {error}", headers=headers)
        case ledger.LedgerUnavailable():
            _log.warning("the ledger did not answer: %s", error)
            headers = {"Retry-After": RETRY_WHEN_AWAY}
            return Problem(LEDGER_AWAY, "Nothing was accepted; try again shortly.", headers=headers)
    return None


def _ledger_failed(error: ledger.LedgerError) -> Response:
    if isinstance(error, ledger.LedgerUnavailable):
        nobody_waits()
    problem = ledger_problem(error)
    return _failed(error) if problem is None else problem.answer()


def _archive_failed(error: ArchiveError) -> Response:
    nobody_waits()
    _log.warning("the archive did not answer: %s", error)
    detail = (
        "What the ledger had of the learner is erased; the archive's part is noted and follows as soon as it is back."
        if isinstance(error, ErasureNoted)
        else "What was decided some time ago cannot be read for the moment; ask again shortly."
    )
    return Problem(ARCHIVE_AWAY, detail, headers={"Retry-After": RETRY_WHEN_AWAY}).answer()


def _http_failed(error: HTTPException) -> Response:
    """Answer for what Flask and Werkzeug refuse themselves: routing, methods, bodies that break off, redirects."""
    if error.response is not None or (error.code or 500) < 400:  # noqa: PLR2004 - below 400 nothing failed
        return current_app.make_response(error.get_response())
    match error:
        case ClientDisconnected() if isinstance(error.__context__, TimeoutError):
            headers = {"Connection": "close"}
            return Problem(TOO_SLOW, "The body did not arrive in time; nothing was accepted.", headers=headers).answer()
        case ClientDisconnected():
            return Problem(INCOMPLETE_BODY, "The body ended, or paused too long, before its Content-Length.").answer()
        case NotFound():
            return Problem(NOT_FOUND, f"Nothing is served at {request.path}; /docs lists what is.").answer()
        case MethodNotAllowed():
            allowed = ", ".join(sorted(error.valid_methods or ()))
            detail = f"{request.method} cannot be used here; use one of: {allowed}."
            return Problem(METHOD_NOT_ALLOWED, detail, headers={"Allow": allowed}).answer()
    return _plain(error, error.description or error.name, {})


def _plain(error: HTTPException, detail: str, headers: dict[str, str]) -> Response:
    """Return a problem of no kind of ours: "about:blank" says that the status says it all (RFC 9457, 4.2.1)."""
    members = {"type": "about:blank", "title": error.name, "status": error.code or 500, "detail": detail}
    return problem_document(members, headers)


def _failed(error: Exception) -> Response:
    # Neither the path nor the error's message: both may hold what a client sent.
    route = request.environ.get(ROUTE, NO_ROUTE)
    _log.error("a request failed: %s %s %s", in_one_line(request.method), route, describe_error(error))
    return Problem(OUR_MISTAKE, "The request failed through no fault of its own; nothing was accepted.").answer()
