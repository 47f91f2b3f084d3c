"""Redis is away, read-only, full, or cannot write to its disk: workers stay up, and go on by themselves afterwards."""

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
import redis
from patience import until

from services.broker.embedded_redis import EmbeddedRedis, NoRedisServer
from services.ledger.standings.heartbeats import alive
from services.ledger.store.connection import connect
from services.ledger.work.jobs import JobState
from tests.integration.workers.conftest import CLIENT, QUICK_TIMES
from workers.app import open_ledger

PROFILE = '{"learner_id":"l-1","field":{"occupation":"15-1252.00"},"goal":"explore"}'
SLOW_PROFILE = PROFILE.replace("15-1252.00", "takes a while")

#: Seconds that the trouble lasts: longer than a worker waits between two tries.
LASTS = 2.0


@pytest.fixture(scope="module")
def server():
    try:
        with EmbeddedRedis() as server:
            yield server
    except NoRedisServer as problem:
        if os.environ.get("CI") == "true":
            pytest.fail(str(problem))
        pytest.skip(str(problem))


@pytest.fixture(scope="module")
def workers(server, tmp_path_factory):
    """An evaluate worker, a deliver worker and a dispatcher on a Redis of their own."""
    logs = tmp_path_factory.mktemp("logs")
    environ = {
        **os.environ,
        "CREDWISE_REDIS_URL": server.url,
        **QUICK_TIMES,
        "CREDWISE_DISPATCH_EVERY_SECONDS": "0.1",
        "CREDWISE_EVALUATE_PROCESSES": "1",
    }
    modules = {
        "evaluate": ["tests.integration.workers.stand_in"],
        "deliver": ["workers", "deliver"],
        "dispatcher": ["workers.dispatcher"],
    }
    started = []
    for name, module in modules.items():
        with (logs / name).open("wb") as log:
            command = [sys.executable, "-m", *module]
            started.append(subprocess.Popen(command, env=environ, stderr=log))
    with connect(server.url) as client:
        until(lambda: {beat.role for beat in alive(client)} == set(modules), "all three say that they live")
    yield started
    for process in started:
        process.kill()
        process.wait()
    for log in logs.iterdir():
        sys.stderr.write(log.read_text())


def stop_answering(server):
    os.kill(server.pid, signal.SIGSTOP)
    time.sleep(LASTS)
    os.kill(server.pid, signal.SIGCONT)


def restart(server):
    server.kill()
    time.sleep(LASTS)
    server.start()


def be_read_only(server):
    with redis.Redis.from_url(server.url) as client:
        client.replicaof("127.0.0.1", 1)
        time.sleep(LASTS)
        client.replicaof("NO", "ONE")


def be_full(server):
    with redis.Redis.from_url(server.url) as client:
        client.config_set("maxmemory", 1)
        time.sleep(LASTS)
        client.config_set("maxmemory", 0)


def fail_to_save(server):
    """Let the folder of the snapshots be gone: Redis then refuses every write (MISCONF) until one succeeds."""
    with redis.Redis.from_url(server.url) as client:
        folder = client.config_get("dir")["dir"]
        shutil.rmtree(folder)
        client.config_set("save", "3600 1")
        client.bgsave()
        until(lambda: client.info("persistence")["rdb_last_bgsave_status"] == "err", "a snapshot that failed")
        with pytest.raises(redis.ResponseError, match="MISCONF"):
            client.set("x", 1)
        time.sleep(LASTS)
        client.config_set("save", "")


@pytest.fixture
def accept(ledger):
    def accept(profile=PROFILE):
        return ledger.jobs.accept(client=CLIENT, profile=profile, fingerprint="f", idempotency_key=None).job_id

    return accept


@pytest.fixture
def environment(environment):
    return environment | QUICK_TIMES


@pytest.fixture
def ledger(server, settings):
    return open_ledger(replace(settings, redis_url=server.url))


@pytest.fixture
def is_in_state(ledger):
    return lambda job_id, state: ledger.jobs.view(CLIENT, job_id).state is state


@pytest.mark.usefixtures("workers")
def test_a_worker_goes_on_when_redis_stood_still_while_it_finished(server, wait_until, accept, is_in_state):
    slow = accept(SLOW_PROFILE)
    wait_until(lambda: not is_in_state(slow, JobState.WAITING), "the worker is, or was, at work")
    os.kill(server.pid, signal.SIGSTOP)
    time.sleep(2 * LASTS)
    os.kill(server.pid, signal.SIGCONT)
    after = accept()
    wait_until(lambda: is_in_state(after, JobState.COMPLETED), "the worker takes the next one")


@pytest.mark.parametrize("trouble", [be_read_only, be_full])
def test_workers_keep_no_connection_that_redis_gave_them_and_then_refused(server, workers, trouble):
    def files_open():
        return [sum(1 for _ in Path(f"/proc/{process.pid}/fd").iterdir()) for process in workers]

    with redis.Redis.from_url(server.url) as client:
        before = files_open()
        for _ in range(3):
            # Without their connections the workers have to begin anew, which a Redis in such trouble does not let them.
            client.execute_command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
            trouble(server)
        after = files_open()
    assert all(now < then + 10 for then, now in zip(before, after, strict=True)), (before, after)


def test_what_was_accepted_is_worked_off_while_redis_is_full(server, workers, wait_until, accept, is_in_state):
    jobs = [accept(SLOW_PROFILE) for _ in range(2)]
    with redis.Redis.from_url(server.url) as client:
        client.config_set("maxmemory", 1)
        try:
            client.execute_command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
            wait_until(lambda: all(is_in_state(job, JobState.COMPLETED) for job in jobs), "both are worked off")
        finally:
            client.config_set("maxmemory", 0)
    assert [process.poll() for process in workers] == [None, None, None]


# Last what takes the server's folder away.
@pytest.mark.parametrize("trouble", [stop_answering, restart, be_read_only, be_full, fail_to_save])
def test_workers_come_back_by_themselves(server, workers, wait_until, accept, is_in_state, trouble):
    before = accept()
    wait_until(lambda: is_in_state(before, JobState.COMPLETED), "the workers are up")
    trouble(server)
    with connect(server.url) as client:
        client.ping()
    after = accept()
    # How quickly they are back is for the chaos runs to say, on a machine that has nothing else to do.
    wait_until(lambda: is_in_state(after, JobState.COMPLETED), f"the workers are back after {trouble.__name__}")
    assert [process.poll() for process in workers] == [None, None, None]
