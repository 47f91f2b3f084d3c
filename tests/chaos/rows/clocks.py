"""What does a host whose clock is wrong do to the schedule, and what does Redis's own when it jumps?"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

from services.cli.running.processes import credwise
from tests.chaos.place import SETTINGS
from tests.chaos.rows.redis_in_trouble import load
from tests.chaos.rows.working import Workers
from tests.chaos.trial import Trial, row

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
#: Further than any pace at which webhooks are sent again reaches, so that dispatchers move what is due then.
BEYOND_ALL_SCHEDULES = timedelta(days=40)
#: What the receivers' library says of a timestamp that is minutes off.
WRONG_TIME = ("Message timestamp too new", "Message timestamp too old")
#: Webhooks that a receiver has to refuse for their time before the clock is put right: what opens a circuit.
REFUSED = 5


@row(
    "the clocks of API, workers and dispatcher wrong by an hour, some ahead, some behind",
    "scheduling and signed timestamps unaffected; the skew is a metric and a start-up check",
)
def wrong_clock(trial: Trial) -> None:
    clocks = trial.place.clocks
    clocks["api"].set_ahead(HOUR)
    clocks["evaluate"].set_ahead(-HOUR)
    clocks["deliver"].set_ahead(-HOUR)
    clocks["dispatcher"].set_ahead(HOUR)
    trial.place.end("dispatcher")
    trial.place.start("dispatcher")
    trial.hr.post_many(trial.amount)
    trial.until(lambda: len(trial.inbox.counts()) >= trial.amount, 20, "every webhook")
    # What waits for its lease or its schedule: a worker that is killed, a receiver that refuses once.
    refused: list[str] = []
    trial.inbox.answer = lambda webhook_id: refused.append(webhook_id) or 503 if not refused else 204
    trial.place.crash("evaluate")
    trial.hr.post_many(2)
    trial.until(lambda: len(trial.inbox.counts()) >= trial.amount + 2, 30, "the retry after five seconds")
    ahead = _skew(trial)
    trial.expect(ahead is not None and abs(ahead + 3600) < 60, f"by the metric Redis is {ahead} s ahead of the API")
    said = trial.place.processes.log("dispatcher").read_text("utf-8")
    trial.expect("WARNING" in said and "clock" in said, "the dispatcher did not warn at its start")
    trial.note(f"skew as a metric: {ahead} s; the dispatcher warned")
    trial.fault_ends()


def _skew(trial: Trial) -> float | None:
    """Read the metric as Prometheus does."""
    for line in trial.hr.read("/metrics").splitlines():
        if line.startswith("credwise_redis_clock_ahead_seconds "):
            return float(line.split()[1])
    return None


@row(
    "the clock of Redis jumps a day ahead under load, and back: an evaluating process is killed meanwhile, and "
    "receivers refuse the wrong timestamps",
    "nothing lost; what was due a day late is sent when `credwise ops reschedule --later-than 1` has been called",
)
def redis_clock_a_day_ahead(trial: Trial) -> None:
    with _jump(trial, DAY):
        _wait_for_refusals(trial)
    late = _due_later_than(trial, HOUR)
    trial.expect(late, "nothing was due a day late, so the jump did no harm")
    trial.fault_ends()
    said = _reschedule(trial, "--later-than", "1", "--yes")
    _expect_all_delivered(trial)
    trial.note(f"{len(_refused(trial))} webhooks refused for their time; {late} due late; {said}")


@row(
    "the clock of Redis jumps 40 days ahead under load, and back, and nobody does anything",
    "nothing lost; the dispatcher moves what is due too late by itself",
)
def redis_clock_far_ahead(trial: Trial) -> None:
    before = trial.count("clock.rescheduled")
    with _jump(trial, BEYOND_ALL_SCHEDULES):
        _wait_for_refusals(trial)
    trial.fault_ends()
    _expect_all_delivered(trial)
    moved = trial.count("clock.rescheduled") - before
    trial.expect(moved, "the dispatcher moved nothing")
    trial.note(f"{len(_refused(trial))} webhooks refused for their time; {moved} moved by the dispatcher")


@row(
    "the clock of Redis jumps back by three hours under load, an evaluating process is killed, and three hours forward",
    "nothing lost; the dispatcher shortens leases by itself; what receivers refused for its time is sent again",
)
def redis_clock_hours_behind(trial: Trial) -> None:
    before = trial.count("clock.rescheduled")
    # What runs when the clock jumps back has a lease that ends in three hours.
    with _jump(trial, -3 * HOUR, kill_before=True):
        _wait_for_refusals(trial)
        trial.until(lambda: trial.count("clock.rescheduled") > before, 30, "the dispatcher's mending")
    trial.fault_ends()
    _expect_all_delivered(trial)
    moved = trial.count("clock.rescheduled") - before
    trial.note(f"{len(_refused(trial))} webhooks refused for their time; {moved} moved by the dispatcher")


@contextmanager
def _jump(trial: Trial, by: timedelta, *, kill_before: bool = False) -> Iterator[None]:
    """Have the clock of Redis wrong for the length of the block, and right before and after, with a client posting.

    An evaluating process is killed just before one of the two jumps, so that its lease ends at the wrong moment.
    """
    trial.bear(*WRONG_TIME)
    redis = trial.place.redis
    with load(trial) as seen:
        try:
            trial.until(lambda: len(trial.inbox.counts()) >= 2, 20, "webhooks before the jump")
            if kill_before:
                _kill_one(trial)
            redis.advance(by)
            yield
            if not kill_before:
                _kill_one(trial)
        finally:
            redis.advance(-by)
        trial.hr.post_many(trial.amount)
    answers = {answer.status for answer in seen.answers}
    trial.expect(answers == {202}, f"profiles were answered {answers}")


def _kill_one(trial: Trial) -> None:
    def killed() -> bool:
        with suppress(ProcessLookupError):
            Workers(trial.place).kill_any()
            return True
        return False

    trial.until(killed, 20, "an evaluation to kill")


def _wait_for_refusals(trial: Trial) -> None:
    trial.until(lambda: len(_refused(trial)) >= REFUSED, 30, "webhooks refused for their time")


def _refused(trial: Trial) -> list[str]:
    return [one.webhook_id for one in list(trial.inbox.arrivals) if one.problem in WRONG_TIME]


def _expect_all_delivered(trial: Trial) -> None:
    promised = {job_id for promise in trial.hr.journal.promises().values() for job_id in promise.ids}
    trial.until(lambda: len(trial.inbox.counts()) >= len(promised), 60, "every webhook")


def _due_later_than(trial: Trial, later: timedelta) -> int:
    redis = trial.place.redis.client
    seconds, _ = redis.time()
    return redis.zcount("cw:waiting:deliver", (seconds + later.total_seconds()) * 1000, "+inf")


def _reschedule(trial: Trial, *options: str) -> str:
    """Do what an operator does; return what the command said last."""
    environ = {**os.environ, **SETTINGS, "CREDWISE_REDIS_URL": f"redis://127.0.0.1:{trial.place.redis.port}/0"}
    command = [*credwise("ops", "reschedule"), *options]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)
    trial.expect(done.returncode == 0, f"reschedule ended with {done.returncode}: {done.stderr}")
    return (done.stdout.splitlines() or ["nothing said"])[-1].removesuffix(".")
