"""Which secrets of an endpoint are good, and what are they? Read from its hash, where they lie sealed or open."""

import base64
import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, cast

import redis

from services.ledger.store import keys
from services.ledger.store.errors import SecretLocked, redis_errors_as_ours
from services.ledger.store.moments import EPOCH, from_ms, from_redis_time, in_ms
from services.ledger.store.sealing import KNOWS_SEALED, Seal

#: Random bytes of a secret (Standard Webhooks asks for 24 to 64).
SECRET_BYTES = 32

#: The fields of an endpoint that hold secrets; rotate_secret.lua writes them.
FIELDS = ("secret", "old_secret", "older_secrets", "rotations")


def new_secret() -> str:
    """Make a secret as Standard Webhooks writes them."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def good_secrets(fields: Mapping[str, str], now: datetime, seal: Seal) -> tuple[str, ...]:
    """Return the present secret and those before it that are still good, the newest first.

    None at all where the present one cannot be opened: what it does not sign, receivers would refuse. One before it
    that cannot be opened is left out.
    """
    lane = keys.lane(fields["client"], fields["id"])
    try:
        present = seal.open(fields["secret"], lane)
    except SecretLocked:
        return ()
    good = [present]
    old = _old_secret(fields, now)
    before = [old] if old else []
    before += [stored for _, stored in _good(fields.get("older_secrets", ""), now)]
    for stored in before:
        try:
            good.append(seal.open(stored, lane))
        except SecretLocked:
            continue
    return tuple(good)


def each_changed(fields: Mapping[str, str], now: datetime, change: Callable[[str], str]) -> dict[str, str]:
    """Return FIELDS with every stored secret changed; those whose time is over are left out, "" stands for none."""
    old = _old_secret(fields, now)
    return {
        "secret": change(fields["secret"]),
        "old_secret": change(old) if old else "",
        **{
            name: " ".join(f"{about}:{change(stored)}" for about, stored in _good(fields.get(name, ""), now))
            for name in ("older_secrets", "rotations")
        },
    }


def _old_secret(fields: Mapping[str, str], now: datetime) -> str:
    """Return the secret before the present one as it is stored; "" where there is none, or its time is over."""
    is_good = "old_secret" in fields and from_ms(fields["old_secret_until"]) > now
    return fields["old_secret"] if is_good else ""


def _good(listed: str, now: datetime) -> Iterator[tuple[str, str]]:
    """Yield each "<until>[:<more>]:<secret>" whose time is not over: what stands before the secret, and the secret."""
    for one in listed.split():
        about, _, stored = one.rpartition(":")
        if from_ms(about.partition(":")[0]) > now:
            yield about, stored


def stored_secret(client: redis.Redis, seal: Seal, secret: str, lane: str) -> str:
    """Seal a secret, unless a worker is alive that would make dead letters for want of knowing sealed ones."""
    return secret if seal.keys and without_sealed_secrets(client) else seal.close(secret, lane)


def without_sealed_secrets(client: redis.Redis) -> tuple[str, ...]:
    """Return the deliver workers alive whose release fails on a sealed secret; raise LedgerUnavailable."""
    with redis_errors_as_ours():
        now = in_ms(from_redis_time(client.time()) - EPOCH)
        alive = cast("list[str]", client.zrangebyscore(keys.HEARTBEATS_UNTIL, f"({now}", "+inf"))
        members = [member for member in alive if member.startswith("deliver ")]
        texts = cast("list[str | None]", client.hmget(keys.HEARTBEATS, members)) if members else []
    told: list[dict[str, Any]] = [json.loads(text or "{}").get("detail", {}) for text in texts]
    return tuple(
        member.partition(" ")[2]
        for member, detail in zip(members, told, strict=True)
        if not detail.items() >= KNOWS_SEALED.items()
    )
