"""Which bytes does a webhook carry? The same ones at every attempt, made from what the ledger stored. Pure."""

import json
from datetime import datetime

EVENT_TYPE = "recommendation.completed"


def webhook_body(*, finished_at: datetime, recommendation_id: str, address: str, recommendation: str | None) -> bytes:
    """Return the body for a recommendation finished at `finished_at` (UTC) that can be read at `address`.

    `recommendation` is the stored JSON text of an object: its members follow `id` and `address` in `data`. It is put
    in as it is and not read and written again, so that no byte of it can change; None leaves it out (a thin webhook).
    """
    data = _members({"id": recommendation_id, "address": address})
    if recommendation is not None:
        data = f"{data},{recommendation.strip()[1:-1]}"
    moment = finished_at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    envelope = _members({"type": EVENT_TYPE, "timestamp": moment})
    return f'{{{envelope},"data":{{{data}}}}}'.encode()


def _members(values: dict[str, str]) -> str:
    return json.dumps(values, separators=(",", ":"))[1:-1]
