"""What is a dashboard made of? Panels, and the queries that most of them ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One panel: `queries` by their legends (Prometheus's labels in double braces), `kind` as Grafana calls it.

    A value that is worth a look is coloured from `worrying` on; `what` says what to make of it.
    """

    title: str
    what: str
    queries: dict[str, str]
    kind: str = "timeseries"
    unit: str = "short"
    worrying: float | None = None
    width: int = 8
    height: int = 8


@dataclass(frozen=True, kw_only=True)
class Dashboard:
    """One page of panels, `uid` is its file and its address."""

    uid: str
    title: str
    panels: Sequence[Panel]


def quantile(share: float, what: str) -> str:
    """Return the query of the time within which a share of the profiles was done."""
    # Every API tells of the same ledger, so each class is taken once.
    return (
        f"histogram_quantile({share}, sum by (le) (max by (le) "
        f"(rate(credwise_accepted_to_{what}_seconds_bucket[$__rate_interval]))))"
    )


def per_second(metric: str, by: str) -> str:
    """Return the query of how often something happens in a second, by a label."""
    return f"sum by ({by}) (max without (instance) (rate({metric}[$__rate_interval])))"


def highest(metric: str, *labels: str, parted_by: str = " ", among: str = "") -> dict[str, str]:
    """Return the query of a metric's highest value for each of its `labels`, and its legend; `among` narrows it."""
    legend = parted_by.join(f"{{{{{label}}}}}" for label in labels)
    return {legend: f"max by ({', '.join(labels)}) ({metric}){among}"}


def by_endpoint(metric: str) -> dict[str, str]:
    """Return the query of a metric for every endpoint of which it tells something."""
    return highest(metric, "client", "endpoint", parted_by="/", among=" > 0")


def stat(title: str, what: str, queries: dict[str, str], **more: Any) -> Panel:
    """Return a panel of one number, low enough for several lines of them."""
    return Panel(title=title, what=what, queries=queries, kind="stat", **{"height": 4, **more})
