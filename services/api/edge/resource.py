"""How does a view become an operation: who may call it, what it takes, what it answers, what it refuses?

One declaration serves both the request (key, body, answer) and the OpenAPI document, so the two cannot differ.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from itertools import groupby
from typing import Any

from flask import Request, current_app, request
from flask_smorest import Blueprint
from marshmallow import Schema

from services.api.bodies.body import StrictParser
from services.api.edge.auth import authenticate
from services.api.edge.set_aside import always, set_aside
from services.api.edge.unknown import refusing_unknown
from services.api.problems.kind import Kind
from services.api.problems.problem import MEDIA_TYPE
from services.api.problems.request_kinds import (
    ADDRESS_TOO_LONG,
    HEADERS_TOO_LARGE,
    INCOMPLETE_BODY,
    INVALID_DOCUMENT,
    INVALID_JSON,
    INVALID_REQUEST,
    LENGTH_REQUIRED,
    MISSING_SCOPE,
    NOT_JSON,
    TOO_LARGE,
    TOO_MANY_AT_ONCE,
    TOO_SLOW,
    UNAUTHENTICATED,
)
from services.api.problems.service_kinds import EVALUATORS_BUSY, LEDGER_AWAY
from services.api.schemas.answers import ProblemSchema
from services.ledger.accounts.clients import Scope

View = Callable[..., Any]

#: What every operation with a body may refuse it for.
_OF_BODIES = (INVALID_JSON, INCOMPLETE_BODY, TOO_SLOW, LENGTH_REQUIRED, TOO_LARGE, NOT_JSON, INVALID_DOCUMENT)

#: What every operation may refuse.
_OF_ALL = (INVALID_REQUEST, ADDRESS_TOO_LONG, HEADERS_TOO_LARGE)

#: What every operation that asks for a key may answer.
_OF_KEYS = (UNAUTHENTICATED, MISSING_SCOPE, TOO_MANY_AT_ONCE, LEDGER_AWAY)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One successful answer: what it means, its schema (marshmallow's, or JSON Schema for a ready-made Response)."""

    description: str
    schema: type[Schema] | Mapping[str, Any] | None = None
    media_type: str = "application/json"
    headers: Mapping[str, str] | None = None
    #: Operations that go on from this answer: each with its path's parameters, as places in this document (like `id` or
    #: `batches/0/id`), or as the same parameter of this request (`$endpoint_id`).
    leads_to: Mapping[str, Mapping[str, str]] | None = None


IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "The ETag of the answer that you have: where it is still the same, 304 without a body says so.",
    "schema": {"type": "string", "examples": ['"3f0c9c3f2f6f0d1a8f6b5f9f3f8a7c2100000000"']},
}


class Resource:
    """The operations of one resource; `blueprint` is what the application registers."""

    def __init__(self, name: str, description: str) -> None:
        self.blueprint = Blueprint(name, __name__, description=description)
        self.blueprint.ARGUMENTS_PARSER = StrictParser()

    def operation(  # noqa: PLR0913 - a declaration, every part of it named
        self,
        method: str,
        path: str,
        *,
        answers: Mapping[int, Answer],
        needs: Scope | None = None,
        may_need: Scope | None = None,
        any_key: bool = False,
        takes: type[Schema] | None = None,
        body: Mapping[str, Any] | None = None,
        examples: Mapping[str, Any] | None = None,
        parameters: Sequence[Mapping[str, Any]] = (),
        refuses: Sequence[Kind] = (),
        takes_long: bool | Callable[[Request], bool] = False,
        streamed: Callable[[Request], Iterable[bytes]] | None = None,
    ) -> Callable[[View], View]:
        """Serve `path` with the decorated view; the first of `answers` is the status unless the view says another.

        A view whose operation needs a scope is called with `caller`; one that takes a body, with what its schema read.
        `body` describes one that the view reads itself (OpenAPI 3.1, Request Body Object).
        `may_need` only says that a key with that scope may be asked for: the view itself finds out. With `any_key` the
        view is called with `caller` too, whatever the scopes of the key. What `takes_long`, or the requests of
        which that says so, is answered by processes of its own, where the server has some; one whose body is
        `streamed` is handed on to them while it comes.

        Long, since one declaration has all its parts, and the order in which they wrap the view is read in one place.
        """
        of_keys = (UNAUTHENTICATED, TOO_MANY_AT_ONCE, LEDGER_AWAY) if any_key else _OF_KEYS if needs or may_need else ()
        of_bodies = _OF_BODIES if takes else ()
        of_work = (EVALUATORS_BUSY,) if takes_long else ()
        kinds = list(dict.fromkeys((*_OF_ALL, *of_keys, *of_bodies, *of_work, *refuses)))

        def register(view: View) -> View:
            served = self._answering(view, answers)
            self._refusing(served, kinds)
            if method == "GET" and (any_key or needs is not None):
                self._document(served, HTTPStatus.NOT_MODIFIED.value, description="You have it: see If-None-Match.")
            if takes is not None:
                served = self.blueprint.arguments(takes(), examples=examples)(served)
            described: dict[str, Any] = {"requestBody": dict(body)} if body is not None else {}
            may_be_known = method == "GET" and (any_key or needs is not None)
            asked = [*parameters, *([IF_NONE_MATCH] if may_be_known else ())]
            described |= {"security": _security(needs, may_need, any_key=any_key), "parameters": asked}
            served = self.blueprint.doc(operationId=view.__name__.replace("_", "-"), **described)(served)
            if takes_long:
                served = set_aside(served, always if takes_long is True else takes_long, streamed)
            served = refusing_unknown(
                served, {one["name"]: one["schema"] for one in parameters if one["in"] == "query"}
            )
            if any_key or needs is not None:
                served = _guarded(served, needs)
                if method == "GET":
                    served = _unless_known(served)
            self.blueprint.route(path, methods=[method])(served)
            return view

        return register

    def _answering(self, view: View, answers: Mapping[int, Answer]) -> View:
        (first, answer), *others = answers.items()
        served: View = self.blueprint.response(first, schema=answer.schema, **_described(answer))(view)
        for status, other in others:
            self._document(served, status, schema=other.schema, **_described(other))
        for status, each in answers.items():
            if each.leads_to:
                _documented_answers(served)[status][0]["links"] = _links(each.leads_to)
        return served

    def _refusing(self, view: View, kinds: Sequence[Kind]) -> None:
        for status, of_status in groupby(sorted(kinds, key=lambda kind: kind.status), key=lambda kind: kind.status):
            meaning = "; ".join(f"{kind.title} ({kind.slug})" for kind in of_status)
            self._document(view, status.value, schema=ProblemSchema, content_type=MEDIA_TYPE, description=meaning)

    def _document(self, view: View, status: int, **described: Any) -> None:
        """Document an answer of `view`. flask-smorest would wrap the view once more for each, and call them all."""
        documented = vars(self.blueprint.alt_response(status, **described)(lambda: None))["_apidoc"]
        _documented_answers(view).setdefault(status, []).extend(documented["response"]["responses"][status])


def _documented_answers(view: View) -> dict[int, list[dict[str, Any]]]:
    """Return the answers of a view by status, where flask-smorest keeps what it documents."""
    answers: dict[int, list[dict[str, Any]]] = vars(view)["_apidoc"]["response"]["responses"]
    return answers


def _links(leads_to: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """Return the links to operations (OpenAPI 3.1, Link Object)."""
    return {
        operation: {
            "operationId": operation,
            "parameters": {name: _taken_from(place) for name, place in parameters.items()},
        }
        for operation, parameters in leads_to.items()
    }


def _taken_from(place: str) -> str:
    """Return the runtime expression of a link's parameter."""
    return f"$request.path.{place[1:]}" if place.startswith("$") else f"$response.body#/{place}"


def _described(answer: Answer) -> dict[str, Any]:
    headers = {
        name: {"description": meaning, "schema": {"type": "string"}} for name, meaning in (answer.headers or {}).items()
    }
    return {"description": answer.description, "content_type": answer.media_type, "headers": headers}


def _security(needs: Scope | None, may_need: Scope | None, *, any_key: bool) -> list[dict[str, list[str]]]:
    """Return which key a request needs (OpenAPI 3.1, Security Requirement Object)."""
    asked = [[scope.value] for scope in (needs, may_need) if scope] or ([[]] if any_key else [])
    security: list[dict[str, list[str]]] = [{by: scopes} for scopes in asked for by in ("api_key", "access_token")]
    # An empty requirement beside another makes that optional.
    return [*security, {}] if may_need else security


def _guarded(view: View, scope: Scope | None) -> View:
    @wraps(view)
    def guarded(*arguments: Any, **named: Any) -> Any:
        return view(*arguments, caller=authenticate(scope), **named)

    return guarded


def _unless_known(view: View) -> View:
    """Mark each answer by what it says, and send it only to whoever does not have it (`If-None-Match`, RFC 9110)."""

    @wraps(view)
    def marking(*arguments: Any, **named: Any) -> Any:
        answer = current_app.make_response(view(*arguments, **named))
        if answer.status_code != HTTPStatus.OK or answer.is_streamed:
            return answer
        answer.add_etag()
        return answer.make_conditional(request)

    return marking
