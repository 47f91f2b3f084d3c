"""The application as it is wired: real data, real rules, real ledger."""

from pathlib import Path
from urllib.parse import urljoin

import pytest
from named_work import ByName

from services.api.app import create_app
from services.api.imports.reading_on import read_next
from services.ledger.accounts.catalogues import Catalogues
from services.ledger.accounts.clients import Clients, Scope
from services.ledger.accounts.overlays import Overlays
from services.ledger.work.jobs import Jobs, LedgerPolicy, Queue
from services.settings import read_settings
from services.wiring import open_advisor
from workers.evaluate import Evaluate


@pytest.fixture(scope="module")
def application(server_redis):
    """One for the module: it reads everything that is shipped, and checks every rule."""
    return create_app(read_settings({"CREDWISE_REDIS_URL": server_redis[1], "CREDWISE_LINK_KEYS": "k" * 43}))


@pytest.fixture(scope="module")
def advisor():
    return open_advisor(read_settings({}))


@pytest.fixture
def redis_url(server_redis):
    """The application's own database, emptied for each test."""
    redis, url = server_redis
    redis.flushdb()
    return url


@pytest.fixture
def api(application, redis_client):
    key, _ = Clients(redis_client).create_key("hr", "test", list(Scope))
    client = application.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {key}"
    return client


def test_a_real_profile_is_answered_accepted_and_refused(api, profile):
    made = api.post("/v1/evaluations", json=profile)
    assert made.status_code == 200
    assert made.json["learner_id"] == "learner-1"
    assert made.json["verdict"]
    assert api.post("/v1/evaluations", json=profile).data == made.data
    assert api.post("/v1/profiles", json=profile).status_code == 202
    refused = api.post("/v1/profiles", json=profile | {"field": {"occupation": "Data Wizardress"}})
    assert (refused.status_code, refused.json["type"]) == (422, "/problems/unknown-occupation")
    assert "candidates" in refused.json
    assert api.get("/readyz").status_code == 200


def test_an_occupation_that_is_not_one_is_told_with_codes_wherever_it_is_told(api, profile):
    """With other faults there is no list of candidates, and a table has only the sentence."""
    refused = api.post("/v1/profiles", json=profile | {"field": {"occupation": "counselor"}, "goal": "guess"})
    told = {one["pointer"]: one["detail"] for one in refused.json["problems"]}
    assert told.keys() == {"/goal", "/field/occupation"}
    assert "21-1012.00 (Educational, Guidance, and Career Counselors and Advisors)" in told["/field/occupation"]


def test_what_if_is_answered_as_if_the_changed_profile_had_been_sent(api, profile):
    changes = [{"hours_per_week": 12}, {"field": {"occupation": "Data Scientists"}}]
    answer = api.post("/v1/evaluations", json={**profile, "changes": changes}).json
    alone = [api.post("/v1/evaluations", json={**profile, **change}).json for change in changes]
    assert [tried["change"] for tried in answer["what_if"]] == changes
    assert [tried["recommendation"] for tried in answer["what_if"]] == alone
    for tried in answer["what_if"]:
        turned = tried["recommendation"]["verdict"]["path"] != answer["verdict"]["path"]
        assert tried["turns_verdict"] is turned
    unknown = api.post("/v1/evaluations", json={**profile, "changes": [{"field": {"occupation": "Alchemist"}}]})
    assert (unknown.status_code, unknown.json["problems"][0]["pointer"]) == (422, "/changes/0/field/occupation")
    assert api.post("/v1/evaluations", json={**profile, "changes": [{}]}).status_code == 422
    lost = {**profile, "field": {"occupation": "Alchemist"}, "changes": [{"hours_per_week": 12}]}
    assert api.post("/v1/evaluations", json=lost).json["type"] == "/problems/unknown-occupation"


def test_a_catalogue_is_read_after_it_was_answered_and_its_report_is_the_same(api, application, redis_client):
    table = "title,issuer,hours,address\n" + "".join(
        f"Course {number},Example Academy,{number + 1},https://example.org/{number}\n" for number in range(40)
    )
    named = {"data": table, "headers": {"Content-Type": "text/csv"}}
    at_once = api.post("/v1/catalogues?dry_run=true", **named).json
    later = api.post("/v1/catalogues", data=table, headers={"Content-Type": "text/csv", "Prefer": "respond-async"})
    assert (later.status_code, later.json["state"], later.json["report"]) == (202, "waiting", None)
    with application.app_context():
        assert read_next()
        assert not read_next()
    done = api.get(later.headers["Location"]).json
    assert (done["state"], done["problem"]) == ("completed", None)
    assert done["report"] == at_once
    assert [one["hash"] for one in api.get("/v1/catalogues").json["versions"]] == [at_once["hash"]]
    # What was read is kept no longer; its report is.
    assert redis_client.hget(f"cw:import:{done['id']}", "body") is None


def test_what_cannot_give_way_is_done_beside_while_it_is_noted_how_far_the_reading_is(api, application):
    table = "title,issuer,hours,address\nCourse,Example Academy,1,https://example.org/1\n"
    later = api.post("/v1/catalogues", data=table, headers={"Content-Type": "text/csv", "Prefer": "respond-async"})
    done = []

    def beside(work, meanwhile):
        meanwhile()
        done.append(work())
        return done[0]

    with application.app_context():
        assert read_next(beside)
    ((text, additions),) = done
    assert '"title": "Course"' in text
    assert api.get(later.headers["Location"]).json["report"]["hash"] == additions.content_hash


def test_of_a_catalogue_that_cannot_be_read_the_import_says_why(api, application):
    asked = {"Content-Type": "text/csv", "Prefer": "respond-async"}
    later = api.post("/v1/catalogues", data="nothing,known\n1,2\n", headers=asked)
    with application.app_context():
        read_next()
    done = api.get(later.headers["Location"], headers={"Prefer": "wait=5"}).json
    assert (done["state"], done["report"], done["problem"]["type"]) == ("failed", None, "/problems/catalogue-refused")
    # What can be no catalogue does not wait to be told so.
    asked_json = asked | {"Content-Type": "application/ld+json"}
    for body in ("null", ""):
        # Of an empty body the tests' client says no length by itself, as curl and others do.
        length = {"CONTENT_LENGTH": str(len(body))}
        assert api.post("/v1/catalogues", data=body, headers=asked_json, environ_overrides=length).status_code == 422
    pending = [api.post("/v1/catalogues", data="a,b\n", headers=asked).status_code for _ in range(4)]
    assert pending == [202, 202, 202, 409]


def test_an_advertisement_is_read_into_a_role_that_a_profile_takes(api, profile):
    text = (
        "Cloud Engineer (m/w/d)\nBerlin\n\nIhr Profil\n- Abgeschlossenes Studium der Informatik\n- Mindestens 3 Jahre Erfahrung mit "
        "Docker oder Kubernetes\n- Terraform von Vorteil\n\nWir bieten\n- AWS-Schulungen"
    )
    read = api.post("/v1/postings/read", json={"text": text})
    assert read.status_code == 200, read.json
    role = read.json["profile"]["target_role"]
    assert role["required_skills"] == ["Bachelor's degree in Informatik", {"any_of": ["Docker", "Kubernetes"]}]
    assert role["preferred_skills"] == ["Terraform"]
    corrected = {"target_role": {**role, "required_skills": [*role["required_skills"], "Linux"]}, "country": "DE"}
    decided = api.post("/v1/evaluations", json=profile | corrected)
    assert decided.status_code == 200, decided.json
    assert decided.json["skills"]["from"] == "named"


def test_an_overlay_decides_what_its_client_asks_from_the_moment_it_is_put(api, profile):
    before = api.post("/v1/evaluations", json=profile)
    files = {"overlay.yaml": 'cultures: {"15": {culture: degree_focused, source: Our survey}}\n'}
    put = api.put("/v1/overlay", json={"files": files})
    assert (put.status_code, put.json["problems"]) == (200, [])
    decided = api.post("/v1/evaluations", json=profile).json
    assert decided["field"]["declared"] == {"culture": "degree_focused", "source": "Our survey"}
    assert decided["provenance"]["overlay"] == put.json["hash"]
    assert api.delete("/v1/overlay").status_code == 204
    assert api.post("/v1/evaluations", json=profile).data == before.data
    refused = api.put(
        "/v1/overlay", json={"files": {"overlay.yaml": "switch_off: [field_culture/badge-is-the-way-in]"}}
    )
    assert refused.status_code == 422
    assert refused.json["problems"][0]["suggestion"] == "field_culture/badge-is-not-the-way-in"


def test_a_clients_own_catalogue_decides_what_it_asks_from_the_moment_it_is_active(api, profile):
    profile |= {"goal": "fill_skill_gap", "target_role": {"title": "Analyst", "required_skills": ["SQL"]}}
    before = api.post("/v1/evaluations", json=profile)
    ctdl = (Path(__file__).parents[2] / "data/ctdl/ctdl_catalog_stack.json").read_bytes()
    posted = api.post("/v1/catalogues", data=ctdl, content_type="application/ld+json")
    assert posted.status_code == 201
    assert api.post("/v1/evaluations", json=profile).data == before.data
    assert api.put("/v1/catalogues/active", json={"version": posted.json["hash"]}).status_code == 200
    decided = api.post("/v1/evaluations", json=profile).json
    assert any(item["credential"]["id"].startswith("hr:") for item in decided["items"])
    assert decided["provenance"]["catalogue_additions"] == posted.json["hash"]
    assert decided["provenance"]["catalogue"] != before.json["provenance"]["catalogue"]
    assert api.put("/v1/catalogues/active", json={"version": None}).status_code == 200
    assert api.post("/v1/evaluations", json=profile).data == before.data


def test_readiness_names_what_is_in_force(api):
    state = api.get("/readyz").json
    assert (state["rules"], state["catalogue_files"]) == ("ok", "ok")
    assert state["catalogue"] == api.get("/v1/catalogues").json["shared"]


def test_every_rule_and_fact_is_served_as_data(api):
    listed = api.get("/v1/rules").json
    one = listed["rules"][0]
    assert len(listed["rules"]) > 100
    assert api.get(f"/v1/rules/{one['id']}").json == one
    assert {"when", "then", "because", "sources"} <= one.keys()
    facts = {fact["name"] for fact in api.get("/v1/vocabulary").json["facts"]}
    assert {condition["fact"] for rule in listed["rules"] for branch in rule["when"] for condition in branch} <= facts


@pytest.fixture
def evaluated(redis_client, advisor):
    """Do what a worker does with a job."""

    def evaluated(job_id):
        policy = LedgerPolicy.of(read_settings({}))
        jobs = Jobs(redis_client, policy)
        evaluate = Evaluate(
            jobs=jobs,
            overlays=Overlays(redis_client, policy),
            catalogues=Catalogues(redis_client, policy),
            advisor=advisor,
        )
        assert ByName(jobs, Queue.EVALUATE, evaluate)(job_id).startswith("evaluated")

    return evaluated


def test_answers_make_a_new_recommendation_that_says_which_it_follows(api, evaluated, profile):
    silent = profile | {"field": {"occupation": "29-1141.00"}, "goal": "change_career"}
    first = api.post("/v1/profiles", json=silent).json["id"]
    assert api.post(f"/v1/recommendations/{first}/answers", json={"licence": "yes"}).status_code == 409
    evaluated(first)
    asked = api.get(f"/v1/recommendations/{first}").json["recommendation"]["worth_asking"]
    question = asked[0]
    given = {question["code"]: question["may_change"][0]["answer"]}
    accepted = api.post(f"/v1/recommendations/{first}/answers", json=given)
    assert accepted.status_code == 202
    assert api.post(f"/v1/recommendations/{first}/answers", json=given).json["id"] == accepted.json["id"]
    evaluated(accepted.json["id"])
    second = api.get(accepted.headers["Location"]).json
    assert second["follows"] == first
    made, told = second["recommendation"], question["may_change"][0]
    assert made["verdict"]["path"] == told["verdict"]
    firsts = [item["credential"]["id"] for item in made["items"]][:1]
    assert firsts == ([told["first"]["id"]] if told["first"] else [])


def test_why_not_is_answered_at_once_and_of_a_stored_recommendation(api, evaluated, profile):
    answered = api.post("/v1/evaluations", json=profile | {"why_not": ["degree", "PMP", "CISSPP"]}).json
    assert [answer["standing"] for answer in answered.pop("why_not")][2] == "unknown"
    assert answered == api.post("/v1/evaluations", json=profile).json
    refused = api.post("/v1/evaluations", json=profile | {"why_not": [7]})
    assert refused.json["problems"][0]["pointer"] == "/why_not/0"

    stored = api.post("/v1/profiles", json=profile).json["id"]
    place = f"/v1/recommendations/{stored}/why-not"
    assert api.get(place, query_string={"name": "PMP"}).status_code == 409
    evaluated(stored)
    shown = api.get(place, query_string={"name": "PMP"}).json
    assert (shown["why_not"]["credential"]["id"], shown["differs"]) == ("pmi-pmp", [])
    assert api.get(place).status_code == 400
    assert api.get(place, query_string={"name": "x" * 201}).status_code == 400


def test_why_not_is_decided_by_the_overlay_of_that_day(api, evaluated, profile):
    files = {"overlay.yaml": 'cultures: {"15": {culture: degree_focused, source: Our survey}}\n'}
    api.put("/v1/overlay", json={"files": files})
    stored = api.post("/v1/profiles", json=profile).json["id"]
    evaluated(stored)
    points = {path["path"]: path["score"] for path in recommendation_of(api, stored)["paths"]}
    api.delete("/v1/overlay")
    shown = api.get(f"/v1/recommendations/{stored}/why-not", query_string={"name": "degree"}).json
    assert shown["why_not"]["score"] == points["degree"]
    assert shown["differs"] == []


def recommendation_of(api, job_id):
    return api.get(f"/v1/recommendations/{job_id}").json["recommendation"]


def test_a_learner_answers_and_asks_why_not_on_the_page(application, redis_client, evaluated, profile):
    key, _ = Clients(redis_client).create_key("hr", "test", list(Scope))
    client = application.test_client()
    by_key = {"Authorization": f"Bearer {key}"}
    stored = client.post("/v1/profiles", json=profile, headers=by_key).json["id"]
    evaluated(stored)
    made = client.post(f"/v1/recommendations/{stored}/link", json={"answers": True}, headers=by_key)
    place = "/r/" + made.json["url"].rpartition("/r/")[2]
    asked = client.get(f"/v1/recommendations/{stored}", headers=by_key).json["recommendation"]["worth_asking"]
    data = {question["code"]: str(question["may_change"][0]["answer"]) for question in asked[:1]}
    data = {code: text.strip("[]").replace("'", "") for code, text in data.items()}
    sent = client.post(f"{place}/answers", data=data)
    assert sent.status_code == 303
    opened = client.get(urljoin(f"{place}/answers", sent.headers["Location"]))
    assert opened.status_code == 200
    shown = client.get(f"{place}/why-not", query_string={"name": "PMP"})
    assert shown.status_code == 200
    assert "Why not PMP?" in shown.text
