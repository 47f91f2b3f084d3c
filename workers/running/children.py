"""Can a worker's children work at all? A worker whose children are all stopped takes jobs and does none of them."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

#: States of a process (proc(5)) in which it does nothing until somebody else acts: stopped, traced, dead.
UNABLE = frozenset("TtZXx")


def children_of(pool: Any) -> tuple[int, ...]:
    """Return the process ids of a Celery pool's children; none where it works by threads."""
    processes = getattr(getattr(pool, "_pool", None), "_pool", ())
    return tuple(process.pid for process in processes)


def any_can_work(pids: Iterable[int]) -> bool:
    """Tell whether any of these processes could work now; also where there are none, as in a pool of threads."""
    states = [_state(pid) for pid in pids]
    return not states or any(state not in UNABLE for state in states)


def _state(pid: int) -> str:
    """Return the letter of a process's state; that of a dead one where it is gone."""
    try:
        # The name of the program, in parentheses, may hold anything.
        return Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()[0]
    except OSError:
        return "X"
