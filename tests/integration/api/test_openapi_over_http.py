"""The OpenAPI document is true to the running server: requests made of it, right and wrong, are answered as it says.

`make test` makes some hundred requests and `make contract` five thousand, always the same; `make thorough` makes far
more, others each time, and says with which seed.
"""

import json
import os
import re
import secrets
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from thoroughness import examples, level

HERE = Path(__file__).parent

DOCUMENT = HERE.parents[2] / "docs" / "openapi.json"

#: Examples of each operation, and sequences of operations that links lead along.
EXAMPLES, SEQUENCES = examples(4, 42, 150), examples(10, 80, 500)

#: Cases that are tried at least, of all kinds together.
AT_LEAST = examples(300, 5000, 20_000)

#: What requests of one operation are made of; coverage goes through every constraint of every schema.
ALONE = "examples,fuzzing" if level() == "desk" else "examples,coverage,fuzzing"

#: Waits for a deliver worker, of which there is none here.
WITHOUT = "/v1/endpoints/{endpoint_id}/test"

#: Processes that share the operations among them: one finds too little to do for the server.
PARTS = 2


@dataclass
class Run:
    """One process of schemathesis."""

    name: str
    process: subprocess.Popen
    output: Path

    def told(self):
        return self.output.read_text(encoding="utf-8", errors="replace")

    def cases(self):
        """Return how many cases it generated."""
        found = re.search(r"([0-9]+) generated", self.told())
        return int(found[1]) if found else 0


@pytest.fixture
def schemathesis(real_server, tmp_path):
    """Return what starts a process of it; those that still run end with the test."""
    # Another seed each time is for looking further; what is always tried is always the same.
    chance = ["--seed", str(secrets.randbelow(2**31))] if level() == "thorough" else ["--generation-deterministic"]
    started = []

    def start(name, phases, most, *chosen):
        command = [
            *(str(Path(sys.executable).parent / "schemathesis"), "--config-file", str(HERE / "schemathesis.toml")),
            *("run", f"http://127.0.0.1:{real_server.port}/openapi.json", "--phases", phases),
            *("--header", f"Authorization: Bearer {real_server.key}", "--max-examples", str(most), *chance, *chosen),
            *("--continue-on-failure", "--request-timeout", "60", "--warnings", "off", "--no-color"),
        ]
        environment = {**os.environ, "SCHEMATHESIS_HOOKS": str(HERE / "what_is_valid.py")}
        folder = tmp_path / name
        folder.mkdir()
        with (folder / "output").open("w") as output:
            process = subprocess.Popen(
                command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
            )
        started.append(process)
        return Run(name, process, folder / "output")

    yield start
    for process in started:
        process.kill()
        process.wait()


def test_the_server_does_what_its_document_says(schemathesis):
    paths = [path for path in json.loads(DOCUMENT.read_text())["paths"] if path != WITHOUT]
    runs = [schemathesis("links", "stateful", SEQUENCES, "--exclude-path", WITHOUT)]
    for part in range(PARTS):
        chosen = (word for path in paths[part::PARTS] for word in ("--include-path", path))
        runs.append(schemathesis(f"part-{part}", ALONE, EXAMPLES, *chosen))
    failed = [run for run in runs if run.process.wait() != 0]
    if failed:
        pytest.fail("\n".join(f"{run.name}:\n{run.told()[-20_000:]}" for run in failed))
    assert sum(run.cases() for run in runs) >= AT_LEAST
