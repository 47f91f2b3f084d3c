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

from services.ledger.store.policy import LedgerPolicy
from services.ledger.work.jobs import Jobs, Queue
from services.settings import read_settings

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


#: Of each kind of thing that the server has before it is asked: some are deleted on the way.
THERE = 8

#: Links that are followed at least, of the two hundred that the document has.
FOLLOWED = examples(30, 50, 80)


@dataclass
class Run:
    """One process of schemathesis."""

    name: str
    process: subprocess.Popen
    output: Path

    def told(self):
        return self.output.read_text(encoding="utf-8", errors="replace")

    def count(self, of_what):
        """Return how many it tells of."""
        found = re.search(rf"([0-9]+) {of_what}", self.told())
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


@pytest.fixture
def filled(real_server, redis_client, profile):
    """Something of everything that lists show and links lead to; nobody else evaluates or sends it."""
    jobs = Jobs(redis_client, LedgerPolicy.of(read_settings({"CREDWISE_WEBHOOK_PROOF": "off"})))
    made = real_server.request("POST", "/v1/evaluations", json=profile).data.decode()
    for number in range(THERE):
        address = {"address": "https://lms.example.org/hook"}
        assert real_server.request("PUT", f"/v1/endpoints/lms-{number}", json=address).status == 201
    for number in range(THERE):
        asked = {**profile, "learner_id": f"learner-{number}"}
        done, dead = (real_server.request("POST", "/v1/profiles", json=asked).json()["id"] for _ in range(2))
        first, *_ = jobs.finish_evaluation(jobs.claim(Queue.EVALUATE, done, "w"), recommendation=made, summary={})
        for queue, name in ((Queue.EVALUATE, dead), (Queue.DELIVER, first)):
            jobs.dead_letter(jobs.claim(queue, name, "w"), "poison", "It crashed.")
        lines = [{"line_id": f"{number}-1", **asked}, {"line_id": f"{number}-2"}]
        assert real_server.request("POST", "/v1/profiles/batch", json=lines).status == 202


@pytest.mark.usefixtures("filled")
def test_the_server_does_what_its_document_says(schemathesis, record_property):
    paths = [path for path in json.loads(DOCUMENT.read_text())["paths"] if path != WITHOUT]
    runs = [schemathesis("links", "stateful", SEQUENCES, "--exclude-path", WITHOUT)]
    for part in range(PARTS):
        chosen = (word for path in paths[part::PARTS] for word in ("--include-path", path))
        runs.append(schemathesis(f"part-{part}", ALONE, EXAMPLES, *chosen))
    failed = [run for run in runs if run.process.wait() != 0]
    if failed:
        pytest.fail("\n".join(f"{run.name}:\n{run.told()[-20_000:]}" for run in failed))
    assert sum(run.count("generated") for run in runs) >= AT_LEAST
    followed = runs[0].count("covered")
    record_property("links followed", followed)
    assert followed >= FOLLOWED
