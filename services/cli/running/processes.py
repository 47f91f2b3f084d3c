"""How are several of our processes run together? Started at once, watched, and all stopped: those and nothing else."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType
from typing import Self

from services.broker.free_ports import free_port
from services.settings import ROOT

__all__ = ["Ended", "Processes", "credwise", "free_port"]

#: How long a process may take to finish what it is doing after TERM, before it is killed.
STOP_WITHIN = timedelta(seconds=8)

#: How much of a log is shown when its process ended: enough for a traceback's last frames.
LAST_LINES = 15

#: How often it is looked whether processes that were told to stop have done so.
LOOK_EVERY = timedelta(milliseconds=20)


@dataclass(frozen=True, kw_only=True)
class Ended:
    """A process that should run and does not: its name, exit code (negative: a signal) and the end of its log."""

    name: str
    code: int
    log: Path
    last_lines: str


class Processes:
    """Runs commands, each in a process group of its own with a log file; leaving the `with` block stops them all.

    A group of its own has two uses: Ctrl-C on the terminal reaches only the process that holds this object, and
    stopping reaches a worker's children too.
    """

    def __init__(self, logs: Path, stop_within: timedelta = STOP_WITHIN) -> None:
        self.logs = logs
        self._stop_within = stop_within
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, command: Sequence[str], environ: Mapping[str, str]) -> int:
        """Start a command and return its process id, which is its group's id too; its output goes to <name>.log."""
        with self.log(name).open("ab") as log:
            process = subprocess.Popen(  # noqa: S603 - our own commands, and no shell
                command,
                env=dict(environ),
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._running[name] = process
        return process.pid

    def log(self, name: str) -> Path:
        """Return where a process writes what it has to say."""
        return self.logs / f"{name}.log"

    def ended(self) -> tuple[Ended, ...]:
        """Return the processes that ended although nobody asked them to."""
        return tuple(
            Ended(name=name, code=code, log=self.log(name), last_lines=_last_lines(self.log(name)))
            for name, process in self._running.items()
            if (code := _exit_code(process)) is not None
        )

    def signal(self, name: str, number: signal.Signals) -> None:
        """Send a signal to a process and its children."""
        os.killpg(self._running[name].pid, number)

    def kill(self, name: str) -> None:
        """SIGKILL a process and its children, as the kernel would when memory runs out, and wait for its end."""
        self.signal(name, signal.SIGKILL)
        self._running.pop(name).wait()

    def stop(self) -> None:
        """TERM all, wait, and kill what is left of their groups after `stop_within`."""
        for name in self._running:
            self.signal(name, signal.SIGTERM)
        deadline = monotonic() + self._stop_within.total_seconds()
        while monotonic() < deadline and any(_exit_code(process) is None for process in self._running.values()):
            sleep(LOOK_EVERY.total_seconds())
        for name in tuple(self._running):
            self.kill(name)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def credwise(*arguments: str) -> list[str]:
    """Return the command line that runs `credwise` with this interpreter, whether or not its script is installed."""
    return [sys.executable, "-m", "services.cli", *arguments]


def _exit_code(process: subprocess.Popen[bytes]) -> int | None:
    # WNOWAIT leaves the dead process its place in the process table: its id, which names the group, is given to no
    # other process before the group was signalled for the last time.
    result = os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    if result is None:
        return None
    return result.si_status if result.si_code == os.CLD_EXITED else -result.si_status


def _last_lines(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join(lines[-LAST_LINES:])
