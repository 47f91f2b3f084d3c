"""Every problem of a request comes at once: none appears only when others are mended."""

import pytest


@pytest.mark.parametrize(
    ("wrong", "pointers"),
    [
        (
            {"goal": "nothing", "field": {"occupation": "Data Wizardress"}},
            {"/goal", "/field/occupation"},
        ),
        (
            {"goal": "nothing", "field": {"declared_culture": {}}},
            {"/goal", "/field", "/field/declared_culture/culture", "/field/declared_culture/source"},
        ),
        (
            {"experience": {"years_total": 1, "years_in_field": 2, "more": 1}},
            {"/experience/years_in_field", "/experience/more"},
        ),
        (
            {"education": [{"year": "x"}]},
            {"/education/0/level", "/education/0/year"},
        ),
        (
            {"credentials_held": [{"title": 1, "issued_on": "2026-02-01", "expires_on": "2026-01-01"}]},
            {"/credentials_held/0/title", "/credentials_held/0/expires_on"},
        ),
        (
            {"stack_goal": {"kind": "named_credential", "institution": 5}},
            {"/stack_goal/credential", "/stack_goal/institution"},
        ),
        ({"resume": "data:application/pdf;base64,AAAA", "goal": "nothing"}, {"/resume", "/goal"}),
    ],
)
def test_what_is_wrong_with_an_object_as_a_whole_is_told_beside_its_members(api, profile, wrong, pointers):
    refused = api.post("/v1/profiles", json=profile | wrong)
    assert refused.status_code == 422
    assert pointers <= {problem["pointer"] for problem in refused.json["problems"]}


def test_an_overlay_of_neither_kind_is_told_beside_its_other_problems(api):
    refused = api.put("/v1/overlay", json={"version": None, "other": 1})
    assert {problem["pointer"] for problem in refused.json["problems"]} == {"", "/other"}


@pytest.mark.parametrize(
    ("wrong", "pointers"),
    [
        ({"address": "https://10.0.0.1/", "mode": "loud"}, {"/address", "/mode"}),
        ({"address": "https://10.0.0.1/", "events": []}, {"/address", "/events"}),
        (
            {"address": "ftp://lms.example", "events": [], "in_flight": 0, "x": 1},
            {"/address", "/events", "/in_flight", "/x"},
        ),
        ({"address": 5, "events": ["nothing"]}, {"/address", "/events/0"}),
        ({"address": "https://lms.example/", "events": []}, {"/events"}),
    ],
)
def test_what_an_endpoint_may_not_be_is_told_all_at_once(api, wrong, pointers):
    refused = api.put("/v1/endpoints/lms", json=wrong)
    assert (refused.status_code, refused.json["type"]) == (422, "/problems/invalid-document")
    assert {problem["pointer"] for problem in refused.json["problems"]} == pointers


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?dryrun=true", 'There is no query parameter "dryrun"; did you mean "dry_run"?'),
        ("?%0Aforged", 'There is no query parameter "\\nforged"; known here: dry_run.'),
        ("?dry_run=true&dry_run=false", 'The query parameter "dry_run" is given twice; give it once.'),
    ],
)
def test_what_a_query_says_in_vain_is_refused(api, query, said):
    refused = api.put(f"/v1/overlay{query}", json={})
    assert (refused.status_code, refused.json["type"], refused.json["detail"]) == (
        400,
        "/problems/invalid-request",
        said,
    )


def test_an_operation_without_a_query_refuses_any(api):
    assert api.get("/v1/endpoints?limit=1").json["detail"] == ('There is no query parameter "limit"; known here: none.')
