"""One trace goes from a profile's POST to its webhook; without OpenTelemetry the client's own goes through."""

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from services.tracing import Journey, Tracer, journey, on_its_way, open_tracer, traceparent_of

CLIENTS = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


@pytest.fixture
def spans():
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    exporter.tracer = Tracer(provider)
    return exporter


def travel(tracer, came):
    """Go all the way: accepted, kept with the job as text, decided, delivered, and delivered again."""
    with tracer.step("accept a profile", came) as kept:
        text = kept.to_json()
    there = Journey.from_json(text)
    with on_its_way(there), tracer.step("evaluate", journey(), job="rec_1"):
        pass
    told = []
    for attempt in (1, 2):
        with on_its_way(there), tracer.step("deliver", journey(), is_again=attempt > 1, attempt=attempt):
            told.append(journey().headers())
    return told


def test_the_steps_are_one_trace_and_a_retry_is_linked_to_it(spans):
    first, second = travel(spans.tracer, Journey(request="r-1", traceparent=CLIENTS))
    accepted, evaluated, delivered, again = spans.get_finished_spans()
    trace = int(CLIENTS.split("-")[1], 16)
    assert [span.context.trace_id for span in (accepted, evaluated, delivered)] == [trace] * 3
    assert (evaluated.parent.span_id, delivered.parent.span_id) == (accepted.context.span_id,) * 2
    assert evaluated.attributes["credwise.job"] == "rec_1"
    assert again.context.trace_id != trace
    assert again.parent is None
    assert [link.context.span_id for link in again.links] == [accepted.context.span_id]
    assert first == {"x-request-id": "r-1", "traceparent": f"00-{trace:032x}-{delivered.context.span_id:016x}-01"}
    assert second["traceparent"].split("-")[1] == f"{again.context.trace_id:032x}"


def test_a_profile_that_came_without_a_trace_begins_one(spans):
    travel(spans.tracer, Journey(request="r-1"))
    accepted, evaluated, delivered, _ = spans.get_finished_spans()
    assert accepted.parent is None
    assert evaluated.context.trace_id == delivered.context.trace_id == accepted.context.trace_id


def test_without_opentelemetry_the_clients_trace_is_sent_on_as_it_came():
    told = travel(open_tracer("", "api"), Journey(request="r-1", traceparent=CLIENTS))
    assert told == [{"x-request-id": "r-1", "traceparent": CLIENTS}] * 2
    assert travel(Tracer(), Journey()) == [{}, {}]
    assert journey() == Journey()


@pytest.mark.parametrize(
    "header", [None, "", "nonsense", CLIENTS + "\r\nx: y", "00-" + "0" * 32 + "-00f067aa0ba902b7-01"]
)
def test_what_is_no_traceparent_is_left_out(header):
    assert traceparent_of(header) == ""
    assert traceparent_of(f" {CLIENTS} ") == CLIENTS


def test_jobs_of_before_have_no_journey():
    assert Journey.from_json(None) == Journey()
