"""Endpoints and their secrets: shown once, rotated with an overlap, and nobody else's business."""

import base64
from datetime import timedelta

import pytest

from services.ledger.accounts.endpoints import EndpointMode, Endpoints, EndpointState
from services.ledger.store.errors import NotFound, TooManySecrets
from services.ledger.work.jobs import Queue

HOUR = timedelta(hours=1)


def put(endpoints, client="hr", endpoint_id="lms", address="https://lms.example/hook", mode=EndpointMode.FULL):
    return endpoints.put(client, endpoint_id, address, mode)


def test_a_secret_is_shown_when_the_endpoint_is_created_and_never_again(endpoints):
    created, secret = put(endpoints)
    changed, none = put(endpoints, address="https://lms.example/other", mode=EndpointMode.THIN)
    assert none is None
    assert created.secrets == changed.secrets == (secret,)
    assert (changed.address, changed.mode) == ("https://lms.example/other", EndpointMode.THIN)
    assert changed.created_at == created.created_at


def test_a_secret_is_32_random_bytes_and_is_not_in_the_repr(endpoints):
    endpoint, secret = put(endpoints)
    assert len(base64.b64decode(secret.removeprefix("whsec_"), validate=True)) == 32
    assert secret not in repr(endpoint)


@pytest.fixture
def endpoints_at(redis_client, at):
    """The endpoints as they stand some time from now."""
    return lambda **ahead: Endpoints(redis_client, at(**ahead))


def test_a_rotated_secret_signs_beside_the_old_one_for_a_while(endpoints, jobs, jobs_at, deliveries):
    _, old = put(endpoints)
    new = endpoints.rotate_secret("hr", "lms", old_stays_good=HOUR)
    first, second = deliveries("lms", count=2)
    assert jobs.claim(Queue.DELIVER, first, "w").endpoint.secrets == (new, old)
    assert jobs_at(hours=2).claim(Queue.DELIVER, second, "w").endpoint.secrets == (new,)


def test_rotating_again_leaves_the_secret_in_use_good(endpoints):
    _, first = put(endpoints)
    second = endpoints.rotate_secret("hr", "lms")
    third = endpoints.rotate_secret("hr", "lms")
    assert endpoints.get("hr", "lms").secrets == (third, second, first)


def test_each_secret_ends_at_its_own_time(endpoints, endpoints_at):
    put(endpoints)
    second = endpoints_at(hours=-2).rotate_secret("hr", "lms", old_stays_good=HOUR)
    third = endpoints.rotate_secret("hr", "lms")
    assert endpoints.get("hr", "lms").secrets == (third, second)


def test_so_many_secrets_are_good_at_most_and_none_ends_early(endpoints, endpoints_at, jobs_at, deliveries):
    _, first = put(endpoints)
    made = [endpoints.rotate_secret("hr", "lms", old_stays_good=HOUR) for _ in range(4)]
    with pytest.raises(TooManySecrets, match="Rotate again after"):
        endpoints.rotate_secret("hr", "lms")
    assert endpoints.get("hr", "lms").secrets == (*reversed(made), first)
    newest = endpoints_at(hours=2).rotate_secret("hr", "lms")
    [delivery] = deliveries("lms")
    assert jobs_at(hours=2).claim(Queue.DELIVER, delivery, "w").endpoint.secrets == (newest, made[-1])


def test_an_endpoint_that_was_rotated_by_an_earlier_version_keeps_both(endpoints, redis_client):
    _, first = put(endpoints)
    second = endpoints.rotate_secret("hr", "lms")
    redis_client.hdel("cw:endpoint:hr:lms", "older_secrets")
    assert endpoints.get("hr", "lms").secrets == (second, first)
    third = endpoints.rotate_secret("hr", "lms")
    assert endpoints.get("hr", "lms").secrets == (third, second, first)


def test_no_client_finds_anothers_endpoint(endpoints):
    put(endpoints, "hr")
    assert endpoints.list("other") == ()
    for call in (endpoints.get, endpoints.pause, endpoints.resume, endpoints.rotate_secret):
        with pytest.raises(NotFound, match="lms"):
            call("other", "lms")
    with pytest.raises(NotFound):
        endpoints.disable("other", "lms", "gone")
    assert endpoints.get("hr", "lms").state is EndpointState.ACTIVE


def test_two_clients_may_call_their_endpoints_the_same(endpoints):
    put(endpoints, "hr", address="https://one.example/")
    put(endpoints, "other", address="https://two.example/")
    assert endpoints.get("hr", "lms").address == "https://one.example/"


def test_endpoints_are_listed_by_id(endpoints):
    put(endpoints, endpoint_id="b")
    put(endpoints, endpoint_id="a")
    assert [endpoint.id for endpoint in endpoints.list("hr")] == ["a", "b"]


def test_pausing_and_resuming_a_disabled_endpoint_leaves_it_disabled(endpoints):
    put(endpoints)
    endpoints.disable("hr", "lms", "The receiver answered 410 Gone.")
    endpoints.pause("hr", "lms")
    endpoints.resume("hr", "lms")
    endpoint = endpoints.get("hr", "lms")
    assert (endpoint.state, endpoint.reason) == (EndpointState.DISABLED, "The receiver answered 410 Gone.")


@pytest.mark.parametrize("bad", ["", "a.b", "a:b", "-a", "a" * 65, "a b", "a\n"])
def test_an_id_that_would_not_fit_into_a_webhook_id_is_refused(endpoints, bad):
    with pytest.raises(ValueError, match="letters"):
        put(endpoints, endpoint_id=bad)


def test_who_had_no_answer_to_a_rotation_asks_again_and_gets_the_same_secret(endpoints, endpoints_at, deliveries):
    deliveries("lms")
    [first] = endpoints.get("hr", "lms").secrets
    new = endpoints.rotate_secret("hr", "lms", idempotency_key="rotation-1")

    assert endpoints.rotate_secret("hr", "lms", idempotency_key="rotation-1") == new
    assert endpoints.get("hr", "lms").secrets == (new, first)
    another = endpoints.rotate_secret("hr", "lms", idempotency_key="rotation-2")
    assert endpoints.get("hr", "lms").secrets == (another, new, first)
    assert endpoints.rotate_secret("hr", "lms", idempotency_key="rotation-1") == new
    assert endpoints.get("hr", "lms").secrets == (another, new, first)
    assert endpoints_at(hours=25).rotate_secret("hr", "lms", idempotency_key="rotation-2") not in {another, new, first}


def test_a_rotation_that_an_earlier_version_made_can_be_asked_for_again(endpoints, redis_client):
    put(endpoints)
    new = endpoints.rotate_secret("hr", "lms", idempotency_key="rotation-1")
    redis_client.hdel("cw:endpoint:hr:lms", "rotations")
    assert endpoints.rotate_secret("hr", "lms", idempotency_key="rotation-1") == new
    another = endpoints.rotate_secret("hr", "lms")
    assert endpoints.rotate_secret("hr", "lms", idempotency_key="rotation-2") not in {new, another}
