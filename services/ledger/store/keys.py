"""Which keys does the ledger keep in Redis, and what is in each? The scripts get their names from here too.

All moments are milliseconds since 1970 by the clock of Redis. A lane is "<client>:<endpoint>": the deliveries owed to
one endpoint. The lists "evaluate" and "deliver" hold messages to workers, in the form that Celery reads. Redis Cluster
is not supported: one script writes keys that a cluster would spread over its nodes.
"""

from collections.abc import Mapping
from hashlib import sha256

#: job:{id} - hash: queue, client, state, payload, lane, evaluation, event, accepted_at, claims, token, lease_until,
#: worker, settled (the token that ended it, so that a repeated call is recognised), attempts, finished_at, reason,
#: detail, again_at (when it was last taken up again), seen_{claim} (what was seen of a start that did not finish),
#: priority (an evaluation's, among those of its client; 3 where it is missing), sequence (an evaluation's, see below),
#: batches (ids of those that an evaluation is a line of; the first made it, or is "-"), woken_at (when a dispatcher of
#: an older release woke a delivery that no worker has taken since).
#: An evaluation's payload goes when it is completed.
#: It also has follows (the evaluation whose questions it answers) and journey (JSON: the request that brought it and
#: the trace it belongs to).
#: Where there is an archive: settled_at (since when nothing of it is owed), archived (the archive has the
#: recommendation, and the ledger no longer). It goes when the archive has all of it.
#: It also has deliveries (ids), owed (how many have not arrived), learner (its name in the index), record
#: (its idempotency record) and times_dead. Expires after the retention time, counted from when nothing is owed any
#: more; while a delivery of it waits or is dead, and when it is dead, never. An event that is not about an evaluation
#: (evt_...) is kept the same way, with queue "event". A test event (test_...) has test and expires after an hour.
JOB = "cw:job:"
#: rec:{evaluation id} - string: the recommendation's JSON text, compressed as packing.py says, or as it is where an
#: older release stored it. Expires with its evaluation.
RECOMMENDATION = "cw:rec:"
#: attempts:{delivery id} - list of JSON texts, oldest first, the last 20. Expires with its evaluation.
ATTEMPTS = "cw:attempts:"
#: used:{client}:{first half of the sha256 of the key} - string: "<id> <start of the fingerprint> <accepted_at>", parted
#: by spaces. Expires after the idempotency time. Releases before this one wrote idem:{client}:{the whole digest} (hash:
#: id, fingerprint, accepted_at) until the evaluation was archived; both are read.
IDEMPOTENCY = "cw:idem:"
USED_KEY = "cw:used:"
#: sequence - string: the greatest number that was given to an evaluation; it orders what is told of a learner.
SEQUENCE = "cw:sequence"
#: turns:{queue} - sorted set: client with work that may be taken, by how much it was given: the least comes next.
TURNS = "cw:turns:"
#: ready:{queue}:{client} - sorted set: what of the client may be taken. Evaluations by priority, then by the moment
#: since when they are owed; lanes by how often they were served: the least comes next.
READY = "cw:ready:"
#: hand:{worker} - string: the token of the worker's last claim and the ids it took with it, in the order in which it
#: works on them. Expires ten minutes after the lease.
HAND = "cw:hand:"
#: due - sorted set: evaluation id by the moment the dispatcher looks at it; a running one at its lease's end.
DUE = "cw:due"
#: lane:{lane} - sorted set: delivery id by the moment from which it may be taken; a running one at its lease's end.
LANE = "cw:lane:"
#: lanes - sorted set: lane by the moment from which something of it may be taken: 0 while it is ready, +inf while its
#: endpoint is paused; an empty lane is not in it.
LANES = "cw:lanes"
#: slots:{lane} - sorted set: delivery id that is running, by the end of its lease.
SLOTS = "cw:slots:"
#: slots-of:{client} - sorted set: the same over all lanes of the client.
SLOTS_OF = "cw:slots-of:"
#: moved - hash: client -> the moment at which one of its deliveries was last taken or settled.
MOVED = "cw:moved"
#: waiting:{queue} - sorted set: job id by the moment since when it is owed (in the future: a scheduled retry).
WAITING = "cw:waiting:"
#: running:{queue} - sorted set: job id by the end of its lease.
RUNNING = "cw:running:"
#: paused-queues - hash: queue -> the moment since when an operator has it paused.
PAUSED_QUEUES = "cw:paused-queues"
#: dead:{queue}:{reason} - sorted set: job id by the moment it became a dead letter. Never expires.
DEAD = "cw:dead:"
#: dead-reasons:{queue} - set of the reasons that have such a sorted set.
DEAD_REASONS = "cw:dead-reasons:"
#: dead-of:{client} - sorted set: job id of every dead letter of the client by the moment it became one.
DEAD_OF = "cw:dead-of:"
#: learner:{client}:{sha256 of the learner's id} - sorted set: evaluation id by the moment until which it is kept, +inf
#: while something of it is owed or dead. Expires with the last evaluation.
LEARNER = "cw:learner:"
#: evaluations:{client} - sorted set: evaluation id by the moment it was accepted, of what the ledger has; an id whose
#: job is gone is passed over, and forgotten after twice the retention time.
EVALUATIONS = "cw:evaluations:"
#: batch:{id} - hash: client, created_at, closed_at (when its last line was read), cancelled_at, finished_at (when
#: nothing of it was waiting any more), lines (in all, when it is closed), highest (number of a line), accepted
#: (evaluations), repeated (lines that are another's), refused (lines); completed, dead, discarded and erased
#: (evaluations); looked (when it was last seen not to move, and how many evaluations were done with). Expires twice
#: the retention time after its last line.
BATCH = "cw:batch:"
#: batch-lines:{batch}:{first line / 100} - hash: number of a line -> "<evaluation id>", a space and the line's own id
#: where it has one; or "!" and JSON that says why it is refused. Expires with its batch.
BATCH_LINES = "cw:batch-lines:"
#: batches:{client} - sorted set: batch id by the moment its first line came; forgotten after twice the retention time.
BATCHES = "cw:batches:"
#: import:{id} - hash: client, state, created_at, started_at, finished_at, body (a catalogue, compressed), wanted (JSON:
#: how it is to be read), tries, token, read (how many things were), result (JSON). The body goes when it is read; the
#: rest expires the retention time after that.
IMPORT = "cw:import:"
#: imports - sorted set: id of every catalogue to be read by the moment from which it may be taken.
IMPORTS = "cw:imports"
#: last-import - string: the client whose catalogue was claimed last, whose next one waits while others do.
LAST_IMPORT = "cw:last-import"
#: history:{lane} - sorted set: delivery id by the moment it came to be owed; forgotten after twice the retention time.
HISTORY = "cw:history:"
#: link-uses:{client}:{evaluation id} - string: how often the learner's links to it were used to answer or to ask why
#: not, with all that followed. Expires a day after the first use.
LINK_USES = "cw:link-uses:"
#: resending:{id} - hash: what is sent again (client, state, reason), selected, asked_at, next_at, per_second, digest;
#: again, owed, disabled, gone, left (counts of what was done); finished_at. Expires the retention time after that.
RESENDING = "cw:resending:"
#: resending-ids:{id} - sorted set: the deliveries that are still to be looked at.
RESENDING_IDS = "cw:resending-ids:"
#: resending-of:{sha256 of what was asked} - string: id of the resending that is under way.
RESENDING_OF = "cw:resending-of:"
#: resendings - sorted set: id of every resending under way by the moment it was asked for.
RESENDINGS = "cw:resendings"
#: testing:{client} - string: id of the client's test event under way. Expires when it cannot be under way any more.
TESTING = "cw:testing:"
#: to-archive - sorted set: evaluation id by the moment the archive is to take it (again); an id whose job is gone was
#: erased, and the archive is to forget it. Only where there is an archive.
TO_ARCHIVE = "cw:to-archive"
#: erasures - sorted set: a learner's name in the index by the moment its erasure was asked for, until the archive has
#: carried it out.
ERASURES = "cw:erasures"
#: archive-owns - string: the moment from which on the ledger lets go of what the archive has. Until then all is kept.
ARCHIVE_OWNS = "cw:archive-owns"
#: probe - string: the moment at which this ledger last took a write for the sake of it. Expires after a minute.
PROBE = "cw:probe"
#: counters - hash: name -> how often since the ledger began. Written by the same scripts as what is counted.
COUNTERS = "cw:counters"
#: timings - hash: "<what>.<upper bound in ms>" -> how many took no longer than that (and longer than the bound before),
#: "<what>.sum" -> milliseconds in all. What is timed, and the bounds, are in timings.py.
TIMINGS = "cw:timings"
#: decided - hash: "verdict.<path>.<standing>" and "rule.<id>" -> in how many recommendations since the ledger began.
DECIDED = "cw:decided"
#: endpoint:{client}:{endpoint} - hash (every secret in it sealed as sealing.py says, or open): address, mode, state,
#: reason, created_at, secret, old_secret, old_secret_until,
#: older_secrets ("<until>:<secret>" of each before these that is still good, separated by spaces);
#: events (separated by spaces), in_flight, rate (requests a second; without limit where it is missing), link_hours (how
#: long the learner's link in its events is good), cloudevents (1 where it wants those headers), paced_until (the moment
#: up to which the rate is spoken for); failures (in a row), failing_since and open_until are the circuit breaker's;
#: unproven (since when it waits for proof that the address is its client's) or proven_at; sealed_until (no key opened
#: its secret, which is tried again then); rotation (SHA-256 of the idempotency key of the last rotation), rotations
#: ("<until>:<the same of it>:<secret that it made>" of each that can still be asked for again, separated by spaces).
ENDPOINT = "cw:endpoint:"
#: endpoints:{client} - set of endpoint ids.
ENDPOINTS = "cw:endpoints:"
#: key:{key id} - hash: client, name, scopes, digest (SHA-256 of the secret part), created_at, revoked_at, expires_at
#: (never where it is missing), used_at (to a minute), follows and followed_by (ids: whose place it took, and which key
#: takes its).
API_KEY = "cw:key:"
#: keys - set of all key ids.
API_KEYS = "cw:keys"
#: grant:{key id}:{SHA-256 of the secret part} - string: the scopes of an access token that was made of the key. Expires
#: when the token's time is over.
GRANT = "cw:grant:"
#: grants:{key id} - sorted set: the same digests by the moment each token was made. Expires with the last.
GRANTS = "cw:grants:"
#: limits:{client} - hash: name of a limit -> the client's own number in place of the installation's, or "none".
LIMITS = "cw:limits:"
#: paced - hash: client -> the moment up to which its profiles a minute are spoken for, where they have a limit.
PACED = "cw:paced"
#: kept - hash: client -> the bytes that it was last measured to keep, with what it has sent since.
KEPT = "cw:kept"
#: kept-measured - string: the moment of the last measurement. Expires after a minute, and then the next is due.
KEPT_MEASURED = "cw:kept-measured"
#: refused - sorted set: "<client> <limit>" by the moment when it last stood in the way, those of the last day.
REFUSED = "cw:refused"
#: crowding - sorted set: the same of those that had too many requests under way at once.
CROWDING = "cw:crowding"
#: retention - hash: client -> how long what is finished of it is kept, where it has its own time.
RETENTION = "cw:retention"
#: overlay:{client}:{hash} - string: the JSON text of one version of a client's overlay, file by file. Expires after the
#: retention time once so many newer ones were put that it is no longer listed.
OVERLAY = "cw:overlay:"
#: overlays:{client} - sorted set: the hashes of the versions by the moment each was last put.
OVERLAYS = "cw:overlays:"
#: active-overlay:{client} - string: the hash of the version that new evaluations are decided with.
ACTIVE_OVERLAY = "cw:active-overlay:"
#: catalogue:{client}:{hash} - hash: text (one version of a client's own catalogue, compressed), credentials and stacks
#: (how many). Expires after the retention time once so many newer ones were posted that it is no longer listed.
CATALOGUE = "cw:catalogue:"
#: catalogues:{client} - sorted set: the hashes of the versions by the moment each was last posted.
CATALOGUES = "cw:catalogues:"
#: catalogues-leaving:{client} - sorted set: the hashes of versions that are listed no more by the moment each expires.
CATALOGUES_LEAVING = "cw:catalogues-leaving:"
#: active-catalogue:{client} - string: the hash of the version that new evaluations are decided with.
ACTIVE_CATALOGUE = "cw:active-catalogue:"
#: heartbeats - hash: "<role> <name>" -> JSON text.
HEARTBEATS = "cw:heartbeats"
#: heartbeats-until - sorted set: "<role> <name>" by the moment it no longer counts as alive.
HEARTBEATS_UNTIL = "cw:heartbeats-until"
#: ops-session:{sha256 of its token} - hash: key_id, form_token. Expires when nobody has looked for eight hours.
OPS_SESSION = "cw:ops-session:"
#: audit - list of JSON texts, oldest first, the last 10,000: what operators did on their page.
AUDIT = "cw:audit"
#: minutes - list of JSON texts, oldest first, those of the last day: the ledger's sums, a sample a minute while any
#: process is alive.
MINUTES = "cw:minutes"
#: minute-taken - string: the moment of the last sample. Expires after a minute, and then the next is due.
MINUTE_TAKEN = "cw:minute-taken"

#: copied - string: "1". Written before it is waited until replicas have what was written before.
COPIED = "cw:copied"

#: What the scripts call `K.<name>`: the same keys and prefixes, so that no name is written in two places.
FOR_SCRIPTS: Mapping[str, str] = {
    "job": JOB,
    "recommendation": RECOMMENDATION,
    "attempts": ATTEMPTS,
    "sequence": SEQUENCE,
    "turns": TURNS,
    "ready": READY,
    "hand": HAND,
    "due": DUE,
    "lane": LANE,
    "lanes": LANES,
    "slots": SLOTS,
    "slots_of": SLOTS_OF,
    "moved": MOVED,
    "waiting": WAITING,
    "running": RUNNING,
    "paused_queues": PAUSED_QUEUES,
    "dead": DEAD,
    "dead_reasons": DEAD_REASONS,
    "dead_of": DEAD_OF,
    "learner": LEARNER,
    "evaluations": EVALUATIONS,
    "import": IMPORT,
    "imports": IMPORTS,
    "last_import": LAST_IMPORT,
    "batch": BATCH,
    "batch_lines": BATCH_LINES,
    "batches": BATCHES,
    "history": HISTORY,
    "resending": RESENDING,
    "resending_ids": RESENDING_IDS,
    "resending_of": RESENDING_OF,
    "resendings": RESENDINGS,
    "testing": TESTING,
    "idempotency": IDEMPOTENCY,
    "used_key": USED_KEY,
    "to_archive": TO_ARCHIVE,
    "erasures": ERASURES,
    "archive_owns": ARCHIVE_OWNS,
    "probe": PROBE,
    "api_key": API_KEY,
    "grant": GRANT,
    "grants": GRANTS,
    "counters": COUNTERS,
    "timings": TIMINGS,
    "decided": DECIDED,
    "endpoint": ENDPOINT,
    "endpoints": ENDPOINTS,
    "retention": RETENTION,
    "overlay": OVERLAY,
    "overlays": OVERLAYS,
    "active_overlay": ACTIVE_OVERLAY,
    "catalogue": CATALOGUE,
    "catalogues": CATALOGUES,
    "catalogues_leaving": CATALOGUES_LEAVING,
    "active_catalogue": ACTIVE_CATALOGUE,
    "limits": LIMITS,
    "paced": PACED,
    "kept": KEPT,
    "kept_measured": KEPT_MEASURED,
    "refused": REFUSED,
    "crowding": CROWDING,
    "ops_session": OPS_SESSION,
    "audit": AUDIT,
    "minutes": MINUTES,
    "minute_taken": MINUTE_TAKEN,
    "heartbeats": HEARTBEATS,
    "heartbeats_until": HEARTBEATS_UNTIL,
}


def lane(client: str, endpoint: str) -> str:
    return f"{client}:{endpoint}"


def idempotency(client: str, idempotency_key: str) -> str:
    """Name the record of a client's idempotency key; the client may choose any text, so its digest is used."""
    return f"{IDEMPOTENCY}{client}:{sha256(idempotency_key.encode()).hexdigest()}"


def learner(client: str, learner_id: str) -> str:
    """Name a learner in the index: by a digest, so that no key says whose data it leads to."""
    return f"{client}:{sha256(learner_id.encode()).hexdigest()}"
