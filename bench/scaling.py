"""How many processes, how much Redis and which database do so many profiles a day take? Said by a model, not measured.

The model (bench/queueing.py) lets a peak's profiles go through API, evaluate and deliver processes with the CPU times
that `make bench` measured here (bench/measured.json), and adds processes until 95 of 100 webhooks are answered in time.
--check holds it against the measured run: the same profiles on this machine's cores, which should come out within a
fifth. --write puts the table and the picture into docs/scaling.md; the default prints one answer.
Run: python -m bench.scaling [--profiles-a-day 1000000] [--burst 4] [--retention-days 30] [--receiver-ms 200]
     [--idempotency-days N] [--outage-hours 4] [--within-seconds 10] [--check] [--write] [--json]
"""

import argparse
import json
import math
import os
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from bench.costs import Costs, costs_of, measured
from bench.queueing import Model, Ran, Station, poisson
from bench.report import read_measured, where
from bench.scaling_page import write_page
from services.settings import read_settings

#: Seconds of a day.
DAY = 86_400

#: How busy processes may be at the peak; beyond, waiting grows faster than work.
BUSIEST = 0.7

#: Profiles of a peak that are let through, and how many of 100 must be answered in time.
LET_THROUGH, IN_TIME = 8_000, 95

#: The service as it is unless it is set up otherwise: for how many receivers at once a deliver worker waits, and how
#: many processes `credwise worker evaluate` starts.
DEFAULTS = read_settings({})

#: Bytes that one Redis server should hold at most: it needs as much again while it rewrites its log.
REDIS_BYTES = 8e9

#: How far the model may be from what was measured.
TOLERANCE = 0.2

GIGABYTE = 1e9


@dataclass(frozen=True, kw_only=True)
class Load:
    """What is expected: profiles a day, how much more there are at the peak, and how receivers answer."""

    a_day: float
    burst: float = 4
    retention_days: float = 30
    receiver_ms: float = 200
    idempotency_days: float = 30
    outage_hours: float = 4
    within_seconds: float = 10

    @property
    def at_the_peak(self) -> float:
        """Profiles a second."""
        return self.a_day / DAY * self.burst


@dataclass(frozen=True, kw_only=True)
class Size:
    """What the load takes; `cores` is all CPU at the peak, `p95_ms` from POST to the receiver's answer."""

    api: int
    evaluate: int
    deliver: int
    archiver: int
    cores: float
    redis_gb: float
    redis_servers: int
    database_gb: float
    p95_ms: float


def stations(costs: Costs, load: Load, api: int, evaluate: int, deliver: int) -> Sequence[Station]:
    """Return the way of a profile; what Redis does for it lies between."""
    return (
        Station(name="api", cpu_ms=costs.api, processes=api),
        Station(name="evaluate", cpu_ms=costs.evaluate, processes=evaluate),
        Station(
            name="deliver",
            cpu_ms=costs.deliver,
            wait_ms=load.receiver_ms,
            processes=deliver,
            places=deliver * DEFAULTS.deliver_threads,
        ),
    )


def size(load: Load, costs: Costs) -> Size:
    """Return the least that keeps the time at the peak."""
    peak = load.at_the_peak

    def enough(milliseconds: float, at_once: int = 1) -> int:
        return max(1, math.ceil(peak * milliseconds / 1000 / BUSIEST / at_once))

    number = {"api": enough(costs.api), "evaluate": enough(costs.evaluate)}
    number["deliver"] = max(enough(costs.deliver), enough(load.receiver_ms, DEFAULTS.deliver_threads))
    ran = peak_of(load, costs, number)
    while ran.percentile(IN_TIME) > load.within_seconds * 1000 + load.receiver_ms * 3:
        busiest = max(number, key=lambda name: ran.busy[name])
        number[busiest] = math.ceil(number[busiest] * 1.2 + 0.1)
        ran = peak_of(load, costs, number)
    cpu = costs.api + costs.evaluate + costs.deliver + costs.archiver + costs.redis + costs.database
    redis_bytes = in_redis(load, costs, ran.percentile(50) / 1000)
    # Redis works on one core; above that share, or that much memory, clients are shared out over several.
    servers = max(math.ceil(redis_bytes / REDIS_BYTES), enough(costs.redis))
    return Size(
        **number,
        archiver=enough(costs.archiver),
        cores=round(peak * cpu / 1000, 1),
        redis_gb=redis_bytes / GIGABYTE,
        redis_servers=servers,
        database_gb=load.a_day * load.retention_days * costs.archived_bytes / GIGABYTE,
        p95_ms=ran.percentile(IN_TIME),
    )


def peak_of(load: Load, costs: Costs, number: Mapping[str, int]) -> Ran:
    dice = random.Random(13)  # noqa: S311 - arrivals are no secrets
    model = Model(stations(costs, load, **number), dice=dice)
    return model.run(poisson(load.at_the_peak, LET_THROUGH, dice))


def in_redis(load: Load, costs: Costs, under_way: float) -> float:
    """Return bytes: those under way, those of an outage of the database, and what is left of each that is finished."""
    finished = load.a_day * load.idempotency_days * costs.finished_bytes
    waiting = load.a_day / 24 * load.outage_hours * costs.unarchived_bytes
    return finished + waiting + load.at_the_peak * under_way * (costs.owed_bytes + costs.unarchived_bytes)


def predicted(figures: Mapping[str, Mapping[str, float]], cores: int, profiles: int) -> float:
    """Return how many profiles a second the model lets through this machine, the bench's own work among it."""
    costs, client = costs_of(figures), figures["pipeline"]["CPU ms a profile, client"]
    load = Load(a_day=0, receiver_ms=0)
    beside = costs.archiver + costs.redis + costs.database
    way = (
        Station(name="client", cpu_ms=client, processes=1),
        Station(name="redis and what archives", cpu_ms=beside, processes=3),
        *stations(costs, load, 1, DEFAULTS.evaluate_processes, 1),
    )
    ran = Model(way, cores=cores).run([0.0] * profiles)
    return 1000 * profiles / ran.ended


def check(figures: Mapping[str, Mapping[str, float]], cores: int) -> dict[str, Any]:
    """Return what the model says of the run that was measured on so many cores, and what was measured."""
    said, seen = predicted(figures, cores, 120), figures["pipeline"]["profiles a second"]
    return {
        "predicted, profiles a second": said,
        "measured, profiles a second": seen,
        "predicted : measured": said / seen,
        "within a fifth": int(abs(said / seen - 1) <= TOLERANCE),
    }


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--profiles-a-day", type=float, default=1e6)
    asked.add_argument("--burst", type=float, default=4, help="how many times the mean there are at the peak")
    asked.add_argument("--retention-days", type=float, default=30)
    asked.add_argument("--receiver-ms", type=float, default=200, help="how long receivers take to answer")
    asked.add_argument("--idempotency-days", type=float, help="as long as the retention, unless it is said")
    asked.add_argument("--outage-hours", type=float, default=4, help="of the database that Redis should outlast")
    asked.add_argument("--within-seconds", type=float, default=10, help="in which 95 of 100 are to be answered")
    asked.add_argument("--json", action="store_true")
    asked.add_argument("--check", action="store_true", help="hold the model against the measured run")
    asked.add_argument("--write", action="store_true", help="write docs/scaling.md and its picture anew")
    given = asked.parse_args()
    figures = measured()
    load = Load(
        a_day=given.profiles_a_day,
        burst=given.burst,
        retention_days=given.retention_days,
        receiver_ms=given.receiver_ms,
        idempotency_days=given.idempotency_days or given.retention_days,
        outage_hours=given.outage_hours,
        within_seconds=given.within_seconds,
    )
    costs = costs_of(figures)
    if given.write:
        at = read_measured()["pipeline"]["machine"]
        write_page(list(sized(costs)), where(at))
    told = check(figures, os.cpu_count() or 1) if given.check else asdict(size(load, costs))
    print(json.dumps(told) if given.json else "\n".join(f"{name:32}{value:14,.2f}" for name, value in told.items()))


def sized(costs: Costs) -> Iterator[tuple[Load, Size]]:
    """Yield what the table of docs/scaling.md tells: the usual day in four sizes, then one of them otherwise."""
    usual = Load(a_day=1e6)
    loads = [replace(usual, a_day=number) for number in (1e4, 1e5, 1e6, 1e7)]
    loads += [replace(usual, burst=burst) for burst in (1, 20)]
    loads += [replace(usual, receiver_ms=answer) for answer in (1_000, 14_000)]
    loads += [replace(usual, retention_days=days, idempotency_days=days) for days in (7, 365)]
    loads += [replace(usual, idempotency_days=1)]
    for load in loads:
        yield load, size(load, costs)


if __name__ == "__main__":
    main()
