"""Is a profile lost when its worker is killed while it works on it? The promise says no."""

import signal
from datetime import timedelta
from itertools import cycle, islice
from pathlib import Path
from time import monotonic

from delivery_ids import delivery_id
from patience import PATIENCE

from services.ledger.store import keys
from services.ledger.store.connection import connect
from services.ledger.store.policy import LedgerPolicy
from services.ledger.views import JobState
from services.ledger.work.jobs import Jobs, Queue

#: Short, and long enough for an evaluation on a busy machine: the killed worker's job runs again when it is over.
LEASE = timedelta(seconds=15)

#: Enough work that the worker is in the middle of some whenever it is stopped.
PROFILES = 40


def test_a_job_whose_worker_is_killed_midway_still_arrives_once_under_one_id(service, samples):
    service.environ |= {"CREDWISE_WAKE_GRACE_SECONDS": "1", "CREDWISE_EVALUATE_PROCESSES": "1"}
    # The workers that are not killed hold their webhooks for as long as usual: a slow one must not be sent twice.
    service.start("api", "deliver", "dispatcher")
    service.environ |= {"CREDWISE_LEASE_SECONDS": str(LEASE.total_seconds())}
    api = service.connect()
    posted = {api.post_profile(profile) for profile in islice(cycle(samples), PROFILES)}

    with connect(service.place.redis_url) as redis:
        jobs = Jobs(redis, LedgerPolicy(lease=LEASE, grace=timedelta(seconds=1), retention=timedelta(days=5)))
        service.start("evaluate")
        caught = stop_midway(service, redis, jobs, posted)
        service.processes.kill("evaluate")
        assert jobs.view(service.client, caught).state is JobState.RUNNING

        service.start("evaluate")
        arrived = service.wait_for_webhooks(posted)
        assert jobs.view(service.client, caught).state is JobState.COMPLETED

    assert set(arrived) == posted
    assert arrived[caught]["verdict"]
    ids = [one.webhook_id for one in service.arrived()]
    assert ids.count(delivery_id(caught)) == 1
    assert sorted(ids) == sorted(delivery_id(one) for one in posted)


def stop_midway(service, redis, jobs, posted):
    """Freeze the worker at a moment when it holds a job that it has not finished; return the job's id."""
    deadline = monotonic() + PATIENCE
    while monotonic() < deadline:
        # Read from the ledger in one step, because an evaluation takes milliseconds.
        if not (running := redis.zrange(keys.RUNNING + Queue.EVALUATE, 0, 0)):
            assert not all(state(service, jobs, one) is JobState.COMPLETED for one in posted), "the work is used up"
            continue
        service.processes.signal("evaluate", signal.SIGSTOP)
        worker = redis.hget(keys.JOB + running[0], "worker")
        frozen = worker is not None and is_frozen(worker)
        # A frozen worker sends nothing more. What it sent before was carried out before the second of these looks.
        looks = [state(service, jobs, running[0]) for _ in range(2)]
        if frozen and looks[-1] is JobState.RUNNING:
            return running[0]
        service.processes.signal("evaluate", signal.SIGCONT)
    raise AssertionError("the worker was never caught working")


def state(service, jobs, job_id):
    return jobs.view(service.client, job_id).state


def is_frozen(worker):
    """Whether the process "host:pid" is stopped by a signal."""
    stat = Path("/proc", worker.rpartition(":")[2], "stat").read_text(encoding="ascii")
    return stat.rpartition(")")[2].split()[0] == "T"
