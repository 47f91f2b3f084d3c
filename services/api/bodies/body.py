"""How is a request's body read? Bounded, declared, complete, strict JSON; then by the schema, all problems at once."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NoReturn

from flask import Request, current_app
from marshmallow import Schema, ValidationError
from webargs.flaskparser import FlaskParser

from services.api.bodies.whole_body import declared_length, whole_body
from services.api.ports import ports
from services.api.problems.problem import Problem
from services.api.problems.request_kinds import INVALID_DOCUMENT, NOT_JSON
from services.intake.problems import MOST_REPORTED, FieldProblem, problems_in
from services.intake.strict_json import JSON, read_json
from services.intake.strict_schema import StrictSchema
from services.recommender.learner import Field, Profile
from services.recommender.scales import Goal
from services.recommender.situation.errors import UnresolvedOccupation


class StrictParser(FlaskParser):
    """Reads bodies for the `arguments` of a blueprint, where webargs by itself would read JSON loosely."""

    def load_json(self, req: Request, schema: Schema) -> JSON:
        if (
            getattr(schema, "may_be_left_out", False)
            and not req.content_length
            and "Transfer-Encoding" not in req.headers
        ):
            return {}
        return read_json(read_body(req))

    def handle_error(self, error: ValidationError, req: Request, schema: Schema, **_: Any) -> NoReturn:  # noqa: ARG002
        # webargs files what the schema says under the place it read from.
        problems = [*problems_in(error.messages_dict["json"]), *_occupation_problems(error.valid_data)]
        if isinstance(schema, StrictSchema) and isinstance(error.valid_data, Mapping):
            told = {problem.pointer for problem in problems}
            problems.extend(problem for problem in schema.further(error.valid_data) if problem.pointer not in told)
        raise invalid_document(problems[:MOST_REPORTED]) from None


def _occupation_problems(read: Any) -> Iterator[FieldProblem]:
    """Yield that the occupation is unknown, where a profile has other problems too: all are told at once."""
    field = read.get("field") if isinstance(read, Mapping) else None
    if isinstance(field, Field):
        country = read.get("country")
        # Of the profile nothing else plays a part in it.
        aim = Profile(learner_id="unread", goal=Goal.EXPLORE, field=field, country=country)
        try:
            ports().advisor.resolve_occupation(aim)
        except UnresolvedOccupation as error:
            yield FieldProblem(pointer=error.pointer, detail=error.detail)


def invalid_document(problems: Sequence[FieldProblem]) -> Problem:
    """Return the refusal of a document for all that is wrong with it."""
    count = "one problem" if len(problems) == 1 else f"{len(problems)} problems"
    if len(problems) == MOST_REPORTED:
        count = f"at least {count}"
    return Problem(INVALID_DOCUMENT, f"The document has {count}; fix what is listed.", problems=problems)


def read_body(request: Request) -> bytes:
    """Return the body's bytes; raise Problem where it has no length, is too long, or is not declared as JSON."""
    length = declared_length(request, current_app.config["MAX_CONTENT_LENGTH"])
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if request.mimetype != "application/json" or charset != "utf-8" or "Content-Encoding" in request.headers:
        raise Problem(NOT_JSON, "Send the body as application/json in UTF-8, not compressed.")
    return whole_body(request, length)
