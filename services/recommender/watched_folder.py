"""What of a folder is in force while its files change? The newest without problems, the last good one until then.

Rules and the catalogue are followed in this one way.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

V = TypeVar("V")

#: Seconds between two looks at the folder. A change is taken up at the second look that finds it the same, so that
#: files are not read while they are being replaced one by one.
LOOK_EVERY = 2.0

#: A file's path, size, number on its disk and time of change. Two looks that see the same have the same contents.
FolderSnapshot = tuple[tuple[str, int, int, int], ...]


class WatchedFolder(ABC, Generic[V]):
    """What a folder holds. Whoever is about to decide asks for it, and that is when the folder is looked at.

    Safe between threads: one looks, the others go on with what is in force. A forked child goes on by itself.
    """

    #: What reading raises where the files are wrong; with these the old contents stay in force.
    refusals: tuple[type[Exception], ...] = (OSError, ValueError)

    def __init__(self, *, clock: Callable[[], float], tell: Callable[[str], None]) -> None:
        """Read the files; raises what reading raises. `clock` counts seconds; `tell` gets a sentence for the log."""
        self._clock = clock
        self._tell = tell
        self._looking = Lock()
        # The look comes before the reading, so that what changes meanwhile is noticed.
        self._judged = self._last = self.look()
        self._in_force = self.read(None)
        self._problem = ""
        self._next_look = clock() + LOOK_EVERY

    @abstractmethod
    def look(self) -> FolderSnapshot:
        """Return what the files look like from outside, without reading them."""

    @abstractmethod
    def read(self, in_force: V | None) -> V:
        """Return what the files hold: `in_force` itself where they hold what is in force already."""

    @abstractmethod
    def told_of_problems(self, in_force: V, error: Exception) -> str:
        """Return the sentence for files with problems."""

    @abstractmethod
    def told_of_change(self, before: V, after: V) -> str:
        """Return the sentence for new contents; for the old ones again `after` is `before`."""

    @property
    def problem(self) -> str:
        """Why the files are not in force, or "" where they are."""
        return self._problem

    def current(self) -> V:
        """Return what is in force, taking up what changed. Never raises for what is wrong with the files."""
        if self._clock() >= self._next_look and self._looking.acquire(blocking=False):
            try:
                self._look_again()
            finally:
                self._looking.release()
        return self._in_force

    def _look_again(self) -> None:
        self._next_look = self._clock() + LOOK_EVERY
        seen = self.look()
        settled, self._last = seen == self._last, seen
        if settled and seen != self._judged:
            self._take_up(seen)

    def _take_up(self, seen: FolderSnapshot) -> None:
        before = self._in_force
        try:
            found = self.read(before)
        except self.refusals as error:
            self._judged = seen
            self._problem = str(error)
            self._tell(self.told_of_problems(before, error))
            return
        if self.look() != seen:
            # Some of it was read before a change and some after: a later look judges the whole.
            return
        self._judged, self._in_force = seen, found
        if self._in_force is not before or self._problem:
            self._tell(self.told_of_change(before, self._in_force))
        self._problem = ""


def look_at_files(paths: Iterable[Path]) -> FolderSnapshot:
    """Return what the files look like from outside; one that cannot be looked at looks like nothing."""
    return tuple((str(path), *_marks(path)) for path in paths)


def _marks(path: Path) -> tuple[int, int, int]:
    try:
        status = path.stat()
    except OSError:
        return 0, 0, 0
    return status.st_size, status.st_ino, status.st_mtime_ns
