"""What of the ledger do the views need that look after what is owed, in lists and in numbers? Handed in as a port."""

from collections.abc import Callable
from dataclasses import dataclass

import redis

from services.archive.port import NO_ARCHIVE, Archive
from services.ledger.accounts.endpoints import Endpoints
from services.ledger.batches.batches import Batches
from services.ledger.checkup.examination import ask_redis
from services.ledger.checkup.redis_findings import RedisTold
from services.ledger.dead_letters import DeadLetters
from services.ledger.erasure import Erased, erase_learner
from services.ledger.evaluations.listing import Evaluations
from services.ledger.imports.imports import Imports
from services.ledger.operators.audit import Audit
from services.ledger.operators.minutes import Sample, read_samples
from services.ledger.operators.sessions import Sessions
from services.ledger.standings.queues import LedgerSnapshot, snapshot
from services.ledger.store.policy import LedgerPolicy
from services.ledger.waits.facts import JobFacts, Surroundings, read_job
from services.ledger.webhooks.deliveries import Deliveries
from services.ledger.webhooks.endpoint_tests import EndpointTests
from services.ledger.webhooks.resend_batches import Resendings
from services.ledger.work.pauses import Pauses
from services.ledger.work.rescheduling import Rescheduling


@dataclass(frozen=True, kw_only=True)
class Upkeep:
    """`erase` takes the client and the learner's id."""

    deliveries: Deliveries
    resendings: Resendings
    dead_letters: DeadLetters
    tests: EndpointTests
    batches: Batches
    evaluations: Evaluations
    imports: Imports
    erase: Callable[[str, str], Erased]
    desk: "Desk"


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What the operators' page reads and writes beside the rest."""

    sessions: Sessions
    audit: Audit
    endpoints: Endpoints
    pauses: Pauses
    rescheduling: Rescheduling
    snapshot: Callable[[], LedgerSnapshot]
    ask_redis: Callable[[], RedisTold]
    job: Callable[[str, Surroundings], JobFacts]
    samples: Callable[[int], tuple[Sample, ...]]


def open_upkeep(client: redis.Redis, policy: LedgerPolicy, archive: Archive = NO_ARCHIVE) -> Upkeep:
    """Return the real ones; nothing is connected yet."""
    return Upkeep(
        deliveries=Deliveries(client, policy, archive),
        resendings=Resendings(client, policy, archive),
        dead_letters=DeadLetters(client, policy),
        tests=EndpointTests(client, policy),
        batches=Batches(client, policy),
        evaluations=Evaluations(client, archive),
        imports=Imports(client, policy),
        erase=lambda owner, learner_id: erase_learner(client, policy, owner, learner_id, archive),
        desk=Desk(
            sessions=Sessions(client, policy),
            audit=Audit(client, policy),
            endpoints=Endpoints(client, policy),
            pauses=Pauses(client, policy),
            rescheduling=Rescheduling(client, policy),
            snapshot=lambda: snapshot(client, policy),
            ask_redis=lambda: ask_redis(client),
            job=lambda job_id, around: read_job(client, job_id, around),
            samples=lambda length: read_samples(client, length),
        ),
    )
