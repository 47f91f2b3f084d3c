"""Do the commands for keys and for the queues' state say what is so, and fail in a way that scripts can tell?"""

import json
import socket
from datetime import timedelta

import pytest
from click.testing import CliRunner

from services.cli import main
from services.ledger.accounts.clients import Clients, Scope
from services.ledger.standings.heartbeats import Heartbeats
from services.ledger.store.policy import LedgerPolicy
from services.ledger.work.jobs import Jobs

POLICY = LedgerPolicy(lease=timedelta(seconds=60), grace=timedelta(seconds=5), retention=timedelta(days=5))


@pytest.fixture
def credwise(redis_url):
    def run(*arguments, url=redis_url):
        return CliRunner().invoke(main, arguments, env={"CREDWISE_REDIS_URL": url, "COLUMNS": "160"})

    return run


def test_a_created_key_is_printed_alone_on_standard_output_and_opens_the_door(credwise, redis_client):
    made = credwise("keys", "create", "--client", "hr-system", "--name", "first")
    caller = Clients(redis_client).authenticate(made.stdout.strip())
    assert caller.client == "hr-system"
    assert caller.scopes == {Scope.WRITE_PROFILES, Scope.READ_RECOMMENDATIONS, Scope.RUN_EVALUATIONS}


def test_a_key_made_without_options_can_do_no_harm_and_says_how_to_get_one_that_may_more(credwise, redis_client):
    made = credwise("keys", "create", "--client", "hr-system")
    caller = Clients(redis_client).authenticate(made.stdout.strip())
    may = {scope for scope in Scope if caller.may(scope)}
    assert may == {Scope.WRITE_PROFILES, Scope.READ_RECOMMENDATIONS, Scope.RUN_EVALUATIONS}
    assert "may: evaluations:run, profiles:write, recommendations:read." in made.stderr
    assert all(scope in made.stderr for scope in set(Scope) - may)
    assert "--scope" in made.stderr


def test_a_key_that_exists_keeps_its_scopes(redis_client):
    text, _ = Clients(redis_client).create_key("hr", "made before", list(Scope))
    assert Clients(redis_client).authenticate(text).scopes == set(Scope)


def test_a_key_gets_the_scopes_that_were_asked_for(credwise, redis_client):
    made = credwise("keys", "create", "--client", "ops", "--scope", "ops:read", "--json")
    told = json.loads(made.stdout)
    assert told["scopes"] == ["ops:read"]
    assert Clients(redis_client).authenticate(told["key"]).key_id == told["key_id"]


def test_listing_shows_every_key_but_no_secret(credwise):
    texts = [credwise("keys", "create", "--client", client).stdout.strip() for client in ("a", "b")]
    shown = credwise("keys", "list").output
    for text in texts:
        assert text.split("_")[1] in shown
        assert text not in shown
    only = json.loads(credwise("keys", "list", "--client", "b", "--json").stdout)
    assert [info["client"] for info in only] == ["b"]


def test_a_revoked_key_is_refused_and_listed_as_revoked(credwise, redis_client):
    told = json.loads(credwise("keys", "create", "--client", "a", "--json").stdout)
    assert credwise("keys", "revoke", told["key_id"]).exit_code == 0
    assert Clients(redis_client).authenticate(told["key"]) is None
    assert json.loads(credwise("keys", "list", "--json").stdout)[0]["revoked_at"]


def test_revoking_a_key_that_does_not_exist_fails(credwise):
    done = credwise("keys", "revoke", "nosuchkey")
    assert done.exit_code == 1
    assert "nosuchkey" in done.output


def test_a_client_name_that_cannot_be_used_is_refused_with_the_rule(credwise):
    done = credwise("keys", "create", "--client", "a:b")
    assert done.exit_code == 2
    assert "letters, digits" in done.output


def test_the_screen_shows_what_is_waiting_and_who_is_missing(credwise, redis_client):
    Jobs(redis_client, POLICY).accept(client="a", profile="{}", fingerprint="f", idempotency_key=None)
    Heartbeats(redis_client, POLICY).beat("evaluate", "somewhere:7")
    shown = credwise("ops", "status").output
    (line,) = [line for line in shown.splitlines() if line.startswith("evaluate")]
    assert line.split()[3] == "1", line
    assert "evaluate somewhere:7" in shown
    assert "no dispatcher" in shown
    assert "append-only file ok" in shown


def test_the_json_is_the_whole_snapshot(credwise, redis_client):
    Jobs(redis_client, POLICY).accept(client="a", profile="{}", fingerprint="f", idempotency_key=None)
    told = json.loads(credwise("ops", "status", "--json").stdout)
    assert told["queues"]["evaluate"]["waiting"] == 1
    assert set(told) >= {"queues", "deliveries", "counters", "workers", "redis"}


def test_without_redis_the_exit_code_is_2_and_the_password_is_not_shown(credwise):
    done = credwise("ops", "status", url="redis://:hush@127.0.0.1:1/0")
    assert done.exit_code == 2
    assert "redis://127.0.0.1:1/0 does not answer" in done.output
    assert "hush" not in done.output


@pytest.mark.parametrize("role", ["evaluate", "deliver", "dispatcher"])
def test_a_role_is_alive_where_a_process_of_this_computer_beats(credwise, redis_client, role):
    beats = Heartbeats(redis_client, POLICY)
    beats.beat(role, "elsewhere:1")
    assert credwise("ops", "alive", role).exit_code == 1
    beats.beat(role, f"{socket.gethostname()}:2")
    assert credwise("ops", "alive", role).exit_code == 0


def test_the_api_is_not_alive_where_nothing_listens(unused_port):
    done = CliRunner().invoke(main, ["ops", "alive", "api"], env={"CREDWISE_API_HEALTH_PORT": str(unused_port)})
    assert done.exit_code == 1
    assert "does not answer" in done.output


@pytest.fixture
def unused_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        # Bound but not listening: a connection is refused, and nobody else can take the port meanwhile.
        yield probe.getsockname()[1]
