"""How often was a learner's link used today to have something decided? Who has a link is nobody that we know."""

from datetime import timedelta

import redis

from services.ledger.store import keys
from services.ledger.store.errors import redis_errors_as_ours

#: So many answers and questions why not are taken from one link in the time below: more than a person asks, and too few
#: to flood a client with recommendations or to keep the API busy.
MOST_USES = 60

#: How long uses are counted, from the first on.
COUNTED_FOR = timedelta(days=1)


class LinkUses:
    """The uses of all links; raises LedgerUnavailable."""

    def __init__(self, client: redis.Redis) -> None:
        self._redis = client

    def take(self, client: str, recommendation: str) -> bool:
        """Count one more use of the links to a client's recommendation; tell whether it is still to be served."""
        key = f"{keys.LINK_USES}{client}:{recommendation}"
        with redis_errors_as_ours():
            pipe = self._redis.pipeline()
            pipe.set(key, 0, ex=COUNTED_FOR, nx=True)
            pipe.incr(key)
            _, uses = pipe.execute()
        return int(uses) <= MOST_USES
