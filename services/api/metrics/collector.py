"""What is exported at a scrape? Every family, from one snapshot; of a ledger that is away, that it is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from services.api.metrics import archive, decisions, endpoints, limits, processes, queues, store
from services.ledger.standings.queues import LedgerSnapshot


@dataclass(frozen=True, kw_only=True)
class LedgerStanding:
    """How the ledger stands, and whether it takes new work: a full or read-only Redis answers and refuses."""

    snapshot: LedgerSnapshot
    accepting: bool


@dataclass(frozen=True, kw_only=True)
class OwnState:
    """What this process adds: what it says of its own files, as workers do in their signs of life, and its rules."""

    files: Mapping[str, str] = field(default_factory=dict)
    rules: Sequence[str] = ()


class LedgerCollector(Collector):
    """The ledger's standing as metrics; None stands for a ledger that did not answer, which is a metric too."""

    def __init__(
        self, standing: LedgerStanding | None, *, shed_above_percent: int, own: OwnState | None = None
    ) -> None:
        self._standing = standing
        self._shed_above_percent = shed_above_percent
        self._own = own or OwnState()

    def collect(self) -> Iterator[Metric]:
        up = "Whether the ledger answered this scrape."
        yield GaugeMetricFamily("credwise_ledger_up", up, value=0 if self._standing is None else 1)
        if self._standing is None:
            return
        accepting = "Whether new profiles are taken; 0 while they get 503."
        yield GaugeMetricFamily("credwise_ledger_accepting", accepting, value=int(self._standing.accepting))
        shed = "The share of Redis's maxmemory from which on new profiles are refused."
        yield GaugeMetricFamily("credwise_ledger_shed_ratio", shed, value=self._shed_above_percent / 100)
        snapshot = self._standing.snapshot
        yield from queues.families(snapshot)
        yield from endpoints.families(snapshot.endpoints, snapshot.at)
        yield from decisions.families(snapshot, self._own.rules)
        yield from processes.families(snapshot, self._own.files)
        yield from store.families(snapshot)
        yield from limits.families(snapshot)
        yield from archive.families(snapshot.archive)
