"""Processes of the release before and of this one work side by side on one ledger, in whatever order they are replaced.

The scripts of the release before lie in tests/data/ledger_before, as it ran them.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pulling import pull

from services.ledger.attempts import Attempt
from services.ledger.standings.queues import snapshot
from services.ledger.store import keys
from services.ledger.store.scripts import Scripts
from services.ledger.work.claims import MEMBERS
from services.ledger.work.jobs import Jobs, JobState, Queue

BEFORE = Path(__file__).parents[3] / "data" / "ledger_before"
PRELUDES = ("_base", "_lanes", "_states", "_keeping", "_events", "_again")
MEMBERS_BEFORE = 8
TRIED = Attempt(at=datetime(2026, 1, 1, tzinfo=UTC), duration_ms=1, status=200, outcome="tried", detail="", answer="")


class JobsBefore(Jobs):
    """What a process of the release before does: dispatchers name the jobs to wake, workers claim by name."""

    def __init__(self, client, policy):
        super().__init__(client, policy)
        self._scripts = ScriptsBefore(client, policy)

    def due(self, queue, limit=10):
        script = "due_evaluations" if queue is Queue.EVALUATE else "due_deliveries"
        return self._scripts.run(script, limit, queue.value)


class ScriptsBefore(Scripts):
    def run(self, name, *arguments):
        """Its claims had fewer members; processes of then did not read the others either."""
        answer = super().run(name, *arguments)
        if name != "claim" or not answer:
            return answer
        return [*answer[:MEMBERS_BEFORE], *[None] * (MEMBERS - MEMBERS_BEFORE), *answer[MEMBERS_BEFORE:]]

    def _loaded_for(self, name):
        named = {**keys.FOR_SCRIPTS, "held_back": "cw:held-back:"}
        names = ", ".join(f"{key} = '{value}'" for key, value in named.items())
        texts = [(BEFORE / f"{part}.lua").read_text("utf-8") for part in (*PRELUDES, name)]
        return self._redis.register_script("\n".join([f"local K = {{{names}}}", *texts]))


@pytest.fixture
def before_at(redis_client, at):
    return lambda **ahead: JobsBefore(redis_client, at(**ahead))


@pytest.fixture
def before(before_at):
    return before_at()


@pytest.fixture
def sides(before, jobs):
    return {"before": before, "now": jobs}


def owe(jobs, client="hr"):
    return jobs.accept(client=client, profile='{"learner_id":"l"}', fingerprint="f", idempotency_key=None).job_id


def evaluate(jobs, claim):
    return jobs.finish_evaluation(claim, recommendation="{}", summary={})


def is_settled(redis_client):
    queues = snapshot(redis_client).queues.values()
    return not any(queue.waiting or queue.running or queue.scheduled for queue in queues)


@pytest.mark.parametrize("accepts", ["before", "now"])
@pytest.mark.parametrize("finishes", ["before", "now"])
def test_what_either_accepts_or_finishes_workers_of_now_find_after_the_grace_without_any_message(
    sides, jobs_at, endpoints, redis_client, accepts, finishes
):
    afterwards = jobs_at(minutes=5)
    endpoints.put("hr", "lms", "https://lms.example/", "full")
    job_id = owe(sides[accepts])
    evaluate(sides[finishes], sides[finishes].claim(Queue.EVALUATE, job_id, "w"))
    second = owe(sides[accepts])
    (claim,) = pull(afterwards, Queue.EVALUATE)
    assert claim.job_id == second
    evaluate(sides[finishes], claim)
    for held in pull(afterwards, Queue.DELIVER):
        afterwards.finish_delivery(held, TRIED)
    assert is_settled(redis_client)


def test_what_is_accepted_now_workers_and_dispatchers_of_before_work_off(before_at, jobs, endpoints, redis_client):
    endpoints.put("hr", "lms", "https://lms.example/", "full")
    ids = {owe(jobs) for _ in range(3)}
    redis_client.delete("evaluate")
    before = before_at(minutes=5)
    assert set(before.due(Queue.EVALUATE)) == ids
    for job_id in ids:
        evaluate(before, before.claim(Queue.EVALUATE, job_id, "w"))
    for job_id in before_at(minutes=10).due(Queue.DELIVER):
        before.finish_delivery(before.claim(Queue.DELIVER, job_id, "w"), TRIED)
    assert is_settled(redis_client)
    # What those left behind in the turns is in nobody's way.
    assert jobs.claim_next(Queue.EVALUATE, "w", 5) == jobs.claim_next(Queue.DELIVER, "w", 5) == ()
    assert list(redis_client.scan_iter("cw:ready:*")) == []


def test_a_lease_of_either_that_ran_out_is_found_by_the_other(before_at, jobs, jobs_at, accept, redis_client):
    accept()
    redis_client.delete("evaluate")
    (lost,) = jobs.claim_next(Queue.EVALUATE, "w")
    before = before_at(hours=2)
    assert before.due(Queue.EVALUATE) == [lost.job_id]
    assert before.claim(Queue.EVALUATE, lost.job_id, "w")
    (claim,) = pull(jobs_at(hours=4), Queue.EVALUATE)
    assert (claim.job_id, claim.claims) == (lost.job_id, 3)


def test_a_delivery_that_a_dispatcher_of_before_kept_a_place_for_is_claimed_by_its_name(
    before, jobs, deliveries, redis_client
):
    made = deliveries("lms", count=6)
    redis_client.delete("deliver")
    named = before.due(Queue.DELIVER)
    assert len(named) == 4
    assert jobs.claim_next(Queue.DELIVER, "w", 10) == ()
    held = [jobs.claim(Queue.DELIVER, job_id, "w") for job_id in named]
    assert all(held)
    for claim in held:
        jobs.finish_delivery(claim, TRIED)
    assert {claim.job_id for claim in pull(jobs, Queue.DELIVER)} == set(made) - set(named)


def test_both_at_once_settle_everything_once(before_at, jobs_at, endpoints, redis_client):
    for client in ("a", "b"):
        endpoints.put(client, "lms", "https://lms.example/", "full")
    accepting = (before_at(), jobs_at())
    ids = [(client, owe(side, client)) for _ in range(5) for client in ("a", "b") for side in accepting]
    for minutes in range(5, 500, 5):
        before, jobs = before_at(minutes=minutes), jobs_at(minutes=minutes)
        for queue in Queue:
            jobs.tend(queue, 10)
            named = [before.claim(queue, job_id, "w") for job_id in before.due(queue)[:2]]
            claims = [(before, claim) for claim in named if claim]
            claims += [(jobs, claim) for claim in jobs.claim_next(queue, "w2", 2)]
            for side, claim in claims:
                evaluate(side, claim) if queue is Queue.EVALUATE else side.finish_delivery(claim, TRIED)
        if is_settled(redis_client):
            break
    assert all(jobs.view(client, job_id).deliveries[0].state is JobState.COMPLETED for client, job_id in ids)
    counters = snapshot(redis_client).counters
    assert counters["deliver.attempts.tried"] == counters["evaluate.completed"] == len(ids)
