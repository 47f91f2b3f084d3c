"""A sheet and what its columns mean, posted as two parts: the preview, and what is refused."""

import io
import json
from dataclasses import replace

import pytest

from services.api.app import create_app
from services.recommender.knowledge.own_catalogues import OwnCatalogues
from tests.builders import shipped


class CatalogueAdvisor:
    """Knows the catalogue and nothing else."""

    def knowledge_with(self, catalogue):
        return OwnCatalogues().knowledge(shipped.knowledge(), catalogue)


@pytest.fixture
def ports(ports):
    return replace(ports, advisor=CatalogueAdvisor())


@pytest.fixture
def api(settings, ports):
    client = create_app(replace(settings, max_catalogue_bytes=100_000, max_import_bytes=100_000), ports).test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = "Bearer cw_hr"
    return client


SHEET = "Course,Length (min),Tags,Stars\nWelding with SQL,90,SQL; Python,4.5\n"
MAP = {
    "columns": {
        "Course": "title",
        "Length (min)": {"column": "hours", "unit": "minutes"},
        "Tags": {"column": "skills", "parts": ";"},
        "Stars": None,
    },
    "always": {"issuer": "Acme", "address": "https://acme.example.org"},
}
YAML = """
columns:
  Course: title
  Length (min): {column: hours, unit: minutes}
  Tags: {column: skills, parts: ";"}
  Stars: null
always: {issuer: Acme, address: "https://acme.example.org"}
"""


def post(api, query="?dry_run=true", **parts):
    return api.post(f"/v1/catalogues{query}", data=parts, content_type="multipart/form-data")


def file(text, name="sheet.csv"):
    return io.BytesIO(text.encode()), name


@pytest.mark.parametrize(
    ("catalogue", "columns"),
    [
        (file(SHEET), json.dumps(MAP)),
        (file(SHEET), file(YAML, "map.yaml")),
        (SHEET, file(json.dumps(MAP), "map.json")),
    ],
)
def test_the_preview_says_what_each_column_became(api, ports, catalogue, columns):
    answer = post(api, catalogue=catalogue, columns=columns)
    assert (answer.status_code, answer.json["credentials"]) == (200, 1), answer.json
    assert {one["what"]: one["why"] for one in answer.json["columns"]} == {
        "Course": "becomes title",
        "Length (min)": "becomes hours, in minutes",
        "Tags": "becomes skills",
        "Stars": "is no column of the template; it is left out",
    }
    assert ports.catalogues.kept == {}


def test_what_was_mapped_is_kept(api, ports):
    answer = post(api, query="", catalogue=file(SHEET), columns=json.dumps(MAP))
    assert answer.status_code == 201
    (text, *_), *_ = ports.catalogues.kept.values()
    (entry,) = map(json.loads, text.splitlines())
    assert (entry["title"], entry["issuer"]["name"], entry["hours"], len(entry["skills"])) == (
        "Welding with SQL",
        "Acme",
        2,
        2,
    )


def test_without_columns_the_sheet_is_read_by_its_own_words(api):
    answer = post(api, catalogue=file(SHEET))
    assert answer.status_code == 422
    assert "the part `columns`" in answer.json["detail"]


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ("{", "is no YAML"),
        ("- title", "must be names with values"),
        ("columns: {Course: titel}", "is no column"),
        ("columns: {Course: {column: hours, unit: parsec}}", "the unit must be one of"),
        ("always: {issuer: [Acme]}", "must be a column of the template and one text"),
        ("rows: {}", "neither columns nor always"),
        ("a: &a [x]\nb: [*a, *a]", "aliases (*name) are not taken"),
        ("x" * 50_001, "at most 50000 are taken"),
        (b"\xff", "not UTF-8"),
    ],
)
def test_columns_that_cannot_be_used_are_refused_with_the_reason(api, columns, says):
    columns = (io.BytesIO(columns), "map.yaml") if isinstance(columns, bytes) else columns
    answer = post(api, catalogue=file(SHEET), columns=columns)
    assert (answer.status_code, answer.json["type"].rpartition("/")[2]) == (422, "catalogue-refused")
    assert says in json.dumps(answer.json)


@pytest.mark.parametrize(
    ("body", "boundary"),
    [
        (b"", "x"),
        (b"no parts at all", "x"),
        (b"--x\r\nno headers", "x"),
        (b'--x\r\nContent-Disposition: form-data; name="columns"\r\n\r\n{}\r\n--x--\r\n', "x"),
        (b'--x\r\nContent-Disposition: form-data; name="sheet"\r\n\r\na\r\n--x--\r\n', "x"),
        (b"--x--\r\n", "\u20ac"),
        (b'--x\r\nContent-Disposition: form-data; name="catalogue"\r\n\r\n' * 50 + b"--x--\r\n", "x"),
    ],
)
def test_a_body_without_the_parts_is_refused_and_no_fault_of_ours(api, body, boundary):
    answer = api.post("/v1/catalogues", data=body, content_type=f"multipart/form-data; boundary={boundary}")
    assert (answer.status_code, answer.json["type"].rpartition("/")[2]) == (400, "invalid-request"), answer.json


def test_the_parts_together_have_the_limit_of_a_catalogue(api):
    answer = post(api, catalogue=file("x" * 100_001))
    assert answer.status_code == 413


def test_openapi_describes_both_parts(api):
    body = api.get("/openapi.json").json["paths"]["/v1/catalogues"]["post"]["requestBody"]["content"]
    assert set(body["multipart/form-data"]["schema"]["properties"]) == {"catalogue", "columns"}
