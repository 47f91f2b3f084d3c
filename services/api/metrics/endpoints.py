"""Endpoints and clients: the worst by name and the rest together, so that a thousand customers make no more series."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from prometheus_client.metrics_core import GaugeMetricFamily, Metric

from services.ledger.standings.endpoint_standings import EndpointStanding

#: Endpoints by the labels of their series.
Groups = dict[tuple[str, ...], list[EndpointStanding]]

#: So many endpoints, and so many clients, have series of their own.
NAMED = 20

#: What stands for all others; no client and no endpoint is called so.
REST = "(rest)"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure: its name behind `credwise_endpoint_` or `credwise_client_`, and how that of the rest is made."""

    name: str
    meaning: str
    of: Callable[[EndpointStanding, datetime], float]
    together: Callable[[Sequence[float]], float]


def _largest(values: Sequence[float]) -> float:
    return max(values, default=0)


FIGURES = (
    Figure(
        name="oldest_due_age_seconds",
        meaning="How long the delivery that is due longest has waited, whatever holds it back",
        of=lambda one, _now: one.oldest_due_age_seconds,
        together=_largest,
    ),
    Figure(
        name="pending_deliveries",
        meaning="Deliveries not done yet, retries that are due later included",
        of=lambda one, _now: one.pending,
        together=sum,
    ),
    Figure(name="in_flight", meaning="Deliveries under way", of=lambda one, _now: one.in_flight, together=sum),
    Figure(
        name="failures",
        meaning="Attempts that failed in a row since the last that arrived",
        of=lambda one, _now: one.failures,
        together=_largest,
    ),
    Figure(
        name="failing_seconds",
        meaning="For how long every attempt has failed",
        of=lambda one, now: (now - one.failing_since).total_seconds() if one.failing_since else 0,
        together=_largest,
    ),
    Figure(
        name="breakers_open",
        meaning="Circuit breakers that are open",
        of=lambda one, now: bool(one.open_until and one.open_until > now),
        together=sum,
    ),
)


def families(standings: Sequence[EndpointStanding], now: datetime) -> Iterator[Metric]:
    """Yield every figure by endpoint and by client; `standings` come the worst first."""
    by_endpoint: Groups = {(one.client, one.endpoint): [one] for one in standings}
    owners = sorted(standings, key=lambda one: one.client)
    by_client: Groups = {(client,): list(several) for client, several in groupby(owners, key=lambda one: one.client)}
    worst = sorted(by_client.items(), key=lambda entry: max(one.badness for one in entry[1]), reverse=True)
    yield from _families("endpoint", ["client", "endpoint"], _worst_and_rest(by_endpoint, 2), now)
    yield from _families("client", ["client"], _worst_and_rest(dict(worst), 1), now)


def _worst_and_rest(groups: Groups, labels: int) -> Groups:
    named = list(groups.items())
    rest = [one for _, several in named[NAMED:] for one in several]
    return {**dict(named[:NAMED]), (REST,) * labels: rest}


def _families(of_what: str, labels: Sequence[str], groups: Groups, now: datetime) -> Iterator[Metric]:
    for figure in FIGURES:
        meaning = f"{figure.meaning}: by {of_what}, the {NAMED} worst by name."
        family = GaugeMetricFamily(f"credwise_{of_what}_{figure.name}", meaning, labels=labels)
        for name, several in groups.items():
            family.add_metric(list(name), figure.together([figure.of(one, now) for one in several]))
        yield family
