"""How do the endpoints of all clients stand: which fail, how long has what is due there waited, what holds it back?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import redis

from services.ledger.store import keys
from services.ledger.store.errors import redis_errors_as_ours
from services.ledger.store.moments import from_ms
from services.ledger.store.policy import LedgerPolicy
from services.ledger.store.scripts import Scripts

#: Endpoints that one run of the script looks at: about five milliseconds in which Redis does nothing else.
AT_ONCE = 100

#: What may stand in the way of an endpoint's next delivery, in the order in which the script looks.
HELD_BY = ("disabled", "paused", "unproven", "locked", "breaker", "rate", "in_flight", "client")


@dataclass(frozen=True, kw_only=True)
class EndpointStanding:
    """One endpoint now. `pending` counts what is not delivered yet, `due` what of it is due now or within the grace.

    `oldest_due_age_seconds` is how long the delivery due longest has waited; `failures` counts attempts that failed in
    a row, since `failing_since`; `open_until` is the end of the circuit breaker's pause. `held_by` is one of HELD_BY,
    or "" where the next delivery may go.
    """

    client: str
    endpoint: str
    address: str
    mode: str
    state: str
    reason: str
    failures: int
    failing_since: datetime | None
    open_until: datetime | None
    pending: int
    due: int
    in_flight: int
    oldest_due_age_seconds: float
    held_by: str

    @property
    def is_failing(self) -> bool:
        """Whether its last attempt failed, or it was switched off with deliveries left."""
        return self.failing_since is not None and (self.state != "disabled" or self.pending > 0)

    @property
    def badness(self) -> tuple[bool, float, int, int]:
        """What sorts the endpoints: failing ones first, then by how long something is due, by failures, by pending."""
        return self.is_failing, self.oldest_due_age_seconds, self.failures, self.pending

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready values."""
        moments = {"failing_since": self.failing_since, "open_until": self.open_until}
        return {**vars(self), **{name: at.isoformat() if at else None for name, at in moments.items()}}


def endpoint_standings(client: redis.Redis, policy: LedgerPolicy) -> tuple[EndpointStanding, ...]:
    """Return how every endpoint of every client stands, the worst first; raise LedgerUnavailable."""
    listed, scripts = lanes(client), Scripts(client, policy)
    found = [
        _standing(lane, answer)
        for start in range(0, len(listed), AT_ONCE)
        for lane, answer in _asked(scripts, listed[start : start + AT_ONCE])
    ]
    return tuple(sorted(found, key=lambda one: one.badness, reverse=True))


def clients(client: redis.Redis) -> tuple[str, ...]:
    """Return every client that was ever given a key; raise LedgerUnavailable."""
    with redis_errors_as_ours():
        pipe = client.pipeline(transaction=False)
        for key_id in cast("set[str]", client.smembers(keys.API_KEYS)):
            pipe.hget(keys.API_KEY + key_id, "client")
        return tuple(sorted({name for name in pipe.execute() if name}))


def lanes(client: redis.Redis) -> list[str]:
    """Return the lanes of all endpoints: the clients' that have keys, and all that something is owed to."""
    names = clients(client)
    with redis_errors_as_ours():
        pipe = client.pipeline(transaction=False)
        pipe.zrange(keys.LANES, 0, -1)
        for name in names:
            pipe.smembers(keys.ENDPOINTS + name)
        owed, *ids = pipe.execute()
    listed = {keys.lane(name, one) for name, several in zip(names, ids, strict=True) for one in several}
    return sorted(listed | set(owed))


def _asked(scripts: Scripts, some: Sequence[str]) -> list[tuple[str, list[Any]]]:
    return list(zip(some, scripts.run("endpoint_standings", *some), strict=True))


def _standing(lane: str, answer: list[Any]) -> EndpointStanding:
    state, reason, address, failures, since, until, pending, due, in_flight, age, held_by, mode = answer
    owner, _, endpoint = lane.partition(":")
    return EndpointStanding(
        client=owner,
        endpoint=endpoint,
        address=address,
        mode=mode,
        state=state or "deleted",
        reason=reason,
        failures=failures,
        failing_since=from_ms(since) if since else None,
        open_until=from_ms(until) if until else None,
        pending=pending,
        due=due,
        in_flight=in_flight,
        oldest_due_age_seconds=age / 1000,
        held_by=held_by,
    )
