"""/v1/endpoints: where do a client's webhooks go, and what are they signed with?"""

import re
from dataclasses import dataclass
from typing import Any

from services.api.answers import EndpointSchema, EndpointsSchema
from services.api.examples import ENDPOINTS
from services.api.ports import ports, settings
from services.api.problems import ADDRESS_REFUSED, INVALID_REQUEST, LEDGER_FULL, NOT_FOUND, Problem
from services.api.resource import Answer, Resource
from services.intake.members import OneOf, Text
from services.intake.problems import FieldProblem
from services.intake.strict_schema import StrictSchema
from services.ledger.clients import Caller, Scope
from services.ledger.endpoints import Endpoint, EndpointMode
from services.webhook_address import AddressRefused, check_url, read_networks

endpoints = Resource("Endpoints", "Addresses that receive webhooks, and their signing secrets.")

_ENDPOINT_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass(frozen=True, kw_only=True)
class WantedEndpoint:
    """What a client asks an endpoint to be."""

    address: str
    mode: EndpointMode = EndpointMode.FULL


class WantedEndpointSchema(StrictSchema):
    """Where to send webhooks, and how much of the recommendation they hold."""

    value_type = WantedEndpoint

    address = Text(
        "Where to post webhooks: https, and a public address.", "https://lms.example.org/hooks/credwise", longest=2048
    )
    mode = OneOf(EndpointMode, "full: the whole recommendation; thin: its id and address only. full when left out.")


@endpoints.operation(
    "PUT",
    "/v1/endpoints/<string:endpoint_id>",
    needs=Scope.WRITE_ENDPOINTS,
    takes=WantedEndpointSchema,
    examples=ENDPOINTS,
    answers={
        200: Answer(description="Changed; a disabled endpoint is enabled again.", schema=EndpointSchema),
        201: Answer(description="Created. The secret is shown this once.", schema=EndpointSchema),
    },
    refuses=(INVALID_REQUEST, ADDRESS_REFUSED, LEDGER_FULL),
)
def put_endpoint(wanted: WantedEndpoint, *, endpoint_id: str, caller: Caller) -> Any:
    """Create an endpoint, or change its address and mode."""
    _check_id(endpoint_id)
    _check_address(wanted.address)
    endpoint, secret = ports().endpoints.put(caller.client, endpoint_id, wanted.address, wanted.mode)
    return _shown(endpoint, secret), 200 if secret is None else 201


@endpoints.operation(
    "GET",
    "/v1/endpoints/<string:endpoint_id>",
    needs=Scope.WRITE_ENDPOINTS,
    answers={200: Answer(description="The endpoint, without its secret.", schema=EndpointSchema)},
    refuses=(NOT_FOUND,),
)
def get_endpoint(*, endpoint_id: str, caller: Caller) -> Any:
    """Look at an endpoint."""
    return _shown(ports().endpoints.get(caller.client, endpoint_id))


@endpoints.operation(
    "GET",
    "/v1/endpoints",
    needs=Scope.WRITE_ENDPOINTS,
    answers={200: Answer(description="All endpoints of the client.", schema=EndpointsSchema)},
)
def list_endpoints(*, caller: Caller) -> Any:
    """List the client's endpoints."""
    return {"endpoints": [_shown(endpoint) for endpoint in ports().endpoints.list(caller.client)]}


@endpoints.operation(
    "POST",
    "/v1/endpoints/<string:endpoint_id>/rotate",
    needs=Scope.WRITE_ENDPOINTS,
    answers={
        200: Answer(description="The new secret. For a day webhooks are signed with both.", schema=EndpointSchema)
    },
    refuses=(NOT_FOUND,),
)
def rotate_secret(*, endpoint_id: str, caller: Caller) -> Any:
    """Give an endpoint a new secret."""
    secret = ports().endpoints.rotate_secret(caller.client, endpoint_id)
    return _shown(ports().endpoints.get(caller.client, endpoint_id), secret)


def _check_id(endpoint_id: str) -> None:
    if not _ENDPOINT_ID.fullmatch(endpoint_id):
        raise Problem(INVALID_REQUEST, "An endpoint's id is 1 to 40 of a-z, 0-9 and hyphens, no hyphen first.")


def _check_address(address: str) -> None:
    """Refuse at once what can be refused without asking a name server; names are judged before each attempt."""
    try:
        check_url(address, read_networks(settings().webhook_allow))
    except AddressRefused as refused:
        problems = [FieldProblem(pointer="/address", detail=refused.detail)]
        raise Problem(ADDRESS_REFUSED, refused.detail, problems=problems) from None


def _shown(endpoint: Endpoint, secret: str | None = None) -> dict[str, Any]:
    """Return what may be shown of the endpoint: never its secrets, but for one just made."""
    shown = {name: value for name, value in vars(endpoint).items() if name not in {"client", "secrets"}}
    return shown if secret is None else shown | {"secret": secret}
