"""Webhook secrets at rest: sealed for their endpoint, opened by any key, never lost and never in the clear."""

import re
from base64 import b64encode
from dataclasses import replace
from datetime import timedelta

import pytest
from click.testing import CliRunner

from services.cli import main
from services.ledger.accounts.endpoints import EndpointMode, Endpoints
from services.ledger.accounts.sealed_secrets import AT_ONCE, look_at_secrets, reseal
from services.ledger.checkup.findings import Severity
from services.ledger.checkup.secret_findings import of_secrets
from services.ledger.standings.endpoint_standings import endpoint_standings
from services.ledger.standings.heartbeats import Heartbeats
from services.ledger.store import keys
from services.ledger.store.errors import SecretLocked
from services.ledger.store.scripts import script_text
from services.ledger.store.sealing import Seal, id_of
from services.ledger.work.jobs import Jobs, Queue

OLD, NEW = Seal([b"o" * 32]), Seal([b"n" * 32])
BOTH = Seal([*NEW.keys, *OLD.keys])
OPEN = Seal()

LMS = keys.ENDPOINT + "hr:lms"


@pytest.fixture
def world(redis_client, policy):
    """The endpoints of a process that has the keys of a seal."""
    return lambda seal: Endpoints(redis_client, replace(policy, seal=seal))


def put(endpoints, name="lms"):
    return endpoints.put("hr", name, "https://lms.example/hook", EndpointMode.FULL)[1]


def everything(redis):
    """All that a thief of Redis's dump reads: each key with its value, whatever its type."""
    readers = {
        "hash": redis.hgetall,
        "string": redis.get,
        "set": redis.smembers,
        "list": lambda key: redis.lrange(key, 0, -1),
        "zset": lambda key: redis.zrange(key, 0, -1),
        "stream": redis.xrange,
    }
    return repr([(key, readers[redis.type(key)](key)) for key in redis.scan_iter()])


def levels(redis, seal):
    return [finding.severity for finding in of_secrets(look_at_secrets(redis, seal), seal)]


def test_no_secret_is_found_in_redis_whatever_is_done_with_the_endpoint(redis_client, world, deliveries, tests_of):
    endpoints = world(OLD)
    made = [
        put(endpoints),
        endpoints.rotate_secret("hr", "lms", idempotency_key="night"),
        endpoints.rotate_secret("hr", "lms"),
    ]
    tests_of(OLD).start("hr", "lms")
    deliveries("lms")

    assert endpoints.get("hr", "lms").secrets == tuple(reversed(made))
    dump = everything(redis_client)
    assert "sealed." in dump
    assert "whsec_" not in dump
    assert not [secret for secret in made if secret.removeprefix("whsec_")[:20] in dump]


@pytest.fixture
def tests_of(redis_client, policy):
    from services.ledger.webhooks.endpoint_tests import EndpointTests  # noqa: PLC0415

    return lambda seal: EndpointTests(redis_client, replace(policy, seal=seal))


def test_a_rotation_that_is_asked_for_again_shows_the_same_secret(world):
    endpoints = world(OLD)
    put(endpoints)
    first = endpoints.rotate_secret("hr", "lms", idempotency_key="night")
    endpoints.rotate_secret("hr", "lms")
    assert endpoints.rotate_secret("hr", "lms", idempotency_key="night") == first
    assert world(BOTH).rotate_secret("hr", "lms", idempotency_key="night") == first
    with pytest.raises(SecretLocked, match="CREDWISE_SECRETS_KEYS"):
        world(NEW).rotate_secret("hr", "lms", idempotency_key="night")


def test_secrets_that_lie_open_stay_readable_until_they_are_sealed(redis_client, world, policy):
    before = put(world(OPEN))
    after = world(OLD).rotate_secret("hr", "lms", idempotency_key="night")
    assert world(OLD).get("hr", "lms").secrets == (after, before)
    assert before in everything(redis_client)

    assert reseal(redis_client, replace(policy, seal=OLD)) == 1
    assert "whsec_" not in everything(redis_client)
    assert world(OLD).get("hr", "lms").secrets == (after, before)
    assert world(OLD).rotate_secret("hr", "lms", idempotency_key="night") == after
    assert reseal(redis_client, replace(policy, seal=OLD)) == 0


def test_a_key_is_changed_in_steps_and_the_old_one_needed_no_more(redis_client, world, policy):
    first, other = put(world(OLD)), put(world(OLD), "crm")
    second = world(BOTH).rotate_secret("hr", "lms")
    assert world(NEW).get("hr", "lms").secrets == (second,)
    assert world(NEW).get("hr", "crm").secrets == ()

    assert reseal(redis_client, replace(policy, seal=BOTH)) == 2
    assert look_at_secrets(redis_client, NEW).by_key == {NEW.key_id: 3}
    assert world(NEW).get("hr", "lms").secrets == (second, first)
    assert world(NEW).get("hr", "crm").secrets == (other,)


def test_a_secret_whose_time_is_over_is_not_kept_when_sealing_anew(redis_client, world, policy):
    first = put(world(OPEN))
    world(OPEN).rotate_secret("hr", "lms", old_stays_good=timedelta(0))
    assert first in everything(redis_client)

    reseal(redis_client, replace(policy, seal=OLD))
    assert not {"old_secret", "old_secret_until"} & set(redis_client.hgetall(LMS))


def test_a_rotation_while_secrets_are_sealed_anew_is_not_undone(redis_client, world, policy):
    put(world(OLD))

    class Meddled:
        """A Redis on which somebody rotates right after the endpoint was read."""

        def __init__(self):
            self.rotated = ""

        def pipeline(self, **how):
            pipe = redis_client.pipeline(**how)
            execute = pipe.execute

            def read(**how):
                answer = execute(**how)
                self.rotated = self.rotated or world(OLD).rotate_secret("hr", "lms")
                return answer

            pipe.execute = read
            return pipe

        def __getattr__(self, name):
            return getattr(redis_client, name)

    meddled = Meddled()
    assert reseal(meddled, replace(policy, seal=BOTH)) == 1
    assert world(NEW).get("hr", "lms").secrets[0] == meddled.rotated
    assert look_at_secrets(redis_client, NEW).locked == {}


class Counted:
    """A Redis that counts how often a pipeline is sent."""

    def __init__(self, client):
        self.client, self.sent = client, 0

    def pipeline(self, **how):
        pipe = self.client.pipeline(**how)
        execute = pipe.execute

        def counted(**how):
            self.sent += 1
            return execute(**how)

        pipe.execute = counted
        return pipe

    def __getattr__(self, name):
        return getattr(self.client, name)


def test_many_endpoints_are_looked_at_and_sealed_a_hundred_at_a_time(redis_client, world, policy):
    endpoints, many = world(OPEN), AT_ONCE + 20
    for number in range(many):
        put(endpoints, f"lms-{number}")
    looking, sealing = Counted(redis_client), Counted(redis_client)
    assert look_at_secrets(looking, OPEN).by_key == {"": many}
    assert reseal(sealing, replace(policy, seal=OLD)) == many
    assert (looking.sent, sealing.sent) == (2, 4)
    assert look_at_secrets(redis_client, OLD).by_key == {OLD.key_id: many}


def flipped(text, place):
    return f"{text[:place]}{'A' if text[place] != 'A' else 'B'}{text[place + 1 :]}"


def test_a_secret_that_was_changed_or_moved_is_refused(redis_client, world):
    put(world(OLD))
    put(world(OLD), "crm")
    stored = redis_client.hget(LMS, "secret")

    redis_client.hset(keys.ENDPOINT + "hr:crm", "secret", stored)
    assert world(OLD).get("hr", "crm").secrets == ()
    for place in (20, 40, len(stored) - 6):
        redis_client.hset(LMS, "secret", flipped(stored, place))
        assert world(OLD).get("hr", "lms").secrets == ()
    for torn in ("sealed.", f"sealed.{id_of(OLD.keys[0])}.", stored[:30], stored + "!"):
        redis_client.hset(LMS, "secret", torn)
        assert world(OLD).get("hr", "lms").secrets == ()
    assert "changed or moved" in look_at_secrets(redis_client, OLD).locked["hr/crm"]


def test_without_its_key_what_is_owed_waits_and_goes_on_when_the_key_is_back(
    redis_client, world, policy, deliveries, jobs_at
):
    secret = put(world(OLD))
    first, second = deliveries("lms", count=2)
    lost = Jobs(redis_client, policy)
    claim = lost.claim(Queue.DELIVER, first, "w")
    assert claim.endpoint.secrets == ()
    lost.put_off(claim, timedelta(seconds=30), is_locked=True)

    [standing] = endpoint_standings(redis_client, policy)
    assert (standing.held_by, standing.pending) == ("locked", 2)
    assert lost.claim_next(Queue.DELIVER, "w", 2) == ()
    assert lost.claim(Queue.DELIVER, second, "w") is None

    later = replace(policy, seal=OLD, clock_offset=timedelta(minutes=6))
    jobs_at(minutes=6).tend(Queue.DELIVER, 10)
    back = [Jobs(redis_client, later).claim_next(Queue.DELIVER, f"w{turn}", 1)[0] for turn in range(2)]
    assert {one.job_id for one in back} == {first, second}
    assert {one.endpoint.secrets for one in back} == {(secret,)}
    assert {one.claims for one in back} == {1}


def test_with_a_lost_key_a_new_secret_ends_the_wait_at_once(redis_client, world, policy, deliveries):
    put(world(OLD))
    (delivery,) = deliveries("lms")
    lost = Jobs(redis_client, replace(policy, seal=NEW))
    lost.put_off(lost.claim(Queue.DELIVER, delivery, "w"), timedelta(minutes=5), is_locked=True)

    secret = world(NEW).rotate_secret("hr", "lms", old_stays_good=timedelta(0))

    [standing] = endpoint_standings(redis_client, policy)
    assert standing.held_by == ""
    assert world(NEW).get("hr", "lms").secrets == (secret,)
    assert look_at_secrets(redis_client, NEW).locked == {}


@pytest.fixture
def older_worker(redis_client, policy):
    """Have a deliver worker of a release from before there were sealed secrets beat; call it to end it."""

    def beat(for_seconds):
        told = (policy.for_scripts(), "deliver host:1", '{"pid":"1"}', for_seconds * 1000, 0)
        redis_client.register_script(script_text("beat", 6))(args=told)

    beat(60)
    return lambda: beat(-1)


def test_nothing_is_sealed_while_a_worker_is_alive_that_knows_no_sealed_secrets(
    redis_client, world, policy, older_worker
):
    put(world(OLD))
    world(OLD).rotate_secret("hr", "lms")
    assert look_at_secrets(redis_client, OLD).by_key == {"": 2}
    found = look_at_secrets(redis_client, OLD)
    assert found.unable == ("host:1",)
    [told, *_] = of_secrets(found, OLD)
    assert told.severity is Severity.PROBLEM
    assert "host:1" in told.sentence

    older_worker()
    Heartbeats(redis_client, policy).beat("deliver", "host:2")
    assert look_at_secrets(redis_client, OLD).unable == ()
    put(world(OLD), "crm")
    assert look_at_secrets(redis_client, OLD).by_key == {"": 2, OLD.key_id: 1}


def test_an_older_worker_is_no_fault_where_nothing_is_sealed(redis_client, world, older_worker):  # noqa: ARG001 - it beats
    put(world(OPEN))
    assert levels(redis_client, OPEN) == [Severity.WARNING]


def test_resealing_is_refused_while_a_worker_is_alive_that_knows_no_sealed_secrets(redis_url, world, older_worker):
    put(world(OPEN))
    environ = {"CREDWISE_REDIS_URL": redis_url, "CREDWISE_SECRETS_KEYS": b64encode(OLD.keys[0]).decode()}

    def run():
        return CliRunner().invoke(main, ["ops", "secrets", "reseal"], env=environ)

    refused = run()
    assert (refused.exit_code, "host:1" in refused.output) == (1, True)
    older_worker()
    assert "1 endpoints were sealed anew" in run().output


def test_the_doctor_tells_open_old_and_locked_secrets_apart(redis_client, world, policy):
    assert levels(redis_client, OPEN) == [Severity.OK]
    put(world(OPEN))
    assert levels(redis_client, OPEN) == [Severity.WARNING]
    assert levels(redis_client, OLD) == [Severity.WARNING]
    reseal(redis_client, replace(policy, seal=OLD))
    assert levels(redis_client, OLD) == [Severity.OK]
    assert levels(redis_client, BOTH) == [Severity.WARNING]
    assert levels(redis_client, NEW) == [Severity.PROBLEM]
    assert levels(redis_client, OPEN) == [Severity.PROBLEM]


def test_neither_seal_nor_scripts_show_a_key(policy):
    shown = repr(replace(policy, seal=OLD)) + replace(policy, seal=OLD).for_scripts()
    assert not re.search("ooo|seal.:", shown)
