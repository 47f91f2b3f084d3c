"""The evaluate task on a real ledger: claimed, decided, stored, and owed to the client's endpoints."""

import json
import logging
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from delivery_ids import delivery_id

from services.ledger.jobs import JobState, Queue
from tests.integration.workers.conftest import CLIENT
from tests.integration.workers.receiver import port_that_refuses
from tests.integration.workers.remembering_waker import RememberingWaker
from tests.integration.workers.stand_in import StandInAdvisor
from workers.app import open_ledger
from workers.evaluate import Evaluate
from workers.task import carry_out


@pytest.fixture
def waker():
    return RememberingWaker()


@pytest.fixture
def evaluate(ledger, waker):
    return Evaluate(
        jobs=ledger.jobs, overlays=ledger.overlays, catalogues=ledger.catalogues, advisor=StandInAdvisor(), waker=waker
    )


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
    assert seen.summary == {"path": "micro_credential", "standing": "clear"}


def test_every_endpoint_is_owed_a_delivery_and_a_worker_is_woken_for_it(evaluate, ledger, accept, waker):
    subscribe(ledger, "archive", "lms")
    job_id = accept()

    evaluate(job_id)

    assert waker.woken == [(Queue.DELIVER, delivery_id(job_id, "archive")), (Queue.DELIVER, delivery_id(job_id))]


def test_a_broker_that_takes_nothing_is_asked_once_and_the_deliveries_are_owed_all_the_same(ledger, accept, view):
    subscribe(ledger, "archive", "lms")
    waker = RememberingWaker(takes=False)
    job_id = accept()

    Evaluate(
        jobs=ledger.jobs, overlays=ledger.overlays, catalogues=ledger.catalogues, advisor=StandInAdvisor(), waker=waker
    )(job_id)

    assert len(waker.woken) == 1
    assert [delivery.state for delivery in view(job_id).deliveries] == [JobState.WAITING, JobState.WAITING]


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


def test_a_failing_advisor_leaves_the_job_to_its_lease_and_the_log_without_the_profile(evaluate, accept, view, caplog):
    job_id = accept("breaks the advisor")

    with caplog.at_level(logging.INFO):
        carry_out(evaluate, job_id)

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
        slow = Evaluate(
            jobs=ledger.jobs,
            overlays=ledger.overlays,
            catalogues=ledger.catalogues,
            advisor=SlowAdvisor(),
            waker=RememberingWaker(),
        )
        carry_out(slow, job_id)

    assert caplog.messages == [f"lease lost, the result is dropped job={job_id}"]
    assert view(job_id).recommendation is None


def test_a_ledger_that_is_away_is_logged_and_nothing_is_raised(settings, caplog):
    with port_that_refuses() as port:
        away = open_ledger(replace(settings, redis_url=f"redis://127.0.0.1:{port}/0"))
        evaluate = Evaluate(
            jobs=away.jobs,
            overlays=away.overlays,
            catalogues=away.catalogues,
            advisor=StandInAdvisor(),
            waker=RememberingWaker(),
        )
        carry_out(evaluate, "rec_1")

    assert caplog.messages[0].startswith("the ledger did not answer, the job comes back with its lease job=rec_1")
