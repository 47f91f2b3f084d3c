"""Which bytes does a webhook carry? The same ones at every attempt, made from what the ledger stored. Pure."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from services.ledger.events import DeclaredEvent


def webhook_body(
    *, event: DeclaredEvent, happened_at: datetime, members: Mapping[str, Any], payload: str | None
) -> bytes:
    """Return the body that tells of an event that happened at `happened_at` (UTC).

    In `data` stand `members`, then those of `payload`, which is the stored JSON text of an object. It is put in as it
    is and not read and written again, so that no byte of it can change; None leaves it out (a thin webhook).
    """
    parts = [_inside(json.dumps(dict(members), separators=(",", ":")))] if members else []
    if payload is not None:
        parts.append(_inside(payload.strip()))
    moment = happened_at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    envelope = _inside(json.dumps({"type": event, "timestamp": moment}, separators=(",", ":")))
    return f'{{{envelope},"data":{{{",".join(parts)}}}}}'.encode()


def _inside(text: str) -> str:
    """Return what stands between an object's braces."""
    return text[1:-1]
