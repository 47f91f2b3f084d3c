"""Do the commands for keys and for the queues' state say what is so, and fail in a way that scripts can tell?"""

import json
import socket
from datetime import datetime, timedelta

import pytest
from click.testing import CliRunner

from services.cli import main
from services.client_limits import LimitName
from services.ledger.accounts.access_tokens import AccessTokens
from services.ledger.accounts.clients import Clients, Scope
from services.ledger.limits.client_limits import ClientLimits
from services.ledger.standings.heartbeats import Heartbeats
from services.ledger.store.errors import KeyExpired, OverLimit
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
    assert caller.scopes == {Scope.WRITE_PROFILES, Scope.READ_RECOMMENDATIONS}


def test_a_key_made_without_options_can_do_no_harm_and_says_how_to_get_one_that_may_more(credwise, redis_client):
    made = credwise("keys", "create", "--client", "hr-system")
    caller = Clients(redis_client).authenticate(made.stdout.strip())
    may = {scope for scope in Scope if caller.may(scope)}
    assert may == {Scope.WRITE_PROFILES, Scope.READ_RECOMMENDATIONS}
    assert "may: profiles:write, recommendations:read." in made.stderr
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


def test_what_a_scope_brings_with_it_is_not_said_to_be_left_out(credwise):
    made = credwise("keys", "create", "--client", "ops", "--role", "operator")
    left_out = made.stderr.split("It may not: ")[1]
    assert "ops:read" not in left_out
    assert "profiles:read" in left_out


def test_roles_and_scopes_add_up(credwise):
    made = credwise("keys", "create", "--client", "a", "--role", "curator", "--role", "privacy", "--scope", "ops:read")
    may = "catalogues:write, learners:erase, ops:read, rules:write"
    assert f"may: {may}." in made.stderr
    shown = credwise("keys", "list").output
    assert "curator privacy monitor" in shown


def test_every_role_is_explained_and_every_scope_is_in_one(credwise):
    told = json.loads(credwise("keys", "roles", "--json").stdout)
    assert set().union(*told.values()) | {"endpoints:read", "deliveries:read", "ops:read"} == set(Scope)
    shown = credwise("keys", "roles").output
    assert all(role in shown for role in told)


def test_a_key_expires_when_it_was_said_to(credwise, redis_client):
    told = json.loads(credwise("keys", "create", "--client", "a", "--expires", "90d", "--json").stdout)
    ends, made = (datetime.fromisoformat(told[name]) for name in ("expires_at", "created_at"))
    assert ends - made == timedelta(days=90)
    redis_client.hset(f"cw:key:{told['key_id']}", "expires_at", 1)
    with pytest.raises(KeyExpired, match="1970-01-01 00:00"):
        Clients(redis_client).authenticate(told["key"])
    assert "no length of time" in credwise("keys", "create", "--client", "a", "--expires", "soon").output


def test_rotating_prints_the_new_key_and_until_when_the_old_is_good(credwise, redis_client):
    old = json.loads(credwise("keys", "create", "--client", "a", "--role", "receiver", "--json").stdout)
    made = credwise("keys", "rotate", old["key_id"], "--overlap", "2h")
    new = Clients(redis_client).authenticate(made.stdout.strip())
    assert sorted(new.scopes) == old["scopes"]
    assert f"The old key {old['key_id']} is good until" in made.stderr
    again = credwise("keys", "rotate", old["key_id"])
    assert again.exit_code == 1
    assert f"{new.key_id} takes its place" in again.output


def test_listing_shows_every_key_but_no_secret(credwise):
    texts = [credwise("keys", "create", "--client", client).stdout.strip() for client in ("a", "b")]
    shown = credwise("keys", "list").output
    for text in texts:
        assert text.split("_")[1] in shown
        assert text not in shown
    only = json.loads(credwise("keys", "list", "--client", "b", "--json").stdout)
    assert [info["client"] for info in only] == ["b"]


def test_listing_says_how_many_access_tokens_of_a_key_are_good(credwise, redis_client):
    told = json.loads(credwise("keys", "create", "--client", "a", "--json").stdout)
    other = credwise("keys", "create", "--client", "a")
    assert f"{other.stdout.split('_')[1]} the client_id" in other.stderr
    clients, tokens = Clients(redis_client), AccessTokens(redis_client, POLICY)
    tokens.make(clients.authenticate(told["key"]), {Scope.WRITE_PROFILES})

    def listed():
        return {info["key_id"]: info["tokens"] for info in json.loads(credwise("keys", "list", "--json").stdout)}

    assert sorted(listed().values()) == [0, 1]
    credwise("keys", "revoke", told["key_id"])
    assert set(listed().values()) == {0}


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


def test_the_limits_of_a_client_are_shown_set_and_unset(credwise, redis_client):
    credwise("keys", "create", "--client", "acme")
    assert credwise("clients", "set", "acme", "profiles_per_minute=600", "endpoints=none").exit_code == 0
    shown = credwise("clients", "show", "acme").output
    assert "profiles_per_minute  600" in shown
    assert "CREDWISE_CLIENT_PROFILES_OWED" in shown
    [listed] = json.loads(credwise("clients", "list", "--json").stdout)
    assert (listed["client"], listed["live_keys"], listed["refused_lately"]) == ("acme", 1, [])
    told = {one["name"]: one for one in listed["limits"]}
    assert told["endpoints"] == {"name": "endpoints", "most": None, "used": 0, "own": True}
    assert "600 (own)" in credwise("clients", "list").output
    assert credwise("clients", "unset", "acme", "profiles_per_minute", "endpoints").exit_code == 0
    assert not redis_client.exists("cw:limits:acme")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("set", "acme", "speed=1"), "There is no limit 'speed'"),
        (("set", "acme", "endpoints=many"), "must be a whole number of 1 or more, or none"),
        (("set", "a:b", "endpoints=1"), "no name of a client"),
        (("unset", "acme", "speed"), "is not one of"),
    ],
)
def test_what_is_no_limit_is_told(credwise, arguments, said):
    found = credwise("clients", *arguments)
    assert found.exit_code == 2
    assert said in found.output


def test_there_may_be_no_clients_yet(credwise):
    assert "There are no clients" in credwise("clients", "list").output


def test_what_fills_redis_is_shown_by_client_and_kind_with_what_makes_room(credwise, redis_client):
    Jobs(redis_client, POLICY).accept(client="acme", profile="x" * 90_000, fingerprint="f", idempotency_key="k")
    shown = credwise("ops", "memory").output
    assert "acme" in shown
    assert "89 kB" in shown
    assert "(shared)" in shown
    assert "jobs (89 kB): They go when their webhooks have arrived" in shown
    told = json.loads(credwise("ops", "memory", "--json").stdout)["by_client"]
    assert told["acme"]["jobs"] > 90_000
    assert told["acme"]["idempotency_records"] > 0


def test_why_says_of_a_client_what_is_refused_to_it(credwise, redis_client):
    ClientLimits(redis_client, POLICY).set("acme", {LimitName.PROFILES_OWED: 1})
    jobs = Jobs(redis_client, POLICY)
    jobs.accept(client="acme", profile="{}", fingerprint="f", idempotency_key=None)
    with pytest.raises(OverLimit):
        jobs.accept(client="acme", profile="{}", fingerprint="f", idempotency_key=None)
    said = credwise("ops", "why", "acme").output
    assert "acme is refused more" in said
    assert "credwise clients set acme profiles_owed=NUMBER" in said
    assert "Nothing waits." in credwise("ops", "why", "another").output
