"""How is one profile followed from its POST to its webhooks? By the W3C trace context, kept with the job.

With the extra `tracing` and CREDWISE_TRACES the steps are spans of OpenTelemetry; without, what a client sent is passed
on as it came, so that its own tracing goes through all the same.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

#: What a `traceparent` header looks like (W3C Trace Context, version 00).
TRACEPARENT = re.compile(r"00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")


@dataclass(frozen=True, kw_only=True)
class Journey:
    """What goes with a profile: the id of the request that brought it, and the trace that it belongs to."""

    request: str = ""
    traceparent: str = ""

    def to_json(self) -> str:
        return json.dumps(vars(self), separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str | None) -> "Journey":
        """Read what `to_json` wrote; jobs of before have none."""
        return cls(**json.loads(text)) if text else cls()

    def headers(self) -> dict[str, str]:
        """Return the headers that tell a receiver of it."""
        told = {"x-request-id": self.request, "traceparent": self.traceparent}
        return {name: value for name, value in told.items() if value}


#: The journey of what this thread (or greenlet) is at work on.
_under_way: ContextVar[Journey] = ContextVar("journey", default=Journey())  # noqa: B039 - a frozen value


def journey() -> Journey:
    """Return the journey of what is under way."""
    return _under_way.get()


@contextmanager
def on_its_way(of: Journey) -> Iterator[None]:
    """Have what is done within the block belong to a journey."""
    token = _under_way.set(of)
    try:
        yield
    finally:
        _under_way.reset(token)


def traceparent_of(header: str | None) -> str:
    """Return a client's traceparent where it is one, else ""."""
    text = (header or "").strip()
    return text if TRACEPARENT.fullmatch(text) else ""


class Tracer:
    """Makes spans of the steps of a journey, where somebody wants them; `provider` is OpenTelemetry's."""

    def __init__(self, provider: Any = None) -> None:
        self._provider = provider

    @contextmanager
    def step(self, name: str, of: Journey, *, is_again: bool = False, **attributes: str | int) -> Iterator[Journey]:
        """Have what is done within the block be a step of the journey, which goes on from there.

        `is_again` makes it a trace of its own that is linked to the journey's: a retry may be days later.
        """
        with self._span(name, of, is_again=is_again, attributes=attributes) as traceparent:
            goes_on = Journey(request=of.request, traceparent=traceparent or of.traceparent)
            with on_its_way(goes_on):
                yield goes_on

    @contextmanager
    def _span(self, name: str, of: Journey, *, is_again: bool, attributes: dict[str, str | int]) -> Iterator[str]:
        if self._provider is None:
            yield ""
            return
        from opentelemetry.trace import Link, get_current_span  # noqa: PLC0415 - the extra need not be there
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator  # noqa: PLC0415

        propagator = TraceContextTextMapPropagator()
        before = propagator.extract({"traceparent": of.traceparent}) if of.traceparent else None
        # An empty context, so that a retry begins a trace whatever is under way around it.
        links = [Link(get_current_span(before).get_span_context())] if is_again and before else []
        context = propagator.extract({}) if is_again or before is None else before
        tracer = self._provider.get_tracer("credwise")
        told = {f"credwise.{key}": value for key, value in attributes.items()}
        with tracer.start_as_current_span(name, context=context, links=links, attributes=told):
            carrier: dict[str, str] = {}
            propagator.inject(carrier)
            yield carrier["traceparent"]


class TracingNotInstalled(Exception):
    """CREDWISE_TRACES asks for traces and the extra is not there: pip install 'credwise[tracing]', or unset it."""


def open_tracer(address: str, role: str) -> Tracer:
    """Return a tracer that sends spans to `address` (OTLP over HTTP), or one that makes none where it is empty.

    `role` is a word such as "evaluate". Raises TracingNotInstalled.
    """
    if not address:
        return Tracer()
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415
        from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
        from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise TracingNotInstalled(
            f"CREDWISE_TRACES names {address}, and {error.name} is missing: pip install 'credwise[tracing]'"
        ) from error
    provider = TracerProvider(resource=Resource.create({"service.name": f"credwise-{role}"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=address)))
    return Tracer(provider)
