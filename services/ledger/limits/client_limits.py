"""Which limits hold for a client, whose number is each, and how much of it is used? For operators, and clients."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import redis

from services.client_limits import LIMITS, NONE, LimitName
from services.ledger.store import keys
from services.ledger.store.errors import redis_errors_as_ours
from services.ledger.store.policy import LedgerPolicy
from services.ledger.store.scripts import Scripts


@dataclass(frozen=True, kw_only=True)
class LimitStanding:
    """How a client stands with one limit: it may have `most` (None: as many as there is room for) and has `used`.

    `is_own` says that the number is the client's own, not the installation's.
    """

    limit: LimitName
    most: int | None
    used: int
    is_own: bool


class ClientLimits:
    """The limits of all clients. Raises LedgerUnavailable."""

    def __init__(self, client: redis.Redis, policy: LedgerPolicy) -> None:
        self._redis = client
        self._policy = policy
        self._scripts = Scripts(client, policy)

    def standings(self, client: str) -> tuple[LimitStanding, ...]:
        """Return how the client stands with each limit that has a number."""
        own = self.own(client)
        used = dict(zip(LIMITS, self._scripts.run("limits_used", client), strict=True))
        return tuple(
            LimitStanding(
                limit=name,
                most=own[name] if name in own else self._policy.limits.get(name),
                used=used[name],
                is_own=name in own,
            )
            for name in LIMITS
        )

    def own(self, client: str) -> Mapping[LimitName, int | None]:
        """Return the numbers that are the client's own; None for one that says that there is no limit."""
        with redis_errors_as_ours():
            fields = cast("dict[str, str]", self._redis.hgetall(keys.LIMITS + client))
        return {LimitName(name): None if most == NONE else int(most) for name, most in fields.items()}

    def set(self, client: str, numbers: Mapping[LimitName, int | None]) -> None:
        """Give the client numbers of its own; None: no limit. They hold from the next request on."""
        written = {name.value: NONE if most is None else str(most) for name, most in numbers.items()}
        with redis_errors_as_ours():
            self._redis.hset(keys.LIMITS + client, mapping=cast("Any", written))

    def unset(self, client: str, names: tuple[LimitName, ...]) -> None:
        """Have the installation's numbers hold for the client again."""
        with redis_errors_as_ours():
            self._redis.hdel(keys.LIMITS + client, *(name.value for name in names))
