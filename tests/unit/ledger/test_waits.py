"""What something waits for is said with what mends it: every cause, from facts alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services.ledger.standings.endpoint_standings import HELD_BY, EndpointStanding
from services.ledger.views import JobState
from services.ledger.waits.facts import Due, JobFacts, Surroundings
from services.ledger.waits.holds import wait_of_endpoint
from services.ledger.waits.wait import Cause
from services.ledger.waits.waits import waits_of_all, waits_of_job
from services.ledger.work.jobs import Queue

NOW = datetime(2026, 11, 29, 3, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

LMS = EndpointStanding(
    client="hr",
    endpoint="lms",
    address="https://lms.example/hook",
    mode="full",
    state="active",
    reason="",
    failures=0,
    failing_since=None,
    open_until=None,
    pending=3,
    due=3,
    in_flight=0,
    oldest_due_age_seconds=5,
    held_by="",
)

CALM = Surroundings(
    now=NOW,
    roles=frozenset({"evaluate", "deliver", "dispatcher"}),
    due={queue: Due(jobs=0, oldest=timedelta()) for queue in Queue},
    scheduled_evaluations=0,
    endpoints=(LMS,),
)

DELIVERY = JobFacts(
    id="msg_1",
    queue=Queue.DELIVER,
    state=JobState.WAITING,
    client="hr",
    accepted_at=NOW - MINUTE,
    claims=0,
    attempts=0,
    worker="host:7",
    lease_until=None,
    owed_since=NOW - timedelta(seconds=2),
    ahead=0,
    reason="",
    detail="",
    last_answer="The receiver answered 503.",
    endpoint_name="hr/lms",
    endpoint=LMS,
)
EVALUATION = replace(DELIVERY, id="rec_1", queue=Queue.EVALUATE, endpoint=None, endpoint_name="")


def causes(waits):
    return [wait.cause for wait in waits]


@pytest.mark.parametrize(
    ("job", "around", "cause", "remedy"),
    [
        (DELIVERY, CALM, Cause.WORKER, ""),
        (replace(DELIVERY, owed_since=NOW - MINUTE), CALM, Cause.WAKE_UP, "restart worker-deliver"),
        (
            DELIVERY,
            replace(CALM, roles=frozenset({"evaluate", "dispatcher"})),
            Cause.NO_WORKER,
            "credwise worker deliver",
        ),
        (EVALUATION, replace(CALM, roles=frozenset({"evaluate"})), Cause.NO_DISPATCHER, "credwise dispatcher"),
        (replace(EVALUATION, ahead=900), CALM, Cause.QUEUE, "--scale worker-evaluate"),
        (replace(DELIVERY, owed_since=NOW + MINUTE, attempts=2), CALM, Cause.RETRY, "credwise endpoints test hr/lms"),
        (replace(EVALUATION, accepted_at=NOW + MINUTE), CALM, Cause.CLOCK, "credwise ops reschedule"),
        (replace(EVALUATION, owed_since=NOW + MINUTE), CALM, Cause.CLOCK, "credwise ops reschedule"),
        (replace(DELIVERY, owed_since=NOW + timedelta(days=3)), CALM, Cause.CLOCK, "credwise ops reschedule"),
        (
            replace(DELIVERY, state=JobState.RUNNING, lease_until=NOW + MINUTE),
            replace(CALM, roles=frozenset()),
            Cause.WORKER,
            "",
        ),
        (replace(DELIVERY, state=JobState.RUNNING, lease_until=NOW - MINUTE), CALM, Cause.LEASE, ""),
        (replace(DELIVERY, state=JobState.DEAD, reason="gone"), CALM, Cause.DEAD, "credwise dead requeue msg_1"),
        (replace(DELIVERY, state=JobState.COMPLETED), CALM, Cause.NOTHING, ""),
        (replace(DELIVERY, state=JobState.DISCARDED), CALM, Cause.NOTHING, ""),
    ],
)
def test_a_job_waits_for_one_thing_first_and_a_command_mends_it(job, around, cause, remedy):
    first, *_ = waits_of_job(job, around)
    assert first.cause is cause
    assert first.about == job.id
    assert remedy in first.remedy
    assert bool(remedy) == bool(first.remedy)


HOLDS = {
    "disabled": (Cause.DISABLED, "credwise deliveries resend --endpoint hr/lms"),
    "paused": (Cause.PAUSE, "credwise endpoints resume hr/lms"),
    "unproven": (Cause.PROOF, "credwise endpoints test hr/lms"),
    "locked": (Cause.LOCKED, "CREDWISE_SECRETS_KEYS"),
    "breaker": (Cause.BREAKER, "where that arrives, credwise endpoints resume hr/lms"),
    "rate": (Cause.RATE, ""),
    "in_flight": (Cause.IN_FLIGHT, "credwise endpoints test hr/lms"),
    "client": (Cause.CLIENT_LIMIT, "CREDWISE_DELIVER_THREADS"),
}


def test_everything_that_can_hold_an_endpoint_is_explained():
    assert set(HOLDS) == set(HELD_BY)


@pytest.mark.parametrize("held_by", HOLDS)
def test_what_holds_the_endpoint_holds_its_webhooks(held_by):
    cause, remedy = HOLDS[held_by]
    endpoint = replace(LMS, held_by=held_by, failures=5, failing_since=NOW - MINUTE, open_until=NOW + MINUTE)
    wait = wait_of_endpoint(endpoint)
    assert (wait.about, wait.cause, wait.jobs) == ("hr/lms", cause, 3)
    assert remedy in wait.remedy
    # Whether a worker is alive plays no part until the endpoint may be sent to.
    [of_job] = waits_of_job(replace(DELIVERY, endpoint=endpoint), replace(CALM, roles=frozenset()))
    assert of_job == replace(wait, about="msg_1", jobs=1)


def test_an_endpoint_that_nothing_holds_says_so():
    assert wait_of_endpoint(LMS).cause is Cause.NOTHING


def test_a_retry_behind_an_open_circuit_waits_for_both():
    endpoint = replace(LMS, held_by="breaker", failures=5)
    job = replace(DELIVERY, endpoint=endpoint, owed_since=NOW + MINUTE, attempts=1)
    assert causes(waits_of_job(job, CALM)) == [Cause.BREAKER, Cause.RETRY]


def test_of_everything_queues_come_first_then_the_endpoints_that_hold_back():
    held = (replace(LMS, held_by="paused"), replace(LMS, endpoint="idle", held_by="paused", pending=0), LMS)
    around = replace(
        CALM,
        due={Queue.EVALUATE: Due(jobs=7, oldest=MINUTE), Queue.DELIVER: Due(jobs=2, oldest=timedelta(seconds=1))},
        endpoints=held,
        scheduled_evaluations=1,
    )
    waits = waits_of_all(around)
    assert [(wait.about, wait.cause, wait.jobs) for wait in waits] == [
        ("evaluate", Cause.QUEUE, 7),
        ("deliver", Cause.WORKER, 2),
        ("evaluate", Cause.CLOCK, 1),
        ("hr/lms", Cause.PAUSE, 3),
    ]
    assert waits_of_all(CALM) == ()


def test_what_waits_for_its_clients_limit_is_one_wait_that_names_where_most_is_under_way():
    slow = replace(LMS, endpoint="slow", in_flight=24, held_by="in_flight")
    others = [replace(LMS, endpoint=f"other-{number}", held_by="client") for number in range(40)]
    polite = replace(LMS, client="lms", held_by="client")
    waits = waits_of_all(replace(CALM, endpoints=(*others, slow, polite)))
    assert [(wait.about, wait.cause, wait.jobs) for wait in waits] == [
        ("hr/slow", Cause.IN_FLIGHT, 3),
        ("hr", Cause.CLIENT_LIMIT, 120),
        ("lms", Cause.CLIENT_LIMIT, 3),
    ]
    assert "most of them (24) to hr/slow; 120 wait for 40 of its endpoints" in waits[1].sentence
    assert "credwise endpoints pause hr/slow" in waits[1].remedy


def test_where_nobody_is_alive_both_are_named_for_each_queue():
    around = replace(CALM, roles=frozenset(), due={Queue.EVALUATE: Due(jobs=7, oldest=MINUTE)})
    assert causes(waits_of_all(around)) == [Cause.NO_WORKER, Cause.NO_DISPATCHER]
