"""Nobody gets in: every address that the application serves, asked with every kind of key that is no good there.

The addresses come from the application itself, so a new one is asked too: it needs a key, or stands in OPEN; and what
is owned by a client has its id in `Owned`.
"""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest

from services.ledger.accounts.access_tokens import AccessTokens
from services.ledger.accounts.clients import IMPLIED, Clients, Scope
from services.ledger.accounts.endpoints import EndpointMode, Endpoints
from services.ledger.accounts.key_text import new_key_text
from services.ledger.accounts.overlays import Overlays
from services.ledger.batches.batches import Batches, Sending
from services.ledger.batches.lines import SentLine
from services.ledger.imports.imports import Imports
from services.ledger.store.policy import LedgerPolicy
from services.ledger.webhooks.deliveries import History
from services.ledger.webhooks.resend_batches import Resendings, Selection
from services.ledger.work.jobs import Jobs, Queue
from services.settings import read_settings
from tests.integration.api.stand_in import make

#: What is served without a key, and why nobody's data can be had there.
OPEN = {
    "/": "leads to the documentation",
    "/docs": "is public",
    "/openapi.json": "is public",
    "/schemas/recommendation.json": "is public",
    "/problems/<string:slug>": "is public",
    "/static/<path:filename>": "is public",
    "/healthz": "tells no more than that it is up",
    "/readyz": "tells no more than whether it can serve",
    "/ops/login": "asks for a key",
    "/v1/oauth/token": "asks for a key",
    "/.well-known/oauth-authorization-server": "is public",
    "/ops/<path:_path>": "is where nothing is",
    "/portal/<string:token>": "is opened by a signed link",
    "/portal/<string:token>/webhooks/<string:delivery_id>": "is opened by a signed link",
    "/portal/<string:token>/tests/<string:test_id>": "is opened by a signed link",
    "/portal/<string:token>/acts/<string:name>": "is opened by a signed link",
    "/r/<string:token>": "is opened by a signed link",
    "/r/<string:token>/answers": "is opened by a signed link",
    "/r/<string:token>/why-not": "is opened by a signed link",
}

#: Ids that say nothing of whose they are: rules are the same for all.
SHARED = {"chapter": "some", "name": "rule", "_path": "nowhere", "client": "hr-south", "slug": "not-found"}

#: What operators may do over all clients.
OVER_ALL_CLIENTS = {Scope.READ_OPERATIONS, Scope.WRITE_OPERATIONS}

#: Keys, and access tokens in their place, that are good nowhere.
NOT_LIVE = (
    *("missing", "mistyped", "unknown", "revoked", "expired"),
    *("mistyped token", "token of a revoked key", "token of an expired key", "token that is over"),
)

#: What nobody but the client it belongs to may read anywhere.
MARKS = ("learner-of-south", "south.example", "whsec_", "south-only")


@dataclass
class Place:
    """The application on a ledger where the client "hr-south" has one of everything, and keys that are no good."""

    api: object
    document: dict
    routes: list
    owned: dict
    keys: dict
    redis: object

    def ask(self, method, rule, key):
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        body = {"json": {}} if method in {"POST", "PUT"} else {}
        path = rule.rule
        for name in rule.arguments:
            converter = "path" if f"<path:{name}>" in path else "string"
            path = path.replace(f"<{converter}:{name}>", {**SHARED, **self.owned}[name])
        path += "?name=degree" if path.endswith("/why-not") else ""
        answer = self.api.open(path, method=method, headers=headers, **body)
        # What is streamed is read to its end.
        answer.get_data()
        return answer


@pytest.fixture(scope="module")
def place(server_redis):
    redis_client, redis_url = server_redis
    settings = read_settings({"CREDWISE_REDIS_URL": redis_url})
    policy, clients = LedgerPolicy.of(settings), Clients(redis_client)
    app = make(settings)
    owned = own_one_of_everything(redis_client, policy)
    revoked, info = clients.create_key("hr-south", "revoked", list(Scope))
    clients.revoke(info.key_id)
    good, _ = clients.create_key("hr-south", "good", list(Scope))
    keys = {
        "missing": "",
        "mistyped": good[:-1] + "-",
        "unknown": str(new_key_text()),
        "revoked": revoked,
        "expired": clients.create_key("hr-south", "expired", list(Scope), good_for=timedelta())[0],
        **tokens_no_good(redis_client, policy),
        "too narrow": clients.create_key("hr-south", "narrow", [])[0],
        "foreign": clients.create_key("hr-north", "foreign", set(Scope) - OVER_ALL_CLIENTS)[0],
        "good": good,
    }
    routes = [(method, rule) for rule in app.url_map.iter_rules() for method in rule.methods - {"HEAD", "OPTIONS"}]
    api = app.test_client()
    document = api.get("/openapi.json").json
    return Place(api=api, document=document, routes=routes, owned=owned, keys=keys, redis=redis_client)


def tokens_no_good(redis, policy):
    """Return access tokens of a key that was revoked, of one that has expired, of another client, too narrow, over."""
    clients, tokens = Clients(redis), AccessTokens(redis, policy)

    def made_of(client, scopes):
        text, info = clients.create_key(client, "for tokens", scopes)
        return info.key_id, tokens.make(clients.authenticate(text), scopes).text

    ids, texts = zip(*(made_of("hr-south", list(Scope)) for _ in "123"), strict=True)
    clients.revoke(ids[0])
    redis.hset(f"cw:key:{ids[1]}", "expires_at", 1)
    [over] = redis.keys(f"cw:grant:{ids[2]}:*")
    redis.delete(over)
    return {
        "token of a revoked key": texts[0],
        "token of an expired key": texts[1],
        "token that is over": texts[2],
        "mistyped token": texts[2][:-1] + "-",
        "too narrow token": made_of("hr-south", [])[1],
        "foreign token": made_of("hr-north", set(Scope) - OVER_ALL_CLIENTS)[1],
    }


def own_one_of_everything(redis, policy):
    """Have a client own a recommendation, an endpoint, a webhook, a dead letter, a resending, an overlay, a batch and an import."""
    jobs, endpoints = Jobs(redis, policy), Endpoints(redis, policy)
    endpoints.put("hr-south", "lms", "https://south.example/hook", EndpointMode.FULL)
    profile = '{"learner_id":"learner-of-south"}'
    made, dead = (
        jobs.accept(client="hr-south", profile=profile, fingerprint="f", idempotency_key=None).job_id for _ in "12"
    )
    [delivery] = jobs.finish_evaluation(jobs.claim(Queue.EVALUATE, made, "w"), recommendation=profile, summary={})
    jobs.dead_letter(jobs.claim(Queue.EVALUATE, dead, "w"), "poison", "It crashed.")
    Overlays(redis, policy).put("hr-south", "a" * 64, {"overlay.yaml": "south-only"})
    selection = Selection(history=History(client="hr-south", endpoint="lms"), client="hr-south")
    resending, _ = Resendings(redis, policy).start(selection)
    sending = Sending(client="hr-south")
    batch = sending.new_id()
    Batches(redis, policy).accept(batch, sending, [SentLine(number=1, profile=profile, fingerprint="f")], 1)
    return {
        "batch_id": batch,
        "import_id": Imports(redis, policy).start("hr-south", b"south-only", {}).id,
        "recommendation_id": made,
        "endpoint_id": "lms",
        "delivery_id": delivery,
        "job_id": dead,
        "learner_id": "learner-of-south",
        "resending_id": resending,
    }


def is_page_of_operators(rule):
    return rule.rule.startswith("/ops/") and rule.rule not in OPEN


def needed(place, method, rule):
    """Return the scopes that the document says a key needs for this, none where any key will do."""
    path = re.sub(r"<\w+:(\w+)>", r"{\1}", rule.rule)
    operation = place.document["paths"][path][method.lower()]
    return [scope for requirement in operation["security"] for scope in requirement.get("api_key", ())]


def guarded(place):
    for method, rule in place.routes:
        if rule.rule not in OPEN and not is_page_of_operators(rule):
            yield method, rule


@pytest.mark.parametrize("kind", NOT_LIVE)
def test_without_a_live_key_every_route_answers_401_and_nothing_else(place, kind):
    for method, rule in guarded(place):
        answer = place.ask(method, rule, place.keys[kind])
        assert (answer.status_code, answer.json["type"]) == (401, "/problems/unauthenticated"), (method, rule.rule)
        assert not any(mark in answer.text for mark in MARKS)


def test_what_is_wrong_with_a_key_is_said_only_to_who_holds_it_or_cannot(place):
    method, rule = next((m, r) for m, r in guarded(place) if r.rule == "/v1/profiles")
    told = {kind: place.ask(method, rule, key).json["detail"] for kind, key in place.keys.items()}
    assert "Authorization: Bearer" in told["missing"]
    assert "Copy it again" in told["mistyped"]
    assert "expired on" in told["expired"]
    assert told["revoked"] == told["unknown"]


@pytest.mark.parametrize("kind", ["too narrow", "too narrow token"])
def test_a_key_that_may_do_nothing_is_told_which_scope_every_route_needs(place, kind):
    for method, rule in guarded(place):
        answer = place.ask(method, rule, place.keys[kind])
        scopes = needed(place, method, rule)
        assert (answer.status_code == 403) == bool(scopes), (method, rule.rule)
        assert all(scope in answer.json["detail"] for scope in scopes)


def test_a_key_that_may_do_all_but_one_thing_is_refused_that_one(place):
    clients = Clients(place.redis)
    for method, rule in guarded(place):
        for scope in needed(place, method, rule):
            others = {one for one in Scope if scope not in {one, *(k for k, v in IMPLIED.items() if v == one)}}
            key, _ = clients.create_key("hr-south", "all but one", others)
            assert place.ask(method, rule, key).status_code == 403, (method, rule.rule, scope)


@pytest.mark.parametrize("kind", ["foreign", "foreign token"])
def test_another_clients_key_finds_nothing_anywhere_and_changes_nothing(place, kind):
    before = owned_state(place.redis)
    for method, rule in guarded(place):
        answer = place.ask(method, rule, place.keys[kind])
        assert not any(mark in answer.text for mark in MARKS), (method, rule.rule)
        if method == "GET" and place.owned.keys() & rule.arguments:
            assert answer.status_code == 404, rule.rule
    assert owned_state(place.redis) == before


def test_the_owners_key_finds_what_the_others_did_not(place):
    for method, rule in guarded(place):
        if method == "GET" and place.owned.keys() & rule.arguments:
            answer = place.ask(method, rule, place.keys["good"])
            # What is made of a recommendation cannot be made of a stand-in's, but it is found.
            assert answer.status_code == 200 or rule.rule.endswith(("/page", "/why-not", "/receipt")), rule.rule
            assert answer.status_code != 404


@pytest.mark.parametrize("ending", ["revoke", "expire"])
def test_the_operators_pages_ask_whoever_is_not_logged_in_to(place, ending):
    clients = Clients(place.redis)
    key, info = clients.create_key("operations", "ops", [Scope.WRITE_OPERATIONS])
    pages = [(method, rule) for method, rule in place.routes if is_page_of_operators(rule)]
    for method, rule in pages:
        assert sent_to_login(place.ask(method, rule, place.keys["good"])), rule.rule
    assert place.api.post("/ops/login", data={"key": key}).status_code == 303
    assert not sent_to_login(place.api.get("/ops/audit"))
    if ending == "revoke":
        clients.revoke(info.key_id)
    else:
        place.redis.hset(f"cw:key:{info.key_id}", "expires_at", 1)
    for method, rule in pages:
        assert sent_to_login(place.ask(method, rule, "")), rule.rule


@pytest.mark.parametrize("kind", [*NOT_LIVE, "too narrow", "foreign", "too narrow token", "foreign token"])
def test_a_key_that_may_not_look_at_operations_does_not_log_in(place, kind):
    answer = place.api.post("/ops/login", data={"key": place.keys[kind]})
    assert answer.status_code in {401, 403}
    assert "credwise_ops" not in answer.headers.get("Set-Cookie", "")


def sent_to_login(answer):
    return answer.status_code == 303 and answer.location.endswith("/ops/login")


def owned_state(redis):
    """Return all that is kept of the owner, as it is."""
    names = [name for name in redis.scan_iter() if not name.startswith(("cw:key:", "cw:grant"))]
    owned = [name for name in names if "hr-south" in name or name.startswith(("cw:job:", "cw:rec:", "cw:resending:"))]
    return {name: redis.dump(name) for name in owned}
