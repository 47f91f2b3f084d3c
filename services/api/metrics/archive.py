"""The archive: what it is owed, since when, and whether the ledger lets go of what it has."""

from collections.abc import Iterator

from prometheus_client.metrics_core import GaugeMetricFamily, Metric

from services.ledger.archiving.archive_state import ArchiveState


def families(state: ArchiveState | None) -> Iterator[Metric]:
    """Yield every family of the archive; none where there is no archive."""
    if state is None:
        return
    owed = GaugeMetricFamily(
        "credwise_archive_owed",
        "What the archive is owed and the ledger keeps until then: evaluations, and learners to forget.",
        labels=["what"],
    )
    owed.add_metric(["evaluations"], state.owed)
    owed.add_metric(["erasures"], state.erasures)
    yield owed
    age = "How long the oldest of what is due to be archived has waited."
    yield GaugeMetricFamily("credwise_archive_oldest_due_age_seconds", age, value=state.oldest_due_age_seconds)
    owns = "Whether the ledger lets go of what is archived; 0 until `credwise archive migrate` where it began without."
    yield GaugeMetricFamily("credwise_archive_owns", owns, value=int(state.owns))
