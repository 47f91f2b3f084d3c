"""When has a folder changed? Found by looking at the files' times, which works everywhere, in containers too."""

from collections.abc import Callable, Iterator
from pathlib import Path

#: Seconds between two looks at the files.
PAUSE = 0.3


def changes(folder: Path, wait: Callable[[], None]) -> Iterator[tuple[str, ...]]:
    """Yield once at first, and then the names of the files that were changed, added or removed; `wait` is the pause."""
    seen = _times(folder)
    yield ()
    while True:
        wait()
        now = _times(folder)
        if now != seen:
            changed = {path for path, _ in now.items() ^ seen.items()}
            seen = now
            yield tuple(sorted(path.relative_to(folder).as_posix() for path in changed))


def _times(folder: Path) -> dict[Path, int]:
    """Return when each YAML file was last written, in nanoseconds; one that vanishes meanwhile is left out."""
    times: dict[Path, int] = {}
    for path in folder.rglob("*.yaml"):
        try:
            times[path] = path.stat().st_mtime_ns
        except FileNotFoundError:
            continue
    return times
