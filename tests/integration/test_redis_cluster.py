"""A node of a cluster is refused: every process says so instead of starting, and every command ends with the reason."""

import json

import pytest
from click.testing import CliRunner

from services.broker.embedded_redis import EmbeddedRedis
from services.cli import main
from services.ledger.store.connection import connect
from services.ledger.store.errors import ClusterRefused, redis_errors_as_ours
from services.ledger.store.policy import LedgerPolicy
from services.ledger.work.jobs import Jobs
from services.settings import read_settings

SLOTS, AT_ONCE = 16_384, 1_024


@pytest.fixture
def node(server_binary):
    with EmbeddedRedis(server=server_binary, settings={"cluster-enabled": "yes"}) as server:
        yield server


@pytest.mark.parametrize(
    "process", [["serve"], ["worker", "evaluate"], ["worker", "deliver"], ["dispatcher"], ["archiver"]]
)
def test_no_process_starts_on_a_cluster(node, process):
    ended = CliRunner().invoke(main, process, env={"CREDWISE_REDIS_URL": node.url})
    assert ended.exit_code == 2
    assert "Redis runs as a cluster, which Credwise cannot use" in ended.output


def test_the_ledger_takes_nothing_and_the_doctor_says_what_to_use(node):
    with connect(node.url) as client, pytest.raises(ClusterRefused, match="without cluster mode"):
        Jobs(client, LedgerPolicy.of(read_settings({}))).accept(
            client="hr", profile="{}", fingerprint="f", idempotency_key=None
        )
    seen = CliRunner().invoke(main, ["doctor", "--json"], env={"CREDWISE_REDIS_URL": node.url})
    [finding] = json.loads(seen.output)["findings"]
    assert seen.exit_code == 2
    assert finding["sentence"].startswith("Redis runs as a cluster")
    assert "no cluster" in finding["remedy"]


def test_a_cluster_behind_a_proxy_that_hides_it_is_known_by_what_it_refuses(node):
    with connect(node.url) as client:
        with pytest.raises(ClusterRefused), redis_errors_as_ours():
            client.get("key")
        for first in range(0, SLOTS, AT_ONCE):
            client.execute_command("CLUSTER", "ADDSLOTS", *range(first, first + AT_ONCE))
        for spread in (
            lambda: client.mset({"first": 1, "second": 2}),
            lambda: client.eval("redis.call('MSET', 'first', 1, 'second', 2)", 0),
        ):
            with pytest.raises(ClusterRefused), redis_errors_as_ours():
                spread()
