"""Which rulebook is in force while the files change? The newest that passed the checks and its tests."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from services.recommender.rulebook.engine.encoding import EngineError
from services.recommender.rulebook.files.rulebook import Rulebook
from services.recommender.rulebook.gate.admission import admit_rulebook
from services.recommender.rulebook.gate.left_undone import yaml_files
from services.recommender.rulebook.problems import RulebookError
from services.recommender.rulebook.vocabulary import Vocabulary
from services.recommender.watched_folder import LOOK_EVERY, FolderSnapshot, WatchedFolder, look_at_files

__all__ = ["LOOK_EVERY", "WatchedRulebook"]


class WatchedRulebook(WatchedFolder[Rulebook]):
    """The rulebook of a folder. An old one lives until the last decision by it is made.

    Its engines give their memory back then.
    """

    refusals = (RulebookError, EngineError, OSError, ValueError)

    def __init__(
        self,
        rules_dir: Path,
        vocabulary: Vocabulary,
        *,
        clock: Callable[[], float],
        today: Callable[[], date],
        tell: Callable[[str], None],
    ) -> None:
        """Read, check and test the rules; raises RulebookError.

        `clock` counts seconds, `today` says the day in UTC; `tell` gets a sentence for the log.
        """
        self._rules_dir, self._vocabulary, self._today = rules_dir, vocabulary, today
        super().__init__(clock=clock, tell=tell)

    def look(self) -> FolderSnapshot:
        """Return what rules, tests and wording look like from outside; a folder that is gone is empty."""
        return look_at_files(yaml_files(self._rules_dir))

    def read(self, in_force: Rulebook | None) -> Rulebook:
        found = admit_rulebook(self._rules_dir, self._vocabulary, today=self._today())
        return in_force if in_force is not None and found.content_hash == in_force.content_hash else found

    def told_of_problems(self, in_force: Rulebook, error: Exception) -> str:
        return f"the rules in {self._rules_dir} are refused, rulebook {in_force.content_hash} stays in force: {error}"

    def told_of_change(self, before: Rulebook, after: Rulebook) -> str:
        if after is before:
            return f"the rules in {self._rules_dir} are those of rulebook {before.content_hash} again"
        return f"rulebook {after.content_hash} with {len(after.rules)} rules is in force, after {before.content_hash}"
