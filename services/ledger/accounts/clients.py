"""Who is calling, and what may they do? API keys, of which only digests are kept."""

import hmac
import re
import secrets
import string
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, cast

import redis

from services.ledger.store import keys
from services.ledger.store.errors import NotFound, redis_errors_as_ours
from services.ledger.store.moments import EPOCH, from_ms, from_ms_or_none, from_redis_time, in_ms

#: A client's name is part of key names, so it has no colons.
CLIENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")

#: Letters of a key id: no underscore, which parts the id from the secret.
KEY_ID_LETTERS = string.ascii_lowercase + string.digits

#: Letters in a key id; it only names the key, the secret part protects it.
KEY_ID_LENGTH = 12

#: Random bytes of the secret part; with so many a plain digest cannot be searched, so no slow hash is needed.
SECRET_BYTES = 32

KEY_TEXT = re.compile(rf"cw_([{KEY_ID_LETTERS}]{{{KEY_ID_LENGTH}}})_([A-Za-z0-9_-]{{43}})")


class Scope(StrEnum):
    """What a key may be used for."""

    WRITE_PROFILES = "profiles:write"
    READ_PROFILES = "profiles:read"
    READ_RECOMMENDATIONS = "recommendations:read"
    READ_ENDPOINTS = "endpoints:read"
    WRITE_ENDPOINTS = "endpoints:write"
    READ_DELIVERIES = "deliveries:read"
    SEND_DELIVERIES = "deliveries:send"
    ERASE_LEARNERS = "learners:erase"
    RUN_EVALUATIONS = "evaluations:run"
    WRITE_RULES = "rules:write"
    WRITE_CATALOGUES = "catalogues:write"
    READ_OPERATIONS = "ops:read"
    WRITE_OPERATIONS = "ops:write"


#: A key that may change these may look at them too.
IMPLIED = {
    Scope.READ_ENDPOINTS: Scope.WRITE_ENDPOINTS,
    Scope.READ_DELIVERIES: Scope.SEND_DELIVERIES,
    Scope.READ_OPERATIONS: Scope.WRITE_OPERATIONS,
}


@dataclass(frozen=True, kw_only=True)
class Caller:
    """Who a valid key belongs to."""

    client: str
    key_id: str
    scopes: frozenset[Scope]

    def may(self, scope: Scope) -> bool:
        """Tell whether the key may be used for this."""
        return scope in self.scopes or IMPLIED.get(scope) in self.scopes


@dataclass(frozen=True, kw_only=True)
class KeyInfo:
    """A key as it may be shown: everything but its secret."""

    key_id: str
    client: str
    name: str
    scopes: frozenset[Scope]
    created_at: datetime
    revoked_at: datetime | None


class Clients:
    """The clients' keys. A client may have any number, so a key is rotated by making the next before revoking it."""

    def __init__(self, client: redis.Redis) -> None:
        self._redis = client

    def create_key(self, client: str, name: str, scopes: Collection[Scope]) -> tuple[str, KeyInfo]:
        """Make a key and return its text, which is never shown again, and what is kept of it."""
        if not CLIENT.fullmatch(client):
            raise ValueError("A client is named by 1 to 64 letters, digits, dots, hyphens and underscores.")
        key_id = "".join(secrets.choice(KEY_ID_LETTERS) for _ in range(KEY_ID_LENGTH))
        secret = secrets.token_urlsafe(SECRET_BYTES)
        wanted = frozenset(Scope(scope) for scope in scopes)
        fields = {
            "client": client,
            "name": name,
            "scopes": " ".join(sorted(wanted)),
            "digest": _digest(secret),
            "created_at": str(in_ms(self._now() - EPOCH)),
        }
        with redis_errors_as_ours():
            pipe = self._redis.pipeline()
            pipe.hset(keys.API_KEY + key_id, mapping=cast("Any", fields))
            pipe.sadd(keys.API_KEYS, key_id)
            pipe.execute()
        return f"cw_{key_id}_{secret}", _info(key_id, fields)

    def authenticate(self, text: str) -> Caller | None:
        """Return who the key belongs to; None for one that is malformed, unknown, wrong or revoked."""
        parts = KEY_TEXT.fullmatch(text)
        if parts is None:
            return None
        key_id, secret = parts.groups()
        fields = self._fields(key_id)
        is_right = hmac.compare_digest(fields.get("digest", _digest("")), _digest(secret))
        if not fields or not is_right or "revoked_at" in fields:
            return None
        info = _info(key_id, fields)
        return Caller(client=info.client, key_id=key_id, scopes=info.scopes)

    def revoke(self, key_id: str) -> KeyInfo:
        """Refuse the key from now on; raise NotFound. Revoking it again changes nothing."""
        if not self._fields(key_id):
            raise NotFound(f"There is no key {key_id}.")
        with redis_errors_as_ours():
            self._redis.hsetnx(keys.API_KEY + key_id, "revoked_at", str(in_ms(self._now() - EPOCH)))
        return _info(key_id, self._fields(key_id))

    def list_keys(self, client: str | None) -> tuple[KeyInfo, ...]:
        """Return the client's keys, or everyone's if None, oldest first, revoked ones included."""
        with redis_errors_as_ours():
            key_ids = sorted(cast("set[str]", self._redis.smembers(keys.API_KEYS)))
            pipe = self._redis.pipeline(transaction=False)
            for key_id in key_ids:
                pipe.hgetall(keys.API_KEY + key_id)
            infos = [_info(key_id, fields) for key_id, fields in zip(key_ids, pipe.execute(), strict=True)]
        return tuple(sorted((i for i in infos if client in {None, i.client}), key=lambda i: (i.created_at, i.key_id)))

    def is_served(self, client: str) -> bool:
        """Tell whether any key of the client is in use; without one it has left, and so have its learners."""
        return any(key.revoked_at is None for key in self.list_keys(client))

    def _fields(self, key_id: str) -> dict[str, str]:
        with redis_errors_as_ours():
            return cast("dict[str, str]", self._redis.hgetall(keys.API_KEY + key_id))

    def _now(self) -> datetime:
        with redis_errors_as_ours():
            return from_redis_time(self._redis.time())


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def _info(key_id: str, fields: dict[str, str]) -> KeyInfo:
    return KeyInfo(
        key_id=key_id,
        client=fields["client"],
        name=fields["name"],
        scopes=frozenset(Scope(scope) for scope in fields["scopes"].split()),
        created_at=from_ms(fields["created_at"]),
        revoked_at=from_ms_or_none(fields.get("revoked_at")),
    )
