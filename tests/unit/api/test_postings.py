"""POST /v1/postings/read: an advertisement in, a role out, and clear refusals."""

from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator

from services.api.app import create_app
from services.api.schemas.examples import POSTINGS
from services.reading.postings.advertisement import MOST_CHARACTERS
from services.recommender.knowledge.own_catalogues import OwnCatalogues
from services.settings import read_settings
from tests.builders import shipped


class Known:
    """Knows, and decides nothing."""

    def __init__(self):
        self.knowledge, self.own = shipped.knowledge(), OwnCatalogues()

    def knowledge_with(self, catalogue):
        return self.own.knowledge(self.knowledge, catalogue)


@pytest.fixture(scope="module")
def known():
    return Known()


@pytest.fixture
def reader(ports, known):
    client = create_app(read_settings({}), replace(ports, advisor=known)).test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = "Bearer cw_hr"
    return client


@pytest.mark.parametrize("name", POSTINGS)
def test_an_example_is_read_and_answered_as_documented(reader, name):
    answer = reader.post("/v1/postings/read", json=POSTINGS[name]["value"])
    assert answer.status_code == 200
    document = reader.get("/openapi.json").json
    schema = {"$ref": "#/components/schemas/ReadPosting", "components": document["components"]}
    Draft202012Validator(schema).validate(answer.json)
    assert answer.json["profile"]["field"]["occupation"] == "15-2051.01"
    assert {"any_of": ["Python", "R"]} in answer.json["profile"]["target_role"]["required_skills"]


def test_what_is_known_beside_the_text_counts_where_that_is_silent(reader):
    sent = {
        "text": "Elektroniker gesucht\n\nAnforderungen:\n- Erfahrung mit SAP",
        "country": "Austria",
        "language": "de",
    }
    read = reader.post("/v1/postings/read", json=sent).json
    assert read["language"] == {"value": "de", "confidence": 98, "words": None, "start": None, "end": None}
    assert read["country"] is None
    assert read["profile"]["target_role"]["required_skills"] == ["SAP"]


@pytest.mark.parametrize(
    ("sent", "pointer", "said"),
    [
        ({}, "", "exactly one"),
        ({"text": "A", "job_posting": {}}, "", "exactly one"),
        ({"text": " "}, "/text", "empty"),
        ({"text": 7}, "/text", "quotation marks"),
        ({"text": None}, "/text", "null"),
        ({"text": "x" * (MOST_CHARACTERS + 1)}, "/text", "at most 20,000 are read"),
        ({"job_posting": {"@type": "Course"}}, "/job_posting", "JobPosting"),
        ({"text": "A", "country": "Atlantis"}, "/country", "ISO 3166-1"),
        ({"text": "A", "language": "xx"}, "/language", "none is called so"),
        ({"txt": "A"}, "/txt", 'did you mean "text"'),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(reader, sent, pointer, said):
    answer = reader.post("/v1/postings/read", json=sent)
    assert (answer.status_code, answer.json["type"]) == (422, "/problems/invalid-document")
    assert any(one["pointer"] == pointer and said in one["detail"] for one in answer.json["problems"]), answer.json


def test_a_key_without_the_scope_is_refused(reader):
    headers = {"Authorization": "Bearer cw_hr:profiles:read"}
    assert reader.post("/v1/postings/read", json={"text": "A"}, headers=headers).status_code == 403


JOB_POSTING = {"@context": "https://schema.org", "@type": "JobPosting", "title": "Data Analyst", "skills": ["SQL"]}


@pytest.mark.parametrize("sent", [JOB_POSTING, {"job_posting": JOB_POSTING}, {"@graph": [JOB_POSTING]}])
def test_a_job_posting_is_taken_bare_and_in_its_member(reader, sent):
    answer = reader.post("/v1/postings/read", json=sent)
    assert answer.status_code == 200, answer.json
    assert answer.json["profile"]["target_role"]["required_skills"] == ["SQL"]


def test_a_language_may_be_said_by_any_of_its_codes(reader):
    answer = reader.post("/v1/postings/read", json={"text": "Data Analyst\n\n- SQL", "language": "deu"})
    assert answer.json["language"]["value"] == "de"
