"""How does a view become an operation: who may call it, what it takes, what it answers, what it refuses?

One declaration serves both the request (key, body, answer) and the OpenAPI document, so the two cannot differ.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from itertools import groupby
from typing import Any

from flask_smorest import Blueprint
from marshmallow import Schema

from services.api.auth import authenticate
from services.api.bodies.body import StrictParser
from services.api.problems import (
    INCOMPLETE_BODY,
    INVALID_DOCUMENT,
    INVALID_JSON,
    LEDGER_AWAY,
    LENGTH_REQUIRED,
    MEDIA_TYPE,
    MISSING_SCOPE,
    NOT_JSON,
    TOO_LARGE,
    UNAUTHENTICATED,
    Kind,
)
from services.api.schemas.answers import ProblemSchema
from services.ledger.accounts.clients import Scope

View = Callable[..., Any]

#: What every operation with a body may refuse it for.
_OF_BODIES = (INVALID_JSON, INCOMPLETE_BODY, LENGTH_REQUIRED, TOO_LARGE, NOT_JSON, INVALID_DOCUMENT)

#: What every operation that asks for a key may answer.
_OF_KEYS = (UNAUTHENTICATED, MISSING_SCOPE, LEDGER_AWAY)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One successful answer: what it means, its schema (marshmallow's, or JSON Schema for a ready-made Response)."""

    description: str
    schema: type[Schema] | Mapping[str, Any] | None = None
    media_type: str = "application/json"
    headers: Mapping[str, str] | None = None


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
    ) -> Callable[[View], View]:
        """Serve `path` with the decorated view; the first of `answers` is the status unless the view says another.

        A view whose operation needs a scope is called with `caller`; one that takes a body, with what its schema read.
        `body` describes one that the view reads itself (OpenAPI 3.1, Request Body Object).
        `may_need` only says that a key with that scope may be asked for: the view itself finds out. With `any_key` the
        view is called with `caller` too, whatever the scopes of the key.
        """
        of_keys = (UNAUTHENTICATED, LEDGER_AWAY) if any_key else _OF_KEYS if needs or may_need else ()
        kinds = [*of_keys, *(_OF_BODIES if takes else ()), *refuses]

        def register(view: View) -> View:
            served = self._answering(view, answers)
            served = self._refusing(served, kinds)
            if takes is not None:
                served = self.blueprint.arguments(takes(), examples=examples)(served)
            described: dict[str, Any] = {"requestBody": dict(body)} if body is not None else {}
            described |= {"security": _security(needs, may_need, any_key=any_key), "parameters": list(parameters)}
            served = self.blueprint.doc(operationId=view.__name__.replace("_", "-"), **described)(served)
            if any_key or needs is not None:
                served = _guarded(served, needs)
            self.blueprint.route(path, methods=[method])(served)
            return view

        return register

    def _answering(self, view: View, answers: Mapping[int, Answer]) -> View:
        served = view
        for place, (status, answer) in enumerate(answers.items()):
            headers = {
                name: {"description": meaning, "schema": {"type": "string"}}
                for name, meaning in (answer.headers or {}).items()
            }
            declare = self.blueprint.response if place == 0 else self.blueprint.alt_response
            described = {"description": answer.description, "content_type": answer.media_type, "headers": headers}
            served = declare(status, schema=answer.schema, **described)(served)
        return served

    def _refusing(self, view: View, kinds: Sequence[Kind]) -> View:
        served = view
        for status, of_status in groupby(sorted(kinds, key=lambda kind: kind.status), key=lambda kind: kind.status):
            meaning = "; ".join(f"{kind.title} ({kind.slug})" for kind in of_status)
            served = self.blueprint.alt_response(
                status.value, schema=ProblemSchema, content_type=MEDIA_TYPE, description=meaning
            )(served)
        return served


def _security(needs: Scope | None, may_need: Scope | None, *, any_key: bool) -> list[dict[str, list[str]]]:
    """Return which key a request needs (OpenAPI 3.1, Security Requirement Object)."""
    security: list[dict[str, list[str]]] = [{"api_key": [scope]} for scope in (needs, may_need) if scope]
    security += [{"api_key": []}] if any_key else []
    # An empty requirement beside another makes that optional.
    return [*security, {}] if may_need else security


def _guarded(view: View, scope: Scope | None) -> View:
    @wraps(view)
    def guarded(*arguments: Any, **named: Any) -> Any:
        return view(*arguments, caller=authenticate(scope), **named)

    return guarded
