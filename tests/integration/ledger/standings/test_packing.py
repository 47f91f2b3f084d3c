"""Recommendations are kept compressed, and those of older releases are read as they are."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.archive.packing import pack
from services.ledger.accounts.endpoints import EndpointMode
from services.ledger.store import keys
from services.ledger.store.packing import BYTES_IN_TEXT, as_archived, packed, unpacked
from services.ledger.views import stored_recommendation
from services.ledger.work.jobs import Queue

LONG = (
    '{"verdict":"Z\u00fcrich \u2028 \U0001f393",' + ",".join(f'"rule {n}":"says the same"' for n in range(1000)) + "}"
)


@given(st.text())
def test_every_text_comes_back(text):
    assert unpacked(packed(text).decode(errors=BYTES_IN_TEXT)) == text
    assert unpacked(text) == text


@given(st.text())
def test_what_is_stored_goes_into_the_archive_as_it_is(text):
    assert as_archived(packed(text).decode(errors=BYTES_IN_TEXT)) == pack(text)


@given(st.text())
def test_what_earlier_releases_stored_is_packed_anew_for_the_archive(text):
    assert as_archived(text) is None
    assert as_archived(zlib.compress(text.encode()).decode(errors=BYTES_IN_TEXT)) is None


@pytest.fixture
def finished(jobs, endpoints, accept):
    endpoints.put("hr", "lms", "https://lms.example/hook", EndpointMode.FULL)
    job_id = accept(profile='{"learner_id":"l-1","goal":"any"}')
    claim = jobs.claim(Queue.EVALUATE, job_id, "w")
    return job_id, *jobs.finish_evaluation(claim, recommendation=LONG, summary={})


def test_a_recommendation_is_kept_small_and_answered_and_sent_as_it_was(jobs, redis_client, finished):
    job_id, delivery = finished
    assert redis_client.strlen(keys.RECOMMENDATION + job_id) < len(LONG.encode()) / 4
    assert jobs.view("hr", job_id).recommendation == LONG
    assert stored_recommendation(redis_client, job_id) == LONG
    assert jobs.claim(Queue.DELIVER, delivery, "w").payload == LONG


@pytest.mark.parametrize("stored", [LONG, zlib.compress(LONG.encode(), level=6)])
def test_one_that_an_older_release_stored_is_read_as_it_is(jobs, redis_client, finished, stored):
    job_id, delivery = finished
    redis_client.set(keys.RECOMMENDATION + job_id, stored)
    assert jobs.view("hr", job_id).recommendation == LONG
    assert stored_recommendation(redis_client, job_id) == LONG
    assert jobs.claim(Queue.DELIVER, delivery, "w").payload == LONG


def test_the_profile_is_not_kept_a_second_time(redis_client, finished):
    assert redis_client.hget(keys.JOB + finished[0], "payload") is None
