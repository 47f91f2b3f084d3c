"""Break the real thing and see the alert ring, and no other.

Each event is brought about on a real ledger, `/metrics` is read before and after, and Prometheus's rules are run on what
was read, held (or going on as it went) for a quarter of an hour.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from servers.ledger_worlds import World, attempt
from servers.prometheus import Case, assert_rung, rules

from services.broker.embedded_redis import EmbeddedRedis
from services.client_limits import LimitName
from services.ledger.limits.refusals import Refusals
from services.ledger.standings.queues import snapshot
from services.ledger.store.moments import EPOCH, in_ms
from services.ledger.store.scripts import Scripts
from services.ledger.work.jobs import Jobs, Queue
from services.ledger.work.rescheduling import Rescheduling

#: The event comes after two minutes, and is looked at twelve minutes later: longer than any alert waits.
CALM, LOOKED_AT = 8, 14
SAMPLES = LOOKED_AT * 4 + 4


@dataclass(frozen=True, kw_only=True)
class Event:
    """What happens at the turn, what goes on afterwards, and which alerts ring."""

    name: str
    happens: Callable[[World], object]
    alerts: dict[str, int] = field(default_factory=dict)
    goes_on: Callable[[World], object] = lambda _world: None


def redis_is_killed(world):
    world.server.kill()


def redis_is_a_replica(world):
    world.redis.replicaof("127.0.0.1", 1)


def memory_is_used_to(percent):
    def happens(world):
        world.redis.config_set("maxmemory", world.redis.info("memory")["used_memory"] * 100 // percent)

    return happens


def nobody_evaluates(world):
    for _ in range(3):
        world.accept()


def work_is_late(world):
    for _ in range(3):
        world.accept(replace(world.policy, clock_offset=timedelta(minutes=-20)))


def a_profile_kills_its_worker(world):
    world.jobs.dead_letter(world.jobs.claim(Queue.EVALUATE, world.accept(), "host:1"), "poison", "x")


def a_clock_is_an_hour_off(world):
    wrong = in_ms(datetime.now(UTC) - EPOCH - timedelta(hours=1))
    Scripts(world.redis, world.policy).run("beat", "deliver host:1", "{}", 300_000, wrong)


def the_clock_was_ten_years_ahead(world):
    job = world.accept(replace(world.policy, clock_offset=timedelta(days=3650)))
    Rescheduling(world.redis, world.policy, clock=lambda: 0.0).move_if_due()
    for delivery in world.evaluate(job):
        world.jobs.finish_delivery(world.jobs.claim(Queue.DELIVER, delivery, "host:1"), attempt("delivered"))


def the_clock_is_put_back(world):
    # What goes by on the one clock and not on the other is the same whichever is moved.
    elapsed = [0.0]
    rescheduling = Rescheduling(world.redis, world.policy, clock=lambda: elapsed[0])
    rescheduling.move_if_due()
    elapsed[0] = timedelta(hours=3).total_seconds()
    rescheduling.move_if_due()


def nothing_is_archived(world):
    archiving = replace(world.policy, archives=True)
    told = replace(world.app.extensions["credwise.ports"], snapshot=lambda: snapshot(world.redis, archiving))
    world.app.extensions["credwise.ports"] = told
    earlier_policy = replace(archiving, clock_offset=timedelta(minutes=-20))
    earlier = Jobs(world.redis, earlier_policy)
    decided = earlier.claim(Queue.EVALUATE, world.accept(earlier_policy), "host:1")
    for delivery in earlier.finish_evaluation(decided, recommendation="{}", summary={}):
        earlier.finish_delivery(earlier.claim(Queue.DELIVER, delivery, "host:1"), attempt("delivered"))


def a_client_sends_more_than_it_may(world):
    Refusals(Scripts(world.redis, world.policy)).note("hr", LimitName.PROFILES_PER_MINUTE)


def a_receiver_is_down(world):
    for _ in range(world.policy.breaker_after):
        world.fail()
    for _ in range(20):
        world.evaluate(world.accept())


def an_endpoint_is_paused(world):
    world.endpoints.pause("hr", "lms")
    for _ in range(20):
        world.evaluate(world.accept())


def rules_are_half_written(world):
    world.beat("evaluate", {"rules": "using_last_good", "rules_problems": "rules/a/b.yaml: no such fact"})


EVENTS = [
    Event(name="calm weather", happens=World.work, goes_on=World.work),
    Event(name="no work", happens=World.work),
    Event(name="Redis is killed", happens=redis_is_killed, alerts={"LedgerAway": 1}),
    Event(name="Redis is a read-only replica", happens=redis_is_a_replica, alerts={"RefusesWork": 1}),
    Event(name="Redis is full", happens=memory_is_used_to(90), alerts={"RefusesWork": 1}),
    Event(name="Redis fills up", happens=memory_is_used_to(75), goes_on=World.work, alerts={"LedgerFillsUp": 1}),
    Event(
        name="the append-only log is off",
        happens=lambda world: world.redis.config_set("appendonly", "no"),
        goes_on=World.work,
        alerts={"AppendLogFails": 1},
    ),
    Event(name="workers are alive and nobody works", happens=nobody_evaluates, alerts={"NothingMoves": 1}),
    Event(name="workers do not keep up", happens=work_is_late, goes_on=World.work, alerts={"FallsBehind": 1}),
    Event(name="no evaluate worker", happens=lambda world: world.silence("evaluate"), alerts={"NoWorkers": 1}),
    Event(name="no deliver worker", happens=lambda world: world.silence("deliver"), alerts={"NoWorkers": 1}),
    Event(name="no dispatcher", happens=lambda world: world.silence("dispatcher"), alerts={"NoDispatcher": 1}),
    Event(
        name="the first poison profile",
        happens=a_profile_kills_its_worker,
        goes_on=World.work,
        alerts={"DeadLetters": 1},
    ),
    Event(
        name="the clock was ten years ahead",
        happens=the_clock_was_ten_years_ahead,
        goes_on=World.work,
        alerts={"ClockWasAhead": 1},
    ),
    Event(
        name="the clock is put back",
        happens=the_clock_is_put_back,
        goes_on=World.work,
        alerts={"ClockWasAhead": 1},
    ),
    Event(name="a clock is off", happens=a_clock_is_an_hour_off, goes_on=World.work, alerts={"ClockOff": 1}),
    Event(name="nothing is archived", happens=nothing_is_archived, goes_on=World.work, alerts={"ArchiveBehind": 1}),
    Event(name="rules are broken", happens=rules_are_half_written, goes_on=World.work, alerts={"FilesRefused": 1}),
    Event(
        name="a client sends more than it may",
        happens=a_client_sends_more_than_it_may,
        goes_on=World.work,
        alerts={"ClientHeldBack": 1},
    ),
    Event(name="a customer's receiver is down", happens=a_receiver_is_down),
    Event(name="a customer's endpoint is paused", happens=an_endpoint_is_paused),
]


@pytest.fixture(scope="module")
def breakable_world(redis_server):  # noqa: ARG001 - skips where there is no Redis
    """A world with a server of its own, which events may break: with the append-only log, as the service needs it."""
    with EmbeddedRedis(settings={"appendonly": "yes", "appendfsync": "no"}) as server:
        made = World(server)
        yield made
        made.redis.close()


@pytest.fixture
def world(breakable_world):
    breakable_world.begin()
    ports = breakable_world.app.extensions["credwise.ports"]
    yield breakable_world
    breakable_world.app.extensions["credwise.ports"] = ports
    if breakable_world.server.pid is None:
        breakable_world.server.start()
    breakable_world.redis.replicaof("NO", "ONE")


def test_every_alert_is_rung_by_its_event():
    """That the API itself is away is seen by Prometheus alone, see test_dashboards.py."""
    rung = {f"Credwise{name}" for event in EVENTS for name in event.alerts}
    assert rung == {rule["alert"] for rule in rules()} - {"CredwiseNotScraped"}


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.name)
def test_an_event_rings_its_own_alert_and_no_other(world, tmp_path, event):
    before = [world.scrape()]
    world.work()
    before.append(world.scrape())
    event.happens(world)
    after = [world.scrape()]
    event.goes_on(world)
    after.append(world.scrape())
    series = lasting(before, after)
    assert_rung(tmp_path, [Case(event=event.name, minute=LOOKED_AT, alerts=event.alerts, series=series)])


def lasting(before, after):
    """Return the series of calm weather, then of the event; what grew between two scrapes goes on growing."""
    series = {("up", frozenset()): f"1+0x{SAMPLES}"}
    for one in {*before[-1], *after[-1]}:
        calm = stretch(one, before, CALM - 1) if one in before[-1] else f"_x{CALM}"
        # What a scrape no longer tells of is stale from then on.
        series[one] = f"{calm} {stretch(one, after, SAMPLES) if one in after[-1] else 'stale'}"
    return series


def stretch(one, scrapes, length):
    first, last = (scrape.get(one, 0.0) for scrape in scrapes)
    grows = last - first if one[0].endswith(("_total", "_bucket", "_count", "_sum")) else 0
    return f"{last:.6f}{grows:+.6f}x{length}"
