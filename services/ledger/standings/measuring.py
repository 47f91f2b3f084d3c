"""How many bytes does each client keep? Measured once a minute by whichever dispatcher is first."""

from datetime import timedelta

import redis

from services.ledger.standings.endpoint_standings import clients, lanes
from services.ledger.standings.storage import Storage, measure
from services.ledger.store import keys
from services.ledger.store.errors import redis_errors_as_ours
from services.ledger.store.moments import in_ms
from services.ledger.store.policy import LedgerPolicy
from services.ledger.store.scripts import Scripts

#: In between, what clients send is added and nothing taken off: for so long a client may count as keeping what it no
#: longer does.
MEASURED_EVERY = timedelta(minutes=1)


class Measuring:
    """Keeps the bytes that clients are judged by true. Raises LedgerUnavailable."""

    def __init__(self, client: redis.Redis, policy: LedgerPolicy) -> None:
        self._redis = client
        self._scripts = Scripts(client, policy)

    def measure_if_due(self) -> bool:
        """Measure what each client keeps, unless somebody did within the last minute; return whether it was done."""
        if not self._is_due():
            return False
        kept = measured_storage(self._redis).of_clients()
        self._scripts.run("note_kept", *(part for client, size in kept.items() for part in (client, size)))
        return True

    def _is_due(self) -> bool:
        # Looked at in every round of every dispatcher, so it is only written when it is due.
        with redis_errors_as_ours():
            if self._redis.exists(keys.KEPT_MEASURED):
                return False
            return bool(self._redis.set(keys.KEPT_MEASURED, "1", nx=True, px=in_ms(MEASURED_EVERY)))


def measured_storage(client: redis.Redis) -> Storage:
    """Return what each client keeps now; raise LedgerUnavailable."""
    return measure(client, lanes(client), clients(client))
