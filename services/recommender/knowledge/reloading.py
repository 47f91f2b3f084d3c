"""Which catalogue and rates are in force while their files change? Long-lived processes ask here, as for the rules."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from services.recommender.knowledge.credentials.catalogue import CatalogueRejected
from services.recommender.knowledge.credentials.files.catalogue_loading import (
    ADDITIONS_DIR,
    LISTS_FILE,
    STACK_CREDENTIALS_FILE,
    STACKS_FILE,
    STARTER_FILE,
    load_catalogue,
)
from services.recommender.knowledge.files.data_files import DataFileError
from services.recommender.knowledge.known import Knowledge, load_knowledge
from services.recommender.knowledge.rates import RATES_FILE, load_rates
from services.recommender.watched_folder import FolderSnapshot, WatchedFolder, look_at_files


class WatchedKnowledge(WatchedFolder[Knowledge]):
    """The knowledge of a data folder, of which the catalogue with the operator's additions and the rates are followed.

    Occupations and skills stay as they were when the process started: a catalogue is matched with them.
    """

    refusals = (CatalogueRejected, DataFileError, OSError, ValueError)

    def __init__(self, data_dir: Path, *, clock: Callable[[], float], tell: Callable[[str], None]) -> None:
        """Read everything; raises the loaders' errors. `clock` counts seconds; `tell` gets a sentence for the log."""
        self._data_dir = data_dir
        self._folder = data_dir / "catalogue"
        super().__init__(clock=clock, tell=tell)

    def look(self) -> FolderSnapshot:
        named = [self._data_dir / name for name in (LISTS_FILE, STACK_CREDENTIALS_FILE, STACKS_FILE)]
        named += [path for path in (self._data_dir / STARTER_FILE, self._data_dir / RATES_FILE) if path.exists()]
        return look_at_files([*named, *sorted((self._data_dir / ADDITIONS_DIR).glob("*.jsonl"))])

    def read(self, in_force: Knowledge | None) -> Knowledge:
        if in_force is None:
            return load_knowledge(self._data_dir)
        found, rates = load_catalogue(self._data_dir, in_force.skills), load_rates(self._data_dir)
        same = found.content_hash == in_force.catalogue.content_hash
        known = in_force if same else replace(in_force, catalogue=found)
        return known if rates.content_hash == in_force.rates.content_hash else replace(known, rates=rates)

    def told_of_problems(self, in_force: Knowledge, error: Exception) -> str:
        old = in_force.catalogue.content_hash
        return f"the files in {self._folder} have problems, catalogue {old} stays in force: {error}"

    def told_of_change(self, before: Knowledge, after: Knowledge) -> str:
        old, new = before.catalogue.content_hash, after.catalogue.content_hash
        if before.rates.content_hash != after.rates.content_hash and old == new:
            return f"the exchange rates of {after.rates.day} are in force, after those of {before.rates.day}"
        if old == new:
            return f"the files in {self._folder} are those of catalogue {old} again"
        return f"catalogue {new} with {len(after.catalogue.credentials)} credentials is in force, after {old}"
