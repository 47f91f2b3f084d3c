"""Each alert that deploy/ offers rings for its own event and no other, told by the series that a running API exports."""

import re

import pytest
from servers.prometheus import ALERTS, ROOT, SELECTOR, Case, assert_rung, rules, run, samples, tool

from services.api.metrics import archive
from services.ledger.archiving.archive_state import ArchiveState
from services.ledger.standings.heartbeats import Heartbeats
from services.ledger.store.policy import LedgerPolicy
from services.settings import read_settings

#: Samples are 15 seconds apart, as prometheus.yml asks for; a case lasts half an hour and turns after two minutes.
LENGTH, CALM = 120, 8


@pytest.fixture(scope="module")
def scraped(server, server_redis):
    """Return the samples of a running API: {(name, labels): value}."""
    redis, url = server_redis
    Heartbeats(redis, LedgerPolicy.of(read_settings({"CREDWISE_REDIS_URL": url}))).beat("deliver", "host:1")
    # Without a limit there is no share of it that is used.
    redis.config_set("maxmemory", 512 * 1024 * 1024)
    try:
        return samples(server.request("GET", "/metrics").data.decode()) | of_an_archive()
    finally:
        redis.config_set("maxmemory", 0)


def of_an_archive():
    """Return what an API with an archive tells of it besides."""
    state = ArchiveState(owns=True, owed=0, due=0, erasures=0, oldest_due_age_seconds=0.0)
    told = [one for family in archive.families(state) for one in family.samples]
    return {series(one.name, **one.labels): one.value for one in told}


def test_every_series_of_an_alert_is_exported_before_anything_has_happened(scraped):
    selectors = {found for rule in rules() for found in SELECTOR.findall(rule["expr"])}
    assert len(selectors) >= 10
    for name, matchers in selectors:
        kept = [dict(labels) for known, labels in scraped if known == name]
        assert kept, name
        for label, operator, value in re.findall(r'(\w+)(=~|!=|=)"([^"]*)"', matchers):
            found = {labels[label] for labels in kept}
            for wanted in value.split("|"):
                assert wanted in found, f"{name}: {label}{operator}{wanted}"


def test_every_alert_says_what_to_do_and_has_its_paragraph():
    runbook = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")
    for rule in rules():
        assert {"summary", "remedy"} <= rule["annotations"].keys()
        assert f"### {rule['alert']}\n" in runbook
        paragraph = runbook.partition(f"### {rule['alert']}\n")[2].partition("\n##")[0]
        assert "`" in paragraph, f"{rule['alert']} names no command"


def series(name, **labels):
    return name, frozenset(labels.items())


def due(queue):
    return series("credwise_queue_jobs", queue=queue, state="due")


def held(cause):
    return series("credwise_queue_held_jobs", queue="deliver", cause=cause)


def settled(queue, outcome="completed"):
    return series("credwise_queue_settled_total", queue=queue, outcome=outcome)


def age(queue):
    return series("credwise_queue_oldest_due_age_seconds", queue=queue)


def alive(role):
    return series("credwise_processes_alive", role=role)


ARCHIVE_AGE = series("credwise_archive_oldest_due_age_seconds")


def log_is(state):
    return series("credwise_redis_append_log", state=state)


def dead(queue, reason):
    return series("credwise_dead_letters_total", queue=queue, reason=reason)


UP = series("up")
LEDGER_UP = series("credwise_ledger_up")
ACCEPTING = series("credwise_ledger_accepting")
MEMORY = series("credwise_redis_memory_used_ratio")
HOST_CLOCK = series("credwise_redis_clock_ahead_seconds")
CLOCK = series("credwise_process_clock_ahead_seconds", role="deliver")


def event(name):
    return series("credwise_ledger_events_total", event=name)


def refused(role, files):
    return series("credwise_files_refused", role=role, files=files)


def held_back(limit):
    return series("credwise_clients_refused", limit=limit)


STANDS = f"80+0x{LENGTH}"


def turns(before, after):
    """Return values that are `before` and from the turn on `after`: numbers, or promtool's own notation."""
    later = after if "x" in str(after) else f"{after}+0x{LENGTH}"
    return f"{before}+0x{CALM} {later}"


def grows(step):
    return turns(0, f"5+{step}x{LENGTH}")


#: What a service does all day: two of each process, and ten jobs settled a quarter of a minute.
IN_CALM = {
    UP: "1+0x120",
    **{alive(role): "2+0x120" for role in ("evaluate", "deliver", "dispatcher")},
    **{settled(queue): "0+10x120" for queue in ("evaluate", "deliver")},
    MEMORY: "0.2+0x120",
    HOST_CLOCK: "0.1+0x120",
    CLOCK: "0.1+0x120",
    log_is("ok"): "1+0x120",
    log_is("off"): "0+0x120",
}

#: Each event, the minute at which it is looked at, how many alerts of which name ring then, and what its series do.
EVENTS = [
    ("calm weather", 20, {}, {}),
    ("the API is down, or refuses the key", 8, {"NotScraped": 1}, {UP: turns(1, 0), LEDGER_UP: turns(1, "_x112")}),
    ("nothing scrapes the API", 12, {"NotScraped": 1}, {UP: turns(1, "_x112"), LEDGER_UP: turns(1, "_x112")}),
    ("Redis is away", 12, {"LedgerAway": 1}, {LEDGER_UP: turns(1, 0)}),
    ("Redis is read-only", 10, {"RefusesWork": 1}, {ACCEPTING: turns(1, 0)}),
    ("Redis is full", 20, {"RefusesWork": 1}, {ACCEPTING: turns(1, 0), MEMORY: turns(0.75, 0.83)}),
    ("Redis fills up", 15, {"LedgerFillsUp": 1}, {MEMORY: turns(0.6, 0.72)}),
    (
        "deliver workers are alive and stand still",
        15,
        {"NothingMoves": 1},
        {due("deliver"): grows(3), age("deliver"): grows(15), settled("deliver"): STANDS},
    ),
    (
        "evaluations stand still while deliveries go on",
        15,
        {"NothingMoves": 1},
        {due("evaluate"): grows(3), age("evaluate"): grows(15), settled("evaluate"): STANDS},
    ),
    ("too few workers", 28, {"FallsBehind": 1}, {due("evaluate"): grows(9), age("evaluate"): grows(10)}),
    (
        "no deliver worker is alive",
        15,
        {"NoWorkers": 1},
        {
            alive("deliver"): turns(2, 0),
            due("deliver"): grows(3),
            age("deliver"): grows(15),
            settled("deliver"): STANDS,
        },
    ),
    ("no worker is alive", 10, {"NoWorkers": 2}, {alive(role): turns(2, 0) for role in ("evaluate", "deliver")}),
    ("no dispatcher is alive", 10, {"NoDispatcher": 1}, {alive("dispatcher"): turns(2, 0)}),
    ("the first dead letter of its reason", 5, {"DeadLetters": 1}, {dead("evaluate", "catalogue_gone"): turns(0, 1)}),
    (
        "dead letters of two kinds",
        5,
        {"DeadLetters": 2},
        {dead("evaluate", "poison"): turns(3, 4), dead("deliver", "attempts_exhausted"): turns(0, 12)},
    ),
    ("dead letters of last week", 25, {}, {dead("evaluate", "poison"): "3+0x120"}),
    ("nothing is archived", 29, {"ArchiveBehind": 1}, {ARCHIVE_AGE: grows(15)}),
    ("the database is started anew", 29, {}, {ARCHIVE_AGE: "0+0x8 0+15x20 0+0x92"}),
    ("rules are half written for minutes", 15, {"FilesRefused": 1}, {refused("evaluate", "rules"): turns(0, 2)}),
    (
        "rules and catalogue are broken everywhere",
        15,
        {"FilesRefused": 4},
        {refused(role, files): turns(0, 1) for role in ("api", "evaluate") for files in ("rules", "catalogue")},
    ),
    ("a client sends more than it may", 15, {"ClientHeldBack": 1}, {held_back("profiles_per_minute"): turns(0, 1)}),
    (
        "two limits are reached",
        15,
        {"ClientHeldBack": 2},
        {held_back(one): turns(0, 3) for one in ("share", "bytes_kept")},
    ),
    ("a client sends more than it may, once", 29, {}, {held_back("profiles_owed"): "0+0x8 1+0x9 0+0x110"}),
    ("a rule is saved twice", 15, {}, {refused("api", "rules"): "0+0x8 1+0x4 0+0x110"}),
    ("the disk takes no log", 5, {"AppendLogFails": 1}, {log_is("ok"): turns(1, 0), log_is("err"): turns(0, 1)}),
    ("the log is off", 5, {"AppendLogFails": 1}, {log_is("ok"): "0+0x120", log_is("off"): "1+0x120"}),
    ("Redis's clock is put back", 10, {"ClockWasAhead": 1}, {event("clock.put_back"): turns(0, 1)}),
    ("what was due too late is moved", 10, {"ClockWasAhead": 1}, {event("clock.rescheduled"): turns(0, 40)}),
    ("Redis's clock was put back last week", 29, {}, {event("clock.put_back"): "1+0x120"}),
    ("a worker's clock is an hour behind", 15, {"ClockOff": 1}, {CLOCK: "3600+0x120"}),
    ("the API's clock is a minute ahead", 15, {"ClockOff": 1}, {HOST_CLOCK: "-60+0x120"}),
    (
        "a customer's receiver is broken, and nobody else is owed anything",
        29,
        {},
        {held("breaker"): grows(3), settled("deliver"): STANDS, settled("deliver", "retried"): turns(0, 5)},
    ),
    ("a customer's receiver is broken, and others go on", 29, {}, {held("breaker"): grows(3)}),
    ("a customer's receiver is slow", 29, {}, {held("in_flight"): grows(3), due("deliver"): turns(0, 1)}),
    ("a customer's endpoint is paused", 29, {}, {held("paused"): grows(3), settled("deliver"): STANDS}),
    ("a customer asked for one request a second", 29, {}, {held("rate"): grows(3), due("deliver"): turns(0, 1)}),
    ("a night without work", 29, {}, {settled("evaluate"): STANDS, settled("deliver"): STANDS}),
    (
        "the workers are started anew",
        10,
        {},
        {alive(role): "2+0x30 0+0x3 2+0x86" for role in ("evaluate", "deliver", "dispatcher")},
    ),
]


def test_prometheus_can_read_the_rules():
    run([tool("promtool"), "check", "rules", str(ALERTS)])


def test_every_alert_has_an_event_that_rings_it():
    assert {f"Credwise{name}" for _, _, alerts, _ in EVENTS for name in alerts} == {rule["alert"] for rule in rules()}


def test_every_event_rings_its_own_alert_and_no_other(scraped, tmp_path):
    cases = [
        Case(event=event, minute=minute, alerts=alerts, series=values(scraped, changes))
        for event, minute, alerts, changes in EVENTS
    ]
    assert_rung(tmp_path, cases)


def values(scraped, changes):
    """Return what every series does: those of the scrape, in calm, but for the changes; no series is made up."""
    assert {UP, *scraped} >= {*IN_CALM, *changes}
    given = {one: f"{value:g}+0x{LENGTH}" for one, value in scraped.items()} | IN_CALM
    # A scrape that fails, or finds the ledger away, has nothing to say of the rest.
    if UP in changes or LEDGER_UP in changes:
        given = {one: did if one == UP else silenced(did) for one, did in given.items()}
    return given | changes


def silenced(did):
    start = re.match(r"-?[\d.e+-]*?\d(?=\+)", did)[0]
    return f"{start}+0x{CALM} _x{LENGTH - CALM}"
