"""How is everything that is kept of one learner erased at once?"""

from dataclasses import dataclass

import redis

from services.ledger.store import keys
from services.ledger.store.policy import LedgerPolicy
from services.ledger.store.scripts import Scripts

#: Evaluations erased by one script. A learner has a handful; the bound keeps a client that gives all its learners one
#: id from stopping Redis for everyone.
AT_ONCE = 100


@dataclass(frozen=True, kw_only=True)
class Erased:
    """How many evaluations and deliveries of the learner there were; there are none any more."""

    evaluations: int
    deliveries: int


def erase_learner(client: redis.Redis, policy: LedgerPolicy, owner: str, learner_id: str) -> Erased:
    """Erase the profiles, recommendations, deliveries and attempts of a learner of the API client `owner`.

    What a worker is at work on is fenced: its result is dropped when it comes. A webhook that is on its way at this
    moment arrives, and what arrived before is the receiver's to erase. Raises LedgerUnavailable; then call it again.
    """
    scripts = Scripts(client, policy)
    evaluations = deliveries = 0
    left = 1
    while left:
        done, sent, left = scripts.run("erase_learner", keys.learner(owner, learner_id), AT_ONCE)
        evaluations += int(done)
        deliveries += int(sent)
    return Erased(evaluations=evaluations, deliveries=deliveries)
