"""Which overlay of the rules does a client have, which did it have before, and which one is an evaluation owed?"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import redis

from services.archive.port import NO_ARCHIVE, Archive
from services.client_limits import LimitName
from services.ledger.store import keys
from services.ledger.store.errors import NotFound, OverLimit, redis_errors_as_ours
from services.ledger.store.fullness import read_fullness
from services.ledger.store.moments import from_ms
from services.ledger.store.policy import LedgerPolicy
from services.ledger.store.scripts import Scripts
from services.ledger.views import job_fields

#: Versions of one client's overlay that are listed and can be brought back.
VERSIONS_LISTED = 50

#: The text of each file of an overlay by its name.
Files = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class OverlayVersion:
    """One version of a client's overlay: its hash, when it was last put, and whether it is the active one."""

    content_hash: str
    put_at: datetime
    is_active: bool


class Overlays:
    """The overlays of all clients; no method finds another client's. Raises NotFound and LedgerUnavailable."""

    def __init__(self, client: redis.Redis, policy: LedgerPolicy, archive: Archive = NO_ARCHIVE) -> None:
        self._redis = client
        self._archive = archive
        self._policy = policy
        self._scripts = Scripts(client, policy)

    def put(self, client: str, content_hash: str, files: Files) -> OverlayVersion:
        """Keep the overlay named `content_hash` and make it the active one; raises LedgerFull and OverLimit too.

        The files are not looked at here. One that was put before is brought back by putting it again.
        """
        text = json.dumps(dict(files), ensure_ascii=False, separators=(",", ":"))
        answer = self._scripts.run("put_overlay", client, content_hash, text, VERSIONS_LISTED)
        match answer:
            case ["full", _]:
                raise read_fullness(self._scripts).refusal(self._policy)
            case ["over", name, most, used]:
                raise OverLimit(LimitName(name), most=most or None, used=used)
        return OverlayVersion(content_hash=content_hash, put_at=from_ms(answer), is_active=True)

    def versions(self, client: str) -> tuple[OverlayVersion, ...]:
        """Return the versions that can be brought back, the one put last first."""
        with redis_errors_as_ours():
            listed = cast(
                "list[tuple[str, float]]", self._redis.zrange(keys.OVERLAYS + client, 0, -1, desc=True, withscores=True)
            )
        active = self.active(client)
        return tuple(
            OverlayVersion(content_hash=name, put_at=from_ms(int(at)), is_active=name == active) for name, at in listed
        )

    def active(self, client: str) -> str | None:
        """Return the hash of the active version; None where the client has no overlay."""
        with redis_errors_as_ours():
            return cast("str | None", self._redis.get(keys.ACTIVE_OVERLAY + client))

    def files(self, client: str, content_hash: str) -> Files:
        """Return the files of one version."""
        return _read(self._redis, client, content_hash)

    def active_files(self, client: str) -> Files | None:
        """Return the files of the active version; None where the client has no overlay."""
        active = self.active(client)
        return None if active is None else self.files(client, active)

    def files_for(self, client: str, job_id: str) -> Files | None:
        """Return the files that were active when the evaluation `job_id` was accepted; None where there were none."""
        (named,) = job_fields(self._redis, job_id, self._archive, "overlay")
        return None if named is None else self.files(client, named)

    def deactivate(self, client: str) -> None:
        """Have new evaluations decided without an overlay; every version listed can still be brought back."""
        with redis_errors_as_ours():
            self._redis.delete(keys.ACTIVE_OVERLAY + client)


def overlay_of(client: redis.Redis, job_id: str, archive: Archive = NO_ARCHIVE) -> Files | None:
    """Return the overlay of an evaluation whoever it belongs to, for operators; raises NotFound, LedgerUnavailable."""
    owner, named = job_fields(client, job_id, archive, "client", "overlay")
    return None if owner is None or named is None else _read(client, owner, named)


def _read(client: redis.Redis, owner: str, content_hash: str) -> Files:
    with redis_errors_as_ours():
        text = cast("str | None", client.get(f"{keys.OVERLAY}{owner}:{content_hash}"))
    if text is None:
        raise NotFound(f"There is no overlay {content_hash}, or it is kept no longer.")
    return cast("Files", json.loads(text))
