"""What is decided: verdicts by path, and in how many recommendations each rule was named."""

from collections.abc import Iterator, Sequence

from prometheus_client.metrics_core import CounterMetricFamily, Metric

from services.ledger.standings.queues import LedgerSnapshot
from services.recommender.paths import PathKind
from services.recommender.recommendation.codes import VerdictStanding

#: What stands for the rules of clients' overlays, and for those that a rulebook no longer has.
OTHER_RULES = "(other)"


def families(snapshot: LedgerSnapshot, rules: Sequence[str]) -> Iterator[Metric]:
    """Yield verdicts and firings, each path and each of the `rules` in force from 0."""
    verdicts = CounterMetricFamily(
        "credwise_verdicts",
        "Recommendations made, by the path advised and how clear that was.",
        labels=["path", "standing"],
    )
    for path in PathKind:
        for standing in VerdictStanding:
            verdicts.add_metric([path, standing], snapshot.decided.get(f"verdict.{path}.{standing}", 0))
    firings = CounterMetricFamily(
        "credwise_rule_firings", "Recommendations in which a rule was named, by rule.", labels=["rule"]
    )
    fired = {name.removeprefix("rule."): count for name, count in snapshot.decided.items() if name.startswith("rule.")}
    for rule in rules:
        firings.add_metric([rule], fired.pop(rule, 0))
    firings.add_metric([OTHER_RULES], sum(fired.values()))
    yield from (verdicts, firings)
