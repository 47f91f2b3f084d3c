"""Who did what to the installation, and when? Noted for every action of an operator's page."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import redis

from services.ledger.store import keys
from services.ledger.store.errors import redis_errors_as_ours
from services.ledger.store.moments import from_ms
from services.ledger.store.policy import LedgerPolicy
from services.ledger.store.scripts import Scripts


@dataclass(frozen=True, kw_only=True)
class AuditEntry:
    """Who (by the id and client of the key) did which `action` to what (`about`), and what came of it."""

    at: datetime
    key_id: str
    client: str
    action: str
    about: str
    outcome: str


class Audit:
    """The entries, the last 10,000 of them. Raises LedgerUnavailable."""

    def __init__(self, client: redis.Redis, policy: LedgerPolicy) -> None:
        self._redis = client
        self._scripts = Scripts(client, policy)

    def note(self, *, key_id: str, client: str, action: str, about: str, outcome: str) -> None:
        """Note an action by Redis's clock."""
        entry = {"key_id": key_id, "client": client, "action": action, "about": about, "outcome": outcome}
        self._scripts.run("note_action", json.dumps(entry))

    def newest(self, limit: int) -> tuple[AuditEntry, ...]:
        """Return the newest entries, the newest first."""
        with redis_errors_as_ours():
            texts = cast("list[str]", self._redis.lrange(keys.AUDIT, -limit, -1))
        return tuple(_entry(json.loads(text)) for text in reversed(texts))


def _entry(members: dict[str, str]) -> AuditEntry:
    return AuditEntry(**{**members, "at": from_ms(members["at"])})  # type: ignore[arg-type] # JSON is Any at its border
