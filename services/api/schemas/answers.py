"""What do answers look like? Schemas that write answers and describe them in the OpenAPI document."""

from typing import Any

from marshmallow import Schema, fields, validate

from services.api.schemas.limit_answers import ReachedLimitSchema
from services.ledger.accounts.endpoints import EndpointMode, EndpointState, Proof
from services.ledger.work.jobs import JobState

#: Where the OpenAPI document describes a recommendation.
RECOMMENDATION = {"$ref": "#/components/schemas/Recommendation"}

#: Where it describes why something is not what is advised.
WHY_NOT = {"$ref": "#/components/schemas/WhyNot"}


def _text(description: str, example: str, **more: Any) -> fields.String:
    return fields.String(metadata={"description": description, "examples": [example]}, **more)


def _moment(description: str) -> fields.DateTime:
    metadata = {"description": description, "examples": ["2026-11-22T08:30:00.125000+00:00"]}
    return fields.DateTime(format="iso", metadata=metadata, allow_none=True)


class FieldProblemSchema(Schema):
    pointer = _text("JSON pointer (RFC 6901) to the place; empty for the whole document.", "/field/occupation")
    detail = _text("What is wrong there and what would be right.", "is blank; give a text or leave the member out")
    file = _text("Of an overlay: the file.", "recognition/our_partners.yaml")
    line = fields.Integer(metadata={"description": "Of an overlay: the line in the file, from 1.", "examples": [7]})
    rule = _text("Of an overlay: the rule.", "recognition/our-partners")
    path = _text("Of an overlay: the member of the file, with dots.", "when.field.cultur")
    suggestion = _text("Of an overlay: the word that was probably meant.", "field.culture", allow_none=True)
    place = _text("Of a catalogue: the line or node.", "the body, line 7")
    what = _text("Of a catalogue: the title or value meant.", "Welding, basic")


class CandidateSchema(Schema):
    code = _text("O*NET-SOC code.", "15-2051.00")
    title = _text("The occupation's title.", "Data Scientists")


class ProblemSchema(Schema):
    """A problem document (RFC 9457)."""

    type = _text("Names the kind of problem; the address explains it.", "/problems/invalid-document")
    title = _text("The kind of problem in words.", "The document has members that cannot be used")
    status = fields.Integer(metadata={"description": "The HTTP status.", "examples": [422]})
    detail = _text("What happened this time.", "The document has one problem; fix what is listed.")
    problems = fields.List(fields.Nested(FieldProblemSchema), metadata={"description": "Each place to fix."})
    candidates = fields.List(
        fields.Nested(CandidateSchema), metadata={"description": "Occupations that may be meant, best first."}
    )
    existing_id = _text("What an idempotency key was used for.", "rec_Uo3b9yJxUX2mJ4lqkJ0vY1nRz5s")
    limit = fields.Nested(ReachedLimitSchema, metadata={"description": "The limit of the client that was reached."})


class DroppedSchema(Schema):
    pointer = _text("JSON pointer (RFC 6901) to the place in what was sent.", "/resume/basics")
    why = _text("Why it is not kept.", "it says who the learner is, which Credwise never weighs")


class AcceptedSchema(Schema):
    """A profile that was taken; nothing of it is lost from here on."""

    id = _text("The recommendation's id.", "rec_Uo3b9yJxUX2mJ4lqkJ0vY1nRz5s")
    state = fields.Enum(JobState, by_value=True, metadata={"description": "Where the evaluation is."})
    accepted_at = _moment("When it was accepted.")
    address = _text("Where to ask for it.", "https://credwise.example.org/v1/recommendations/rec_Uo3b9yJxUX2mJ4lq")
    follows = _text("Of answers: the recommendation that they were given to.", "rec_0aX1b9yJxUX2mJ4lqkJ0vY1nRz5s")
    dropped = fields.List(
        fields.Nested(DroppedSchema), metadata={"description": "What of a résumé was not kept, where one was sent."}
    )


class LearnerLinkSchema(Schema):
    """A link by which a learner opens the page of a recommendation without a key."""

    url = _text("What the learner opens.", "https://credwise.example.org/r/WyJoci1ub3J0aCIs.k3v1")
    expires_at = _moment("From when on it opens nothing.")


class PortalLinkSchema(Schema):
    """A link by which whoever runs a receiver opens the page of its endpoint without a key."""

    url = _text("What they open.", "https://credwise.example.org/portal/WyJoci1ub3J0aCIs.k3v1")
    expires_at = _moment("From when on it opens nothing.")


class AttemptSchema(Schema):
    """One attempt to deliver a webhook."""

    at = _moment("When it began.")
    duration_ms = fields.Integer(metadata={"description": "How long it took, in milliseconds."})
    status = fields.Integer(allow_none=True, metadata={"description": "The receiver's HTTP status, if it answered."})
    outcome = _text("What came of it, as a code.", "delivered")
    detail = _text("What came of it, in words.", "The receiver answered 204.")
    answer = _text("The first characters of the receiver's answer.", "ok")
    receiver_clock_ahead_seconds = fields.Float(
        allow_none=True,
        metadata={
            "description": "How far the receiver's clock, by its Date header, is ahead of ours; null if not said."
        },
    )
    hints = fields.List(
        _text("A sentence.", "It should answer first and work afterwards."),
        metadata={"description": "What to look at first, for the operator of the receiver."},
    )


class DeliverySchema(Schema):
    """One webhook, at one endpoint."""

    id = _text("The webhook-id, the same for all attempts.", "msg_3f0c9c3f2f6f0d1a8f6b5f9f3f8a7c21")
    endpoint = _text("The endpoint's id.", "lms")
    event = _text("The event's type.", "recommendation.completed")
    about = _text("The recommendation or event that it tells of.", "rec_Uo3b9yJxUX2mJ4lqkJ0vY1nRz5s")
    state = fields.Enum(JobState, by_value=True, metadata={"description": "Where the delivery is."})
    created_at = _moment("When it became pending.")
    due_at = _moment("When it is tried, or tried again; null where it is not waiting.")
    finished_at = _moment("When it arrived or was dead-lettered; null before.")
    reason = _text("Why it is a dead letter, as a code.", "gone", allow_none=True)
    detail = _text("Why it is a dead letter, in words.", "The receiver answered 410.", allow_none=True)
    attempts = fields.List(fields.Nested(AttemptSchema), metadata={"description": "The last attempts, oldest first."})


class EvaluationSchema(Schema):
    """One evaluation: how far it is, what came of it, and whether the webhooks arrived."""

    id = _text("The recommendation's id.", "rec_Uo3b9yJxUX2mJ4lqkJ0vY1nRz5s")
    state = fields.Enum(JobState, by_value=True, metadata={"description": "Where the evaluation is."})
    accepted_at = _moment("When the profile was accepted.")
    started_at = _moment("When a worker began with it; null before.")
    finished_at = _moment("When it was decided or dead-lettered; null before.")
    reason = _text("Why it is dead, as a code; null otherwise.", "poison", allow_none=True)
    detail = _text("Why it is dead, in words; null otherwise.", "It was started three times.", allow_none=True)
    recommendation = fields.Raw(
        allow_none=True,
        metadata={
            "description": "The recommendation, once the state is completed; null before.",
            "anyOf": [RECOMMENDATION, {"type": "null"}],
        },
    )
    deliveries = fields.List(fields.Nested(DeliverySchema), metadata={"description": "One for each endpoint."})
    follows = _text(
        "The recommendation whose questions this one answers; null where it answers none.",
        "rec_0aX1b9yJxUX2mJ4lqkJ0vY1nRz5s",
        allow_none=True,
    )


class ReplayedWhyNotSchema(Schema):
    """Why something is not what was advised, by the stored decision made again."""

    id = _text("The recommendation's id.", "rec_Uo3b9yJxUX2mJ4lqkJ0vY1nRz5s")
    decided_on = fields.Date(metadata={"description": "The day of the decision."})
    differs = fields.List(
        _text("What it was made from.", "catalogue"),
        metadata={"description": "What has another version now than when it was decided; empty where nothing has."},
    )
    note = _text("The same in words.", "Decided again by the same rules and the same catalogue as the recommendation.")
    why_not = fields.Raw(metadata={"description": "The answer.", **WHY_NOT})


class EndpointSchema(Schema):
    """Where a client's webhooks go."""

    id = _text("The endpoint's id, chosen by the client.", "lms")
    address = _text("Where webhooks are posted.", "https://lms.example.org/hooks/credwise")
    mode = fields.Enum(EndpointMode, by_value=True, metadata={"description": "What a webhook's body holds."})
    state = fields.Enum(EndpointState, by_value=True, metadata={"description": "Whether webhooks are sent there."})
    reason = _text("Why it is paused or disabled; empty otherwise.", "")
    events = fields.List(
        _text("An event's type.", "recommendation.completed"), metadata={"description": "What is sent there."}
    )
    in_flight = fields.Integer(
        allow_none=True, metadata={"description": "The most webhooks at once; null for the installation's own limit."}
    )
    requests_per_second = fields.Float(
        allow_none=True, metadata={"description": "The most webhooks a second; null for no limit."}
    )
    link_hours = fields.Integer(
        allow_none=True,
        metadata={"description": "For how many hours the learner's link in its events is good; null for no link."},
    )
    cloudevents = fields.Boolean(metadata={"description": "Whether webhooks have the headers of a CloudEvent too."})
    failing_since = _moment("Since when every attempt has failed; null while it receives.")
    created_at = _moment("When it was first put.")
    proof = fields.Enum(
        Proof,
        by_value=True,
        metadata={
            "description": "Whether the address was proved to be the client's: given; owed (nothing but test events is "
            "sent before, where the installation asks for proof); or not_asked."
        },
    )
    secret = _text("The signing secret, shown only in the answer that creates or rotates it.", "whsec_C2FVsBQIhrscChlQ")


class EndpointsSchema(Schema):
    endpoints = fields.List(fields.Nested(EndpointSchema), metadata={"description": "In the order of their ids."})


class StateSchema(Schema):
    status = fields.String(
        validate=validate.OneOf(["up", "ready"]), metadata={"description": "What the address says of the process."}
    )
    intake = fields.String(
        validate=validate.OneOf(["open", "full"]),
        metadata={
            "description": "Whether new profiles are taken. While the ledger is full they are not; all else is served."
        },
    )
    intake_detail = fields.String(metadata={"description": "Why they are not, and what makes room."})
    rulebook = fields.String(metadata={"description": "The hash of the rulebook that this process decides by."})
    catalogue = fields.String(metadata={"description": "The hash of the shared catalogue that this process knows."})
    catalogue_files = fields.String(
        validate=validate.OneOf(["ok", "using_last_good"]),
        metadata={"description": "The same of the files of the catalogue and of exchange rates."},
    )
    rates = fields.String(metadata={"description": "The day of the exchange rates that this process knows; or none."})
    archive = fields.String(
        validate=validate.OneOf(["ok", "not_begun", "behind"]),
        metadata={
            "description": "Whether what was decided moves on to the archive in time; where it does not, the ledger "
            "keeps it and new profiles are taken all the same. Absent where there is no archive."
        },
    )
    archive_owed = fields.String(metadata={"description": "How many evaluations the archive is to take."})
    rules = fields.String(
        validate=validate.OneOf(["ok", "using_last_good"]),
        metadata={"description": "Whether the rule files have problems now, so that an older rulebook stays in force."},
    )
    rules_problems = fields.String(metadata={"description": "The first of these problems; the log has all of them."})
    catalogue_problems = fields.String(metadata={"description": "The first problems of the catalogue's files."})
