"""Every event is a webhook of the OpenAPI document, its body a named schema, and what is sent is as described."""

import json
from datetime import UTC, datetime
from typing import Annotated

import pytest
from apispec import APISpec
from documents.report_documents import document as recommendation
from jsonschema import Draft202012Validator
from msgspec import Meta, Struct

from services.api.openapi.webhooks import describe_webhooks, example_of
from services.ledger.accounts.endpoints import EndpointMode
from services.ledger.events import Declaration, DeclaredEvent, EventType
from tools.docs_tables import events_table
from workers.webhook.body import payload_of, webhook_body

COMPONENTS = {
    EventType.COMPLETED: "RecommendationCompletedEvent",
    EventType.DEAD: "RecommendationDeadEvent",
    EventType.ENDPOINT_DISABLED: "EndpointDisabledEvent",
    EventType.TEST: "EndpointTestEvent",
}


class Started(Struct):
    """What began."""

    worker: Annotated[str, Meta(description="Who began with it.")]


class Newer(DeclaredEvent):
    """The whole of a new event, beside the script that emits it."""

    STARTED = Declaration(
        name="evaluation.started",
        when="a worker began with an evaluation",
        says=Started,
        example={"worker": "evaluate@host"},
        of_evaluation=True,
    )


@pytest.fixture
def document(api):
    return api.get("/openapi.json").json


def validator(document, event):
    schema = document["webhooks"][event]["post"]["requestBody"]["content"]["application/json"]["schema"]
    return Draft202012Validator(schema | {"components": document["components"]})


@pytest.mark.parametrize("event", EventType)
def test_an_event_is_a_webhook_whose_body_has_a_name(document, event):
    webhook = document["webhooks"][event]["post"]
    body = webhook["requestBody"]["content"]["application/json"]
    assert body["schema"] == {"$ref": f"#/components/schemas/{COMPONENTS[event]}"}
    assert document["components"]["schemas"][COMPONENTS[event]]["properties"]["type"]["const"] == event
    assert event.declaration.when in webhook["summary"]
    required = {one["name"] for one in webhook["parameters"] if one["required"]}
    assert required == {"webhook-id", "webhook-timestamp", "webhook-signature"}


@pytest.mark.parametrize("event", EventType)
def test_an_example_is_as_described(document, event):
    validator(document, event).validate(example_of(event))


@pytest.mark.parametrize("event", EventType)
@pytest.mark.parametrize("thin", [True, False])
def test_what_is_sent_is_as_described(document, event, thin):
    about = {"id": "rec_1", "address": "https://credwise.example/1"} if event.declaration.of_evaluation else {}
    example = event.declaration.example
    payload = None if about and (thin or not example) else json.dumps(example)
    moment = datetime(2026, 11, 22, tzinfo=UTC)

    body = json.loads(webhook_body(event=event, happened_at=moment, members=about, payload=payload))

    validator(document, event).validate(body)
    assert not validator(document, event).is_valid(body | {"data": {}})
    assert not validator(document, event).is_valid(body | {"type": "another"})


def test_a_whole_recommendation_is_sent_as_described(document):
    about = {"id": "rec_1", "address": "https://credwise.example/1"}
    payload = json.dumps(recommendation("stacking"))
    moment = datetime(2026, 11, 22, tzinfo=UTC)

    body = json.loads(webhook_body(event=EventType.COMPLETED, happened_at=moment, members=about, payload=payload))

    full = {"$ref": "#/components/schemas/RecommendationCompletedData", "components": document["components"]}
    Draft202012Validator(full).validate(body["data"])
    assert not Draft202012Validator(full).is_valid(about)


def test_a_summary_is_sent_as_described(document):
    about = {"id": "rec_1", "address": "https://credwise.example/1"}
    whole = recommendation("stacking")
    payload = payload_of(EventType.COMPLETED, EndpointMode.SUMMARY, json.dumps(whole))
    moment = datetime(2026, 11, 22, tzinfo=UTC)

    body = json.loads(webhook_body(event=EventType.COMPLETED, happened_at=moment, members=about, payload=payload))

    short = {"$ref": "#/components/schemas/RecommendationCompletedSummary", "components": document["components"]}
    Draft202012Validator(short).validate(body["data"])
    assert not Draft202012Validator(short).is_valid(about)
    assert body["data"]["summary"]["verdict"] == whole["verdict"]["sentence"]
    assert set(body["data"]) == {*about, "learner_id", "path", "summary", "plan"}
    steps = whole["stack_plan"]["plans"][0]["steps"]
    told = [(one["credential"], one["address"], one["starts"], one["in_hand"]) for one in body["data"]["plan"]]
    assert told == [
        (one["credential"]["id"], one["credential"]["address"], one["starts"], one["in_hand"]) for one in steps
    ]
    assert "profile" not in json.dumps(body)


@pytest.mark.parametrize("event", EventType)
@pytest.mark.parametrize("mode", EndpointMode)
def test_the_body_of_every_size_has_a_name_and_is_told_from_the_others(document, event, mode):
    about = {"id": "rec_1", "address": "https://credwise.example/1"} if event.declaration.of_evaluation else {}
    said = recommendation("stacking") if event is EventType.COMPLETED else event.declaration.example
    payload = payload_of(event, mode, json.dumps(said)) if about else json.dumps(said)
    moment = datetime(2026, 11, 22, tzinfo=UTC)
    body = json.loads(webhook_body(event=event, happened_at=moment, members=about, payload=payload, sequence=7))

    schema = {"$ref": f"#/components/schemas/{event.component_for(mode)}", "components": document["components"]}
    Draft202012Validator(schema).validate(body)
    validator(document, event).validate(body)
    assert not about or mode is EndpointMode.THIN or not Draft202012Validator(schema).is_valid(body | {"data": about})


def test_an_endpoint_that_wants_little_is_told_little():
    dead = json.dumps(EventType.DEAD.declaration.example)
    assert payload_of(EventType.DEAD, EndpointMode.SUMMARY, dead) == dead
    assert payload_of(EventType.DEAD, EndpointMode.THIN, dead) is None
    assert payload_of(EventType.COMPLETED, EndpointMode.FULL, "{}") == "{}"


def test_a_declaration_is_all_that_a_new_event_needs_here():
    spec = APISpec("Trial", "1", "3.1.0")
    describe_webhooks(spec, Newer)
    document = spec.to_dict()

    validator(document, Newer.STARTED).validate(example_of(Newer.STARTED))
    assert {"EvaluationStartedEvent", "EvaluationStartedData", "Started"} <= set(document["components"]["schemas"])
    *_, row = events_table(Newer)
    assert row == (
        "| `evaluation.started` | a worker began with an evaluation "
        "| `id`, `address`, and unless the mode is thin `worker` (who began with it) |"
    )


def test_an_endpoint_may_ask_for_what_the_document_says(document):
    events = document["components"]["schemas"]["WantedEndpoint"]["properties"]["events"]
    assert events["items"]["$ref"] == "#/components/schemas/Choosable"
    assert set(document["components"]["schemas"]["Choosable"]["enum"]) == set(document["webhooks"]) - {"endpoint.test"}
