"""The body of a webhook holds the stored recommendation byte for byte, and is the same at every attempt."""

import json
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from services.ledger.events import EventType
from workers.webhook.body import webhook_body

FINISHED = datetime(2026, 11, 22, 8, 30, 15, 123_000, tzinfo=UTC)
ADDRESS = "https://credwise.example.org/v1/recommendations/rec_1"

documents = st.dictionaries(
    st.text(st.characters(exclude_categories=["Cs"])).filter(lambda name: name not in {"id", "address"}),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
        max_leaves=8,
    ),
    min_size=1,
)


def body_of(recommendation):
    members = {"id": "rec_1", "address": ADDRESS}
    return webhook_body(event=EventType.COMPLETED, happened_at=FINISHED, members=members, payload=recommendation)


@given(documents)
def test_a_full_webhook_is_the_recommendation_with_its_id_and_address(document):
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))

    body = body_of(text)

    assert json.loads(body) == {
        "type": "recommendation.completed",
        "version": 1,
        "timestamp": "2026-11-22T08:30:15.123Z",
        "data": {"id": "rec_1", "address": ADDRESS, **document},
    }
    assert text[1:-1].encode() in body
    assert body == body_of(text)


def test_what_tells_of_an_evaluation_can_be_ordered():
    body = webhook_body(
        event=EventType.COMPLETED,
        happened_at=FINISHED,
        members={"id": "rec_1"},
        payload=None,
        sequence=1795336215125417,
    )

    assert body == (
        b'{"type":"recommendation.completed","version":1,"timestamp":"2026-11-22T08:30:15.123Z",'
        b'"sequence":1795336215125417,"data":{"id":"rec_1"}}'
    )


def test_a_thin_webhook_is_the_id_and_the_address_only():
    assert json.loads(body_of(None))["data"] == {"id": "rec_1", "address": ADDRESS}


def test_the_recommendation_is_not_written_anew():
    text = '{"b":1,  "a":"\\u00e9é","n":1.50}'

    assert text[1:-1].encode() in body_of(text)


def test_an_event_that_is_not_about_an_evaluation_says_just_what_there_is_to_say():
    body = webhook_body(event=EventType.TEST, happened_at=FINISHED, members={}, payload='{"endpoint":"lms"}')

    assert json.loads(body) == {
        "type": "endpoint.test",
        "version": 1,
        "timestamp": "2026-11-22T08:30:15.123Z",
        "data": {"endpoint": "lms"},
    }
