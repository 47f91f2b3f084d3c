"""From a recommendation to the webhooks that carry it: created with it, retried, settled, and gone together."""

from dataclasses import replace
from datetime import timedelta

import pytest
from delivery_ids import delivery_id, evaluation_of
from pulling import pull, pulled

from services.ledger.accounts.endpoints import EndpointMode, EndpointState
from services.ledger.standings.queues import snapshot
from services.ledger.store.errors import LeaseLost
from services.ledger.work.jobs import Jobs, JobState, Queue


def claim(jobs, delivery):
    return jobs.claim(Queue.DELIVER, delivery, "w")


def test_a_recommendation_and_its_deliveries_appear_together(jobs, endpoints, accept):
    endpoints.put("hr", "lms", "https://lms.example/hook", EndpointMode.FULL)
    endpoints.put("hr", "archive", "https://archive.example/hook", EndpointMode.THIN)
    endpoints.put("other", "lms", "https://elsewhere.example/hook", EndpointMode.FULL)
    held = jobs.claim(Queue.EVALUATE, accept("hr"), "w")
    ids = jobs.finish_evaluation(held, recommendation='{"verdict":"yes"}', summary={"verdict": "yes"})

    assert ids == (delivery_id(held.job_id, "archive"), delivery_id(held.job_id))
    view = jobs.view("hr", held.job_id)
    assert (view.state, view.recommendation) == (JobState.COMPLETED, '{"verdict":"yes"}')
    assert view.summary == {"verdict": "yes"}
    assert [(d.endpoint, d.state) for d in view.deliveries] == [
        ("archive", JobState.WAITING),
        ("lms", JobState.WAITING),
    ]


def test_without_an_endpoint_the_recommendation_is_still_readable(jobs, accept, redis_client):
    held = jobs.claim(Queue.EVALUATE, accept(), "w")
    assert jobs.finish_evaluation(held, recommendation="{}", summary={}) == ()
    assert jobs.view("hr", held.job_id).recommendation == "{}"
    assert redis_client.ttl(f"cw:job:{held.job_id}") > 0
    assert redis_client.ttl(f"cw:rec:{held.job_id}") > 0


def test_a_paused_endpoint_is_owed_and_a_disabled_one_is_not(jobs, endpoints, accept, deliveries):
    deliveries("paused", "disabled")
    endpoints.pause("hr", "paused")
    endpoints.disable("hr", "disabled", "gone")
    held = jobs.claim(Queue.EVALUATE, accept(), "w")
    assert jobs.finish_evaluation(held, recommendation="{}", summary={}) == (delivery_id(held.job_id, "paused"),)


def test_a_delivery_carries_the_recommendation_its_endpoint_and_one_event_time(jobs, deliveries, attempt):
    [delivery] = deliveries("lms")
    first = claim(jobs, delivery)
    assert (first.payload, first.client, first.attempts) == ('{"verdict":"yes"}', "hr", 0)
    assert delivery_id(first.evaluation) == delivery
    assert (first.endpoint.address, first.endpoint.state) == ("https://lms.example/hook", EndpointState.ACTIVE)
    # The moment it is of, which is the same should it be decided again.
    assert first.accepted_at == jobs.view("hr", first.evaluation).accepted_at

    jobs.retry_delivery(first, attempt("timeout", None), timedelta(0))
    second = claim(jobs, delivery)
    assert (second.attempts, second.claims) == (1, 1)
    assert second.accepted_at == first.accepted_at


def test_a_delivered_webhook_is_completed_with_its_attempts(jobs, deliveries, attempt, redis_client):
    [delivery] = deliveries("lms")
    jobs.retry_delivery(claim(jobs, delivery), attempt("timeout", None), timedelta(0))
    jobs.finish_delivery(claim(jobs, delivery), attempt())
    [view] = jobs.view("hr", evaluation_of(redis_client, delivery)).deliveries
    assert view.state is JobState.COMPLETED
    assert view.attempts == (attempt("timeout", None), attempt())


def test_the_retention_time_starts_when_the_last_delivery_has_arrived(jobs, deliveries, attempt, redis_client, policy):
    first, second = deliveries("one", "two")
    evaluation = evaluation_of(redis_client, first)
    kept = [f"cw:job:{evaluation}", f"cw:rec:{evaluation}", f"cw:job:{first}", f"cw:attempts:{first}"]
    jobs.finish_delivery(claim(jobs, first), attempt())
    assert {redis_client.ttl(key) for key in kept} == {-1}
    jobs.finish_delivery(claim(jobs, second), attempt())
    kept += [f"cw:job:{second}", f"cw:attempts:{second}"]
    assert all(0 < redis_client.pttl(key) <= policy.retention / timedelta(milliseconds=1) for key in kept)


def test_what_belongs_to_a_dead_delivery_never_expires(jobs, deliveries, attempt, redis_client):
    first, second = deliveries("one", "two")
    jobs.dead_letter(claim(jobs, first), "exhausted", "Ten attempts failed.", attempt("refused", 500))
    jobs.finish_delivery(claim(jobs, second), attempt())
    evaluation = evaluation_of(redis_client, first)
    assert redis_client.ttl(f"cw:rec:{evaluation}") == redis_client.ttl(f"cw:job:{first}") == -1
    view = jobs.view("hr", evaluation).deliveries[0]
    assert (view.state, view.reason, len(view.attempts)) == (JobState.DEAD, "exhausted", 1)


def test_a_retry_is_scheduled_and_not_due_before_its_time(jobs, deliveries, attempt, redis_client):
    [delivery] = deliveries("lms")
    jobs.retry_delivery(claim(jobs, delivery), attempt("refused", 503), timedelta(minutes=5))
    assert pull(jobs, Queue.DELIVER) == ()
    queue = snapshot(redis_client).queues["deliver"]
    assert (queue.waiting, queue.scheduled, queue.running) == (0, 1, 0)


def test_a_wake_up_that_comes_early_brings_no_retry_forward(jobs, deliveries, attempt):
    [delivery] = deliveries("lms")
    jobs.retry_delivery(claim(jobs, delivery), attempt("timeout", None), timedelta(hours=2))
    assert claim(jobs, delivery) is None


def test_a_retry_is_due_when_its_time_has_come(jobs, jobs_at, deliveries, attempt):
    [delivery] = deliveries("lms")
    jobs.retry_delivery(claim(jobs, delivery), attempt("refused", 503), timedelta(minutes=5))
    assert pulled(jobs_at(minutes=6), Queue.DELIVER) == (delivery,)


def test_a_settled_retry_makes_claims_start_anew(jobs, deliveries, attempt):
    [delivery] = deliveries("lms")
    for _ in range(2):
        held = claim(jobs, delivery)
        assert held.claims == 1
        jobs.retry_delivery(held, attempt("refused", 503), timedelta(0))


def test_settling_twice_under_one_token_is_once(jobs, deliveries, attempt):
    [delivery] = deliveries("lms")
    held = claim(jobs, delivery)
    jobs.finish_delivery(held, attempt())
    jobs.finish_delivery(held, attempt())
    assert len(jobs.view("hr", held.evaluation).deliveries[0].attempts) == 1


def test_a_delivery_slower_than_its_lease_is_fenced(jobs, jobs_at, deliveries, attempt):
    [delivery] = deliveries("lms")
    slow, afterwards = claim(jobs, delivery), jobs_at(hours=2)
    [second] = pull(afterwards, Queue.DELIVER)
    assert second.job_id == delivery
    for settle in (
        lambda: jobs.finish_delivery(slow, attempt()),
        lambda: jobs.retry_delivery(slow, attempt(), timedelta(0)),
        lambda: jobs.dead_letter(slow, "exhausted", "x", attempt()),
    ):
        with pytest.raises(LeaseLost):
            settle()
    jobs.finish_delivery(second, attempt())


def test_only_the_last_attempts_are_kept_and_all_are_counted(redis_client, policy, deliveries, attempt):
    jobs = Jobs(redis_client, replace(policy, attempts_kept=2, breaker_after=99))
    [delivery] = deliveries("lms")
    for status in (500, 501, 502):
        jobs.retry_delivery(claim(jobs, delivery), attempt("refused", status), timedelta(0))
    held = claim(jobs, delivery)
    assert held.attempts == 3
    assert [a.status for a in jobs.view("hr", held.evaluation).deliveries[0].attempts] == [501, 502]
    assert snapshot(redis_client).deliveries == {"refused": 3}


def test_what_is_told_of_a_later_profile_has_a_greater_sequence_also_when_it_is_evaluated_first(
    jobs, jobs_at, endpoints, accept
):
    endpoints.put("hr", "lms", "https://lms.example/hook", EndpointMode.FULL)
    first, second = accept(), accept()
    # Redis's clock was set back meanwhile.
    third = jobs_at(hours=-1).accept(client="hr", profile="{}", fingerprint="f", idempotency_key=None).job_id
    sequences = {}
    for one in (second, third, first):
        held = jobs.claim(Queue.EVALUATE, one, "w")
        [delivery] = jobs.finish_evaluation(held, recommendation="{}", summary={})
        sequences[one] = jobs.claim(Queue.DELIVER, delivery, "w").sequence

    assert sequences[first] < sequences[second] < sequences[third]


def test_what_is_decided_again_after_a_failover_is_told_at_the_same_moment_under_the_same_id(
    jobs, jobs_at, endpoints, accept, redis_client
):
    """A replica that was behind takes over: what it had not heard of the finished evaluation happens once more."""
    endpoints.put("hr", "lms", "https://lms.example/hook", EndpointMode.FULL)
    job_id = accept()
    behind = {key: redis_client.dump(key) for key in redis_client.scan_iter("cw:*")}
    told = []
    for now in (jobs, jobs_at(minutes=7)):
        [delivery] = now.finish_evaluation(now.claim(Queue.EVALUATE, job_id, "w"), recommendation="{}", summary={})
        claim = now.claim(Queue.DELIVER, delivery, "w")
        told.append((claim.job_id, claim.accepted_at, claim.sequence, claim.payload))
        redis_client.flushdb()
        for key, value in behind.items():
            redis_client.restore(key, 0, value)

    assert told[0] == told[1]
