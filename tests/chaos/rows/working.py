"""Which process works on which job, and which jobs are poison? Read from the commands that go by."""

import os
import signal
from collections.abc import Iterator

from tests.chaos.place import Place
from tests.chaos.resp import Command

#: Profiles with a learner whose id begins so kill whoever evaluates them.
POISON = '"learner_id":"poison-'


class Workers:
    """Remembers each job's process, as its claim says."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._pids: dict[str, int] = {}

    def notice(self, command: Command) -> None:
        """Look at a command that goes by."""
        if command.script == "claim":
            queue, job_id, worker, *_ = command.arguments
            if queue == "evaluate":
                self._pids[job_id] = int(worker.rpartition(":")[2])

    def kill(self, job_id: str, number: signal.Signals = signal.SIGKILL) -> None:
        """Send a signal to the process that claimed the job last; raise ProcessLookupError where it is gone."""
        pid = self._pids[job_id]
        # The number of a process that is gone may be somebody else's by now.
        if os.getpgid(pid) not in self._place.pids.values():
            raise ProcessLookupError(f"process {pid} is none of ours")
        os.kill(pid, number)

    def kill_any(self) -> None:
        """Kill the process that claimed a job last."""
        self.kill(next(reversed(self._pids), ""))


def poison_in(command: Command) -> Iterator[str]:
    """Yield the id that a poison profile is about to be accepted under."""
    if command.script == "accept":
        job_id, _client, profile, *_ = command.arguments
        if POISON in profile.replace(": ", ":"):
            yield job_id
