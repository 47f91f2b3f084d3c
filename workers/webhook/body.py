"""Which bytes does a webhook carry? The same ones at every attempt, made from what the ledger stored. Pure."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from services.ledger.accounts.endpoints import EndpointMode
from services.ledger.events import DeclaredEvent, EventType
from services.presenting.short_form import short_form_of
from services.recommender.recommendation.document import document_of, read_recommendation


def webhook_body(
    *,
    event: DeclaredEvent,
    happened_at: datetime,
    members: Mapping[str, Any],
    payload: str | None,
    sequence: int | None = None,
) -> bytes:
    """Return the body that tells of an event that happened at `happened_at` (UTC).

    `sequence` orders what is told of one learner. In `data` stand `members`, then those of `payload`, which is the
    stored JSON text of an object. It is put in as it is and not read and written again, so that no byte of it can
    change; None leaves it out (a thin webhook).
    """
    parts = [_inside(json.dumps(dict(members), separators=(",", ":")))] if members else []
    if payload is not None:
        parts.append(_inside(payload.strip()))
    about: dict[str, Any] = {"type": event, "version": event.declaration.version, "timestamp": in_words(happened_at)}
    if sequence is not None:
        about["sequence"] = sequence
    envelope = _inside(json.dumps(about, separators=(",", ":")))
    return f'{{{envelope},"data":{{{",".join(parts)}}}}}'.encode()


def in_words(moment: datetime) -> str:
    """Write a moment (UTC) as bodies and headers have it."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def payload_of(event: DeclaredEvent, mode: EndpointMode, payload: str | None) -> str | None:
    """Return what an endpoint of `mode` is told of an evaluation, of the JSON text that was stored; None for nothing.

    Of a recommendation the summary can be told alone; what else there is to tell is short already.
    """
    match mode:
        case EndpointMode.THIN:
            return None
        case EndpointMode.SUMMARY if event is EventType.COMPLETED and payload is not None:
            short = document_of(short_form_of(read_recommendation(json.loads(payload))))
            return json.dumps(short, ensure_ascii=False, separators=(",", ":"))
    return payload


def _inside(text: str) -> str:
    """Return what stands between an object's braces."""
    return text[1:-1]
