"""The OpenAPI document is valid 3.1, and its schemas agree with what the API takes and answers."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from services.api.bodies.wanted_endpoint import WantedEndpointSchema
from services.api.schemas.answering import AnswersSchema
from services.api.schemas.answers import ProblemSchema
from services.api.schemas.examples import ANSWERS, ENDPOINTS, PROFILES, QUESTIONS
from services.intake.profile_schema import ProfileSchema, read_profile
from services.presenting.summary import Summary
from services.reading.posted_question import PostedQuestionSchema
from services.recommender.recommendation.schema import components_of, recommendation_components
from services.recommender.recommendation.why_not import WhyNot
from services.settings import ROOT

#: The schema of OpenAPI 3.1 documents, as the OpenAPI Initiative publishes it (Apache-2.0).
OPENAPI_SCHEMA = Path(__file__).parent / "openapi-3.1.schema.json"


@pytest.fixture
def document(api):
    return api.get("/openapi.json").json


@pytest.fixture
def validator(document):
    def validator(name):
        schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
        return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)

    return validator


def test_the_document_is_valid_openapi_3_1(document):
    schema = json.loads(OPENAPI_SCHEMA.read_text("utf-8"))
    problems = [f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema).iter_errors(document)]
    assert problems == []
    assert document["openapi"] == "3.1.0"


def test_the_committed_document_is_the_one_that_is_served(document):
    kept = json.loads((ROOT / "docs" / "openapi.json").read_text("utf-8"))
    assert kept == document, "the API has changed: `make openapi` writes docs/openapi.json anew"


def test_every_schema_is_valid_json_schema(document):
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_every_reference_leads_somewhere_and_nothing_is_left_over(document):
    text = json.dumps(document)
    for name in document["components"]["schemas"]:
        assert f'"#/components/schemas/{name}"' in text
    assert text.count('"$ref"') == sum(
        text.count(f'"#/components/schemas/{name}"') for name in document["components"]["schemas"]
    )


def test_words_that_have_a_name_are_told_by_it(document):
    schemas = document["components"]["schemas"]
    named = {"Goal", "Mode", "EvidenceKind", "EndpointMode", "JobState", "BatchState", "LimitName", "PathKind"}
    words = {tuple(schemas[name]["enum"]) for name in named}
    whole = json.dumps([document["paths"], {name: schemas[name] for name in schemas.keys() - named}])
    assert [each for each in words if json.dumps(list(each)) in whole] == []
    assert schemas["PostedProfile"]["properties"]["goal"]["$ref"] == "#/components/schemas/Goal"
    assert schemas["Endpoint"]["properties"]["mode"]["$ref"] == "#/components/schemas/EndpointMode"


def test_every_member_says_what_it_is(document):
    # The parts of a recommendation and of events are types, and say of their members what a name does not tell.
    shapes = (components_of(one, ref_template="{name}") for one in (WhyNot, Summary))
    types = set(recommendation_components("{name}")).union(*shapes)
    for name, schema in document["components"]["schemas"].items():
        if name in types:
            assert schema.get("description") or "enum" in schema, name
            continue
        for member, described in schema.get("properties", {}).items():
            assert described.get("description"), f"{name}.{member}"


def test_every_operation_has_a_name_a_summary_and_an_answer(document):
    operations = [op for path in document["paths"].values() for name, op in path.items() if name != "parameters"]
    assert len({op["operationId"] for op in operations}) == len(operations) >= 16
    for operation in operations:
        assert operation["summary"].endswith(".")
        assert any(status.startswith(("2", "3")) for status in operation["responses"])


@pytest.mark.parametrize("name", PROFILES)
def test_an_example_profile_is_one(validator, name):
    validator("PostedProfile").validate(PROFILES[name]["value"])
    assert read_profile(PROFILES[name]["value"])


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_example_question_is_one(validator, name):
    validator("PostedQuestion").validate(QUESTIONS[name]["value"])
    assert PostedQuestionSchema().load(QUESTIONS[name]["value"])


@pytest.mark.parametrize("name", ANSWERS)
def test_example_answers_are_some(validator, name):
    validator("Answers").validate(ANSWERS[name]["value"])
    assert AnswersSchema().load(ANSWERS[name]["value"]) == ANSWERS[name]["value"]


@pytest.mark.parametrize("name", ENDPOINTS)
def test_an_example_endpoint_is_one(validator, name):
    validator("WantedEndpoint").validate(ENDPOINTS[name]["value"])
    assert WantedEndpointSchema().load(ENDPOINTS[name]["value"])


@pytest.mark.parametrize(
    "change", [{"name": "Ada"}, {"learner_id": "a b"}, {"hours_per_week": 0}, {"goal": "x"}, {"deadline": "tomorrow"}]
)
def test_the_document_refuses_what_the_api_refuses(validator, profile, change):
    assert validator("PostedProfile").is_valid(profile)
    assert not validator("PostedProfile").is_valid(profile | change)
    assert ProfileSchema().validate(profile | change)


def test_answers_are_as_described(api, validator, profile):
    accepted = api.post("/v1/profiles", json=profile).json
    validator("Accepted").validate(accepted)
    validator("Evaluation").validate(api.get(f"/v1/recommendations/{accepted['id']}").json)
    validator("Endpoint").validate(api.put("/v1/endpoints/lms", json=ENDPOINTS["thin"]["value"]).json)
    validator("Endpoints").validate(api.get("/v1/endpoints").json)
    validator("State").validate(api.get("/readyz").json)


def test_problems_are_as_described(api, validator, profile):
    unknown = api.post("/v1/profiles", json=profile | {"field": {"occupation": "Wizard"}})
    invalid = api.post("/v1/profiles", json={"name": "Ada"})
    for answer in (unknown, invalid, api.get("/nothing-here"), api.delete("/v1/profiles")):
        validator("Problem").validate(answer.json)
        assert set(answer.json) <= set(ProblemSchema().fields)


def test_every_example_of_a_request_is_as_described(document):
    wrong = []
    for path, operations in document["paths"].items():
        for method, operation in ((name, each) for name, each in operations.items() if isinstance(each, dict)):
            for media_type, body in operation.get("requestBody", {}).get("content", {}).items():
                schema = {**body.get("schema", {}), "components": document["components"]}
                for name, example in body.get("examples", {}).items():
                    faults = Draft202012Validator(schema).iter_errors(example["value"])
                    wrong += [f"{method} {path} {media_type} {name}: {fault.message}" for fault in faults]
    assert wrong == []
