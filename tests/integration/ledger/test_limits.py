"""What one client may take up of what all share: it is refused more, and the others are not."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from services.broker.embedded_redis import EmbeddedRedis
from services.client_limits import LIMITS, LimitName
from services.ledger.accounts.catalogues import VERSIONS_LISTED, Catalogues
from services.ledger.accounts.endpoints import EndpointMode, Endpoints
from services.ledger.accounts.overlays import Overlays
from services.ledger.batches.batches import Batches, Sending
from services.ledger.batches.lines import LineOutcome, SentLine
from services.ledger.imports.imports import Imports
from services.ledger.limits.client_limits import ClientLimits
from services.ledger.limits.refusals import Refusals, refused_lately
from services.ledger.standings.measuring import Measuring, measured_storage
from services.ledger.standings.queues import snapshot
from services.ledger.store.connection import connect
from services.ledger.store.errors import LedgerFull, OverLimit
from services.ledger.store.scripts import Scripts
from services.ledger.waits.facts import Surroundings
from services.ledger.waits.wait import Cause
from services.ledger.waits.waits import waits_of_all
from services.ledger.work.jobs import Jobs, Queue
from services.settings import read_settings

MEGABYTE = 1024**2


@pytest.fixture
def limited(redis_client, policy):
    """Jobs of an installation with these limits, some time from now."""

    def limited(ahead=timedelta(), **limits):
        return Jobs(redis_client, replace(policy, limits=limits, clock_offset=ahead))

    return limited


@pytest.fixture
def own(redis_client, policy):
    """Give a client numbers of its own."""
    return lambda client, **numbers: ClientLimits(redis_client, policy).set(
        client, {LimitName(name): most for name, most in numbers.items()}
    )


def send(jobs, client="hr", key=None, profile='{"learner_id":"l"}'):
    return jobs.accept(client=client, profile=profile, fingerprint="f", idempotency_key=key)


def refused(jobs, client="hr", **more):
    with pytest.raises(OverLimit) as error:
        send(jobs, client, **more)
    return error.value


def test_a_minutes_worth_may_come_at_once_and_no_more(limited):
    jobs = limited(profiles_per_minute=3)
    left = [send(jobs).allowances[0].left for _ in range(3)]
    assert left == [2, 1, 0]
    error = refused(jobs)
    assert (error.limit, error.most) == (LimitName.PROFILES_PER_MINUTE, 3)
    assert timedelta() < error.retry_in <= timedelta(seconds=20)
    assert [(one.limit, one.left) for one in error.allowances] == [(LimitName.PROFILES_PER_MINUTE, 0)]
    assert send(jobs, "another").allowances[0].left == 2


def test_when_it_is_said_to_be_time_another_is_taken(limited):
    for _ in range(3):
        send(limited(profiles_per_minute=3))
    later = refused(limited(profiles_per_minute=3)).retry_in
    assert send(limited(later, profiles_per_minute=3))
    assert send(limited(timedelta(minutes=5), profiles_per_minute=3)).allowances[0].left == 2


def test_what_was_taken_before_is_answered_whatever_the_limits(limited):
    jobs = limited(profiles_per_minute=1, profiles_owed=1, bytes_kept=1)
    first = send(limited(), key="k")
    assert send(jobs, key="k").job_id == first.job_id


def test_nothing_of_what_is_refused_is_kept(limited, redis_client):
    jobs = limited(profiles_per_minute=1)
    send(jobs, key="k")
    before = {key: redis_client.dump(key) for key in redis_client.scan_iter("cw:*")}
    refused(limited(profiles_owed=1), key="another")
    left_out = {"cw:counters", "cw:refused"}
    after = {key: redis_client.dump(key) for key in redis_client.scan_iter("cw:*")}
    assert {key: after[key] for key in after.keys() - left_out} == {
        key: before[key] for key in before.keys() - left_out
    }


def test_profiles_are_owed_until_their_webhooks_are_taken(limited, endpoints, attempt):
    endpoints.put("hr", "lms", "https://lms.example/hook", EndpointMode.FULL)
    endpoints.put("hr", "lms-2", "https://lms.example/hook", EndpointMode.FULL)
    jobs = limited(profiles_owed=2)
    assert send(jobs).allowances[0].left == 1
    assert send(jobs).allowances[0].left == 0
    assert refused(jobs).limit is LimitName.PROFILES_OWED
    [claim] = jobs.claim_next(Queue.EVALUATE, "w")
    one, other = jobs.finish_evaluation(claim, recommendation="{}", summary={})
    assert refused(jobs).used == 2, "each of its webhooks counts for the same profile"
    for delivery in (one, other):
        jobs.finish_delivery(jobs.claim(Queue.DELIVER, delivery, "w"), attempt())
    assert send(jobs)
    assert send(jobs, "another")


def test_bytes_are_counted_as_they_come_and_measured_anew(limited, redis_client, policy):
    jobs = limited(bytes_kept=40_000)
    text = '{"learner_id":"l","note":"' + "x" * 15_000 + '"}'
    send(jobs, profile=text)
    send(jobs, profile=text)
    error = refused(jobs, profile=text)
    assert (error.limit, error.most) == (LimitName.BYTES_KEPT, 40_000)
    assert 30_000 < error.used < 40_000
    assert send(jobs, "another", profile=text)

    for claim in jobs.claim_next(Queue.EVALUATE, "w", 3):
        jobs.finish_evaluation(claim, recommendation="{}", summary={})
    assert Measuring(redis_client, policy).measure_if_due()
    assert send(jobs, profile=text)


def test_bytes_are_measured_once_a_minute_whoever_asks(redis_client, policy):
    assert Measuring(redis_client, policy).measure_if_due()
    assert not Measuring(redis_client, policy).measure_if_due()
    assert 0 < redis_client.pttl("cw:kept-measured") <= 60_000


def test_a_client_has_so_many_endpoints_and_goes_on_changing_those(redis_client, policy):
    endpoints = Endpoints(redis_client, replace(policy, limits={"endpoints": 2}))
    for name in ("a", "b"):
        endpoints.put("hr", name, "https://lms.example/hook", EndpointMode.FULL)
    with pytest.raises(OverLimit, match="may have 2 endpoints, and has 2"):
        endpoints.put("hr", "c", "https://lms.example/hook", EndpointMode.FULL)
    endpoints.put("hr", "a", "https://lms.example/other", EndpointMode.THIN)
    endpoints.delete("hr", "b")
    endpoints.put("hr", "c", "https://lms.example/hook", EndpointMode.FULL)
    endpoints.put("another", "a", "https://lms.example/hook", EndpointMode.FULL)


def test_a_client_keeps_so_many_catalogues_those_on_their_way_out_included(redis_client, policy):
    catalogues = Catalogues(redis_client, replace(policy, limits={"catalogues": VERSIONS_LISTED + 2}))
    for number in range(VERSIONS_LISTED + 2):
        catalogues.put("hr", f"h{number}", "text", credentials=1, stacks=0)
    assert len(catalogues.versions("hr")) == VERSIONS_LISTED
    with pytest.raises(OverLimit) as error:
        catalogues.put("hr", "more", "text", credentials=1, stacks=0)
    assert (error.value.limit, error.value.used) == (LimitName.CATALOGUES, VERSIONS_LISTED + 2)
    # One that is kept already is brought back.
    catalogues.put("hr", "h0", "text", credentials=1, stacks=0)
    in_a_month = replace(policy, limits={"catalogues": VERSIONS_LISTED + 2}, clock_offset=policy.retention)
    Catalogues(redis_client, in_a_month).put("hr", "more", "text", credentials=1, stacks=0)


def test_catalogues_and_overlays_count_as_bytes(redis_client, policy):
    narrow = replace(policy, limits={"bytes_kept": 10})
    with pytest.raises(OverLimit, match="bytes kept in Redis"):
        Catalogues(redis_client, narrow).put("hr", "h", "long " * 1000, credentials=1, stacks=0)
    with pytest.raises(OverLimit, match="bytes kept in Redis"):
        Overlays(redis_client, narrow).put("hr", "h", {"a.yaml": "x" * 100})


def test_a_clients_own_numbers_stand_before_those_of_the_installation(limited, own, redis_client, policy):
    jobs = limited(profiles_owed=1)
    own("large", profiles_owed=3)
    own("boundless", profiles_owed=None)
    for _ in range(3):
        send(jobs, "large")
        send(jobs, "boundless")
    assert refused(jobs, "large").most == 3
    assert send(jobs, "boundless").allowances == ()
    ClientLimits(redis_client, policy).unset("large", (LimitName.PROFILES_OWED,))
    assert refused(jobs, "large").most == 1


def test_standings_say_what_is_used_and_whose_the_number_is(limited, own, redis_client, policy):
    own("hr", profiles_per_minute=10)
    send(limited())
    told = ClientLimits(redis_client, replace(policy, limits={"endpoints": 5})).standings("hr")
    assert [one.limit for one in told] == list(LIMITS)
    per_minute, owed, kept, endpoints, catalogues = told
    assert (per_minute.most, per_minute.used, per_minute.is_own) == (10, 1, True)
    assert (owed.most, owed.used) == (None, 1)
    assert kept.used > 1000
    assert (endpoints.most, endpoints.used, endpoints.is_own) == (5, 0, False)
    assert catalogues.used == 0


def test_the_usual_limits_do_not_stand_in_the_way_of_a_client_that_is_alone():
    usual = read_settings({}).client_limits
    assert usual == {name: limit.usual for name, limit in LIMITS.items()}
    assert usual[LimitName.PROFILES_PER_MINUTE] is usual[LimitName.BYTES_KEPT] is None
    assert usual[LimitName.PROFILES_OWED] >= 100_000


def test_refusals_are_counted_and_told_of(limited, redis_client, policy):
    jobs = limited(profiles_owed=1)
    send(jobs)
    refused(jobs)
    seen = snapshot(redis_client, policy)
    assert seen.counters["refused.profiles_owed"] == 1
    assert [(one.client, one.limit) for one in seen.refused] == [("hr", LimitName.PROFILES_OWED)]
    [wait] = [wait for wait in waits_of_all(Surroundings.of(seen)) if wait.cause is Cause.QUOTA]
    assert "hr is refused more" in wait.sentence
    assert "credwise clients set hr profiles_owed=NUMBER" in wait.remedy


def test_many_refusals_are_one_write_a_second(redis_client, policy):
    now, scripts = [0.0], Scripts(redis_client, policy)
    refusals = Refusals(scripts, clock=lambda: now[0])
    for _ in range(5):
        refusals.note("greedy", LimitName.PROFILES_OWED)
    assert redis_client.hget("cw:counters", "refused.profiles_owed") == "1"
    now[0] = 1.5
    refusals.write()
    refusals.write()
    assert redis_client.hget("cw:counters", "refused.profiles_owed") == "5"


def test_who_was_refused_some_time_ago_is_not_held_back_now(limited, redis_client, policy, at):
    jobs = limited(profiles_owed=1)
    send(jobs)
    refused(jobs)
    now = snapshot(redis_client, policy).at
    assert refused_lately(redis_client, policy, now)
    assert refused_lately(redis_client, at(minutes=3), now) == ()


@pytest.fixture(scope="module")
def own_server():
    with EmbeddedRedis() as server:
        yield server


@pytest.fixture
def tight(own_server, policy):
    """A Redis of the tests' own that is so full, with clients that keep these bytes."""
    client = connect(own_server.url)

    def tight(percent, **kept):
        client.config_set("maxmemory", 0)
        client.flushdb()
        client.hset("cw:kept", mapping=kept or {"hr": 0})
        client.setrange("ballast", 16 * MEGABYTE, "x")
        client.config_set("maxmemory", client.info("memory")["used_memory"] * 100 // percent)
        return Jobs(client, policy)

    return tight


def test_where_redis_fills_up_those_who_keep_most_are_refused_and_others_go_on(tight):
    jobs = tight(76, greedy=9_000_000, as_greedy=6_000_000, polite=200_000, idle=0)
    assert refused(jobs, "greedy").limit is LimitName.SHARE
    assert refused(jobs, "as_greedy").used == 6_000_000
    assert send(jobs, "polite")
    assert send(jobs, "new")


def test_a_client_that_is_alone_may_fill_redis_to_the_shed_level(tight):
    assert send(tight(76, alone=9_000_000), "alone")
    with pytest.raises(LedgerFull):
        send(tight(85, alone=9_000_000), "alone")


def test_with_room_enough_nobody_keeps_too_much(tight):
    assert send(tight(50, greedy=9_000_000, polite=10), "greedy")


def test_refused_lines_of_batches_take_room_like_any_others(tight, own_server, policy):
    tight(76, greedy=9_000_000, polite=200_000)
    # What is said over and over takes little room; this says nothing twice.
    detail = "".join(sha256(bytes([part])).hexdigest() for part in range(10))
    lines = [SentLine(number=number, line_id=None, refusal={"detail": detail}) for number in (1, 2)]
    with connect(own_server.url) as redis:
        batches = Batches(redis, policy)
        with pytest.raises(OverLimit):
            batches.accept("batch_1", Sending(client="greedy", key=None), lines)
        assert batches.accept("batch_2", Sending(client="polite", key=None), lines) == [LineOutcome.REFUSED] * 2
        assert int(redis.hget("cw:kept", "polite")) > 200_600


def test_a_catalogue_that_waits_to_be_read_takes_room_like_one_that_was(tight, own_server, policy):
    tight(76, greedy=9_000_000, polite=200_000)
    with connect(own_server.url) as redis:
        imports = Imports(redis, policy)
        with pytest.raises(OverLimit):
            imports.start("greedy", b"a catalogue", {})
        assert imports.start("polite", b"a catalogue", {})
        assert measured_storage(redis).by_client["polite"]["imports"] > 0


def test_a_full_redis_takes_no_new_overlay(tight, own_server, policy):
    tight(85)
    with connect(own_server.url) as redis, pytest.raises(LedgerFull):
        Overlays(redis, policy).put("hr", "new", {})


def test_who_has_too_much_under_way_is_told_of_beside_those_over_a_limit(redis_client, policy):
    refusals = Refusals(Scripts(redis_client, policy))
    refusals.note("crowd", LimitName.REQUESTS_AT_ONCE)
    seen = snapshot(redis_client, policy)
    assert [(one.client, one.limit) for one in seen.refused] == [("crowd", LimitName.REQUESTS_AT_ONCE)]
    [wait] = [wait for wait in waits_of_all(Surroundings.of(seen)) if wait.cause is Cause.QUOTA]
    assert "as many requests under way" in wait.sentence
    # What a process of the version before reads has only limits that it knows.
    assert not redis_client.exists("cw:refused")
