"""Who is calling, and what may they do? API keys, of which only digests are kept."""

import hmac
import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any, cast

import redis

from services.ledger.accounts.key_text import KeyText, new_key_text, read_key_text
from services.ledger.store import keys
from services.ledger.store.errors import CannotBeAgain, KeyExpired, LedgerError, NotFound, redis_errors_as_ours
from services.ledger.store.moments import EPOCH, from_ms, from_ms_or_none, from_redis_time, in_ms

#: A client's name is part of key names, so it has no colons.
CLIENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")

#: How long between two notes of when a key was last used: so seldom that hardly a request waits for the disk for it.
NOTE_USE_EVERY = timedelta(minutes=1)

#: How long the key before stays good when one is rotated, so that whoever uses it can be changed over at leisure.
OLD_KEY_STAYS_GOOD = timedelta(days=7)


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
    """A key as it may be shown: everything but its secret. `used_at` is true to a minute.

    `follows` is the key that this one was made to take the place of, `followed_by` the one that takes this one's.
    """

    key_id: str
    client: str
    name: str
    scopes: frozenset[Scope]
    created_at: datetime
    revoked_at: datetime | None
    expires_at: datetime | None = None
    used_at: datetime | None = None
    follows: str | None = None
    followed_by: str | None = None

    def is_live(self, now: datetime) -> bool:
        """Whether requests with it are served."""
        return self.revoked_at is None and (self.expires_at is None or self.expires_at > now)


class Clients:
    """The clients' keys. A client may have any number; of those that follow one another two are live at most."""

    def __init__(self, client: redis.Redis) -> None:
        self._redis = client

    def create_key(
        self, client: str, name: str, scopes: Collection[Scope], *, good_for: timedelta | None = None
    ) -> tuple[str, KeyInfo]:
        """Make a key and return its text, which is never shown again, and what is kept of it.

        It expires after `good_for`; without that, never.
        """
        if not CLIENT.fullmatch(client):
            raise ValueError("A client is named by 1 to 64 letters, digits, dots, hyphens and underscores.")
        wanted = frozenset(Scope(scope) for scope in scopes)
        now = self.now()
        fields = {"client": client, "name": name, "scopes": " ".join(sorted(wanted)), **_lifetime(now, good_for)}
        return self._keep(new_key_text(), fields)

    def rotate(self, key_id: str, *, old_stays_good: timedelta = OLD_KEY_STAYS_GOOD) -> tuple[str, KeyInfo]:
        """Make the key that takes the place of this one, which expires after `old_stays_good`; raise NotFound.

        It may do the same, and is good for as long as this one was. Raises CannotBeAgain for a key that is not live,
        has been rotated already, or took the place of one that is live still: two are, never more.
        """
        now, old = self.now(), self.key(key_id)
        if not old.is_live(now):
            raise CannotBeAgain(f"Key {key_id} is not live any more; make a new one: credwise keys create.")
        if old.followed_by:
            raise CannotBeAgain(
                f"Key {key_id} was rotated already: {old.followed_by} takes its place. Rotate that one."
            )
        if old.follows and self.key(old.follows).is_live(now):
            raise CannotBeAgain(
                f"Key {old.follows}, whose place {key_id} took, is live still; only two are at once. Revoke it when "
                "nobody uses it any more, or wait until it has expired."
            )
        good_for = old.expires_at - old.created_at if old.expires_at else None
        fields = {"client": old.client, "name": old.name, "scopes": " ".join(sorted(old.scopes)), "follows": key_id}
        text = new_key_text()
        ends = min(old.expires_at or now + old_stays_good, now + old_stays_good)
        changed = {"followed_by": text.key_id, "expires_at": str(in_ms(ends - EPOCH))}
        return self._keep(text, fields | _lifetime(now, good_for), {key_id: changed})

    def authenticate(self, text: str) -> Caller | None:
        """Return who the key belongs to; None for one that is malformed, mistyped, unknown or wrong. See `in_use`."""
        if (parts := read_key_text(text)) is None:
            return None
        fields, now = self._fields(parts.key_id)
        if not hmac.compare_digest(fields.get("digest", digest_of("")), digest_of(parts.secret)):
            return None
        return self.in_use(key_info(parts.key_id, fields), now)

    def in_use(self, info: KeyInfo, now: datetime) -> Caller | None:
        """Return whose a key is that was shown, and note its use; None once it is revoked. Raise KeyExpired."""
        if info.revoked_at is not None:
            return None
        if info.expires_at and not info.is_live(now):
            raise KeyExpired(f"The key {info.key_id} expired on {info.expires_at:%Y-%m-%d %H:%M} UTC.")
        if info.used_at is None or now - info.used_at >= NOTE_USE_EVERY:
            # A Redis that takes no writes still says who is calling.
            with suppress(LedgerError):
                self._set(info.key_id, used_at=now)
        return Caller(client=info.client, key_id=info.key_id, scopes=info.scopes)

    def revoke(self, key_id: str) -> KeyInfo:
        """Refuse the key from now on; raise NotFound. Revoking it again changes nothing."""
        if self.key(key_id).revoked_at is None:
            self._set(key_id, revoked_at=self.now())
        return self.key(key_id)

    def key(self, key_id: str) -> KeyInfo:
        """Return one key; raise NotFound."""
        fields, _now = self._fields(key_id)
        if not fields:
            raise NotFound(f"There is no key {key_id}.")
        return key_info(key_id, fields)

    def live_key(self, key_id: str) -> KeyInfo | None:
        """Return a key whose requests are served; None for any other."""
        fields, now = self._fields(key_id)
        info = key_info(key_id, fields) if fields else None
        return info if info and info.is_live(now) else None

    def list_keys(self, client: str | None) -> tuple[KeyInfo, ...]:
        """Return the client's keys, or everyone's if None, oldest first, revoked ones included."""
        with redis_errors_as_ours():
            key_ids = sorted(cast("set[str]", self._redis.smembers(keys.API_KEYS)))
            pipe = self._redis.pipeline(transaction=False)
            for key_id in key_ids:
                pipe.hgetall(keys.API_KEY + key_id)
            infos = [key_info(key_id, fields) for key_id, fields in zip(key_ids, pipe.execute(), strict=True)]
        return tuple(sorted((i for i in infos if client in {None, i.client}), key=lambda i: (i.created_at, i.key_id)))

    def is_served(self, client: str) -> bool:
        """Tell whether any key of the client is live; without one it has left, and so have its learners."""
        now = self.now()
        return any(key.is_live(now) for key in self.list_keys(client))

    def _keep(
        self, text: KeyText, fields: dict[str, str], others: Mapping[str, dict[str, str]] | None = None
    ) -> tuple[str, KeyInfo]:
        """Keep a new key, and what changes of `others` by it, at once."""
        fields |= {"digest": digest_of(text.secret)}
        with redis_errors_as_ours():
            pipe = self._redis.pipeline()
            for key_id, changed in {**(others or {}), text.key_id: fields}.items():
                pipe.hset(keys.API_KEY + key_id, mapping=cast("Any", changed))
            pipe.sadd(keys.API_KEYS, text.key_id)
            pipe.execute()
        return str(text), key_info(text.key_id, fields)

    def _set(self, key_id: str, **moments: datetime) -> None:
        written = {name: str(in_ms(at - EPOCH)) for name, at in moments.items()}
        with redis_errors_as_ours():
            self._redis.hset(keys.API_KEY + key_id, mapping=cast("Any", written))

    def _fields(self, key_id: str) -> tuple[dict[str, str], datetime]:
        """Return what is kept of a key, and the time by Redis's clock."""
        with redis_errors_as_ours():
            pipe = self._redis.pipeline(transaction=False)
            pipe.hgetall(keys.API_KEY + key_id)
            pipe.time()
            fields, time = pipe.execute()
        return cast("dict[str, str]", fields), from_redis_time(time)

    def now(self) -> datetime:
        """Return the time by Redis's clock."""
        with redis_errors_as_ours():
            return from_redis_time(self._redis.time())


def _lifetime(now: datetime, good_for: timedelta | None) -> dict[str, str]:
    expires = {"expires_at": str(in_ms(now + good_for - EPOCH))} if good_for is not None else {}
    return {"created_at": str(in_ms(now - EPOCH)), **expires}


def digest_of(secret: str) -> str:
    """Return what is kept of a secret."""
    return sha256(secret.encode()).hexdigest()


def key_info(key_id: str, fields: Mapping[str, str]) -> KeyInfo:
    """Read what is kept of a key."""
    return KeyInfo(
        key_id=key_id,
        client=fields["client"],
        name=fields["name"],
        scopes=frozenset(Scope(scope) for scope in fields["scopes"].split()),
        created_at=from_ms(fields["created_at"]),
        revoked_at=from_ms_or_none(fields.get("revoked_at")),
        expires_at=from_ms_or_none(fields.get("expires_at")),
        used_at=from_ms_or_none(fields.get("used_at")),
        follows=fields.get("follows"),
        followed_by=fields.get("followed_by"),
    )
