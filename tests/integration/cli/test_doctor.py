"""Does the doctor find what is wrong, say what mends it, and end with a code that scripts can go by?"""

import json
from datetime import date, timedelta

import pytest
from click.testing import CliRunner

from services.broker.embedded_redis import EmbeddedRedis
from services.cli import main
from services.cli.operating.standing.doctor import exit_code, findings
from services.ledger.checkup.findings import Severity
from services.ledger.checkup.redis_findings import RedisTold
from services.ledger.checkup.work_findings import Files
from services.ledger.standings.heartbeats import ROLES, Heartbeats
from services.ledger.standings.queues import snapshot
from services.ledger.store.connection import connect
from services.ledger.store.policy import LedgerPolicy
from services.ledger.work.jobs import Jobs, Queue
from services.settings import read_settings

TODAY = date(2026, 11, 29)
FILES = Files(rules_problem="", data_problem="", rates=TODAY)

#: An installation as it should be.
SETTINGS = {"CREDWISE_PUBLIC_URL": "https://credwise.example.org", "CREDWISE_LINK_KEYS": "k" * 43}


@pytest.fixture(scope="module")
def patient(redis_server):  # noqa: ARG001 - skips where there is no Redis
    with EmbeddedRedis(settings={"appendonly": "yes", "appendfsync": "always"}) as server, connect(server.url) as redis:
        yield redis


@pytest.fixture
def redis(patient):
    patient.flushdb()
    patient.config_set("maxmemory", 1024**3)
    patient.config_set("appendfsync", "always")
    patient.config_set("maxmemory-policy", "noeviction")
    for role in ROLES:
        Heartbeats(patient, POLICY).beat(role, "host:1", alive_for=timedelta(hours=1))
    return patient


POLICY = LedgerPolicy.of(read_settings(SETTINGS))


def examined(redis, files=FILES, more=(), *, tells_all=True, **info):
    told = RedisTold(
        info={**redis.info(), **info},
        appendfsync=redis.config_get("appendfsync")["appendfsync"] if tells_all else None,
        answered_in=timedelta(milliseconds=1),
    )
    return findings(read_settings({**SETTINGS, **dict(more)}), told, snapshot(redis, POLICY), files, TODAY)


def test_a_sound_installation_is_found_sound(redis):
    found = examined(redis)
    assert [one for one in found if one.severity is not Severity.OK] == []
    assert exit_code(found) == 0
    assert {one.topic for one in found} == {
        *("configuration", "Redis", "persistence", "replication", "memory", "clients", "clock"),
        *("processes", "rules", "data", "queues", "endpoints", "dead letters"),
    }


def accept(redis):
    return Jobs(redis, POLICY).accept(client="hr", profile="{}", fingerprint="f", idempotency_key=None).job_id


def bury(redis):
    jobs = Jobs(redis, POLICY)
    jobs.dead_letter(jobs.claim(Queue.EVALUATE, accept(redis), "w"), "poison", "x")


def silence(redis):
    Heartbeats(redis, POLICY).beat("deliver", "host:1", alive_for=timedelta(milliseconds=-1))


def refuse_rules(redis):
    detail = {"rules_problems": "a.yaml: no"}
    Heartbeats(redis, POLICY).beat("evaluate", "host:1", alive_for=timedelta(hours=1), detail=detail)


def fill(redis):
    redis.config_set("maxmemory", redis.info("memory")["used_memory"] * 100 // 85)


FAULTS = [
    ("persistence", 3, "appendfsync always", lambda redis: redis.config_set("appendfsync", "everysec"), {}),
    ("persistence", 3, "docs/managed-redis.md", None, {"tells_all": False}),
    ("persistence", 1, "noeviction", lambda redis: redis.config_set("maxmemory-policy", "volatile-lru"), {}),
    ("persistence", 1, "appendonly yes", None, {"aof_enabled": 0}),
    ("persistence", 1, "disk", None, {"aof_last_write_status": "err"}),
    ("persistence", 1, "disk", None, {"rdb_last_bgsave_status": "err"}),
    ("Redis", 1, "6.2", None, {"redis_version": "5.0.7"}),
    ("Redis", 1, "cluster", None, {"cluster_enabled": 1}),
    ("replication", 1, "replicaof no one", None, {"role": "slave", "master_host": "a"}),
    ("replication", 1, "CREDWISE_REDIS_REPLICAS", None, {"more": [("CREDWISE_REDIS_REPLICAS", "1")]}),
    ("memory", 1, "maxmemory", fill, {}),
    ("processes", 1, "credwise worker deliver", silence, {}),
    ("dead letters", 3, "credwise dead list --queue evaluate --reason poison", bury, {}),
    ("rules", 1, "credwise rules check", None, {"files": Files(rules_problem="x", data_problem="", rates=TODAY)}),
    ("rules", 3, "credwise rules check", refuse_rules, {}),
    ("data", 1, "earlier version", None, {"files": Files(rules_problem="", data_problem="x", rates=TODAY)}),
    ("data", 3, "SOURCE.md", None, {"files": Files(rules_problem="", data_problem="", rates=date(2026, 1, 1))}),
    ("configuration", 3, "CREDWISE_PUBLIC_URL", None, {"more": [("CREDWISE_PUBLIC_URL", "http://127.0.0.1:8080")]}),
    ("configuration", 3, "openssl rand", None, {"more": [("CREDWISE_LINK_KEYS", "")]}),
    ("configuration", 3, "CREDWISE_AUDIT_KEY", None, {"more": [("CREDWISE_ARCHIVE_URL", "sqlite:////tmp/archive.db")]}),
    ("configuration", 3, "trial", None, {"more": [("CREDWISE_WEBHOOK_ALLOW", "127.0.0.1/32")]}),
    ("configuration", 3, "inside", None, {"more": [("CREDWISE_METRICS_PUBLIC", "true")]}),
]


@pytest.mark.parametrize(
    ("topic", "code", "remedy", "breaks", "seen"), FAULTS, ids=lambda value: getattr(value, "__name__", str(value)[:30])
)
def test_each_fault_is_found_alone_with_what_mends_it(redis, topic, code, remedy, breaks, seen):
    if breaks:
        breaks(redis)
    found = examined(redis, **seen)
    [fault] = [one for one in found if one.severity is not Severity.OK]
    assert fault.topic == topic
    assert remedy in fault.remedy
    assert exit_code(found) == code


def run(url, *arguments, **environ):
    return CliRunner().invoke(main, ["doctor", *arguments], env={**SETTINGS, "CREDWISE_REDIS_URL": url, **environ})


def test_the_command_looks_at_the_real_rules_and_data(redis_url):
    done = run(redis_url, "--json")
    told = json.loads(done.stdout)
    assert told["exit_code"] == done.exit_code == 1
    severities = {(one["topic"], one["severity"]) for one in told["findings"]}
    assert {("rules", "ok"), ("processes", "problem")} <= severities
    shown = run(redis_url)
    assert "-> credwise worker evaluate" in shown.output
    assert "in order." in shown.output


def test_without_redis_or_settings_the_doctor_says_so_and_how():
    away = run("redis://127.0.0.1:1")
    assert away.exit_code == 2
    assert "does not answer" in away.output
    wrong = run("redis://127.0.0.1:1", CREDWISE_API_PORT="none")
    assert wrong.exit_code == 1
    assert "CREDWISE_API_PORT" in wrong.output
