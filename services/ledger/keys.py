"""Which keys does the ledger keep in Redis, and what is in each? The scripts get their names from here too.

All moments are milliseconds since 1970 by the clock of Redis. A lane is "<client>:<endpoint>": the deliveries owed to
one endpoint. Redis Cluster is not supported: one script writes keys that a cluster would spread over its nodes.
"""

from collections.abc import Mapping
from hashlib import sha256

#: job:{id} - hash: queue, client, state, payload, lane, evaluation, accepted_at, claims, token, lease_until, worker,
#: settled (the token that ended it, so that a repeated call is recognised), attempts, finished_at, reason, detail.
#: An evaluation also has deliveries (ids) and owed (how many have not arrived). Expires after the retention time,
#: counted from when nothing is owed any more; while a delivery of it waits or is dead, and when it is dead, never.
JOB = "cw:job:"
#: rec:{evaluation id} - string: the recommendation's JSON text. Expires with its evaluation.
RECOMMENDATION = "cw:rec:"
#: attempts:{delivery id} - list of JSON texts, oldest first, the last 20. Expires with its evaluation.
ATTEMPTS = "cw:attempts:"
#: idem:{client}:{sha256 of the key} - hash: id, fingerprint, accepted_at. Expires after the retention time.
IDEMPOTENCY = "cw:idem:"
#: due - sorted set: evaluation id by the moment the dispatcher wakes it (again); a running one at its lease's end.
DUE = "cw:due"
#: lane:{lane} - sorted set: delivery id by the moment the dispatcher wakes it (again), as above.
LANE = "cw:lane:"
#: lanes - sorted set: lane by the moment the dispatcher looks at it; a paused or empty lane is not in it.
LANES = "cw:lanes"
#: slots:{lane} - sorted set: delivery id that was woken or is running, by the moment its place becomes free again.
SLOTS = "cw:slots:"
#: waiting:{queue} - sorted set: job id by the moment since when it is owed (in the future: a scheduled retry).
WAITING = "cw:waiting:"
#: running:{queue} - sorted set: job id by the end of its lease.
RUNNING = "cw:running:"
#: dead:{queue}:{reason} - sorted set: job id by the moment it was set aside. Never expires.
DEAD = "cw:dead:"
#: dead-reasons:{queue} - set of the reasons that have such a sorted set.
DEAD_REASONS = "cw:dead-reasons:"
#: counters - hash: name -> how often since the ledger began. Written by the same scripts as what is counted.
COUNTERS = "cw:counters"
#: endpoint:{client}:{endpoint} - hash: address, mode, state, reason, created_at, secret, old_secret, old_secret_until;
#: failures (in a row), failing_since and open_until are the circuit breaker's.
ENDPOINT = "cw:endpoint:"
#: endpoints:{client} - set of endpoint ids.
ENDPOINTS = "cw:endpoints:"
#: key:{key id} - hash: client, name, scopes, digest (SHA-256 of the secret part), created_at, revoked_at.
API_KEY = "cw:key:"
#: keys - set of all key ids.
API_KEYS = "cw:keys"
#: heartbeats - hash: "<role> <name>" -> JSON text.
HEARTBEATS = "cw:heartbeats"
#: heartbeats-until - sorted set: "<role> <name>" by the moment it no longer counts as alive.
HEARTBEATS_UNTIL = "cw:heartbeats-until"

#: What the scripts call `K.<name>`: the same keys and prefixes, so that no name is written in two places.
FOR_SCRIPTS: Mapping[str, str] = {
    "job": JOB,
    "recommendation": RECOMMENDATION,
    "attempts": ATTEMPTS,
    "due": DUE,
    "lane": LANE,
    "lanes": LANES,
    "slots": SLOTS,
    "waiting": WAITING,
    "running": RUNNING,
    "dead": DEAD,
    "dead_reasons": DEAD_REASONS,
    "counters": COUNTERS,
    "endpoint": ENDPOINT,
    "endpoints": ENDPOINTS,
    "heartbeats": HEARTBEATS,
    "heartbeats_until": HEARTBEATS_UNTIL,
}


def lane(client: str, endpoint: str) -> str:
    return f"{client}:{endpoint}"


def idempotency(client: str, idempotency_key: str) -> str:
    """Name the record of a client's idempotency key; the client may choose any text, so its digest is used."""
    return f"{IDEMPOTENCY}{client}:{sha256(idempotency_key.encode()).hexdigest()}"
