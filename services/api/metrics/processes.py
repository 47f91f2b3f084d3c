"""The processes: who is alive, whose clock is off, by which rules and which build they work."""

import platform
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version

from prometheus_client.metrics_core import GaugeMetricFamily, Metric

from services.ledger.standings.queues import LedgerSnapshot

#: The roles whose processes read rules and catalogue.
DECIDING = ("api", "evaluate")


def families(snapshot: LedgerSnapshot, own: Mapping[str, str]) -> Iterator[Metric]:
    """Yield every family of the processes; `own` is what the API's own process says of its files."""
    workers = snapshot.workers
    alive = GaugeMetricFamily("credwise_processes_alive", "Processes with a recent heartbeat.", labels=["role"])
    roles = [beat.role for beat in workers]
    for role in sorted({*roles, *snapshot.roles}):
        alive.add_metric([role], roles.count(role))
    yield alive
    ahead = GaugeMetricFamily(
        "credwise_process_clock_ahead_seconds",
        "How far Redis's clock is ahead of the machine's, of each role's processes the one that is furthest off.",
        labels=["role"],
    )
    for role in sorted(set(roles)):
        ahead.add_metric([role], max((b.clock_ahead_seconds for b in workers if b.role == role), key=abs))
    yield ahead
    told = [("api", own), *((beat.role, beat.detail) for beat in workers)]
    yield _refused_files(told)
    yield _files_in_force(told)
    build = GaugeMetricFamily(
        "credwise_build_info", "1; the API's version is in the labels.", labels=["version", "python"]
    )
    build.add_metric([version("credwise"), platform.python_version()], 1)
    yield build


def _refused_files(told: Sequence[tuple[str, Mapping[str, str]]]) -> Metric:
    """Count the processes that go on with an earlier rulebook or catalogue: of each role that decides, from 0."""
    refused = GaugeMetricFamily(
        "credwise_files_refused",
        "Processes that refuse the rules or the catalogue as they lie on disk, and go on with the last good ones.",
        labels=["role", "files"],
    )
    for role in DECIDING:
        for files, problems in (("rules", "rules_problems"), ("catalogue", "catalogue_problems")):
            refused.add_metric([role, files], sum(problems in detail for name, detail in told if name == role))
    return refused


def _files_in_force(told: Sequence[tuple[str, Mapping[str, str]]]) -> Metric:
    """Count the processes by the rulebook and catalogue they decide with: in an installation at rest, one of each."""
    in_force = GaugeMetricFamily(
        "credwise_files_in_force",
        "Processes by role and by the rulebook and catalogue that they decide with.",
        labels=["role", "rulebook", "catalogue"],
    )
    counted = Counter(
        (role, detail["rulebook"], detail["catalogue"])
        for role, detail in told
        if {"rulebook", "catalogue"} <= detail.keys()
    )
    for labels, count in sorted(counted.items()):
        in_force.add_metric(list(labels), count)
    return in_force
