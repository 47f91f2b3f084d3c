"""What do answers look like? Schemas that write answers and describe them in the OpenAPI document."""

from typing import Any

from marshmallow import Schema, fields, validate

from services.ledger.endpoints import EndpointMode, EndpointState
from services.ledger.jobs import JobState


def _text(description: str, example: str, **more: Any) -> fields.String:
    return fields.String(metadata={"description": description, "examples": [example]}, **more)


def _moment(description: str) -> fields.DateTime:
    metadata = {"description": description, "examples": ["2026-11-22T08:30:00.125000+00:00"]}
    return fields.DateTime(format="iso", metadata=metadata, allow_none=True)


class FieldProblemSchema(Schema):
    pointer = _text("JSON pointer (RFC 6901) to the place; empty for the whole document.", "/field/occupation")
    detail = _text("What is wrong there and what would be right.", "is blank; give a text or leave the member out")


class CandidateSchema(Schema):
    code = _text("O*NET-SOC code.", "15-2051.00")
    title = _text("The occupation's title.", "Data Scientists")


class ProblemSchema(Schema):
    """A problem document (RFC 9457)."""

    type = _text("Names the kind of problem; the address explains it.", "/problems/invalid-document")
    title = _text("The kind of problem in words.", "The document has members that cannot be used")
    status = fields.Integer(metadata={"description": "The HTTP status.", "examples": [422]})
    detail = _text("What happened this time.", "The document has one problem; mend what is listed.")
    problems = fields.List(fields.Nested(FieldProblemSchema), metadata={"description": "Each place to mend."})
    candidates = fields.List(
        fields.Nested(CandidateSchema), metadata={"description": "Occupations that may be meant, best first."}
    )
    existing_id = _text("What an idempotency key was used for.", "rec_Uo3b9yJxUX2mJ4lqkJ0vY1nRz5s")


class AcceptedSchema(Schema):
    """A profile that was taken; nothing of it is lost from here on."""

    id = _text("The recommendation's id.", "rec_Uo3b9yJxUX2mJ4lqkJ0vY1nRz5s")
    state = fields.Enum(JobState, by_value=True, metadata={"description": "Where the evaluation is."})
    accepted_at = _moment("When it was accepted.")
    address = _text("Where to ask for it.", "https://credwise.example.org/v1/recommendations/rec_Uo3b9yJxUX2mJ4lq")


class AttemptSchema(Schema):
    """One attempt to deliver a webhook."""

    at = _moment("When it began.")
    duration_ms = fields.Integer(metadata={"description": "How long it took, in milliseconds."})
    status = fields.Integer(allow_none=True, metadata={"description": "The receiver's HTTP status, if it answered."})
    outcome = _text("What came of it, as a code.", "delivered")
    detail = _text("What came of it, in words.", "The receiver answered 204.")
    answer = _text("The first characters of the receiver's answer.", "ok")


class DeliverySchema(Schema):
    """One webhook, at one endpoint."""

    id = _text("The webhook-id, the same for all attempts.", "rec_Uo3b9yJxUX2mJ4lqkJ0vY1nRz5s.lms")
    endpoint = _text("The endpoint's id.", "lms")
    state = fields.Enum(JobState, by_value=True, metadata={"description": "Where the delivery is."})
    reason = _text("Why it is a dead letter, as a code.", "gone", allow_none=True)
    detail = _text("Why it is a dead letter, in words.", "The receiver answered 410.", allow_none=True)
    attempts = fields.List(fields.Nested(AttemptSchema), metadata={"description": "The last attempts, oldest first."})


class RecommendationSchema(Schema):
    """One evaluation: how far it is, what came of it, and whether the webhooks arrived."""

    id = _text("The recommendation's id.", "rec_Uo3b9yJxUX2mJ4lqkJ0vY1nRz5s")
    state = fields.Enum(JobState, by_value=True, metadata={"description": "Where the evaluation is."})
    accepted_at = _moment("When the profile was accepted.")
    started_at = _moment("When a worker began with it; null before.")
    finished_at = _moment("When it was decided or set aside; null before.")
    reason = _text("Why it is dead, as a code; null otherwise.", "poison", allow_none=True)
    detail = _text("Why it is dead, in words; null otherwise.", "It was started three times.", allow_none=True)
    recommendation = fields.Dict(
        allow_none=True, metadata={"description": "The recommendation, once the state is completed; null before."}
    )
    deliveries = fields.List(fields.Nested(DeliverySchema), metadata={"description": "One for each endpoint."})


class EndpointSchema(Schema):
    """Where a client's webhooks go."""

    id = _text("The endpoint's id, chosen by the client.", "lms")
    address = _text("Where webhooks are posted.", "https://lms.example.org/hooks/credwise")
    mode = fields.Enum(EndpointMode, by_value=True, metadata={"description": "What a webhook's body holds."})
    state = fields.Enum(EndpointState, by_value=True, metadata={"description": "Whether webhooks are sent there."})
    reason = _text("Why it is paused or disabled; empty otherwise.", "")
    created_at = _moment("When it was first put.")
    secret = _text("The signing secret, shown only in the answer that creates or rotates it.", "whsec_C2FVsBQIhrscChlQ")


class EndpointsSchema(Schema):
    endpoints = fields.List(fields.Nested(EndpointSchema), metadata={"description": "In the order of their ids."})


class StateSchema(Schema):
    status = fields.String(
        validate=validate.OneOf(["up", "ready"]), metadata={"description": "What the address says of the process."}
    )
