"""POST /v1/endpoints/{id}/portal-link: let whoever runs the receiver look after the endpoint without a key."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from services.api.edge.links import of_endpoint
from services.api.edge.resource import Answer, Resource
from services.api.ports import ports
from services.api.problems.problem import Problem
from services.api.problems.request_kinds import NOT_FOUND
from services.api.problems.resource_kinds import LINKS_NOT_SET_UP
from services.api.schemas.answers import PortalLinkSchema
from services.intake.members import WholeNumber
from services.intake.strict_schema import StrictSchema
from services.ledger.accounts.clients import Caller, Scope
from services.portal_links import MOST_HOURS, USUAL_HOURS
from services.signed_links import LinksNotSetUp

portal_links = Resource("Links for receivers", "The page of an endpoint, opened without a key for a time.")


@dataclass(frozen=True, kw_only=True)
class WantedPortalLink:
    """For how many hours a link is to be good."""

    hours: int = USUAL_HOURS


class WantedPortalLinkSchema(StrictSchema):
    """How long a link is good."""

    value_type = WantedPortalLink
    may_be_left_out = True

    hours = WholeNumber(
        f"For how many hours the link is good; {USUAL_HOURS} when left out.", USUAL_HOURS, low=1, high=MOST_HOURS
    )


@portal_links.operation(
    "POST",
    "/v1/endpoints/<string:endpoint_id>/portal-link",
    needs=Scope.WRITE_ENDPOINTS,
    takes=WantedPortalLinkSchema,
    examples={"an hour": {"value": {"hours": 1}}},
    answers={
        201: Answer(
            description="The link. Who has it sees the endpoint's webhooks, may test it, send webhooks again and "
            "rotate its secret, until it ends.",
            schema=PortalLinkSchema,
            headers={"Location": "The link."},
            leads_to=of_endpoint("$endpoint_id"),
        )
    },
    refuses=(NOT_FOUND, LINKS_NOT_SET_UP),
)
def make_portal_link(wanted: WantedPortalLink, *, endpoint_id: str, caller: Caller) -> Any:
    """Make a link by which whoever runs the receiver looks after this endpoint without a key.

    The page shows webhooks with their attempts and answers, and no recommendation.
    """
    ports().endpoints.get(caller.client, endpoint_id)
    ends = ports().now() + timedelta(hours=wanted.hours)
    try:
        link = ports().portals.link(client=caller.client, endpoint=endpoint_id, expires_at=ends)
    except LinksNotSetUp as error:
        raise Problem(LINKS_NOT_SET_UP, str(error)) from error
    return vars(link), 201, {"Location": link.url}
