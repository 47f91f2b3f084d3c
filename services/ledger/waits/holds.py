"""What holds the webhooks of an endpoint back, and which command mends it?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from services.ledger.standings.endpoint_standings import EndpointStanding
from services.ledger.waits.wait import Cause, Wait


def wait_of_endpoint(endpoint: EndpointStanding, about: str | None = None) -> Wait:
    """Return what holds an endpoint's webhooks back; NOTHING where the next one may go."""
    name = f"{endpoint.client}/{endpoint.endpoint}"
    cause, sentence, remedy = _HOLDS[endpoint.held_by](endpoint, name)
    jobs = 1 if about else endpoint.pending
    return Wait(about=about or name, cause=cause, sentence=sentence, remedy=remedy, jobs=jobs)


def waits_of_endpoints(endpoints: Iterable[EndpointStanding]) -> Iterator[Wait]:
    """Yield what holds webhooks back: a wait for each endpoint, and one for all that wait for their client's limit."""
    known = tuple(endpoints)
    held = [one for one in known if one.held_by and one.pending]
    yield from (wait_of_endpoint(one) for one in held if one.held_by != "client")
    for client in dict.fromkeys(one.client for one in held if one.held_by == "client"):
        yield _wait_of_client([one for one in known if one.client == client])


def _wait_of_client(endpoints: Sequence[EndpointStanding]) -> Wait:
    waiting = [one for one in endpoints if one.held_by == "client" and one.pending]
    slowest, jobs = max(endpoints, key=lambda one: one.in_flight), sum(one.pending for one in waiting)
    name = f"{slowest.client}/{slowest.endpoint}"
    sentence = (
        f"All endpoints of {slowest.client} together have as many webhooks under way as one client may, most of them "
        f"({slowest.in_flight}) to {name}; {jobs} wait for {len(waiting)} of its endpoints. Others are served on."
    )
    remedy = (
        f"credwise endpoints test {name}; where it answers slowly, credwise endpoints pause {name} until it is mended"
    )
    return Wait(about=slowest.client, cause=Cause.CLIENT_LIMIT, sentence=sentence, remedy=remedy, jobs=jobs)


def _disabled(endpoint: EndpointStanding, name: str) -> tuple[Cause, str, str]:
    why = endpoint.reason or "It was deleted."
    sentence = f"{name} is switched off: {why} What is owed to it becomes dead letters."
    return (
        Cause.DISABLED,
        f"{sentence} The client puts the endpoint again; then send them again.",
        f"credwise deliveries resend --endpoint {name} --only dead",
    )


def _breaker(endpoint: EndpointStanding, name: str) -> tuple[Cause, str, str]:
    until = f" until {endpoint.open_until:%H:%M:%S} UTC" if endpoint.open_until else ""
    since = f" since {endpoint.failing_since:%Y-%m-%d %H:%M}" if endpoint.failing_since else ""
    sentence = f"{name} has failed {endpoint.failures} times in a row{since}; it is left alone{until}, then tried once."
    remedy = f"credwise endpoints test {name}; where that arrives, credwise endpoints resume {name}"
    return Cause.BREAKER, sentence, remedy


def _locked(_endpoint: EndpointStanding, name: str) -> tuple[Cause, str, str]:
    sentence = (
        f"The secret of {name} is sealed, and a deliver worker has no key that opens it; webhooks wait until it has."
    )
    remedy = "put the key back into CREDWISE_SECRETS_KEYS of all processes"
    return Cause.LOCKED, sentence, f"{remedy}; where it is lost: credwise endpoints rotate {name} --keep-old 0"


_HOLDS: Mapping[str, Any] = {
    "": lambda one, name: (Cause.NOTHING, f"Nothing holds {name} back; {one.pending} are pending.", ""),
    "disabled": _disabled,
    "paused": lambda one, name: (
        Cause.PAUSE,
        f"{name} is paused: {one.reason or 'no reason was given.'}",
        f"credwise endpoints resume {name}",
    ),
    "unproven": lambda _one, name: (
        Cause.PROOF,
        f"Nobody has proved that the address of {name} is its client's: a test event's challenge was not answered yet.",
        f"credwise endpoints test {name}",
    ),
    "locked": _locked,
    "breaker": _breaker,
    "rate": lambda _one, name: (
        Cause.RATE,
        f"{name} asked for so many requests a second, and they are spoken for. The client may ask for more.",
        "",
    ),
    "in_flight": lambda one, name: (
        Cause.IN_FLIGHT,
        f"{one.in_flight} webhooks are under way to {name}, as many as it takes at once; it answers slowly.",
        f"credwise endpoints test {name}",
    ),
    "client": lambda one, name: (
        Cause.CLIENT_LIMIT,
        f"All endpoints of {one.client} together have as many webhooks under way as one client may; {name} waits.",
        "CREDWISE_DELIVER_THREADS: more threads let every client have more",
    ),
}
