"""How is something sent again that only the archive has? It is brought back as it was, and let go of again later."""

import json
from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from services.archive.port import Archive
from services.archive.records import ArchivedEvaluation
from services.ledger.store.moments import in_ms
from services.ledger.store.scripts import Scripts

#: How long what was brought back stays at least: a resending of many takes its time.
STAYS = timedelta(hours=6)

#: How long the archive keeps it at least, whatever its end was.
HELD = timedelta(days=2)


def bring_back(scripts: Scripts, archive: Archive, evaluations: Collection[str]) -> None:
    """Put evaluations that the archive has, with their deliveries, back into the ledger; those there stay as they are.

    Raises LedgerUnavailable, ArchiveUnavailable; then some may be back, which does no harm.
    """
    # First, so that the text they carry does not come to its end while they are owed.
    archive.hold(evaluations, datetime.now(UTC) + HELD)
    for name in evaluations:
        found = archive.evaluation(name)
        if found is not None:
            scripts.run("bring_back", *_arguments(found))


def _arguments(found: ArchivedEvaluation) -> list[str | int]:
    arguments: list[str | int] = [found.id, json.dumps(dict(found.fields)), in_ms(STAYS)]
    for one in found.deliveries:
        arguments += [one.id, json.dumps(dict(one.fields)), json.dumps(list(one.attempts))]
    return arguments
