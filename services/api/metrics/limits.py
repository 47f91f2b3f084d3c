"""What limits of clients stand in the way of: profiles and the rest that is refused, by limit."""

from collections.abc import Iterator

from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric

from services.client_limits import LimitName
from services.ledger.standings.queues import LedgerSnapshot


def families(snapshot: LedgerSnapshot) -> Iterator[Metric]:
    """Yield what was refused, each limit from 0."""
    refused = CounterMetricFamily(
        "credwise_intake_refused",
        "Profiles that were refused because a limit of their client was reached, by limit; each process counts them "
        "about once a second.",
        labels=["limit"],
    )
    clients = GaugeMetricFamily(
        "credwise_clients_refused",
        "Clients that profiles were refused to within the last two minutes, by the limit that they had reached.",
        labels=["limit"],
    )
    for limit in LimitName:
        refused.add_metric([limit], snapshot.counters.get(f"refused.{limit}", 0))
        clients.add_metric([limit], sum(one.limit is limit for one in snapshot.refused))
    yield from (refused, clients)
