"""POST /v1/endpoints/{id}/test: would a webhook be taken there now, and if not, why not?"""

from time import monotonic, sleep
from typing import Any

from services.api.edge.links import of_endpoint
from services.api.edge.resource import Answer, Resource
from services.api.ports import ports
from services.api.problems.request_kinds import NOT_FOUND
from services.api.problems.resource_kinds import ONE_AT_A_TIME
from services.api.problems.service_kinds import LEDGER_FULL
from services.api.schemas.delivery_answers import EndpointTestSchema
from services.ledger.accounts.clients import Caller, Scope
from services.ledger.views import DeliveryView
from services.ledger.work.jobs import JobState

endpoint_tests = Resource("Endpoint tests", "A test event, sent at once by a worker, from where all webhooks are sent.")

#: How long the answer waits for the worker's attempt, in seconds: longer than an attempt may take.
WAIT_FOR = 18.0

#: Seconds between two looks at the ledger.
LOOK_EVERY = 0.1


@endpoint_tests.operation(
    "POST",
    "/v1/endpoints/<string:endpoint_id>/test",
    needs=Scope.WRITE_ENDPOINTS,
    answers={
        200: Answer(
            description="What came of it. A paused, disabled or failing endpoint is tried all the same. An answer that "
            "holds the challenge's signature proves that the address is the client's.",
            schema=EndpointTestSchema,
            leads_to=of_endpoint("$endpoint_id"),
        )
    },
    refuses=(NOT_FOUND, ONE_AT_A_TIME, LEDGER_FULL),
)
def try_endpoint(*, endpoint_id: str, caller: Caller) -> Any:
    """Send a test event now."""
    tests = ports().upkeep.tests
    test_id = tests.start(caller.client, endpoint_id)
    deadline = monotonic() + WAIT_FOR
    while True:
        test = tests.result(test_id)
        if (test and test.attempts) or monotonic() > deadline:
            proof = ports().endpoints.get(caller.client, endpoint_id).proof
            return {**_report(test_id, test), "proof": proof}
        sleep(LOOK_EVERY)


def _report(test_id: str, test: DeliveryView | None) -> dict[str, Any]:
    if test is None or not test.attempts:
        seen = "began with it" if test and test.state is JobState.RUNNING else "took it"
        hint = (
            f"No deliver worker {'finished what it began' if seen == 'began with it' else seen} in time; are they up?"
        )
        return {"id": test_id, "arrived": False, "attempt": None, "hints": [hint]}
    attempt = test.attempts[-1]
    return {"id": test_id, "arrived": attempt.outcome == "delivered", "attempt": attempt, "hints": attempt.hints}
