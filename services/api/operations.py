"""What of the ledger do the views need that look after webhooks once they are owed? Handed in with the other ports."""

from collections.abc import Callable
from dataclasses import dataclass

import redis

from services.ledger.dead_letters import DeadLetters
from services.ledger.deliveries import Deliveries
from services.ledger.endpoint_tests import EndpointTests
from services.ledger.erasure import Erased, erase_learner
from services.ledger.resend_batches import Resendings
from services.ledger.store.policy import LedgerPolicy


@dataclass(frozen=True, kw_only=True)
class Upkeep:
    """`erase` takes the client and the learner's id."""

    deliveries: Deliveries
    resendings: Resendings
    dead_letters: DeadLetters
    tests: EndpointTests
    erase: Callable[[str, str], Erased]


def open_upkeep(client: redis.Redis, policy: LedgerPolicy) -> Upkeep:
    """Return the real ones; nothing is connected yet."""
    return Upkeep(
        deliveries=Deliveries(client, policy),
        resendings=Resendings(client, policy),
        dead_letters=DeadLetters(client, policy),
        tests=EndpointTests(client, policy),
        erase=lambda owner, learner_id: erase_learner(client, policy, owner, learner_id),
    )
