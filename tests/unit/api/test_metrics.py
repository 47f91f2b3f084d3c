"""The ledger's snapshot in Prometheus's words."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from services.api.app import create_app
from services.api.metrics import LedgerCollector
from services.ledger.heartbeats import Heartbeat
from services.ledger.queues import LedgerSnapshot, QueueSnapshot, RedisSnapshot

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)

SNAPSHOT = LedgerSnapshot(
    at=NOW,
    queues={
        "evaluate": QueueSnapshot(
            oldest_due_age_seconds=1.5, waiting=2, scheduled=0, running=1, leases_over=0, dead={"poison": 3}
        )
    },
    deliveries={"delivered": 5},
    counters={"accepted": 7},
    workers=tuple(
        Heartbeat(role="evaluate", name=name, at=NOW, detail={}, clock_ahead_seconds=ahead)
        for name, ahead in (("a", 0.5), ("b", -3600.5))
    ),
    redis=RedisSnapshot(version="7.0.15", memory_used_percent=12.5, append_log="ok", clock_ahead_seconds=-0.25),
)


def samples(snapshot):
    registry = CollectorRegistry(auto_describe=False)
    registry.register(LedgerCollector(snapshot))
    families = text_string_to_metric_families(generate_latest(registry).decode())
    return {(s.name, *sorted(s.labels.values())): s.value for family in families for s in family.samples}


def test_a_snapshot_becomes_samples():
    assert samples(SNAPSHOT) == {
        ("credwise_ledger_up",): 1,
        ("credwise_queue_oldest_due_age_seconds", "evaluate"): 1.5,
        ("credwise_queue_jobs", "evaluate", "waiting"): 2,
        ("credwise_queue_jobs", "evaluate", "scheduled"): 0,
        ("credwise_queue_jobs", "evaluate", "running"): 1,
        ("credwise_queue_jobs", "evaluate", "leases_over"): 0,
        ("credwise_queue_dead_letters", "evaluate", "poison"): 3,
        ("credwise_delivery_attempts_total", "delivered"): 5,
        ("credwise_ledger_events_total", "accepted"): 7,
        ("credwise_processes_alive", "evaluate"): 2,
        ("credwise_process_clock_ahead_seconds", "evaluate"): -3600.5,
        ("credwise_redis_memory_used_ratio",): 0.125,
        ("credwise_redis_append_log", "ok"): 1,
        ("credwise_redis_clock_ahead_seconds",): -0.25,
    }


def test_a_ledger_that_is_away_is_a_metric():
    assert samples(None) == {("credwise_ledger_up",): 0}


def test_metrics_made_public_need_no_key(settings, ports, ledger):
    ledger.away = True
    public = create_app(replace(settings, metrics_public=True), ports).test_client().get("/metrics")
    assert public.status_code == 200
    assert "credwise_ledger_up 0.0" in public.text
    assert public.content_type.startswith("text/plain")


@pytest.mark.parametrize("header", ["", "Bearer cw_hr:profiles:write"])
def test_metrics_are_for_operators(api, header):
    assert api.get("/metrics", headers={"Authorization": header}).status_code in {401, 403}
