"""How did the last hours go? A sample a minute, taken by the scripts, so that nobody needs Prometheus to see it."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import cast

import redis

from services.ledger.store import keys
from services.ledger.store.errors import redis_errors_as_ours
from services.ledger.store.moments import from_ms
from services.ledger.store.timings import BOUNDS, Timing, timings_of

#: Samples that are further apart than this have a gap between them: nobody was alive to take one.
GAP = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True)
class Sample:
    """The ledger's sums at a moment; `oldest` is how long the job owed longest had waited, by queue, in seconds."""

    at: datetime
    counts: Mapping[str, int]
    timings: Mapping[str, Timing]
    oldest: Mapping[str, float]


def read_samples(client: redis.Redis, length: int) -> tuple[Sample, ...]:
    """Return the last so many samples, oldest first; raise LedgerUnavailable."""
    with redis_errors_as_ours():
        texts = cast("list[str]", client.lrange(keys.MINUTES, -length, -1))
    return tuple(_sample(json.loads(text)) for text in texts)


def per_minute(samples: Sequence[Sample], count: str) -> list[tuple[datetime, float]]:
    """Return how often something was counted a minute, between each two samples."""
    return _between(samples, lambda one, other, minutes: (other.counts[count] - one.counts[count]) / minutes)


def within(samples: Sequence[Sample], what: str, share: float) -> list[tuple[datetime, float]]:
    """Return within how many seconds a share of what was timed between two samples was done; 0 where nothing was."""

    def seconds(one: Sample, other: Sample, _minutes: float) -> float:
        counts = [b - a for a, b in zip(one.timings[what].counts, other.timings[what].counts, strict=True)]
        return _bound_of(counts, share)

    return _between(samples, seconds)


def ages(samples: Sequence[Sample], queue: str) -> list[tuple[datetime, float]]:
    """Return how long the job owed longest had waited at each sample, in seconds."""
    return [(sample.at, sample.oldest.get(queue, 0.0)) for sample in samples]


def _bound_of(counts: Sequence[int], share: float) -> float:
    wanted, reached = sum(counts) * share, 0
    if not wanted:
        return 0.0
    for bound, count in zip(BOUNDS, counts, strict=False):
        reached += count
        if reached >= wanted:
            return bound.total_seconds()
    return BOUNDS[-1].total_seconds()


def _between(
    samples: Sequence[Sample], value: Callable[[Sample, Sample, float], float]
) -> list[tuple[datetime, float]]:
    return [
        (other.at, max(0.0, value(one, other, (other.at - one.at) / timedelta(minutes=1))))
        for one, other in pairwise(samples)
        if timedelta() < other.at - one.at <= GAP
    ]


def _sample(members: Mapping[str, object]) -> Sample:
    # Lua cannot tell an empty object from an empty list.
    timings = cast("dict[str, str]", members["timings"] or {})
    return Sample(
        at=from_ms(cast("int", members["at"])),
        counts=cast("dict[str, int]", members["counts"]),
        timings=timings_of(timings),
        oldest={queue: age / 1000 for queue, age in cast("dict[str, float]", members["oldest"]).items()},
    )
