"""Which process works on which job, which jobs are poison, and which messages were taken?"""

import os
import re
import signal
from collections.abc import Iterator

from redis import RedisError

from tests.chaos.place import Place
from tests.chaos.proxy import Link
from tests.chaos.resp import Command

#: Profiles with a learner whose id begins so kill whoever evaluates them.
POISON = '"learner_id":"poison-'
#: The job that a message names.
NAMED = re.compile(rb"(?:rec|msg)_[\w-]+")


class Workers:
    """Knows each job's process, as the ledger does."""

    def __init__(self, place: Place) -> None:
        self._place = place

    def kill(self, job_id: str, number: signal.Signals = signal.SIGKILL) -> None:
        """Send a signal to the process that claimed the job last; raise ProcessLookupError where it is gone."""
        pid = int(self.worker(job_id).rpartition(":")[2])
        # The number of a process that is gone may be somebody else's by now.
        if os.getpgid(pid) not in self._place.pids.values():
            raise ProcessLookupError(f"process {pid} is none of ours")
        os.kill(pid, number)

    def kill_any(self) -> None:
        """Kill a process that is at work."""
        running = self._ask("ZRANGE", "cw:running:evaluate", -1, -1)
        if not running:
            raise ProcessLookupError("nobody is at work")
        self.kill(running[0])

    def worker(self, job_id: str) -> str:
        """Return the name of the worker that claimed the job last."""
        return self._ask("HGET", f"cw:job:{job_id}", "worker") or "nobody:0"

    def starts(self, job_id: str) -> int:
        """Return how often the job was started; 0 where the ledger does not have it."""
        return int(self._ask("HGET", f"cw:job:{job_id}", "claims") or 0)

    def in_hand(self, job_id: str) -> list[str]:
        """Return what the job's worker claimed together with it, in the order in which it works on it."""
        return (self._ask("GET", f"cw:hand:{self.worker(job_id)}") or "").split()[1:]

    def _ask(self, *words):
        try:
            return self._place.redis.client.execute_command(*words)
        except RedisError as error:
            raise ProcessLookupError("Redis cannot say who works on what") from error


def poison_in(command: Command) -> Iterator[str]:
    """Yield the id that a poison profile is about to be accepted under."""
    if command.script == "accept":
        job_id, _client, profile, *_ = command.arguments
        if POISON in profile.replace(": ", ":"):
            yield job_id


def is_message(link: Link, data: bytes) -> bool:
    """Tell whether an answer gives a message to a worker."""
    return link.last is not None and link.last.name == "BRPOP" and data.startswith(b"*2")


def named_in(message: bytes) -> bytes:
    """Return the id of the job that a message names."""
    found = NAMED.search(message)
    return found[0] if found else b""
