"""Another version of Credwise, which recommends to the same learners in a process of its own, taking turns.

`Beside` starts it on a checkout (`git worktree add DIR COMMIT`), whose modules, rules and data it uses. By hand it
does nothing.
"""

import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

#: What runs there: whatever the version, its advisor recommends. A line in is a round, a line out what it took.
WORKER = """
import json, sys, time
from datetime import date
from services.intake.profile_schema import read_profile
from services.settings import read_settings
from services.wiring import open_advisor

advisor, on = open_advisor(read_settings({})), date.fromisoformat(sys.argv[2])
learners = [read_profile(json.loads(line)) for line in open(sys.argv[1], encoding="utf-8")]
known = []
for learner in learners:
    try:
        advisor.recommend(learner, on)
    except Exception:
        continue
    known.append(learner)
print(len(known), flush=True)
for _ in sys.stdin:
    began = time.process_time()
    for learner in known:
        advisor.recommend(learner, on)
    print((time.process_time() - began) / len(known) * 1000, flush=True)
"""


class Beside:
    """The other version, warm and waiting for its turns."""

    def __init__(self, checkout: Path, profiles: Path, on: str) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - the same Python, on a checkout that is named by hand
            [sys.executable, "-c", WORKER, str(profiles), on],
            cwd=checkout,
            env={"PYTHONPATH": str(checkout), "PATH": ""},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.learners = int(self._answer())

    def milliseconds(self) -> float:
        """Return what a recommendation took on average in one round."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return float(self._answer())

    def _answer(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()
