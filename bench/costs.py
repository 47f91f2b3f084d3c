"""What does one profile cost? As `make bench` measured it here last (bench/measured.json)."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass

from bench.report import figures_of, read_measured


@dataclass(frozen=True, kw_only=True)
class Costs:
    """What one profile takes: CPU milliseconds by role, and bytes by where they lie."""

    api: float
    evaluate: float
    deliver: float
    archiver: float
    redis: float
    database: float
    #: In Redis: decided and not yet archived, archived and owed, and archived and finished within the idempotency time.
    unarchived_bytes: float
    owed_bytes: float
    finished_bytes: float
    archived_bytes: float


def costs_of(figures: Mapping[str, Mapping[str, float]]) -> Costs:
    """Return the costs that `make bench` measured."""
    pipeline, store, archive = figures["pipeline"], figures["store"], figures["archive"]

    def cpu(name: str) -> float:
        return pipeline.get(f"CPU ms a profile, {name}", 0.0)

    return Costs(
        api=cpu("api"),
        evaluate=cpu("evaluate"),
        deliver=cpu("deliver"),
        archiver=cpu("archiver"),
        redis=cpu("redis"),
        database=cpu("database"),
        unarchived_bytes=store["finished"],
        owed_bytes=store["archived and owed"],
        finished_bytes=store["archived and finished"],
        archived_bytes=archive["SQLite bytes per evaluation"],
    )


def measured() -> dict[str, Mapping[str, float]]:
    """Return the figures of the last `make bench`; ends the program where there are none."""
    told = read_measured()
    found = {name: figures_of(told, name) for name in ("pipeline", "store", "archive")}
    if not all(found.values()):
        sys.exit("There are no figures to reckon with: run `python -m bench pipeline store archive` first.")
    return found
