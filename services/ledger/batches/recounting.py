"""How many of a batch's evaluations are done with, by what the evaluations themselves say?

Who finishes an evaluation counts it in its batches. A worker of a release before batches does not, and a batch that had
its evaluations done by one would be under way for good. So a batch that has not moved for a while is counted anew.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import islice
from typing import cast

import redis

from services.ledger.batches.lines import LineEntry
from services.ledger.store import keys
from services.ledger.store.errors import redis_errors_as_ours
from services.ledger.store.moments import from_ms, from_ms_or_none
from services.ledger.store.scripts import Scripts

#: How long a batch must not have moved, and how long lies between two counts of it at least.
STILL_FOR = timedelta(minutes=1)

#: What is counted of a batch's evaluations beside those accepted: states in which nothing more comes of them.
DONE = ("completed", "dead", "discarded", "erased")

#: Evaluations that are read at once.
READ_AT_ONCE = 500


def is_still(fields: Mapping[str, str], now: datetime) -> bool:
    """Tell whether a batch waits for something and was not looked at lately."""
    closed_at = from_ms_or_none(fields.get("closed_at"))
    if closed_at is None or _done(fields) >= int(fields.get("accepted", 0)):
        return False
    at, _ = _look(fields)
    return now >= (at or closed_at) + STILL_FOR


def recount(
    client: redis.Redis, scripts: Scripts, batch_id: str, fields: Mapping[str, str], lines: Iterable[LineEntry]
) -> None:
    """Count a batch anew that has not moved since it was looked at last; note that it was looked at.

    What others count meanwhile stays: then nothing is changed, and the next look counts again.
    """
    before = [int(fields.get(name, 0)) for name in ("accepted", *DONE)]
    _, done = _look(fields)
    counted = _counted(client, batch_id, before, lines) if done in {None, sum(before[1:])} else before[1:]
    scripts.run("note_recount", batch_id, *before, *counted)


def _done(fields: Mapping[str, str]) -> int:
    return sum(int(fields.get(name, 0)) for name in DONE)


def _look(fields: Mapping[str, str]) -> tuple[datetime | None, int | None]:
    """Return when the batch was looked at last, and how many were done with then."""
    at, _, done = fields.get("looked", "").partition(" ")
    return (from_ms(at), int(done)) if done else (None, None)


def _counted(client: redis.Redis, batch_id: str, before: list[int], lines: Iterable[LineEntry]) -> list[int]:
    """Return how many are done with, in the order of DONE.

    Of an evaluation that is gone nobody can say what came of it: it stays counted as it is, or counts as completed, for
    what is kept no longer was.
    """
    accepted, *counts = before
    seen = Counter(_states(client, batch_id, lines))
    gone = accepted - seen.total()
    found = [seen[name] for name in DONE]
    for place, count in enumerate(counts):
        kept = min(max(0, gone), max(0, count - found[place]))
        found[place] += kept
        gone -= kept
    found[0] += max(0, gone)
    return found


def _states(client: redis.Redis, batch_id: str, lines: Iterable[LineEntry]) -> Iterator[str]:
    """Yield the state of each evaluation of the batch that the ledger has."""
    ids = iter(dict.fromkeys(entry.job_id for entry in lines if entry.job_id))
    while some := list(islice(ids, READ_AT_ONCE)):
        with redis_errors_as_ours():
            pipe = client.pipeline(transaction=False)
            for job_id in some:
                pipe.hmget(keys.JOB + job_id, ["state", "batches"])
            found = cast("list[tuple[str | None, str | None]]", pipe.execute())
        yield from (state for state, batches in found if state and batch_id in (batches or "").split())
