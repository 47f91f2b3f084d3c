"""What does deciding take by itself? What the benches of the whole way take off, so that plumbing is left.

As many processes decide at once as an evaluate worker has, each its share of the profiles: so a profile is as new to
them as it is to the worker's, they remember as much of those before, and are as much in each other's way.
"""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from multiprocessing import get_context

from services.intake.profile_schema import read_profile
from services.intake.strict_json import read_json
from services.settings import read_settings
from services.wiring import Advisor, leave_what_stays, open_advisor

ON = date(2026, 11, 30)


@dataclass(frozen=True)
class Deciding:
    """The processes, each an executor of its own, so that each keeps its share."""

    processes: Sequence[ProcessPoolExecutor]

    def cpu(self, bodies: Sequence[bytes]) -> float:
        """Return the CPU milliseconds that deciding and writing down take, on average over the profiles."""
        count = len(self.processes)
        shares = [bodies[place::count] for place in range(count)]
        pairs = zip(self.processes, shares, strict=True)
        begun = [process.submit(_seconds, share) for process, share in pairs]
        return 1000 * sum(one.result() for one in begun) / len(bodies)


@contextmanager
def deciding_alone() -> Iterator[Deciding]:
    """Start the processes and wait until all have loaded what they decide by."""
    spawned = get_context("spawn")
    with ExitStack() as stack:
        count = read_settings({}).evaluate_processes
        found = [stack.enter_context(ProcessPoolExecutor(1, mp_context=spawned)) for _ in range(count)]
        for loaded in [process.submit(_seconds, ()) for process in found]:
            loaded.result()
        yield Deciding(found)


@cache
def _advisor() -> Advisor:
    advisor = open_advisor(read_settings({}))
    leave_what_stays()
    return advisor


def _seconds(bodies: Sequence[bytes]) -> float:
    advisor = _advisor()
    began = time.process_time()
    for body in bodies:
        advisor.recommend(read_profile(read_json(body)), ON).to_json()
    return time.process_time() - began
