"""Does an endpoint receive? A test event that a deliver worker sends at once, from where all webhooks are sent."""

import json
import secrets
from datetime import timedelta

import redis

from services.ledger.attempts import Attempt
from services.ledger.events import EventType
from services.ledger.store.errors import NotFound, OneAtATime, redis_errors_as_ours
from services.ledger.store.moments import in_ms
from services.ledger.store.policy import LedgerPolicy
from services.ledger.store.scripts import Scripts
from services.ledger.views import DeliveryView, read_deliveries
from services.ledger.work.jobs import Claim

#: For so long a client's next test waits for one of which nothing was heard. An attempt takes 15 seconds at most.
UNHEARD_OF = timedelta(seconds=20)


class EndpointTests:
    """The test events of all clients. Raises LedgerUnavailable."""

    def __init__(self, client: redis.Redis, policy: LedgerPolicy) -> None:
        self._redis = client
        self._scripts = Scripts(client, policy)

    def start(self, client: str, endpoint_id: str) -> str:
        """Make a test event, wake a worker for it and return its id; raise NotFound, OneAtATime, LedgerFull."""
        test_id = "test_" + secrets.token_urlsafe(12)
        challenge = secrets.token_urlsafe(24)
        payload = json.dumps({"endpoint": endpoint_id, "challenge": challenge}, separators=(",", ":"))
        made = self._scripts.run("start_test", test_id, client, endpoint_id, payload, in_ms(UNHEARD_OF))
        if made == "unknown":
            raise NotFound(f"There is no endpoint {endpoint_id}.")
        if made == "busy":
            raise OneAtATime("A test of one of your endpoints is under way; ask again in a few seconds.")
        return test_id

    def result(self, test_id: str) -> DeliveryView | None:
        """Return the test as it stands, with its one attempt once that was made; None after an hour."""
        with redis_errors_as_ours():
            found = read_deliveries(self._redis, [test_id])
        return found[0] if found else None

    def finish(self, claim: Claim, attempt: Attempt) -> None:
        """Note what came of a test. Nothing follows from it, so a claim that was lost is no concern."""
        self._scripts.run("finish_test", claim.job_id, claim.token, attempt.to_json(), attempt.outcome)


def is_test(claim: Claim) -> bool:
    """Tell whether a claim is of a test event."""
    return claim.event is EventType.TEST
