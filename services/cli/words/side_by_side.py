"""How are many lines read on all processors? The first here, the rest in processes that share what was loaded."""

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_all_start_methods, get_context
from typing import IO

#: What makes lines of what is read, one for each.
Reading = Callable[[Iterable[str]], Iterator[str]]

#: So many lines are read here first, which loads what all of them need; shorter files are read here alone.
FIRST = 500

#: A process is handed so many lines at once, and so many times before what came of it is waited for.
_TOGETHER, _ROUNDS = 100, 4

_reading: list[Reading] = []


def processes_for(file: IO[bytes]) -> int:
    """Return how many processes may read a file: as many as there are processors, and one for a pipe or a terminal.

    Whoever asks line by line waits for each answer, so that nothing may be gathered there.
    """
    try:
        is_file = stat.S_ISREG(os.fstat(file.fileno()).st_mode)
    except OSError:
        return 1
    return len(os.sched_getaffinity(0)) if is_file and "fork" in get_all_start_methods() else 1


def read_side_by_side(lines: Iterable[str], reading: Reading, processes: int) -> Iterator[str]:
    """Yield what `reading` makes of `lines`, in their order."""
    unread = iter(lines)
    yield from reading(islice(unread, FIRST) if processes > 1 else unread)
    if processes == 1 or not (parts := _parts(unread, processes)):
        return
    with ProcessPoolExecutor(processes, get_context("fork"), _remember, (reading,)) as pool:
        while parts:
            for made in pool.map(_made_of, parts):
                yield from made
            parts = _parts(unread, processes)


def _parts(unread: Iterator[str], processes: int) -> list[list[str]]:
    parts = (list(islice(unread, _TOGETHER)) for _ in range(processes * _ROUNDS))
    return [part for part in parts if part]


def _remember(reading: Reading) -> None:
    _reading.append(reading)


def _made_of(part: Sequence[str]) -> list[str]:
    return list(_reading[0](part))
