"""The ledger's snapshot in Prometheus's words."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from services.api.app import create_app
from services.api.metrics.collector import LedgerCollector, LedgerStanding, OwnState
from services.client_limits import LimitName
from services.ledger.limits.refusals import Refused
from services.ledger.standings.counted import ATTEMPT_OUTCOMES, DEAD_REASONS, EVENTS, FORMER_REASONS
from services.ledger.standings.endpoint_standings import EndpointStanding
from services.ledger.standings.heartbeats import Heartbeat
from services.ledger.standings.queues import LedgerSnapshot, QueueSnapshot, RedisSnapshot
from services.ledger.standings.storage import Storage
from services.ledger.store.timings import timings_of
from services.ledger.work.jobs import Queue
from workers.webhook.outcome import OutcomeCode

ROOT = Path(__file__).resolve().parents[3]

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)

SNAPSHOT = LedgerSnapshot(
    at=NOW,
    queues={
        "evaluate": QueueSnapshot(
            oldest_due_age_seconds=1.5,
            waiting=6,
            scheduled=0,
            running=1,
            leases_over=0,
            dead={"poison": 3},
            held={"breaker": 4},
        )
    },
    deliveries={"delivered": 5},
    counters={"accepted": 7, "evaluate.completed": 6, "evaluate.dead.poison": 5, "refused.profiles_owed": 9},
    workers=tuple(
        Heartbeat(role="evaluate", name=name, at=NOW, detail={}, clock_ahead_seconds=ahead)
        for name, ahead in (("a", 0.5), ("b", -3600.5))
    ),
    redis=RedisSnapshot(version="7.0.15", memory_used_percent=12.5, append_log="ok", clock_ahead_seconds=-0.25),
    timings=timings_of({"evaluated.100": "2", "evaluated.1000": "1", "evaluated.inf": "1", "evaluated.sum": "90000"}),
    decided={"verdict.degree.clear": 3, "rule.licences/nurse": 2, "rule.of_a_client/own": 1},
    storage=Storage(by_client={"hr": {"jobs": 4096}, "": {"other": 0}}),
    refused=(Refused(client="hr", limit=LimitName.PROFILES_OWED, at=NOW),),
)

#: The rules that the API's rulebook has.
RULES = ("licences/nurse", "licences/silent")


def standing(client, endpoint, **more):
    return EndpointStanding(
        **{
            "client": client,
            "endpoint": endpoint,
            "address": "https://lms.example/hook",
            "mode": "full",
            "state": "active",
            "reason": "",
            "failures": 0,
            "failing_since": None,
            "open_until": None,
            "pending": 0,
            "due": 0,
            "in_flight": 0,
            "oldest_due_age_seconds": 0.0,
            "held_by": "",
            **more,
        }
    )


def samples(snapshot, *, accepting=True, files=None):
    standing = LedgerStanding(snapshot=snapshot, accepting=accepting) if snapshot else None
    registry = CollectorRegistry(auto_describe=False)
    registry.register(LedgerCollector(standing, shed_above_percent=80, own=OwnState(files=files or {}, rules=RULES)))
    families = text_string_to_metric_families(generate_latest(registry).decode())
    return {(s.name, *sorted(s.labels.values())): s.value for family in families for s in family.samples}


def test_a_snapshot_becomes_samples():
    found = samples(SNAPSHOT)
    build = {sample for sample in found if sample[0] == "credwise_build_info"}
    assert len(build) == 1
    assert {sample: value for sample, value in found.items() if value and sample not in build} == {
        **{("credwise_accepted_to_evaluated_seconds_bucket", bound): 2 for bound in ("0.1", "0.25", "0.5")},
        **{
            ("credwise_accepted_to_evaluated_seconds_bucket", bound): 3
            for bound in ("1.0", "2.5", "5.0", "10.0", "30.0", "60.0", "300.0", "900.0", "3600.0", "21600.0", "86400.0")
        },
        ("credwise_accepted_to_evaluated_seconds_bucket", "259200.0"): 3,
        ("credwise_accepted_to_evaluated_seconds_bucket", "+Inf"): 4,
        ("credwise_accepted_to_evaluated_seconds_count",): 4,
        ("credwise_accepted_to_evaluated_seconds_sum",): 90,
        ("credwise_verdicts_total", "clear", "degree"): 3,
        ("credwise_rule_firings_total", "licences/nurse"): 2,
        ("credwise_rule_firings_total", "(other)"): 1,
        ("credwise_ledger_bytes", "jobs"): 4096,
        ("credwise_client_kept_bytes", "hr"): 4096,
        ("credwise_clients_refused", "profiles_owed"): 1,
        ("credwise_intake_refused_total", "profiles_owed"): 9,
        ("credwise_ledger_up",): 1,
        ("credwise_ledger_accepting",): 1,
        ("credwise_ledger_shed_ratio",): 0.8,
        ("credwise_queue_oldest_due_age_seconds", "evaluate"): 1.5,
        ("credwise_queue_jobs", "due", "evaluate"): 2,
        ("credwise_queue_jobs", "evaluate", "running"): 1,
        ("credwise_queue_held_jobs", "breaker", "evaluate"): 4,
        ("credwise_queue_dead_letters", "evaluate", "poison"): 3,
        ("credwise_dead_letters_total", "evaluate", "poison"): 5,
        ("credwise_queue_settled_total", "completed", "evaluate"): 6,
        ("credwise_queue_settled_total", "dead", "evaluate"): 5,
        ("credwise_delivery_attempts_total", "delivered"): 5,
        ("credwise_ledger_events_total", "accepted"): 7,
        ("credwise_ledger_events_total", "evaluate.completed"): 6,
        ("credwise_ledger_events_total", "evaluate.dead.poison"): 5,
        ("credwise_ledger_events_total", "refused.profiles_owed"): 9,
        ("credwise_processes_alive", "evaluate"): 2,
        ("credwise_process_clock_ahead_seconds", "evaluate"): -3600.5,
        ("credwise_redis_memory_used_ratio",): 0.125,
        ("credwise_redis_append_log", "ok"): 1,
        ("credwise_redis_clock_ahead_seconds",): -0.25,
    }


@pytest.mark.parametrize(
    "sample",
    [
        ("credwise_dead_letters_total", "catalogue_gone", "evaluate"),
        ("credwise_queue_dead_letters", "catalogue_gone", "evaluate"),
        ("credwise_queue_settled_total", "evaluate", "retried"),
        ("credwise_delivery_attempts_total", "tls_failed"),
        ("credwise_ledger_events_total", "breaker.opened"),
        ("credwise_processes_alive", "dispatcher"),
        ("credwise_redis_append_log", "err"),
        ("credwise_rule_firings_total", "licences/silent"),
        ("credwise_verdicts_total", "close", "portfolio"),
        ("credwise_accepted_to_delivered_seconds_count",),
        ("credwise_endpoint_breakers_open", "(rest)", "(rest)"),
        ("credwise_client_failures", "(rest)"),
    ],
)
def test_what_has_not_happened_yet_is_zero_not_missing(sample):
    assert samples(SNAPSHOT)[sample] == 0


def test_a_reason_that_nobody_knew_is_shown_all_the_same():
    seen = replace(SNAPSHOT, counters={"evaluate.dead.brand_new": 1})
    assert samples(seen)["credwise_dead_letters_total", "brand_new", "evaluate"] == 1


def test_the_worst_endpoints_are_named_and_the_rest_is_one():
    worst = standing(
        "north",
        "lms",
        failures=7,
        failing_since=NOW - timedelta(hours=2),
        open_until=NOW + timedelta(minutes=1),
        oldest_due_age_seconds=90.0,
        pending=5,
    )
    others = [standing("south", f"e{number:02}", in_flight=1, pending=2) for number in range(30)]
    found = samples(replace(SNAPSHOT, endpoints=(worst, *others)))
    assert found["credwise_endpoint_oldest_due_age_seconds", "lms", "north"] == 90
    assert found["credwise_endpoint_failing_seconds", "lms", "north"] == 7200
    assert found["credwise_endpoint_breakers_open", "lms", "north"] == 1
    assert found["credwise_client_failures", "north"] == 7
    assert found["credwise_client_in_flight", "south"] == 30
    assert found["credwise_endpoint_in_flight", "(rest)", "(rest)"] == 30 - 19
    assert len([sample for sample in found if sample[0] == "credwise_endpoint_in_flight"]) == 21
    assert sum(value for sample, value in found.items() if sample[0] == "credwise_endpoint_pending_deliveries") == 65


def test_processes_are_counted_by_the_files_they_decide_with():
    told = {"rulebook": "sha256:1", "catalogue": "sha256:2"}
    workers = (*(replace(beat, detail=told) for beat in SNAPSHOT.workers), *SNAPSHOT.workers)
    found = samples(replace(SNAPSHOT, workers=workers), files={**told, "rulebook": "sha256:0"})
    assert {sample[1:]: value for sample, value in found.items() if sample[0] == "credwise_files_in_force"} == {
        ("api", "sha256:0", "sha256:2"): 1,
        ("evaluate", "sha256:1", "sha256:2"): 2,
    }


def test_a_ledger_that_takes_no_work_is_up():
    found = samples(SNAPSHOT, accepting=False)
    assert (found[("credwise_ledger_up",)], found[("credwise_ledger_accepting",)]) == (1, 0)


def test_a_ledger_that_is_away_is_a_metric():
    assert samples(None) == {("credwise_ledger_up",): 0}


@pytest.mark.parametrize("key", [None, "nonsense", "cw_hr:profiles:write", "cw_hr:ops:read", "cw_away"])
def test_while_the_ledger_is_away_anybody_is_told_that_and_nothing_else(settings, ports, ledger, key):
    ledger.away = True
    headers = {} if key is None else {"Authorization": f"Bearer {key}"}
    answer = (
        create_app(settings, replace(ports, callers=CallersInTheLedger(ledger)))
        .test_client()
        .get("/metrics", headers=headers)
    )
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/plain")
    told = [line for line in answer.text.splitlines() if not line.startswith("#")]
    assert told == ["credwise_ledger_up 0.0"]


class CallersInTheLedger:
    """Keys as they are: what is no key is known without the ledger, all others are looked up in it."""

    def __init__(self, ledger):
        self._ledger = ledger

    def authenticate(self, text):
        if text.startswith("cw_"):
            self._ledger.ask()


def test_every_reason_and_outcome_in_the_code_is_counted_from_zero():
    scripts = "".join(path.read_text() for path in (ROOT / "services" / "ledger" / "store" / "lua").glob("*.lua"))
    workers = "".join(path.read_text() for path in (ROOT / "workers").rglob("*.py"))
    used = set(re.findall(r"(?:set_aside|bury)\(job, '(\w+)'", scripts))
    used |= set(re.findall(r'(?:_dead_letter\(claim, |DeadLetter\(|Disable\()"(\w+)"', workers))
    assert used == {reason for reasons in DEAD_REASONS.values() for reason in reasons} - set(FORMER_REASONS)
    assert set(ATTEMPT_OUTCOMES) == set(OutcomeCode)


def test_every_plain_event_of_the_scripts_is_counted_from_zero():
    scripts = "".join(path.read_text() for path in (ROOT / "services" / "ledger" / "store" / "lua").glob("*.lua"))
    used = set(re.findall(r"\bcount\('([\w.]*\w)'[,)]", scripts))
    each = set(re.findall(r"\bcount\((?:job\.)?queue \.\. '(\.\w+)'\)", scripts))
    # Evaluations are not put off, they end.
    used |= {queue + event for queue in Queue for event in each} - {"evaluate.retried", "evaluate.put_off"}
    assert used == set(EVENTS)


def test_metrics_made_public_need_no_key(settings, ports, ledger):
    ledger.away = True
    public = create_app(replace(settings, metrics_public=True), ports).test_client().get("/metrics")
    assert public.status_code == 200
    assert "credwise_ledger_up 0.0" in public.text
    assert public.content_type.startswith("text/plain")


@pytest.mark.parametrize("header", ["", "Bearer cw_hr:profiles:write"])
def test_metrics_are_for_operators(api, header):
    assert api.get("/metrics", headers={"Authorization": header}).status_code in {401, 403}


def test_processes_that_refuse_their_files_are_counted_from_zero():
    def refused(snapshot, files=None):
        found = samples(snapshot, files=files)
        return {(role, what): found["credwise_files_refused", *sorted((role, what))] for role, what in ROLES_AND_FILES}

    assert set(refused(SNAPSHOT).values()) == {0}
    told = {"rules": "using_last_good", "rules_problems": "The rulebook has 1 problem"}
    workers = tuple(replace(beat, detail=told) for beat in SNAPSHOT.workers)
    assert refused(replace(SNAPSHOT, workers=workers), {"catalogue_problems": "A line is broken"}) == {
        ("api", "rules"): 0,
        ("api", "catalogue"): 1,
        ("evaluate", "rules"): 2,
        ("evaluate", "catalogue"): 0,
    }


ROLES_AND_FILES = [(role, what) for role in ("api", "evaluate") for what in ("rules", "catalogue")]
