"""What accepting promises, and to whom."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.ledger.standings.queues import snapshot
from services.ledger.store.errors import IdempotencyConflict, NotFound
from services.ledger.store.moments import from_redis_time
from services.ledger.work.jobs import Jobs, JobState, Queue


def test_an_accepted_profile_waits_and_is_readable_by_its_client(jobs, accept):
    view = jobs.view("hr", accept("hr"))
    assert view.state is JobState.WAITING
    assert view.recommendation is None
    assert view.deliveries == ()


def test_the_time_of_acceptance_is_redis_time(jobs, redis_client):
    before = from_redis_time(redis_client.time())
    accepted = jobs.accept(client="hr", profile="{}", fingerprint="f", idempotency_key=None)
    assert before <= accepted.accepted_at <= from_redis_time(redis_client.time())


def test_another_clients_recommendation_is_not_found(jobs, accept):
    job_id = accept("hr")
    with pytest.raises(NotFound, match=job_id):
        jobs.view("somebody-else", job_id)


def test_an_id_nobody_was_given_is_not_found(jobs):
    with pytest.raises(NotFound):
        jobs.view("hr", "rec_nobody")


def test_a_delivery_is_no_recommendation(jobs, deliveries):
    with pytest.raises(NotFound):
        jobs.view("hr", deliveries("lms")[0])


def test_the_same_request_under_the_same_key_is_one_job(jobs, redis_client):
    first = jobs.accept(client="hr", profile="{}", fingerprint="same", idempotency_key="k 1 \N{SNOWMAN}")
    second = jobs.accept(client="hr", profile="{}", fingerprint="same", idempotency_key="k 1 \N{SNOWMAN}")
    assert (first.replayed, second.replayed) == (False, True)
    assert (second.job_id, second.accepted_at) == (first.job_id, first.accepted_at)
    assert snapshot(redis_client).counters == {"accepted": 1, "replayed": 1}


def test_a_key_is_good_for_its_own_time_where_that_is_set(redis_client, policy):
    jobs = Jobs(redis_client, replace(policy, idempotency=timedelta(days=1)))
    jobs.accept(client="hr", profile="{}", fingerprint="f", idempotency_key="k")
    (record,) = redis_client.scan_iter("cw:used:*")
    assert 86390 < redis_client.ttl(record) <= 86400


def test_another_request_under_the_same_key_is_refused_and_names_the_first(accept):
    first = accept(key="k", fingerprint="one")
    with pytest.raises(IdempotencyConflict) as refused:
        accept(key="k", fingerprint="two")
    assert refused.value.existing_id == first


def test_two_clients_may_use_the_same_key(accept):
    assert accept("hr", key="k") != accept("other", key="k")


def test_requests_without_a_key_are_never_taken_for_one(accept):
    assert accept() != accept()


def test_an_idempotency_record_ends_with_the_retention_time(accept, redis_client, policy):
    accept(key="k")
    [record] = redis_client.scan_iter("cw:used:*")
    assert timedelta(0) < timedelta(milliseconds=redis_client.pttl(record)) <= policy.retention


def test_an_owed_job_never_expires(accept, redis_client):
    assert redis_client.ttl(f"cw:job:{accept()}") == -1


def test_a_profile_comes_back_as_it_was_given(jobs, accept):
    profile = '{"goal":"\N{SNOWMAN} \\u0000 \\" ü"}'
    assert jobs.claim(Queue.EVALUATE, accept(profile=profile), "w").payload == profile
