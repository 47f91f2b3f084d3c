"""/v1/endpoints: where do a client's webhooks go, and what are they signed with?"""

import re
from typing import Any

from services.api.advice.accepting import IDEMPOTENCY_PARAMETER, asked_idempotency_key
from services.api.bodies.wanted_endpoint import WantedEndpoint, WantedEndpointSchema, problems_of_address
from services.api.edge.links import of_endpoint
from services.api.edge.resource import Answer, Resource
from services.api.ports import ports
from services.api.problems.problem import Problem
from services.api.problems.request_kinds import INVALID_REQUEST, NOT_FOUND
from services.api.problems.resource_kinds import ADDRESS_REFUSED, LINKS_NOT_SET_UP, TOO_MANY, TOO_MANY_SECRETS
from services.api.problems.service_kinds import LEDGER_FULL, SECRET_LOCKED
from services.api.schemas.answers import EndpointSchema, EndpointsSchema
from services.api.schemas.examples import ENDPOINTS
from services.ledger.accounts.clients import Caller, Scope
from services.ledger.accounts.endpoints import DeliveryPreferences, Endpoint
from services.ledger.events import known_events

endpoints = Resource("Endpoints", "Addresses that receive webhooks, and their signing secrets.")

_ENDPOINT_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@endpoints.operation(
    "PUT",
    "/v1/endpoints/<string:endpoint_id>",
    needs=Scope.WRITE_ENDPOINTS,
    parameters=[
        {
            "name": "endpoint_id",
            "in": "path",
            "required": True,
            "description": "What you call the endpoint.",
            "schema": {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,39}$", "examples": ["lms"]},
        }
    ],
    takes=WantedEndpointSchema,
    examples=ENDPOINTS,
    answers={
        200: Answer(
            description="Changed; a disabled endpoint is enabled again.", schema=EndpointSchema, leads_to=of_endpoint()
        ),
        201: Answer(
            description="Created. The secret is shown this once.", schema=EndpointSchema, leads_to=of_endpoint()
        ),
    },
    refuses=(INVALID_REQUEST, ADDRESS_REFUSED, LEDGER_FULL, TOO_MANY, LINKS_NOT_SET_UP),
)
def put_endpoint(wanted: WantedEndpoint, *, endpoint_id: str, caller: Caller) -> Any:
    """Create an endpoint, or change all that is said of it."""
    _check_id(endpoint_id)
    if problems := problems_of_address(wanted.address):
        raise Problem(ADDRESS_REFUSED, problems[0].detail, problems=problems)
    if wanted.link_hours is not None and not ports().links.are_set_up:
        raise Problem(LINKS_NOT_SET_UP, "No link can be put into events: the operator has to set CREDWISE_LINK_KEYS.")
    wishes = DeliveryPreferences(
        events=tuple(dict.fromkeys(known_events(wanted.events))),
        in_flight=wanted.in_flight,
        rate=wanted.requests_per_second,
        link_hours=wanted.link_hours,
        cloudevents=wanted.cloudevents,
    )
    endpoint, secret = ports().endpoints.put(caller.client, endpoint_id, wanted.address, wanted.mode, wishes)
    return _shown(endpoint, secret), 200 if secret is None else 201


@endpoints.operation(
    "GET",
    "/v1/endpoints/<string:endpoint_id>",
    needs=Scope.READ_ENDPOINTS,
    answers={
        200: Answer(description="The endpoint, without its secret.", schema=EndpointSchema, leads_to=of_endpoint())
    },
    refuses=(NOT_FOUND,),
)
def get_endpoint(*, endpoint_id: str, caller: Caller) -> Any:
    """Look at an endpoint."""
    return _shown(ports().endpoints.get(caller.client, endpoint_id))


@endpoints.operation(
    "GET",
    "/v1/endpoints",
    needs=Scope.READ_ENDPOINTS,
    answers={
        200: Answer(
            description="All endpoints of the client.",
            schema=EndpointsSchema,
            leads_to=of_endpoint("endpoints/0/id"),
        )
    },
)
def list_endpoints(*, caller: Caller) -> Any:
    """List the client's endpoints."""
    return {"endpoints": [_shown(endpoint) for endpoint in ports().endpoints.list(caller.client)]}


@endpoints.operation(
    "POST",
    "/v1/endpoints/<string:endpoint_id>/rotate",
    needs=Scope.WRITE_ENDPOINTS,
    parameters=[
        IDEMPOTENCY_PARAMETER
        | {"description": "Send the same key when rotating again after no answer: the secret it made is shown again."}
    ],
    answers={
        200: Answer(
            description="The new secret. Those before sign too for a day each.",
            schema=EndpointSchema,
            leads_to=of_endpoint("$endpoint_id"),
        )
    },
    refuses=(INVALID_REQUEST, NOT_FOUND, TOO_MANY_SECRETS, SECRET_LOCKED),
)
def rotate_secret(*, endpoint_id: str, caller: Caller) -> Any:
    """Give an endpoint a new secret."""
    secret = ports().endpoints.rotate_secret(caller.client, endpoint_id, idempotency_key=asked_idempotency_key())
    return _shown(ports().endpoints.get(caller.client, endpoint_id), secret)


@endpoints.operation(
    "POST",
    "/v1/endpoints/<string:endpoint_id>/pause",
    needs=Scope.WRITE_ENDPOINTS,
    answers={
        200: Answer(
            description="Kept back until it is resumed; a disabled one stays so.",
            schema=EndpointSchema,
            leads_to=of_endpoint(),
        )
    },
    refuses=(NOT_FOUND,),
)
def pause_endpoint(*, endpoint_id: str, caller: Caller) -> Any:
    """Keep an endpoint's webhooks back."""
    ports().endpoints.pause(caller.client, endpoint_id, "Paused over the API.")
    return _shown(ports().endpoints.get(caller.client, endpoint_id))


@endpoints.operation(
    "POST",
    "/v1/endpoints/<string:endpoint_id>/resume",
    needs=Scope.WRITE_ENDPOINTS,
    answers={
        200: Answer(
            description="Sent to again; a disabled one has to be put instead.",
            schema=EndpointSchema,
            leads_to=of_endpoint(),
        )
    },
    refuses=(NOT_FOUND,),
)
def resume_endpoint(*, endpoint_id: str, caller: Caller) -> Any:
    """Send what was kept back."""
    ports().endpoints.resume(caller.client, endpoint_id)
    return _shown(ports().endpoints.get(caller.client, endpoint_id))


@endpoints.operation(
    "DELETE",
    "/v1/endpoints/<string:endpoint_id>",
    needs=Scope.WRITE_ENDPOINTS,
    answers={204: Answer(description="Forgotten with its secrets; its pending webhooks become dead letters.")},
    refuses=(NOT_FOUND,),
)
def delete_endpoint(*, endpoint_id: str, caller: Caller) -> Any:
    """Forget an endpoint."""
    ports().endpoints.delete(caller.client, endpoint_id)


def _check_id(endpoint_id: str) -> None:
    if not _ENDPOINT_ID.fullmatch(endpoint_id):
        raise Problem(INVALID_REQUEST, "An endpoint's id is 1 to 40 of a-z, 0-9 and hyphens, no hyphen first.")


def _shown(endpoint: Endpoint, secret: str | None = None) -> dict[str, Any]:
    """Return what may be shown of the endpoint: never its secrets, but for one just made."""
    shown = {name: value for name, value in vars(endpoint).items() if name not in {"client", "secrets", "wishes"}}
    wishes = endpoint.wishes
    shown |= {"events": wishes.events, "in_flight": wishes.in_flight, "requests_per_second": wishes.rate}
    shown |= {"link_hours": wishes.link_hours, "cloudevents": wishes.cloudevents}
    return shown if secret is None else shown | {"secret": secret}
