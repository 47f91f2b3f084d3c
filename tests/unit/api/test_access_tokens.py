"""An access token in place of a key: how it is asked for, what it may do, and how it is refused (RFC 6749, RFC 8414)."""

from base64 import b64encode
from datetime import timedelta

import pytest
from authlib.oauth2.rfc8414 import AuthorizationServerMetadata

from services.api.problems.kinds import KINDS
from services.ledger.accounts.clients import Scope
from services.ledger.store.errors import KeyExpired, LedgerUnavailable, TooManyTokens

FORM = {"grant_type": "client_credentials"}
KEY = {"client_id": "hr", "client_secret": "cw_hr:profiles:write,recommendations:read"}


def basic(client_id, key):
    return {"Authorization": "Basic " + b64encode(f"{client_id}:{key}".encode()).decode()}


@pytest.fixture
def ask(api):
    """Ask for a token without the key that the fixture sends as a bearer."""
    api.environ_base.pop("HTTP_AUTHORIZATION")
    return lambda data=None, headers=None, **more: api.post("/v1/oauth/token", data=data, headers=headers, **more)


def test_a_key_in_the_form_gets_a_token_for_all_that_it_may(ask):
    answer = ask(FORM | KEY)
    assert answer.status_code == 200
    assert answer.json == {
        "access_token": "cwt_0",
        "token_type": "Bearer",
        "expires_in": 900,
        "scope": "profiles:write recommendations:read",
    }
    assert (answer.headers["Cache-Control"], answer.headers["Pragma"]) == ("no-store", "no-cache")
    assert answer.content_type == "application/json"


@pytest.mark.parametrize("client_id", ["k", "hr"], ids=["id of the key", "name of the client"])
def test_a_key_by_http_basic_gets_one_too(ask, client_id):
    assert ask(FORM, basic(client_id, "cw_hr")).status_code == 200


def test_a_token_is_taken_where_a_key_is_and_does_no_more_than_it_was_asked_for(ask, api):
    token = ask(FORM | {"scope": "recommendations:read"}, basic("hr", "cw_hr")).json["access_token"]
    bearer = {"Authorization": f"Bearer {token}"}
    assert api.get("/v1/recommendations/rec_none", headers=bearer).status_code == 404
    refused = api.post("/v1/profiles", json={}, headers=bearer)
    assert refused.status_code == 403
    assert 'scope="profiles:write"' in refused.headers["WWW-Authenticate"]


def test_a_role_stands_for_its_scopes(ask):
    answer = ask(FORM | {"scope": "intake endpoints:read"}, basic("hr", "cw_hr"))
    assert answer.json["scope"] == "endpoints:read profiles:write recommendations:read"


def test_what_a_scope_of_the_key_implies_may_be_asked_for(ask):
    answer = ask(FORM | KEY | {"client_secret": "cw_hr:endpoints:write", "scope": "endpoints:read"})
    assert answer.json["scope"] == Scope.READ_ENDPOINTS


def test_a_token_logs_nobody_in_to_the_operators_page(ask, api):
    token = ask(FORM, basic("hr", "cw_hr")).json["access_token"]
    assert api.post("/ops/login", data={"key": token}).status_code == 401


@pytest.mark.parametrize(
    ("form", "headers", "status", "error"),
    [
        (FORM, {}, 401, "invalid_client"),
        (FORM | {"client_id": "hr"}, {}, 401, "invalid_client"),
        (FORM, basic("hr", ""), 401, "invalid_client"),
        (FORM, basic("hr", "no key"), 401, "invalid_client"),
        (FORM, basic("lms", "cw_hr"), 401, "invalid_client"),
        (FORM, {"Authorization": "Basic %%%"}, 401, "invalid_client"),
        (FORM, {"Authorization": "Basic /w=="}, 401, "invalid_client"),
        (FORM, {"Authorization": "Bearer cw_hr"}, 401, "invalid_client"),
        (FORM | KEY, basic("hr", "cw_hr"), 400, "invalid_request"),
        (KEY, {}, 400, "invalid_request"),
        (KEY | {"grant_type": ""}, {}, 400, "invalid_request"),
        (KEY | {"grant_type": "password"}, {}, 400, "unsupported_grant_type"),
        (KEY | {"grant_type": "Kündigung"}, {}, 400, "unsupported_grant_type"),
        (FORM | KEY | {"scope": "everything"}, {}, 400, "invalid_scope"),
        (FORM | KEY | {"scope": "operator"}, {}, 400, "invalid_scope"),
        (FORM | KEY | {"scope": "intake ops:read"}, {}, 400, "invalid_scope"),
        ("grant_type=client_credentials&grant_type=client_credentials", {}, 400, "invalid_request"),
        ("grant_type=%FF", {}, 400, "invalid_request"),
        ("&".join(f"a{n}=1" for n in range(99)), {}, 400, "invalid_request"),
    ],
)
def test_a_refusal_is_an_error_that_client_libraries_read(ask, form, headers, status, error):
    answer = ask(form, headers, content_type="application/x-www-form-urlencoded")
    assert (answer.status_code, answer.json["error"]) == (status, error)
    assert answer.json["error_uri"].removeprefix("/problems/") in KINDS
    assert answer.json["error_description"].isascii()
    assert ("WWW-Authenticate" in answer.headers) == (status == 401)


def test_json_is_no_form(ask):
    assert ask(json=FORM | KEY).json["error"] == "invalid_request"


def test_a_form_is_short(ask):
    answer = ask(FORM | KEY | {"scope": "a" * 5000})
    assert (answer.status_code, answer.json["type"]) == (413, "/problems/too-large")


def test_parameters_in_the_address_are_refused(ask):
    answer = ask(FORM, basic("hr", "cw_hr"), query_string={"scope": "intake"})
    assert (answer.status_code, answer.json["type"]) == (400, "/problems/invalid-request")


def test_an_expired_key_is_told_so(ask, ports, monkeypatch):
    def expired(_key):
        raise KeyExpired("The key k expired on 2026-11-01 00:00 UTC.")

    monkeypatch.setattr(ports.callers, "authenticate", expired)
    answer = ask(FORM | KEY)
    assert (answer.status_code, answer.json["error_description"]) == (401, "The key k expired on 2026-11-01 00:00 UTC.")


def test_whoever_asks_too_often_is_told_when_to_ask_again(ask, ports):
    ports.tokens.failing = TooManyTokens(60, timedelta(seconds=12.4))
    answer = ask(FORM | KEY)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "13")
    assert answer.json["type"] == "/problems/too-many-tokens"


def test_a_ledger_that_is_away_is_a_503(ask, ports):
    ports.tokens.failing = LedgerUnavailable("away")
    assert ask(FORM | KEY).status_code == 503


def test_a_token_that_is_over_is_told_where_the_next_is(api):
    answer = api.get("/v1/limits", headers={"Authorization": "Bearer cwt_unknown"})
    assert answer.status_code == 401
    assert "/v1/oauth/token" in answer.json["detail"]
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


def test_the_metadata_says_where_and_how(api, settings):
    told = api.get("/.well-known/oauth-authorization-server").json
    # There is no authorization endpoint, so no response types; the validator takes an empty list for none at all.
    assert told["response_types_supported"] == []
    AuthorizationServerMetadata(told | {"response_types_supported": ["none"]}).validate()
    assert told["token_endpoint"] == f"{settings.public_url}/v1/oauth/token"
    assert set(told["scopes_supported"]) == set(Scope)


def test_the_document_says_that_a_token_is_good_wherever_a_key_is(api):
    document = api.get("/openapi.json").json
    flow = document["components"]["securitySchemes"]["access_token"]["flows"]["clientCredentials"]
    assert flow["tokenUrl"] in document["paths"]
    operations = [each for path in document["paths"].values() for each in path.values() if isinstance(each, dict)]
    for operation in operations:
        keys = [one["api_key"] for one in operation["security"] if "api_key" in one]
        assert keys == [one["access_token"] for one in operation["security"] if "access_token" in one]
        assert {scope for scopes in keys for scope in scopes} <= set(flow["scopes"])
