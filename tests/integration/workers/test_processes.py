"""The real processes on a real Redis: they start, work together, say that they live, and stop when told."""

import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from delivery_ids import delivery_id
from patience import PATIENCE
from standardwebhooks import Webhook

from services.ledger.batches.batches import Batches, BatchState, Sending
from services.ledger.batches.lines import SentLine
from services.ledger.standings.queues import snapshot
from services.ledger.store.connection import connect
from services.ledger.store.policy import LedgerPolicy
from services.ledger.work.jobs import JobState
from tests.integration.workers.conftest import CLIENT, QUICK_TIMES
from tests.integration.workers.receiver import Receiver

MODULES = {
    "evaluate": ["tests.integration.workers.stand_in"],
    "deliver": ["workers", "deliver"],
    "dispatcher": ["workers.dispatcher"],
}


@pytest.fixture
def environment(environment):
    return environment | QUICK_TIMES


@pytest.fixture
def start(environment, tmp_path, request):
    """Start a process by its role; it is killed at the end if it still runs, and its log is shown on failure."""

    @contextmanager
    def start(role):
        log = tmp_path / f"{role}.log"
        with log.open("wb") as stream:
            command = [sys.executable, "-W", "default", "-m", *MODULES[role]]
            process = subprocess.Popen(
                command, env={**os.environ, **environment}, cwd=request.config.rootpath, stderr=stream
            )
            process.log = log
            try:
                yield process
            finally:
                process.kill()
                process.wait()
                sys.stderr.write(log.read_text())

    return start


@pytest.fixture
def counters(settings):
    """What the ledger has counted."""
    with connect(settings.redis_url) as client:
        yield lambda: snapshot(client).counters


@pytest.fixture
def alive(ledger):
    return lambda: {beat.role: beat for beat in ledger.heartbeats.alive()}


def test_a_profile_that_nobody_was_told_of_arrives_as_a_verified_webhook(
    start, ledger, accept, view, alive, wait_until
):
    with Receiver([(200, {}, b"")]) as receiver:
        _, secret = ledger.endpoints.put(CLIENT, "lms", f"http://127.0.0.1:{receiver.port}/hook", "full")
        job_ids = [accept() for _ in range(20)]
        with start("evaluate") as evaluate, start("deliver"), start("dispatcher"):
            receiver.wait_for(20)
            wait_until(lambda: set(alive()) == set(MODULES), "all three say that they live")
            wait_until(lambda: all(view(i).deliveries[0].state is JobState.COMPLETED for i in job_ids), "all arrived")
            said = {"pid": str(evaluate.pid), "concurrency": "2", "sealed_secrets": "known"}
            assert alive()["evaluate"].detail == said

    assert {headers["webhook-id"] for _, headers, _ in receiver.requests} == {delivery_id(i) for i in job_ids}
    for _, headers, body in receiver.requests:
        assert Webhook(secret).verify(body, headers)["data"]["learner_id"] == "learner-1"


@pytest.mark.parametrize("role", MODULES)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_process_stops_cleanly_when_told(start, alive, wait_until, role, number):
    with start(role) as process:
        wait_until(lambda: role in alive(), f"{role} says that it lives")
        process.send_signal(number)

        assert process.wait(PATIENCE) == 0


@pytest.mark.parametrize("role", ["deliver", "dispatcher"])
def test_a_faulty_environment_is_told_at_once(role):
    command = [sys.executable, "-m", *MODULES[role]]
    environment = {**os.environ, "CREDWISE_DELIVER_THREADS": "many"}

    told = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False)

    assert told.returncode == 2
    assert "CREDWISE_DELIVER_THREADS='many': must be a whole number from 2 to 256" in told.stderr


def test_a_worker_has_to_be_told_which(environment):
    told = subprocess.run(
        [sys.executable, "-m", "workers", "everything"],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )

    assert (told.returncode, told.stderr) == (2, "usage: python -m workers evaluate|deliver\n")


def test_every_line_of_a_log_is_one_event_with_its_time_and_role(start, accept, view, wait_until):
    job_id = accept("breaks the advisor")
    with start("evaluate") as process, start("dispatcher"):
        wait_until(lambda: "failed, the job comes back" in process.log.read_text(), "the failure is logged")
        process.terminate()
        process.wait(PATIENCE)
        lines = process.log.read_text().splitlines()

    # A second wake-up may have found nothing to do, and on a slow machine the job has come back and failed again.
    failure = next(line for line in lines if job_id in line and " ERROR evaluate[" in line)
    assert " error=RuntimeError at=recommend stand_in.py:" in failure
    assert "a secret of learner-1" not in "\n".join(lines)
    assert view(job_id).state is not JobState.COMPLETED


def test_what_is_seen_of_a_profile_that_breaks_a_worker_is_noted_and_its_neighbours_are_decided(
    start, counters, accept, view, wait_until
):
    troubles = {
        "kills the process": "evaluate.trouble.worker_lost",
        "exhausts memory": "evaluate.trouble.memory",
        "never ends": "evaluate.trouble.time_limit",
        "breaks the advisor": "evaluate.trouble.error",
    }
    broken = [accept(occupation) for occupation in troubles]
    neighbours = [accept() for _ in range(4)]
    with start("evaluate"), start("dispatcher"):
        wait_until(lambda: all(view(i).state is JobState.COMPLETED for i in neighbours), "the neighbours are decided")
        wait_until(lambda: set(troubles.values()) <= set(counters()), "all four troubles are noted")

    assert JobState.COMPLETED not in {view(job_id).state for job_id in broken}


def test_a_batch_is_finished_though_its_worker_is_killed_in_the_middle(start, settings, wait_until):
    """What the killed worker had claimed comes again when its lease is over, and is counted once."""
    sending = Sending(client=CLIENT, key="night")
    lines = [line_of(number, "takes a while" if number % 5 == 0 else "15-1252.00") for number in range(1, 31)]
    with connect(settings.redis_url) as client:
        batches = Batches(client, LedgerPolicy.of(settings))
        batches.accept(sending.new_id(), sending, lines, total=30)

        def batch():
            return batches.get(CLIENT, sending.new_id())

        with start("dispatcher"):
            with start("evaluate") as evaluate:
                wait_until(lambda: batch().completed >= 5, "some are decided")
                for pid in [*children_of(evaluate.pid), evaluate.pid]:
                    os.kill(pid, signal.SIGKILL)
                evaluate.wait()
            with start("evaluate"):
                wait_until(lambda: batch().state is BatchState.FINISHED, "all are decided")
        assert (batch().completed, batch().dead, batch().accepted) == (30, 0, 30)


def line_of(number, occupation):
    profile = {"learner_id": f"l-{number}", "field": {"occupation": occupation}, "goal": "fill_skill_gap"}
    return SentLine(number=number, profile=json.dumps(profile), fingerprint=f"f-{number}")


def children_of(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
