"""How does a process come by a wrong clock? A few lines of C in front of its C library, and a file that says how wrong.

Needs a C compiler, which set-up needs too, and a C library that can be stood in front of (glibc, musl).
"""

import os
import struct
import subprocess
from datetime import timedelta
from pathlib import Path

SOURCE = Path(__file__).with_name("wrong_clock.c")


class WrongClock:
    """A clock for any number of processes, right at first. Start them with `environ`."""

    def __init__(self, folder: Path, name: str) -> None:
        self._file = folder / f"{name}.clock"
        self._library = folder / "wrong_clock.so"
        self.set_ahead(timedelta())
        if not self._library.exists():
            compiler = os.environ.get("CC", "cc")
            command = [compiler, "-O2", "-shared", "-fPIC", "-o", self._library, SOURCE, "-ldl"]
            subprocess.run(command, check=True, timeout=60)

    @property
    def environ(self) -> dict[str, str]:
        return {"LD_PRELOAD": str(self._library), "CHAOS_CLOCK": str(self._file)}

    def set_ahead(self, ahead: timedelta) -> None:
        """Set by how much the clock is ahead; negative for behind. Takes effect at once."""
        # Written in place: the processes have this very file mapped.
        mode = "r+b" if self._file.exists() else "wb"
        with self._file.open(mode) as file:
            file.write(struct.pack("<q", int(ahead.total_seconds())))
