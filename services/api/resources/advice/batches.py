"""/v1/profiles/batch and /v1/batches: many profiles in one request, how far they are, and what became of each line."""

from collections.abc import Iterable, Iterator
from typing import Any

from flask import Request, Response, request, stream_with_context

from services.api.advice.accepting import IDEMPOTENCY_PARAMETER, asked_idempotency_key, asked_priority, came_with
from services.api.batches.body import BY_LINES, check_declared, lines_in, pieces
from services.api.batches.described import BODY
from services.api.batches.results import as_lines, as_table, refused_line
from services.api.batches.taking import Taken, take_lines
from services.api.edge.client_turns import in_turns
from services.api.edge.links import of_batch
from services.api.edge.resource import Answer, Resource
from services.api.edge.waiting import PREFER_WAIT, when_settled
from services.api.lists.cursors import CURSOR, asked_line, cursor_of_line
from services.api.lists.expanding import EXPAND_RECOMMENDATION, asked_to_expand
from services.api.ports import ports, settings
from services.api.problems.request_kinds import (
    INCOMPLETE_BODY,
    INVALID_JSON,
    INVALID_REQUEST,
    NOT_FOUND,
    OVER_LIMIT,
    TOO_LARGE,
    TOO_SLOW,
)
from services.api.problems.resource_kinds import BATCH_CANCELLED, BATCH_EMPTY, NOT_A_BATCH
from services.api.problems.service_kinds import ARCHIVE_AWAY, LEDGER_FULL
from services.api.schemas.batch_answers import (
    RESULT,
    BatchErrorsSchema,
    BatchesSchema,
    BatchSchema,
    CancelledBatchSchema,
    TakenBatchSchema,
)
from services.api.schemas.members import LIMIT, asked_limit
from services.ledger.accounts.clients import Caller, Scope
from services.ledger.batches.batches import Batch, BatchState, Sending
from services.ledger.batches.lines import LineEntry, LineOutcome

batches = Resource("Batches", "Many profiles in one request: accepted line by line, each answered like one sent alone.")

#: The urgency of a batch that says none: behind the client's profiles that were sent alone.
USUAL_PRIORITY = 5

#: States in which nothing more comes of a batch by itself.
SETTLED_BATCH = frozenset({BatchState.FINISHED, BatchState.CANCELLED})

#: Refused lines that the answer to a request with lines shows.
MOST_SHOWN = 100

PRIORITY = {
    "name": "Priority",
    "in": "header",
    "required": False,
    "description": f"As of a profile sent alone, for all of the batch; u={USUAL_PRIORITY} where it is not said.",
    "schema": {"type": "string", "examples": ["u=6"]},
}


def _refused_early(asked: Request) -> Iterable[bytes]:
    check_declared(asked)
    return pieces(asked)


@batches.operation(
    "POST",
    "/v1/profiles/batch",
    needs=Scope.WRITE_PROFILES,
    body=BODY,
    parameters=[IDEMPOTENCY_PARAMETER, PRIORITY],
    answers={
        202: Answer(
            description="Every line is accepted, or noted as refused with its reason.",
            schema=TakenBatchSchema,
            headers={"Location": "Where to ask for the batch."},
            leads_to=of_batch(),
        )
    },
    refuses=(
        INVALID_JSON,
        INVALID_REQUEST,
        INCOMPLETE_BODY,
        TOO_SLOW,
        TOO_LARGE,
        NOT_A_BATCH,
        BATCH_EMPTY,
        BATCH_CANCELLED,
        LEDGER_FULL,
        OVER_LIMIT,
    ),
    takes_long=True,
    streamed=_refused_early,
)
def accept_batch(*, caller: Caller) -> Any:
    """Send in many learners' profiles.

    Send the same again, with the same Idempotency-Key or the same line_id in each line, after no answer or a 503: what
    was taken is not taken twice.
    """
    key, priority = asked_idempotency_key(), asked_priority()
    check_declared(request)
    sending = Sending(
        client=caller.client,
        key=key,
        priority=USUAL_PRIORITY if priority is None else priority,
        journey=came_with(request.headers.get("traceparent")),
    )
    body = pieces(request)
    taken = take_lines(sending, lines_in(request, body), body)
    batch = ports().upkeep.batches.get(caller.client, taken.batch_id)
    return _taken(batch, taken), 202, {"Location": f"/v1/batches/{batch.id}"}


@batches.operation(
    "GET",
    "/v1/batches",
    needs=Scope.READ_RECOMMENDATIONS,
    parameters=[LIMIT],
    answers={
        200: Answer(
            description="The client's batches, the newest first.",
            schema=BatchesSchema,
            leads_to=of_batch("batches/0/id"),
        )
    },
)
def list_batches(*, caller: Caller) -> Any:
    """List batches."""
    return {"batches": [_shown(batch) for batch in ports().upkeep.batches.newest(caller.client, asked_limit())]}


@batches.operation(
    "GET",
    "/v1/batches/<string:batch_id>",
    needs=Scope.READ_RECOMMENDATIONS,
    parameters=[PREFER_WAIT],
    answers={200: Answer(description="The batch as it stands.", schema=BatchSchema, leads_to=of_batch())},
    refuses=(NOT_FOUND,),
)
def get_batch(*, batch_id: str, caller: Caller) -> Any:
    """Ask how far a batch is."""
    return _shown(
        when_settled(
            lambda: ports().upkeep.batches.get(caller.client, batch_id),
            # Of a cancelled one the lines that were begun are still decided.
            lambda batch: batch.state in SETTLED_BATCH and not batch.waiting,
        )
    )


@batches.operation(
    "GET",
    "/v1/batches/<string:batch_id>/errors",
    needs=Scope.READ_RECOMMENDATIONS,
    parameters=[CURSOR, LIMIT],
    answers={
        200: Answer(
            description="The lines that are refused, in their order.",
            schema=BatchErrorsSchema,
            leads_to=of_batch("$batch_id"),
        )
    },
    refuses=(NOT_FOUND,),
)
def get_batch_errors(*, batch_id: str, caller: Caller) -> Any:
    """Ask which lines of a batch are refused, and why."""
    batch, limit = ports().upkeep.batches.get(caller.client, batch_id), asked_limit()
    refused = _refused(batch, asked_line(), limit + 1)
    is_more = len(refused) > limit
    return {
        "errors": [refused_line(entry) for entry in refused[:limit]],
        "next": cursor_of_line(refused[limit - 1].number) if is_more else None,
    }


@batches.operation(
    "GET",
    "/v1/batches/<string:batch_id>/results",
    needs=Scope.READ_RECOMMENDATIONS,
    parameters=[EXPAND_RECOMMENDATION],
    answers={200: Answer(description="A line for each line.", schema=RESULT, media_type=BY_LINES[0])},
    refuses=(NOT_FOUND, ARCHIVE_AWAY),
)
def get_batch_results(*, batch_id: str, caller: Caller) -> Any:
    """Read what became of each line of a batch so far, as NDJSON."""
    batch, whole = ports().upkeep.batches.get(caller.client, batch_id), asked_to_expand()
    texts = as_lines(ports(), caller.client, batch, whole=whole)
    return _streamed(caller, texts, f"{BY_LINES[0]}; charset=utf-8")


@batches.operation(
    "GET",
    "/v1/batches/<string:batch_id>/results.csv",
    needs=Scope.READ_RECOMMENDATIONS,
    answers={200: Answer(description="A row for each line.", schema={"type": "string"}, media_type="text/csv")},
    refuses=(NOT_FOUND, ARCHIVE_AWAY),
)
def get_batch_table(*, batch_id: str, caller: Caller) -> Any:
    """Read what became of each line of a batch so far, as a table for a spreadsheet (CSV)."""
    batch = ports().upkeep.batches.get(caller.client, batch_id)
    answer = _streamed(caller, as_table(ports(), batch), "text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{batch.id}.csv"'
    return answer


@batches.operation(
    "POST",
    "/v1/batches/<string:batch_id>/cancel",
    needs=Scope.WRITE_PROFILES,
    answers={
        200: Answer(description="What was not begun is taken back.", schema=CancelledBatchSchema, leads_to=of_batch())
    },
    refuses=(NOT_FOUND,),
)
def cancel_batch(*, batch_id: str, caller: Caller) -> Any:
    """Cancel a batch: what was not begun is taken back, what was decided stays, and no more lines are taken."""
    taken_back = ports().upkeep.batches.cancel(caller.client, batch_id)
    return {**_shown(ports().upkeep.batches.get(caller.client, batch_id)), "taken_back": taken_back}


def _refused(batch: Batch, after: int, limit: int) -> list[LineEntry]:
    found = list[LineEntry]()
    for entries in ports().upkeep.batches.entries(batch, after) if batch.refused else ():
        found += [entry for entry in entries if entry.refusal is not None]
        if len(found) >= limit:
            break
    return found[:limit]


def _taken(batch: Batch, taken: Taken) -> dict[str, Any]:
    return {
        **_shown(batch),
        "replayed": taken.outcomes[LineOutcome.REPLAYED],
        "conflicts": taken.outcomes[LineOutcome.CONFLICT],
        "errors": [refused_line(entry) for entry in _refused(batch, 0, MOST_SHOWN)],
    }


def _shown(batch: Batch) -> dict[str, Any]:
    counted = {"state": batch.state, "lines": batch.lines, "waiting": batch.waiting}
    return {**vars(batch), **counted, "address": f"{settings().public_url}/v1/batches/{batch.id}"}


def _streamed(caller: Caller, texts: Iterator[str], content_type: str) -> Response:
    return Response(stream_with_context(in_turns(caller.client, texts)), content_type=content_type)
