"""Which rulebook is in force while the files change? The newest that has no problems; the last good one until then."""

from collections.abc import Callable
from pathlib import Path
from threading import Lock

from services.recommender.rulebook.draft import rule_files
from services.recommender.rulebook.encoding import EngineError
from services.recommender.rulebook.problems import RulebookError
from services.recommender.rulebook.rulebook import Rulebook, hash_of, read_rulebook

#: Seconds between two looks at the folder. A change is taken up at the second look that finds it the same, so that
#: files are not read while they are being replaced one by one.
LOOK_EVERY = 2.0

#: A file's path, size, number on its disk and time of change. Two looks that see the same have the same rules.
Look = tuple[tuple[str, int, int, int], ...]


class WatchedRulebook:
    """The rulebook of a folder. Whoever is about to decide asks for it, and that is when the folder is looked at.

    Safe between threads: one looks, the others go on with what is in force. A forked child goes on by itself. An old
    rulebook lives until the last decision by it is made; its engines give their memory back then.
    """

    def __init__(self, rules_dir: Path, *, clock: Callable[[], float], tell: Callable[[str], None]) -> None:
        """Read the rules; raises RulebookError. `clock` counts seconds; `tell` gets a sentence for the log."""
        self._rules_dir = rules_dir
        self._clock = clock
        self._tell = tell
        self._looking = Lock()
        # The look comes before the reading, so that what changes meanwhile is noticed.
        self._judged = self._last = look_at(rules_dir)
        self._rulebook = read_rulebook(rules_dir)
        self._problem = ""
        self._next_look = clock() + LOOK_EVERY

    @property
    def problem(self) -> str:
        """Why the files are not in force, or "" where they are."""
        return self._problem

    def current(self) -> Rulebook:
        """Return the rulebook in force, taking up what changed. Never raises for what is wrong with the files."""
        if self._clock() >= self._next_look and self._looking.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._looking.release()
        return self._rulebook

    def _look(self) -> None:
        self._next_look = self._clock() + LOOK_EVERY
        seen = look_at(self._rules_dir)
        settled, self._last = seen == self._last, seen
        if settled and seen != self._judged:
            self._take_up()
            # What changed while it was read is another change, for a later look.
            self._judged = seen

    def _take_up(self) -> None:
        old = self._rulebook.content_hash
        try:
            if hash_of(self._rules_dir, rule_files(self._rules_dir)) != old:
                self._rulebook = read_rulebook(self._rules_dir)
        except (RulebookError, EngineError, OSError, ValueError) as error:
            self._problem = str(error)
            self._tell(f"the rules in {self._rules_dir} have problems, rulebook {old} stays in force: {error}")
            return
        new = self._rulebook.content_hash
        if new != old:
            self._tell(f"rulebook {new} with {len(self._rulebook.rules)} rules is in force, after {old}")
        elif self._problem:
            self._tell(f"the rules in {self._rules_dir} are those of rulebook {old} again")
        self._problem = ""


def look_at(rules_dir: Path) -> Look:
    """Return what the folder's rules look like from outside, without reading them; a folder that is gone is empty."""
    try:
        files = [*rule_files(rules_dir), rules_dir / "cautions.yaml", rules_dir / "questions.yaml"]
        return tuple((str(path), *_marks(path)) for path in files)
    except OSError:
        return ()


def _marks(path: Path) -> tuple[int, int, int]:
    status = path.stat()
    return status.st_size, status.st_ino, status.st_mtime_ns
