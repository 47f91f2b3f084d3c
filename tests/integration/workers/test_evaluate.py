"""The evaluate task on a real ledger: claimed, decided, stored, and owed to the client's endpoints."""

import json
import logging
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from delivery_ids import delivery_id
from named_work import evaluating

from services.ledger.work.jobs import JobState, Queue
from services.ledger.work.wake_ups import WakeUp
from tests.integration.workers.conftest import CLIENT
from tests.integration.workers.receiver import port_that_refuses
from tests.integration.workers.stand_in import StandInAdvisor
from workers.app import open_ledger
from workers.evaluate import Bundles
from workers.shift import Shift, StopFlag
from workers.task import Report, carry_out


@pytest.fixture
def evaluate(evaluate_with):
    return evaluate_with(StandInAdvisor())


def subscribe(ledger, *endpoints):
    for endpoint in endpoints:
        ledger.endpoints.put(CLIENT, endpoint, "https://lms.example.org/hook", "full")


def test_a_profile_becomes_a_recommendation(evaluate, accept, view):
    before = datetime.now(UTC).date()
    job_id = accept()

    assert evaluate(job_id) == "evaluated, 0 to deliver"

    seen = view(job_id)
    assert seen.state is JobState.COMPLETED
    assert json.loads(seen.recommendation)["learner_id"] == "learner-1"
    decided_on = date.fromisoformat(json.loads(seen.recommendation)["decided_on"])
    assert before <= decided_on <= datetime.now(UTC).date()
    assert seen.summary == {
        "learner_id": "learner-1",
        "path": "micro_credential",
        "standing": "clear",
        "sentence": "Zürich, ja",
        "first": "Data Analysis",
        "second": "SQL for Beginners",
        "address": "https://example.org/13",
    }


def test_every_endpoint_is_owed_a_delivery_and_a_worker_is_woken_for_each(evaluate, ledger, accept, view, redis_client):
    subscribe(ledger, "archive", "lms")
    job_id = accept()

    evaluate(job_id)

    seen = view(job_id).deliveries
    assert [delivery.id for delivery in seen] == [delivery_id(job_id, "archive"), delivery_id(job_id)]
    assert [delivery.state for delivery in seen] == [JobState.WAITING, JobState.WAITING]
    assert redis_client.llen("deliver") == 2


def test_a_second_wake_up_finds_nothing_to_do(evaluate, accept):
    job_id = accept()
    evaluate(job_id)

    assert evaluate(job_id) == "nothing to do"
    assert evaluate("rec_unknown") == "nothing to do"


def test_the_same_profile_evaluated_again_gives_the_same_bytes(evaluate, accept, view):
    first, second = accept(), accept()
    evaluate(first)
    evaluate(second)

    assert view(first).recommendation == view(second).recommendation


def test_an_unresolved_occupation_is_set_aside_with_the_remedy(evaluate, accept, view):
    job_id = accept("unheard of")

    assert evaluate(job_id) == "dead-lettered (unresolved_occupation)"

    seen = view(job_id)
    assert (seen.state, seen.reason) == (JobState.DEAD, "unresolved_occupation")
    assert seen.detail == "No occupation is called that; did you mean 15-1252.00?"


@pytest.mark.parametrize("profile", ["{", "[]", '{"learner_id": "a", "name": "Ada"}'])
def test_a_stored_profile_that_no_longer_reads_is_set_aside_with_the_problems(evaluate, ledger, view, profile):
    job_id = ledger.jobs.accept(client=CLIENT, profile=profile, fingerprint="f", idempotency_key=None).job_id

    assert evaluate(job_id) == "dead-lettered (profile_rejected)"
    assert view(job_id).detail


def test_a_failing_advisor_leaves_the_job_to_its_lease_and_the_log_without_the_profile(
    evaluate, ledger, accept, view, caplog
):
    job_id = accept("breaks the advisor")

    with caplog.at_level(logging.INFO):
        carry_out(evaluate.work, ledger.jobs.claim(Queue.EVALUATE, job_id, "w"))

    assert view(job_id).state is JobState.RUNNING
    assert caplog.messages == [f"failed, the job comes back with its lease job={job_id}"]


def test_a_result_that_comes_after_the_lease_is_dropped(ledger, ledger_at, accept, view, caplog):
    job_id = accept()

    class SlowAdvisor(StandInAdvisor):
        """Answers only when another worker has got hold of the job."""

        def recommend(self, profile, on, overlay=None, catalogue=None):
            assert ledger_at(hours=1).jobs.claim(Queue.EVALUATE, job_id, "another")
            return super().recommend(profile, on, overlay, catalogue)

    with caplog.at_level(logging.INFO):
        carry_out(evaluating(ledger, SlowAdvisor()).work, ledger.jobs.claim(Queue.EVALUATE, job_id, "slow"))

    assert caplog.messages == [f"lease lost, the result is dropped job={job_id}"]
    assert view(job_id).recommendation is None


def test_a_ledger_that_is_away_is_logged_and_nothing_is_raised(settings, ledger, accept, caplog):
    claim = ledger.jobs.claim(Queue.EVALUATE, accept(), "w")
    with port_that_refuses() as port:
        away = open_ledger(replace(settings, redis_url=f"redis://127.0.0.1:{port}/0"))
        carry_out(evaluating(away, StandInAdvisor()).work, claim)

    said = f"the ledger did not answer, the job comes back with its lease job={claim.job_id}"
    assert caplog.messages[0].startswith(said)


class Clock:
    """Whether a shift is over: after so many looks."""

    def __init__(self, looks):
        self.left = looks

    def __call__(self):
        self.left -= 1
        return self.left < 0


def test_a_bundle_grows_with_how_quick_the_last_ones_were_and_is_given_back_at_the_end(ledger, accept, redis_client):
    ids = [accept() for _ in range(30)]
    took = []
    bundles = Bundles(ledger.jobs, lambda claim: took.append(claim.job_id) or Report("done"), 10.0)
    assert bundles.most == 1
    while bundles.most < 4:
        assert bundles.take_next(lambda: False)
    done = len(took)
    assert bundles.take_next(Clock(1))
    assert took == ids[: done + 2]
    assert redis_client.zcard("cw:waiting:evaluate") == len(ids) - done - 2


def test_a_shift_goes_on_until_nobody_calls_and_ends_when_told(ledger, accept):
    taken, stop = [], StopFlag()

    class Counting:
        def take_named(self, job_id):
            taken.append(job_id)

        def take_next(self, _is_over):
            claims = ledger.jobs.claim_next(Queue.EVALUATE, "w", 1)
            taken.extend(claim.job_id for claim in claims)
            return bool(claims)

    shift = Shift(queue=Queue.EVALUATE, hands=Counting(), wake_ups=ledger.wake_ups, stop=stop, seconds=600)
    ids = [accept() for _ in range(3)]
    shift(WakeUp("rec_named"))
    assert taken == ["rec_named", *ids]
    assert ledger.wake_ups.wait(Queue.EVALUATE, 0.01) is None, "every message was read"
    stop.set()
    more = [accept(), accept()]
    shift(WakeUp())
    assert taken[4:] == more[:1]
