"""A backup of a busy ledger, restored elsewhere, has all that was acknowledged before it; as docs/operators.md says."""

import shutil
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from services.broker.embedded_redis import EmbeddedRedis
from services.ledger.accounts.endpoints import EndpointMode, Endpoints
from services.ledger.store import keys
from services.ledger.store.connection import connect
from services.ledger.work.jobs import Jobs, Queue

SAFE = {"appendonly": "yes", "appendfsync": "always"}

#: So many profiles are acknowledged before the backup begins; more come while it is made.
BEFORE = 60


class Busy:
    """Somebody who posts profiles without end, and somebody who works them off."""

    def __init__(self, url, policy, attempt):
        self.redis, self.policy, self.attempt = connect(url), policy, attempt
        self.jobs = Jobs(self.redis, policy)
        self.acknowledged = []
        self.enough, self.ends = threading.Event(), threading.Event()
        Endpoints(self.redis, policy).put("hr", "lms", "https://lms.example/hook", EndpointMode.FULL)
        self.threads = [threading.Thread(target=self.post), threading.Thread(target=self.work)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.ends.set()
        for thread in self.threads:
            thread.join()
        self.redis.close()

    def post(self):
        while not self.ends.is_set():
            accepted = self.jobs.accept(client="hr", profile="{}", fingerprint="f", idempotency_key=None)
            self.acknowledged.append(accepted.job_id)
            if len(self.acknowledged) >= BEFORE:
                self.enough.set()

    def work(self):
        """Decide every second one, and deliver half of those: each state is in the backup."""
        for number, job_id in enumerate(self.endless()):
            claim = self.jobs.claim(Queue.EVALUATE, job_id, "w")
            if number % 2:
                continue
            [delivery] = self.jobs.finish_evaluation(claim, recommendation="{}", summary={})
            claim = self.jobs.claim(Queue.DELIVER, delivery, "w")
            # So many as the endpoint takes at once stay in hand; then it takes no more.
            if claim and number % 4:
                self.jobs.finish_delivery(claim, self.attempt())

    def endless(self):
        place = 0
        while not self.ends.is_set():
            if place < len(self.acknowledged):
                place += 1
                yield self.acknowledged[place - 1]


def backed_up(redis, to):
    """Have Redis write a snapshot and take it away."""
    snapshot = Path(redis.config_get("dir")["dir"]) / "dump.rdb"
    assert not snapshot.exists()
    redis.execute_command("BGSAVE")
    # It gets its name when it is whole.
    while not snapshot.exists():
        pass
    shutil.copy(snapshot, to)


def restored(folder, server):
    """Start from the snapshot without a log, then have a log made of it: a Redis that has a log reads nothing else."""
    with (
        EmbeddedRedis(folder=folder, server=server, settings={"appendonly": "no"}) as first,
        connect(first.url) as redis,
    ):
        redis.config_set("appendonly", "yes")
        while (
            redis.info("persistence")["aof_rewrite_in_progress"] or redis.info("persistence")["aof_rewrite_scheduled"]
        ):
            pass
        assert redis.info("persistence")["aof_last_bgrewrite_status"] == "ok"
    return EmbeddedRedis(folder=folder, server=server, settings=SAFE)


@pytest.mark.usefixtures("redis_server")
def test_what_was_acknowledged_before_a_backup_is_in_it_and_is_worked_off(server_binary, policy, attempt, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with EmbeddedRedis(server=server_binary, settings=SAFE) as server, Busy(server.url, policy, attempt) as busy:
        assert busy.enough.wait(60)
        acknowledged = set(busy.acknowledged)
        backed_up(busy.redis, elsewhere / "dump.rdb")

    # What workers had in hand at that moment comes back when its lease is over.
    later = replace(policy, clock_offset=timedelta(hours=1))
    with restored(elsewhere, server_binary) as server, connect(server.url) as redis:
        jobs = Jobs(redis, later)
        for job_id in acknowledged:
            if claim := jobs.claim(Queue.EVALUATE, job_id, "new"):
                jobs.finish_evaluation(claim, recommendation="{}", summary={})
            for delivery in (redis.hget(keys.JOB + job_id, "deliveries") or "").split():
                if claim := jobs.claim(Queue.DELIVER, delivery, "new"):
                    jobs.finish_delivery(claim, attempt())
        for job_id in acknowledged:
            view = jobs.view("hr", job_id)
            assert view.state == "completed"
            assert [delivery.state for delivery in view.deliveries] == ["completed"]
