"""What do the answers about webhooks and dead letters look like?"""

from marshmallow import Schema, fields

from services.api.schemas.answers import RECOMMENDATION, AttemptSchema, DeliverySchema, _moment, _text
from services.api.schemas.audit_answers import ErasureReceiptSchema
from services.api.schemas.batch_answers import next_page
from services.ledger.accounts.endpoints import Proof
from services.ledger.work.jobs import Queue


class ListedDeliverySchema(DeliverySchema):
    """One webhook in a list."""

    recommendation = fields.Raw(
        allow_none=True,
        metadata={
            "description": "With expand=recommendation: what it tells of; null where it tells of no recommendation.",
            "anyOf": [RECOMMENDATION, {"type": "null"}],
        },
    )


class DeliveriesSchema(Schema):
    deliveries = fields.List(fields.Nested(ListedDeliverySchema), metadata={"description": "The newest first."})
    next = next_page("deliveries")


class EndpointTestSchema(Schema):
    """What came of a test event."""

    id = _text("The test event's webhook-id.", "test_Zq3jJ0vY1nRz5sUo")
    arrived = fields.Boolean(metadata={"description": "Whether the receiver answered 2xx."})
    attempt = fields.Nested(
        AttemptSchema, allow_none=True, metadata={"description": "The attempt; null where no worker made one in time."}
    )
    proof = fields.Enum(
        Proof, by_value=True, metadata={"description": "Whether the address is now proved to be the client's."}
    )
    hints = fields.List(
        _text("A sentence.", "Renew the receiver's certificate."), metadata={"description": "What to look at first."}
    )


class ResendingSchema(Schema):
    """Many deliveries that are sent again."""

    id = _text("Its id; null for a dry run, and where nothing is selected.", "again_0c2f4b", allow_none=True)
    selected = fields.Integer(metadata={"description": "How many deliveries are looked at."})
    counts = fields.Dict(
        keys=fields.String(),
        values=fields.Integer(),
        metadata={
            "description": "Of a dry run: how many are in each state. Else what was done so far: again (sent again), "
            "owed (pending anyway), disabled (their endpoint is), gone (kept no longer), left (other state)."
        },
    )
    per_second = fields.Float(metadata={"description": "How many a second become due."})
    asked_at = _moment("When it was asked for; null for a dry run.")
    finished_at = _moment("When the last became due to be sent; null before.")


class DeadLetterSchema(Schema):
    """A job that stopped, kept for people to look at."""

    id = _text("Its id.", "rec_Uo3b9yJxUX2mJ4lqkJ0vY1nRz5s")
    queue = fields.Enum(
        Queue, by_value=True, metadata={"description": "An evaluation (evaluate) or a delivery (deliver)."}
    )
    endpoint = _text("The endpoint of a delivery.", "lms", allow_none=True)
    reason = _text("Why, as a code.", "poison")
    detail = _text("Why, in words.", "Started 3 times and never finished.")
    at = _moment("When it was dead-lettered.")
    accepted_at = _moment("When it became pending.")
    starts = fields.Integer(metadata={"description": "How often it was started since it last ended with an answer."})
    profile = fields.Dict(metadata={"description": "The profile of an evaluation; only where one letter is asked for."})


class DeadLettersSchema(Schema):
    dead_letters = fields.List(fields.Nested(DeadLetterSchema), metadata={"description": "The newest first."})


class ErasedSchema(Schema):
    """What was erased of a learner."""

    evaluations = fields.Integer(metadata={"description": "Evaluations, with their profiles and recommendations."})
    deliveries = fields.Integer(metadata={"description": "Deliveries, with their attempts."})
    receipt = fields.Nested(
        ErasureReceiptSchema,
        allow_none=True,
        metadata={"description": "The same, signed; null where the installation has no key (CREDWISE_AUDIT_KEY)."},
    )
