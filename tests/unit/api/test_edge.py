"""What holds for every request: keys and scopes, problem documents, headers, pages without a foreign address."""

import re

import pytest

from services.api.problems.kinds import KINDS
from services.api.problems.problem import Problem
from services.api.problems.request_kinds import INVALID_REQUEST

GUARDED = [
    ("POST", "/v1/profiles", "profiles:write"),
    ("GET", "/v1/recommendations", "recommendations:read"),
    ("POST", "/v1/profiles/batch", "profiles:write"),
    ("GET", "/v1/batches", "recommendations:read"),
    ("GET", "/v1/batches/{batch_id}", "recommendations:read"),
    ("GET", "/v1/batches/{batch_id}/errors", "recommendations:read"),
    ("GET", "/v1/batches/{batch_id}/results", "recommendations:read"),
    ("GET", "/v1/batches/{batch_id}/results.csv", "recommendations:read"),
    ("POST", "/v1/batches/{batch_id}/cancel", "profiles:write"),
    ("GET", "/v1/recommendations/rec_1", "recommendations:read"),
    ("GET", "/v1/recommendations/rec_1/page", "recommendations:read"),
    ("POST", "/v1/recommendations/rec_1/answers", "profiles:write"),
    ("GET", "/v1/recommendations/rec_1/why-not", "recommendations:read"),
    ("POST", "/v1/recommendations/rec_1/link", "recommendations:read"),
    ("POST", "/v1/evaluations", "evaluations:run"),
    ("POST", "/v1/postings/read", "evaluations:run"),
    ("POST", "/v1/resumes/read", "evaluations:run"),
    ("PUT", "/v1/endpoints/lms", "endpoints:write"),
    ("GET", "/v1/endpoints/lms", "endpoints:read"),
    ("GET", "/v1/endpoints", "endpoints:read"),
    ("DELETE", "/v1/endpoints/lms", "endpoints:write"),
    ("POST", "/v1/endpoints/lms/rotate", "endpoints:write"),
    ("POST", "/v1/endpoints/lms/pause", "endpoints:write"),
    ("POST", "/v1/endpoints/lms/resume", "endpoints:write"),
    ("POST", "/v1/endpoints/lms/test", "endpoints:write"),
    ("POST", "/v1/endpoints/lms/portal-link", "endpoints:write"),
    ("POST", "/v1/endpoints/lms/send-again", "deliveries:send"),
    ("GET", "/v1/deliveries", "deliveries:read"),
    ("GET", "/v1/deliveries/{delivery_id}", "deliveries:read"),
    ("POST", "/v1/deliveries/{delivery_id}/send-again", "deliveries:send"),
    ("GET", "/v1/resendings/{resending_id}", "deliveries:read"),
    ("GET", "/v1/dead-letters", "deliveries:read"),
    ("GET", "/v1/dead-letters/{job_id}", "profiles:read"),
    ("POST", "/v1/dead-letters/{job_id}/requeue", "deliveries:send"),
    ("DELETE", "/v1/learners/{learner_id}", "learners:erase"),
    ("GET", "/v1/recommendations/{recommendation_id}/receipt", "recommendations:read"),
    ("GET", "/v1/audit/heads", "recommendations:read"),
    ("PUT", "/v1/overlay", "rules:write"),
    ("GET", "/v1/overlay", "rules:write"),
    ("DELETE", "/v1/overlay", "rules:write"),
    ("POST", "/v1/catalogues", "catalogues:write"),
    ("GET", "/v1/catalogues", "catalogues:write"),
    ("GET", "/v1/catalogues/imports/{import_id}", "catalogues:write"),
    ("PUT", "/v1/catalogues/active", "catalogues:write"),
    ("GET", "/metrics", "ops:read"),
]

#: What any valid key may read.
FOR_ANY_KEY = [
    ("GET", "/v1/limits"),
    ("GET", "/v1/rules"),
    ("GET", "/v1/rules/{chapter}/{name}"),
    ("GET", "/v1/vocabulary"),
    ("GET", "/v1/audit/keys"),
]


@pytest.mark.parametrize(("method", "path", "scope"), [*GUARDED, *((*each, "any") for each in FOR_ANY_KEY)])
@pytest.mark.parametrize("header", ["", "Bearer", "Bearer nonsense", "Basic Y3c6aHI=", "cw_hr"])
def test_without_a_valid_key_nothing_is_done(api, method, path, scope, header):
    answer = api.open(path, method=method, headers={"Authorization": header})
    assert answer.status_code == 401, scope
    assert answer.headers["WWW-Authenticate"].startswith("Bearer ")
    assert answer.json["type"] == "/problems/unauthenticated"


@pytest.mark.parametrize(("method", "path", "scope"), GUARDED)
def test_a_key_without_the_scope_is_refused_and_told_which(api, method, path, scope):
    other = "ops:read" if scope != "ops:read" else "profiles:write"
    answer = api.open(path, method=method, headers={"Authorization": f"Bearer cw_hr:{other}"})
    assert answer.status_code == 403
    assert scope in answer.json["detail"]
    assert f'scope="{scope}"' in answer.headers["WWW-Authenticate"]


def test_a_key_with_the_one_scope_is_enough(api, profile):
    answer = api.post("/v1/profiles", json=profile, headers={"Authorization": "bearer cw_hr:profiles:write"})
    assert answer.status_code == 202


def test_every_guarded_address_is_in_the_test_above(api):
    paths = api.get("/openapi.json").json["paths"]
    asking = {
        (m, path)
        for path, item in paths.items()
        for m in ("get", "post", "put", "delete")
        if item.get(m, {}).get("security")
    }
    tested = {(method.lower(), re.sub("rec_1", "{recommendation_id}", path)) for method, path, _ in GUARDED}
    tested = {(method, path.replace("/lms", "/{endpoint_id}")) for method, path in tested}
    assert tested | {(method.lower(), path) for method, path in FOR_ANY_KEY} == asking


@pytest.mark.parametrize(
    ("method", "path", "status", "kind"),
    [
        ("GET", "/nothing-here", 404, "/problems/not-found"),
        ("GET", "/static/../app.py", 404, "/problems/not-found"),
        ("GET", "/problems/no-such", 404, "/problems/not-found"),
        ("DELETE", "/v1/profiles", 405, "/problems/method-not-allowed"),
    ],
)
def test_what_is_not_served_is_a_problem_document_too(api, method, path, status, kind):
    answer = api.open(path, method=method)
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    assert (answer.json["type"], answer.json["status"]) == (kind, status)
    assert answer.json["title"]
    assert answer.json["detail"]


def test_a_method_that_is_not_served_says_which_are(api):
    assert "POST" in api.get("/v1/profiles").headers["Allow"]


@pytest.mark.parametrize("path", ["/healthz", "/nothing-here", "/docs", "/openapi.json"])
def test_every_answer_keeps_browsers_careful(api, path):
    headers = api.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert re.fullmatch("[0-9a-f]{16}", headers["X-Request-Id"])


@pytest.mark.parametrize(("sent", "kept"), [("trace-7", True), ("a b", False), ("x" * 65, False)])
def test_a_harmless_request_id_is_kept(api, sent, kept):
    answer = api.get("/healthz", headers={"X-Request-Id": sent})
    assert (answer.headers["X-Request-Id"] == sent) is kept


def test_a_process_is_up_though_the_ledger_is_away(api, ledger):
    ledger.away = True
    assert api.get("/healthz").json == {"status": "up"}
    answer = api.get("/readyz")
    assert (answer.status_code, answer.json["type"]) == (503, "/problems/ledger-away")
    assert answer.headers["Retry-After"] == "5"


def test_a_process_whose_ledger_answers_is_ready(api):
    assert api.get("/readyz").json == {"status": "ready", "intake": "open"}


def test_the_root_leads_to_the_documentation(api):
    assert api.get("/").headers["Location"] == "/docs"


@pytest.mark.parametrize("slug", KINDS)
def test_every_kind_of_problem_has_its_page(api, slug):
    page = api.get(f"/problems/{slug}")
    assert page.status_code == 200
    assert KINDS[slug].meaning.split(" ")[0] in page.text


@pytest.mark.parametrize("page", ["/docs", "/problems/not-found"])
def test_a_page_loads_everything_from_this_server_and_runs_no_inline_code(api, page):
    answer = api.get(page)
    loaded = re.findall(r'(?:src|href|data-document)="([^"]*)"', answer.text)
    assert loaded
    for address in loaded:
        assert address == "data:," or address.startswith("/")
    for address in [address for address in loaded if address.startswith("/static")]:
        with api.get(address) as asset:
            assert asset.status_code == 200
            assert b"sourceMappingURL" not in asset.data
    assert not re.search(r"<script(?![^>]*src=)|<style|\son\w+=|style=", answer.text)
    assert "script-src 'self';" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_the_vendored_assets_carry_their_licence(api):
    for name in ("LICENSE", "NOTICE", "VERSION", "swagger-ui-bundle.js.LICENSE.txt"):
        with api.get(f"/static/swagger-ui/{name}") as licence:
            assert licence.status_code == 200


def test_half_a_character_in_a_refusal_is_told_with_a_question_mark(application):
    with application.app_context():
        answer = Problem(INVALID_REQUEST, "There is \ud83d in it.").answer()
    assert answer.json["detail"] == "There is ? in it."
