"""Which large catalogues are to be read? Each is kept until that is done, by whoever asks next, whoever crashes."""

import json
import secrets
import zlib
from base64 import b85decode, b85encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, cast

import redis

from services.client_limits import LimitName
from services.ledger.store import keys
from services.ledger.store.errors import LeaseLost, NotFound, OneAtATime, OverLimit, redis_errors_as_ours
from services.ledger.store.fullness import read_fullness
from services.ledger.store.moments import from_ms, from_ms_or_none
from services.ledger.store.policy import LedgerPolicy
from services.ledger.store.scripts import Scripts

#: Catalogues of one client that may wait to be read: each may take megabytes of Redis.
MOST_PENDING = 3


class ImportState(StrEnum):
    """Where a catalogue is. COMPLETED: it is a version of the client's own; FAILED: nothing of it was kept."""

    WAITING = "waiting"
    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True)
class Import:
    """The reading of one catalogue: how many `things` (rows, nodes, words) were read, and what came of it.

    `result` is the report where it is completed, the problem where it failed.
    """

    id: str
    state: ImportState
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    things: int
    result: Mapping[str, Any] | None


@dataclass(frozen=True, kw_only=True)
class ClaimedImport:
    """A catalogue in the hands of one reader until a lease ends."""

    id: str
    client: str
    token: str
    body: bytes
    wanted: Mapping[str, Any]


class Imports:
    """The imports of all clients; `get` finds nobody else's. Raises LedgerUnavailable."""

    def __init__(self, client: redis.Redis, policy: LedgerPolicy) -> None:
        self._redis = client
        self._scripts = Scripts(client, policy)
        self._policy = policy

    def start(self, client: str, body: bytes, wanted: Mapping[str, Any]) -> Import:
        """Have a catalogue read; when this has returned, it will be. Raise LedgerFull, OverLimit, OneAtATime."""
        packed = b85encode(zlib.compress(body, level=6)).decode()
        import_id = "import_" + secrets.token_urlsafe(20)
        answer = self._scripts.run("start_import", import_id, client, packed, json.dumps(dict(wanted)), MOST_PENDING)
        if answer[0] == "full":
            raise read_fullness(self._scripts).refusal(self._policy)
        if answer[0] == "over":
            _, name, most, used = answer
            raise OverLimit(LimitName(name), most=most or None, used=used)
        if answer[0] == "busy":
            raise OneAtATime(f"{MOST_PENDING} catalogues of yours wait to be read. Post this one when one is done.")
        return self.get(client, import_id)

    def get(self, client: str, import_id: str) -> Import:
        """Return how an import stands; raise NotFound."""
        names = ("client", "state", "created_at", "started_at", "finished_at", "read", "result")
        with redis_errors_as_ours():
            found = cast("list[str | None]", self._redis.hmget(keys.IMPORT + import_id, names))
        fields = dict(zip(names, found, strict=True))
        if fields["client"] != client:
            raise NotFound(f"There is no import {import_id}, or it is kept no longer.")
        return Import(
            id=import_id,
            state=ImportState(str(fields["state"])),
            created_at=from_ms(str(fields["created_at"])),
            started_at=from_ms_or_none(fields["started_at"]),
            finished_at=from_ms_or_none(fields["finished_at"]),
            things=int(fields["read"] or 0),
            result=json.loads(fields["result"]) if fields["result"] else None,
        )

    def claim(self, never_finished: Mapping[str, Any]) -> ClaimedImport | None:
        """Take the catalogue that has waited longest, clients in turn; None where there is none.

        `never_finished` is the problem of one that was begun too often.
        """
        token = secrets.token_urlsafe(16)
        answer = self._scripts.run("claim_import", token, json.dumps(dict(never_finished)))
        if answer is None:
            return None
        import_id, client, packed, wanted = answer
        body = zlib.decompress(b85decode(packed))
        return ClaimedImport(id=import_id, client=client, token=token, body=body, wanted=json.loads(wanted))

    def go_on(self, claim: ClaimedImport, things: int) -> None:
        """Note how much was read, and hold it for another lease; raise LeaseLost."""
        self._settle(claim, things, "", "")

    def finish(self, claim: ClaimedImport, things: int, state: ImportState, result: Mapping[str, Any]) -> None:
        """Note what came of it, and keep that for the retention time; raise LeaseLost."""
        self._settle(claim, things, state.value, json.dumps(dict(result), ensure_ascii=False))

    def _settle(self, claim: ClaimedImport, things: int, state: str, result: str) -> None:
        if not self._scripts.run("settle_import", claim.id, claim.token, things, state, result):
            raise LeaseLost(f"{claim.id} is no longer this reader's; what came of it is dropped.")
