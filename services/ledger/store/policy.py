"""How patient is the ledger? Lengths of time and limits that every script is given."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from services.ledger.store.moments import in_ms
from services.ledger.store.sealing import Seal
from services.settings import Settings

#: So many clients whose receivers are all slow it takes to hold every thread of a deliver worker, where all of them
#: have webhooks waiting; a client whose webhooks are the only ones that wait may have twice its share.
CLIENTS_AT_ONCE = 4


@dataclass(frozen=True, kw_only=True)
class LedgerPolicy:
    """Lengths of time and limits; all processes of one installation use the same.

    `lease`: how long a claim holds without being finished. `grace`: how long a published wake-up has before the next.
    `retention`: how long an evaluation is kept once its last delivery has arrived. `claims_allowed`: how often a job is
    started without being finished before it counts as poison. `shed_above_percent`: share of Redis's maxmemory above
    which no new work is accepted; with maxmemory 0 there is no limit.

    `unread_wake_ups`: how many messages to workers may be unread at once. Each worker that leaves work to others sees
    to one more, so that a few are enough to wake any number.

    `in_flight_per_endpoint` holds where an endpoint does not say. `in_flight_per_client` bounds all endpoints of a
    client together, whatever each says: a quarter of a deliver worker's threads, so that receivers of one client that
    answer slowly cannot hold them all. While no other client waits it is `in_flight_alone`. `breaker_after` failures
    in a row an endpoint is left alone for `breaker_pause`; then one delivery is tried alone, and each failed trial
    doubles the pause up to `breaker_longest_pause`. An endpoint is disabled that has only failed for `disable_after`.
    With `needs_proof` nothing is sent to an address before its owner has answered a test event's challenge.

    `archives` says that what was decided moves to the archive: as soon as nothing of it is owed, and the recommendation
    of what is still owed `archive_after` it was made. An idempotency key is good for `idempotency`, without which that
    is the retention time.

    `limits` hold for every client that has none of its own: a number by the name of each.

    `seal` is how secrets are stored; no script is given it. Nor `replicas`: so many of them must have what a client is
    promised before it is answered.

    `clock_offset` is how far ahead of Redis's clock the scripts take the time to be: zero but in tests of what
    happens days later. Times to live stay Redis's own.
    """

    lease: timedelta
    grace: timedelta
    retention: timedelta
    claims_allowed: int = 3
    shed_above_percent: int = 80
    in_flight_per_endpoint: int = 4
    in_flight_per_client: int = 32
    in_flight_alone: int = 64
    breaker_after: int = 5
    breaker_pause: timedelta = timedelta(seconds=30)
    breaker_longest_pause: timedelta = timedelta(minutes=10)
    disable_after: timedelta = timedelta(days=5)
    needs_proof: bool = False
    unread_wake_ups: int = 8
    attempts_kept: int = 20
    clock_offset: timedelta = timedelta()
    archives: bool = False
    archive_after: timedelta = timedelta(seconds=30)
    idempotency: timedelta | None = None
    limits: Mapping[str, int] = field(default_factory=dict)
    seal: Seal = field(default_factory=Seal)
    replicas: int = 0

    @classmethod
    def of(cls, settings: Settings) -> "LedgerPolicy":
        """Return the policy that this process's settings ask for; what they do not name is as above."""
        return cls(
            lease=settings.lease,
            grace=settings.wake_grace,
            retention=settings.retention,
            shed_above_percent=settings.shed_above_percent,
            in_flight_per_client=max(1, settings.deliver_threads // CLIENTS_AT_ONCE),
            in_flight_alone=max(1, 2 * settings.deliver_threads // CLIENTS_AT_ONCE),
            needs_proof=settings.webhook_proof,
            archives=settings.archive_url is not None,
            idempotency=settings.idempotency,
            seal=Seal(settings.secrets_keys),
            replicas=settings.redis_replicas,
            limits={name.value: most for name, most in settings.client_limits.items() if most is not None},
        )

    def for_scripts(self) -> str:
        """Write the policy as the JSON object that every script decodes, times in milliseconds."""
        fields = {
            name: in_ms(value) if isinstance(value, timedelta) else value
            for name, value in vars(self).items()
            if name not in {"seal", "replicas"} and value is not None and value != {}
        }
        return json.dumps(fields, separators=(",", ":"), sort_keys=True)
