"""Which catalogues of its own does a client have, which one is active, and which one is an evaluation owed?"""

import zlib
from base64 import b85decode, b85encode
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import cast

import redis

from services.archive.port import NO_ARCHIVE, Archive
from services.client_limits import LimitName
from services.ledger.store import keys
from services.ledger.store.errors import CatalogueGone, LedgerFull, NotFound, OverLimit, redis_errors_as_ours
from services.ledger.store.moments import from_ms
from services.ledger.store.policy import LedgerPolicy
from services.ledger.store.scripts import Scripts
from services.ledger.views import job_fields
from services.recommender.knowledge.own_catalogues import OwnCatalogue

#: Versions of one client's catalogue that are listed and can be brought back; each may take a megabyte of Redis.
VERSIONS_LISTED = 20


@dataclass(frozen=True, kw_only=True)
class CatalogueVersion:
    """One version of a client's catalogue: its hash, what it holds, when it was last posted, whether it is active."""

    content_hash: str
    credentials: int
    stacks: int
    put_at: datetime
    is_active: bool


class Catalogues:
    """The catalogues of all clients; no method finds another client's. Raises NotFound and LedgerUnavailable."""

    def __init__(self, client: redis.Redis, policy: LedgerPolicy, archive: Archive = NO_ARCHIVE) -> None:
        self._redis = client
        self._archive = archive
        self._scripts = Scripts(client, policy)

    def put(self, client: str, content_hash: str, text: str, *, credentials: int, stacks: int) -> None:
        """Keep the version named `content_hash`; raises LedgerFull and OverLimit too. The active one stays what it was.

        The text is not looked at here. It is kept compressed: catalogues repeat themselves, to about a tenth.
        """
        packed = b85encode(zlib.compress(text.encode(), level=9)).decode()
        arguments = (client, content_hash, packed, credentials, stacks, VERSIONS_LISTED)
        match self._scripts.run("put_catalogue", *arguments):
            case ["full", percent]:
                raise LedgerFull(f"{percent} % of Redis's maxmemory is used; no catalogue is kept until some is free.")
            case ["over", name, most, used]:
                raise OverLimit(LimitName(name), most=most or None, used=used)

    def versions(self, client: str) -> tuple[CatalogueVersion, ...]:
        """Return the versions that can be made active, the one posted last first."""
        with redis_errors_as_ours():
            pipe = self._redis.pipeline()
            pipe.zrange(keys.CATALOGUES + client, 0, -1, desc=True, withscores=True)
            pipe.get(keys.ACTIVE_CATALOGUE + client)
            listed, active = pipe.execute()
            pipe = self._redis.pipeline()
            for name, _ in listed:
                pipe.hmget(_key(client, name), ["credentials", "stacks"])
            counts = pipe.execute()
        return tuple(
            CatalogueVersion(
                content_hash=name,
                credentials=int(credentials or 0),
                stacks=int(stacks or 0),
                put_at=from_ms(int(at)),
                is_active=name == active,
            )
            for (name, at), (credentials, stacks) in zip(listed, counts, strict=True)
        )

    def activate(self, client: str, content_hash: str | None) -> None:
        """Decide what is accepted from now on with this version, or with the shared catalogue alone for None."""
        if not self._scripts.run("activate_catalogue", client, content_hash or ""):
            raise NotFound(f"There is no catalogue {content_hash}, or it is kept no longer.")

    def active(self, client: str) -> OwnCatalogue | None:
        """Return the active version; None where the client is decided for with the shared catalogue alone."""
        with redis_errors_as_ours():
            named = cast("str | None", self._redis.get(keys.ACTIVE_CATALOGUE + client))
        return self.named(client, named)

    def noted_for(self, client: str, job_id: str) -> OwnCatalogue | None:
        """Return the version that was active when the evaluation `job_id` was accepted; None where there was none."""
        (named,) = job_fields(self._redis, job_id, self._archive, "catalogue")
        return self.named(client, named)

    def named(self, client: str, named: str | None) -> OwnCatalogue | None:
        """Return the version of that name; None where none is named."""
        return _own(self._redis, client, named)


def catalogue_of(client: redis.Redis, job_id: str, archive: Archive = NO_ARCHIVE) -> OwnCatalogue | None:
    """Return the catalogue of an evaluation whoever it belongs to, for operators; raises LedgerUnavailable."""
    owner, named = job_fields(client, job_id, archive, "client", "catalogue")
    return None if owner is None else _own(client, owner, named)


def _own(client: redis.Redis, owner: str, named: str | None) -> OwnCatalogue | None:
    if named is None:
        return None
    return OwnCatalogue(content_hash=named, read=partial(_read, client, owner, named))


def _read(client: redis.Redis, owner: str, content_hash: str) -> str:
    with redis_errors_as_ours():
        packed = cast("str | None", client.hget(_key(owner, content_hash), "text"))
    if packed is None:
        raise CatalogueGone(f"There is no catalogue {content_hash}, or it is kept no longer.")
    return zlib.decompress(b85decode(packed)).decode()


def _key(client: str, content_hash: str) -> str:
    return f"{keys.CATALOGUE}{client}:{content_hash}"
