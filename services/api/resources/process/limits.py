"""GET /v1/limits: what may the client take up of what all share, and how much does it?"""

from typing import Any

from services.api.edge.resource import Answer, Resource
from services.api.ports import ports
from services.api.schemas.limit_answers import LimitsSchema
from services.client_limits import LIMITS
from services.ledger.accounts.clients import Caller

limits = Resource("Limits", "What the client may take up of what all share.")


@limits.operation(
    "GET",
    "/v1/limits",
    any_key=True,
    answers={200: Answer(description="Each limit, and how much of it is used.", schema=LimitsSchema)},
)
def get_limits(*, caller: Caller) -> Any:
    """See the client's limits."""
    return {
        "limits": [
            {"name": one.limit, "counts": LIMITS[one.limit].counts, "most": one.most, "used": one.used}
            for one in ports().limits(caller.client)
        ]
    }
