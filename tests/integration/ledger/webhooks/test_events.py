"""Who is told of what: event types, what an endpoint asked for, disabling by itself, and test events."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from delivery_ids import endpoint_of, evaluation_of
from pulling import pull, pulled

from services.ledger.accounts.endpoints import DeliveryPreferences, EndpointMode, Endpoints, EndpointState
from services.ledger.events import CHOSEN_EVENTS, EventType
from services.ledger.standings.queues import snapshot
from services.ledger.store.errors import NotFound, OneAtATime
from services.ledger.webhooks.endpoint_tests import EndpointTests, is_test
from services.ledger.work.jobs import Jobs, JobState, Queue


@pytest.fixture
def put(endpoints):
    def put(endpoint_id, client="hr", **wishes):
        return endpoints.put(
            client, endpoint_id, "https://lms.example/hook", EndpointMode.FULL, DeliveryPreferences(**wishes)
        )[0]

    return put


@pytest.fixture
def evaluated(jobs, accept):
    def evaluated():
        held = jobs.claim(Queue.EVALUATE, accept(), "w")
        return jobs.finish_evaluation(held, recommendation="{}", summary={})

    return evaluated


@pytest.fixture
def set_aside(jobs, accept):
    def set_aside():
        jobs.dead_letter(jobs.claim(Queue.EVALUATE, accept(), "w"), "profile_rejected", "It no longer reads.")

    return set_aside


@pytest.fixture
def start_test(redis_client, policy):
    return EndpointTests(redis_client, policy).start


@pytest.fixture
def deliveries_of_every_event(put, endpoints, evaluated, set_aside, start_test, redis_client):
    """Return the ids of deliveries: one of each event that there is."""
    put("archive", events=CHOSEN_EVENTS)
    put("lms", events=())
    evaluated()
    set_aside()
    endpoints.disable("hr", "lms", "The receiver answered 410.")
    return [*owed(redis_client), start_test("hr", "archive")]


def owed(redis_client):
    return redis_client.zrange("cw:waiting:deliver", 0, -1)


def test_an_endpoint_gets_the_events_it_asked_for(put, evaluated, redis_client):
    assert put("usual").wishes.events == (EventType.COMPLETED,)
    put("dead-only", events=(EventType.DEAD,))
    assert [endpoint_of(redis_client, delivery) for delivery in evaluated()] == ["usual"]


def test_wishes_are_kept_and_changed_as_a_whole(put, endpoints):
    asked = DeliveryPreferences(events=(EventType.COMPLETED,), in_flight=2, rate=0.5)
    assert put("lms", **vars(asked)).wishes == asked == endpoints.get("hr", "lms").wishes
    assert put("lms").wishes == DeliveryPreferences()


def test_an_evaluation_that_is_set_aside_is_told_with_its_reason(put, jobs, accept, redis_client):
    put("lms", events=(EventType.DEAD, EventType.COMPLETED))
    put("results-only", events=(EventType.COMPLETED,))
    job_id = accept()
    jobs.dead_letter(jobs.claim(Queue.EVALUATE, job_id, "w"), "profile_rejected", "It no longer reads.")

    [news] = owed(redis_client)
    claim = jobs.claim(Queue.DELIVER, news, "w")
    assert (claim.event, claim.evaluation) == (EventType.DEAD, job_id)
    assert json.loads(claim.payload) == {"reason": "profile_rejected", "detail": "It no longer reads."}
    [view] = jobs.view("hr", job_id).deliveries
    assert (view.endpoint, view.event, view.about) == ("lms", "recommendation.dead", job_id)


def test_when_the_news_of_a_dead_evaluation_arrived_it_is_still_kept(put, jobs, accept, attempt, redis_client):
    put("lms", events=(EventType.DEAD,))
    job_id = accept()
    jobs.dead_letter(jobs.claim(Queue.EVALUATE, job_id, "w"), "broken", "x")
    [news] = owed(redis_client)
    jobs.finish_delivery(jobs.claim(Queue.DELIVER, news, "w"), attempt())
    assert redis_client.ttl(f"cw:job:{job_id}") == -1


def test_the_clients_other_endpoints_are_told_when_one_is_disabled(put, endpoints, jobs, redis_client, attempt):
    put("lms")
    put("archive", events=(EventType.ENDPOINT_DISABLED,))
    put("theirs", client="other", events=(EventType.ENDPOINT_DISABLED,))
    endpoints.disable("hr", "lms", "The receiver answered 410.")
    [notice] = owed(redis_client)
    claim = jobs.claim(Queue.DELIVER, notice, "w")
    assert (claim.event, claim.endpoint.id) == (EventType.ENDPOINT_DISABLED, "archive")
    assert json.loads(claim.payload) == {"endpoint": "lms", "reason": "The receiver answered 410."}
    assert claim.evaluation.startswith("evt_")
    jobs.finish_delivery(claim, attempt())
    assert redis_client.ttl(f"cw:job:{claim.evaluation}") > 0


def test_every_event_says_what_its_declaration_says(deliveries_of_every_event, jobs):
    claims = [jobs.claim(Queue.DELIVER, delivery, "w") for delivery in deliveries_of_every_event]

    assert {claim.event for claim in claims} == set(EventType)
    for claim in claims:
        if claim.event is not EventType.COMPLETED:
            assert set(json.loads(claim.payload)) == set(claim.event.declaration.says.__struct_fields__), claim.event


def test_an_endpoint_that_only_failed_for_five_days_is_disabled_and_one_that_received_in_between_is_not(
    redis_client, policy, put, evaluated, attempt
):
    put("lms")
    put("archive", events=(EventType.ENDPOINT_DISABLED,))
    [delivery] = evaluated()
    day = timedelta(days=1)

    def on_day(number, outcome):
        jobs = Jobs(redis_client, replace(policy, clock_offset=number * day))
        claim = jobs.claim(Queue.DELIVER, delivery, "w")
        if outcome == "fails":
            jobs.retry_delivery(claim, attempt("http_error", 500), timedelta(hours=1))
        return Endpoints(redis_client, policy).get("hr", "lms")

    assert [on_day(number, "fails").state for number in range(5)] == [EndpointState.ACTIVE] * 5
    assert on_day(0, "looked at").failing_since
    disabled = on_day(5, "fails")
    assert disabled.state is EndpointState.DISABLED
    assert disabled.reason == "Every attempt failed for 5 days. Put the endpoint again to enable it."
    assert "archive" in [endpoint_of(redis_client, name) for name in owed(redis_client)]
    assert snapshot(redis_client).counters["endpoints.disabled"] == 1


def test_resuming_forgets_the_failures_of_before_the_pause(put, endpoints, jobs, evaluated, attempt):
    put("lms")
    [delivery] = evaluated()
    jobs.retry_delivery(jobs.claim(Queue.DELIVER, delivery, "w"), attempt("http_error", 500), timedelta())
    assert endpoints.get("hr", "lms").failing_since
    endpoints.pause("hr", "lms")
    endpoints.resume("hr", "lms")
    assert endpoints.get("hr", "lms").failing_since is None


def test_what_is_owed_to_a_deleted_endpoint_becomes_a_dead_letter(put, endpoints, jobs, evaluated, redis_client):
    put("lms")
    [delivery] = evaluated()
    endpoints.delete("hr", "lms")
    assert pull(jobs, Queue.DELIVER) == ()
    [view] = jobs.view("hr", evaluation_of(redis_client, delivery)).deliveries
    assert (view.state, view.reason) == (JobState.DEAD, "endpoint_disabled")
    with pytest.raises(NotFound):
        endpoints.get("hr", "lms")
    with pytest.raises(NotFound):
        endpoints.delete("hr", "lms")
    assert endpoints.list("hr") == ()


def test_a_test_event_is_claimed_once_even_for_a_paused_endpoint_and_counts_for_nothing(
    redis_client, policy, put, endpoints, jobs, attempt
):
    put("lms")
    endpoints.pause("hr", "lms")
    tests = EndpointTests(redis_client, policy)
    test_id = tests.start("hr", "lms")
    with pytest.raises(OneAtATime):
        tests.start("hr", "lms")

    claim = jobs.claim(Queue.DELIVER, test_id, "w")
    assert is_test(claim)
    assert jobs.claim(Queue.DELIVER, test_id, "another") is None
    tests.finish(claim, attempt("http_error", 401))
    seen = tests.result(test_id)
    assert (seen.state, seen.attempts[0].status) == (JobState.COMPLETED, 401)
    assert endpoints.get("hr", "lms").failing_since is None
    assert 0 < redis_client.ttl(f"cw:job:{test_id}") <= 3600
    assert tests.start("hr", "lms") != test_id
    with pytest.raises(NotFound):
        tests.start("hr", "nowhere")


def test_no_more_than_the_rate_is_claimed(jobs_at, put, evaluated):
    # One in a quarter of an hour, so that none is added while the test looks on.
    put("lms", rate=0.001, in_flight=10)
    [made] = zip(*[evaluated() for _ in range(9)], strict=True)
    before, afterwards = jobs_at(minutes=5), jobs_at(minutes=35)
    [taken] = pulled(before, Queue.DELIVER)
    assert before.claim(Queue.DELIVER, next(job_id for job_id in made if job_id != taken), "w") is None
    assert len(pull(afterwards, Queue.DELIVER)) == 1


def test_an_endpoints_own_limit_in_flight_is_kept(put, jobs, evaluated):
    put("lms", in_flight=1)
    made = [evaluated()[0] for _ in range(3)]
    assert [jobs.claim(Queue.DELIVER, job_id, "w") is not None for job_id in made] == [True, False, False]
