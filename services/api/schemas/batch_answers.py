"""What do the answers about batches and lists of recommendations look like?"""

from typing import Any

from marshmallow import Schema, fields

from services.api.schemas.answers import RECOMMENDATION, CandidateSchema, FieldProblemSchema, _moment, _text
from services.ledger.batches.batches import BatchState
from services.ledger.work.jobs import JobState


def _count(description: str) -> fields.Integer:
    return fields.Integer(metadata={"description": description, "examples": [0]})


def next_page(what: str) -> fields.String:
    """Describe the member that leads to the next page."""
    return fields.String(
        allow_none=True,
        metadata={"description": f"Send it as `cursor` for the next {what}; null where there are none."},
    )


class LineProblemSchema(Schema):
    """Why a line is refused, as a problem document says it of a profile sent alone."""

    type = _text("Names the kind of problem; the address explains it.", "/problems/invalid-document")
    title = _text("The kind of problem in words.", "The document has members that cannot be used")
    detail = _text("What happened this time.", "The document has one problem; fix what is listed.")
    problems = fields.List(fields.Nested(FieldProblemSchema), metadata={"description": "Each place to fix."})
    candidates = fields.List(
        fields.Nested(CandidateSchema), metadata={"description": "Occupations that may be meant, best first."}
    )
    existing_id = _text("What the line's id was used for.", "rec_Uo3b9yJxUX2mJ4lqkJ0vY1nRz5s")


class RefusedLineSchema(Schema):
    """A line that is not taken."""

    line = fields.Integer(
        metadata={"description": "Its number from 1: of the line, or of the element.", "examples": [7]}
    )
    line_id = _text("Its own id; null where it has none.", "enrolment-4711", allow_none=True)
    problem = fields.Nested(LineProblemSchema, metadata={"description": "Why, and what would be right."})


class BatchSchema(Schema):
    """Many profiles that were sent together, as they stand."""

    id = _text("The batch's id.", "batch_8c1e4c0b2f3a4d5e6f708192a3b4c5d6")
    state = fields.Enum(
        BatchState,
        by_value=True,
        metadata={
            "description": "receiving until its last line was read (a batch that broke off goes on when it is sent "
            "again), working while a profile is waiting, then finished; or cancelled."
        },
    )
    created_at = _moment("When its first line was accepted.")
    closed_at = _moment("When its last line was read; null before.")
    finished_at = _moment("When nothing of it was waiting any more; null before.")
    cancelled_at = _moment("When it was cancelled; null where it was not.")
    lines = _count("Lines read so far.")
    accepted = _count("Evaluations that they became.")
    repeated = _count("Lines with the id of another line.")
    refused = _count("Lines that are not taken; see its errors.")
    waiting = _count("Of the accepted: not decided yet.")
    completed = _count("Of the accepted: decided.")
    dead = _count("Of the accepted: dead letters.")
    discarded = _count("Of the accepted: taken back, or given up.")
    erased = _count("Of the accepted: erased with their learner before they were decided.")
    address = _text("Where to ask for it.", "https://credwise.example.org/v1/batches/batch_8c1e4c0b2f3a")


class TakenBatchSchema(BatchSchema):
    """A batch after a request with lines of it."""

    replayed = _count("Lines of this request that had been taken before.")
    conflicts = _count("Lines of this request whose id had been used for another profile.")
    errors = fields.List(
        fields.Nested(RefusedLineSchema), metadata={"description": "The first lines that are refused; see its errors."}
    )


class CancelledBatchSchema(BatchSchema):
    taken_back = _count("Evaluations that this request took back.")


class BatchesSchema(Schema):
    batches = fields.List(fields.Nested(BatchSchema), metadata={"description": "The newest first."})


class BatchErrorsSchema(Schema):
    errors = fields.List(fields.Nested(RefusedLineSchema), metadata={"description": "In the order of the lines."})
    next = next_page("errors")


class ListedVerdictSchema(Schema):
    """What is advised, in short."""

    path = _text("The path advised.", "micro_credential")
    standing = _text("How clear that was.", "clear")
    sentence = _text("The verdict in a sentence.", "A micro-credential is worth it.", allow_none=True)
    credentials = fields.List(
        _text("A title.", "Data Analysis with Python"), metadata={"description": "The first credentials, best first."}
    )


class ListedRecommendationSchema(Schema):
    """One evaluation in a list."""

    id = _text("The recommendation's id.", "rec_Uo3b9yJxUX2mJ4lqkJ0vY1nRz5s")
    state = fields.Enum(JobState, by_value=True, metadata={"description": "Where the evaluation is."})
    learner_id = _text("The learner; null before it is decided.", "learner-4711", allow_none=True)
    accepted_at = _moment("When the profile was accepted.")
    finished_at = _moment("When it was decided or dead-lettered; null before.")
    verdict = fields.Nested(
        ListedVerdictSchema, allow_none=True, metadata={"description": "What is advised; null before it is decided."}
    )
    reason = _text("Why it is dead or was taken back, as a code; null otherwise.", "poison", allow_none=True)
    detail = _text("The same in words.", "It was started three times.", allow_none=True)
    batch = _text("The batch that it was sent with; null for none.", "batch_8c1e4c0b2f3a", allow_none=True)
    follows = _text("The recommendation whose questions it answers; null for none.", "rec_0aX1b9yJ", allow_none=True)
    recommendation = fields.Raw(
        allow_none=True,
        metadata={
            "description": "With expand=recommendation: the recommendation; null before it is made.",
            "anyOf": [RECOMMENDATION, {"type": "null"}],
        },
    )


class RecommendationsSchema(Schema):
    recommendations = fields.List(
        fields.Nested(ListedRecommendationSchema), metadata={"description": "The newest first."}
    )
    next = next_page("recommendations")


#: A line of a batch's results, of which each is a JSON document on a line of its own.
RESULT: dict[str, Any] = {"type": "string", "description": "A JSON document a line, in the order of the lines."}
