"""/v1/catalogues on fakes and the real knowledge: what is read, reported, kept, and brought back."""

import json
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from services.api.app import create_app
from services.api.bodies import catalogue_reading
from services.api.resources.knowledge.catalogues import WantedCatalogueSchema
from services.api.schemas.examples import ACTIVE_CATALOGUES, CATALOGUES
from services.recommender.knowledge.known import Knowledge
from services.recommender.knowledge.own_catalogues import OwnCatalogues
from tests.builders import shipped

ROOT = Path(__file__).parents[3]
CTDL = (ROOT / "tests/data/ctdl/ctdl_catalog_stack.json").read_bytes()
CSV = "title,issuer,address,skills\nWelding with SQL,Acme,https://acme.example.org/w,SQL\n,Acme,,\n"


@pytest.fixture(scope="module")
def knowledge():
    return shipped.knowledge()


@dataclass
class CatalogueAdvisor:
    """Knows the catalogue and nothing else."""

    shared: Knowledge

    def knowledge_with(self, catalogue):
        return OwnCatalogues().knowledge(self.shared, catalogue)

    def recommend(self, profile, on, overlay, catalogue):
        raise AssertionError(f"{self.knowledge_with(catalogue)} was not meant to fit {profile}, {on}, {overlay}")


@pytest.fixture
def ports(ports, knowledge):
    return replace(ports, advisor=CatalogueAdvisor(knowledge))


@pytest.fixture
def api(settings, ports):
    client = create_app(replace(settings, max_catalogue_bytes=100_000, max_import_bytes=100_000), ports).test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = "Bearer cw_hr"
    return client


def post(api, body=CSV, content_type="text/csv", query="", **more):
    return api.post(f"/v1/catalogues{query}", data=body, content_type=content_type, **more)


def test_a_posted_catalogue_is_kept_but_not_active_and_every_id_is_the_clients(api, ports):
    answer = post(api, CTDL, "application/ld+json")
    assert (answer.status_code, answer.json["credentials"], answer.json["stacks"]) == (201, 7, 2)
    text, *_ = ports.catalogues.kept["hr", answer.json["hash"]]
    ids = [entry.get("id") or entry["stack"]["id"] for entry in map(json.loads, text.splitlines())]
    assert all(name.startswith("hr:") for name in ids)
    listed = api.get("/v1/catalogues").json
    assert listed["active"] is None
    assert [(each["hash"], each["is_active"]) for each in listed["versions"]] == [(answer.json["hash"], False)]


def test_the_report_says_what_was_taken_and_what_was_skipped_with_place_and_reason(api):
    report = post(api).json
    assert report["counts"]["taken"] == len(report["taken"]) == 1
    assert report["counts"]["skipped"] == len(report["skipped"]) == 1
    [skipped] = report["skipped"]
    assert skipped["place"].startswith("the body, line 3")
    assert skipped["why"]


def test_a_dry_run_reports_the_same_and_keeps_nothing(api):
    tried = post(api, query="?dry_run=true")
    assert tried.status_code == 200
    assert api.get("/v1/catalogues").json["versions"] == []
    assert post(api).json == tried.json


def test_versions_are_made_active_brought_back_and_done_without(api):
    first = post(api).json["hash"]
    second = post(api, CTDL, "application/json").json["hash"]
    for wanted in (second, first, None):
        answer = api.put("/v1/catalogues/active", json={"version": wanted})
        assert (answer.status_code, answer.json["active"]) == (200, wanted)
    assert [each["hash"] for each in api.get("/v1/catalogues").json["versions"]] == [second, first]
    assert api.put("/v1/catalogues/active", json={"version": "sha256:" + "0" * 64}).status_code == 404


@pytest.mark.parametrize("body", [{}, {"version": "latest"}, {"version": 1}, {"version": None, "more": 1}])
def test_what_names_no_version_is_refused(api, body):
    assert api.put("/v1/catalogues/active", json=body).json["type"] == "/problems/invalid-document"


def test_a_catalogue_is_its_clients_own(api):
    name = post(api).json["hash"]
    other = {"Authorization": "Bearer cw_other"}
    assert api.get("/v1/catalogues", headers=other).json["versions"] == []
    assert api.put("/v1/catalogues/active", json={"version": name}, headers=other).status_code == 404


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"\n", "text/csv"),
        (b"{", "application/json"),
        (b"[" * 200 + b"]" * 200, "application/json"),
        (b'{"hello": "world"}', "application/json"),
        (b"title,issuer\n,\n", "text/csv"),
        (b"\xff\xfe\x00", "text/csv"),
    ],
)
def test_where_nothing_can_be_used_nothing_is_kept_and_it_is_said_why(api, body, content_type):
    answer = post(api, body, content_type)
    assert (answer.status_code, answer.json["type"]) == (422, "/problems/catalogue-refused"), answer.json
    assert len(answer.json["detail"]) > 20
    assert api.get("/v1/catalogues").json["versions"] == []


def test_what_was_left_out_of_a_catalogue_without_use_is_listed_with_its_place(api):
    [problem] = post(api, b'{"hello": "world"}', "application/json").json["problems"]
    assert problem["place"].startswith("the body")
    assert "is in no format that is known" in problem["detail"]


@pytest.mark.parametrize(
    ("change", "status", "kind"),
    [
        ({"content_type": "text/plain"}, 415, "not-a-catalogue"),
        ({"headers": {"Content-Encoding": "gzip"}}, 415, "not-a-catalogue"),
        ({"body": b"x" * 100_001}, 413, "too-large"),
        ({"query": "?dry_run=yes"}, 400, "invalid-request"),
        ({"query": "?address=ftp://x"}, 400, "invalid-request"),
        ({"query": "?title="}, 400, "invalid-request"),
    ],
)
def test_a_request_that_cannot_be_used_is_told_what_would_be_right(api, change, status, kind):
    answer = post(api, **change)
    assert (answer.status_code, answer.json["type"]) == (status, f"/problems/{kind}")


def test_this_route_alone_takes_more_than_the_others(api, settings):
    assert settings.max_body_bytes < len(CTDL) < 100_000
    assert post(api, CTDL, "application/json").status_code == 201
    assert api.put("/v1/catalogues/active", data=CTDL, content_type="application/json").status_code == 413


def test_the_source_is_what_the_query_says(api, ports):
    name = post(api, query="?title=Acme%20Academy&licence=CC0&address=https://acme.example.org").json["hash"]
    entry = json.loads(ports.catalogues.kept["hr", name][0].splitlines()[0])
    assert (entry["source"]["title"], entry["source"]["licence"]) == ("Acme Academy", "CC0")


@pytest.mark.parametrize(
    ("content_type", "example"),
    [(content_type, example) for content_type, named in CATALOGUES.items() for example in named],
)
def test_an_example_catalogue_is_taken_whole(api, content_type, example):
    value = CATALOGUES[content_type][example]["value"]
    answer = post(api, value if isinstance(value, str) else json.dumps(value), content_type)
    assert answer.status_code == 201, answer.json
    assert (answer.json["credentials"] > 0, answer.json["skipped"]) == (True, [])


@pytest.mark.parametrize("example", ACTIVE_CATALOGUES)
def test_an_example_of_a_version_is_one(example):
    assert WantedCatalogueSchema().load(ACTIVE_CATALOGUES[example]["value"])


def test_a_catalogue_that_no_longer_fits_the_shared_one_is_said_to_be_so(api, ports, profile):
    ports.catalogues.put("hr", "sha256:old", '{"stack": {"id": "hr:s"}}\n', credentials=0, stacks=1)
    ports.catalogues.activate("hr", "sha256:old")
    answer = api.post("/v1/evaluations", json=profile)
    assert (answer.status_code, answer.json["type"]) == (409, "/problems/catalogue-incompatible")
    assert "line 1" in answer.json["problems"][0]["detail"]


def test_the_body_is_described_with_its_examples(api):
    described = api.get("/openapi.json").json["paths"]["/v1/catalogues"]["post"]["requestBody"]
    assert set(described["content"]["text/csv"]["examples"]) == {"rows"}


def test_reading_that_is_too_much_work_is_refused_before_it_holds_up_others(settings, ports):
    client = create_app(replace(settings, catalogue_work=timedelta()), ports).test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = "Bearer cw_hr"
    rows = "".join(f"Course {number},Acme,https://acme.example.org/{number}\n" for number in range(100))
    answer = post(client, f"title,issuer,address\n{rows}")
    assert (answer.status_code, answer.json["type"].rpartition("/")[2]) == (422, "catalogue-refused")
    assert "seconds of work" in answer.json["detail"]
    assert ports.catalogues.kept == {}


def test_one_catalogue_is_read_at_a_time_and_others_are_told_when_to_come_back(api, ports):
    with catalogue_reading._READING:
        answer = post(api, "title,issuer,address\nA,B,https://a.example.org\n")
    assert (answer.status_code, answer.json["type"].rpartition("/")[2]) == (503, "busy-reading")
    assert int(answer.headers["Retry-After"]) > 0
    assert ports.catalogues.kept == {}
    assert post(api, "title,issuer,address\nA,B,https://a.example.org\n").status_code == 201
