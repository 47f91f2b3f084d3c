"""A worker outlives a crash of Redis, whatever it was doing at that moment."""

import os
import subprocess
import sys

import pytest

from services.broker.embedded_redis import EmbeddedRedis
from services.ledger.work.jobs import JobState
from tests.integration.workers.conftest import QUICK_TIMES


@pytest.fixture
def server(server_binary, tmp_path):
    """A Redis of the test's own, so that it can be killed."""
    with EmbeddedRedis(folder=tmp_path / "redis", server=server_binary) as server:
        yield server


@pytest.fixture
def environment(environment):
    return environment | QUICK_TIMES


@pytest.fixture
def redis_url(server):
    return server.url


@pytest.fixture
def worker(environment, request, tmp_path):
    """A real evaluate worker with the stand-in advisor; `log` is where it writes."""
    log = tmp_path / "evaluate.log"
    with log.open("wb") as stream:
        command = [sys.executable, "-m", "tests.integration.workers.stand_in"]
        process = subprocess.Popen(
            command, env={**os.environ, **environment}, cwd=request.config.rootpath, stderr=stream
        )
    process.log = log
    yield process
    process.kill()
    process.wait()
    sys.stderr.write(log.read_text())


def test_a_worker_survives_a_crash_of_redis_while_a_message_is_unacknowledged(server, worker, accept, view, wait_until):
    accept("never ends")
    # Claimed is not enough: the crash must not come between the claim and its answer.
    wait_until(lambda: "at what never ends" in worker.log.read_text(), "the worker is at work")

    server.kill()
    wait_until(lambda: "onnection to broker lost" in worker.log.read_text(), "the worker noticed")
    server.start()
    wait_until(lambda: "failed, the job comes back" in worker.log.read_text(), "what it was doing is over")

    after = accept()
    wait_until(lambda: view(after).state is JobState.COMPLETED, "the same worker works on")
    assert worker.poll() is None
