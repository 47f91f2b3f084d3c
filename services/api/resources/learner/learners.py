"""DELETE /v1/learners/{learner_id}: erase all that is kept of one learner, at once."""

from typing import Any

from services.api.edge.resource import Answer, Resource
from services.api.ports import ports
from services.api.schemas.delivery_answers import ErasedSchema
from services.ledger.accounts.clients import Caller, Scope
from services.ledger.erasure import receipt_of

learners = Resource("Learners", "Erasing what is kept of a learner.")


@learners.operation(
    "DELETE",
    "/v1/learners/<string:learner_id>",
    needs=Scope.ERASE_LEARNERS,
    answers={
        200: Answer(
            description="Erased. A webhook that was on its way at that moment may still arrive.", schema=ErasedSchema
        )
    },
)
def erase_learner(*, learner_id: str, caller: Caller) -> Any:
    """Erase a learner's profiles, recommendations, deliveries and attempts."""
    erased = ports().upkeep.erase(caller.client, learner_id)
    return {**vars(erased), "receipt": receipt_of(erased, ports().signer, caller.client, learner_id, ports().now())}
