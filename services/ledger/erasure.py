"""How is everything that is kept of one learner erased at once?"""

import json
from dataclasses import dataclass
from datetime import datetime

import redis

from services.archive.errors import ArchiveUnavailable, ErasureNoted
from services.archive.port import NO_ARCHIVE, Archive
from services.archive.records import ErasedEvaluation
from services.ledger.store import keys
from services.ledger.store.moments import from_ms
from services.ledger.store.policy import LedgerPolicy
from services.ledger.store.scripts import Scripts
from services.merkle_log.erasures import ErasureReceipt, erasure_receipt
from services.merkle_log.heads import Signer

#: Evaluations erased by one script. A learner has a handful; the bound keeps a client that gives all its learners one
#: id from stopping Redis for everyone.
AT_ONCE = 100


@dataclass(frozen=True, kw_only=True)
class Erased:
    """How many evaluations and deliveries of the learner there were; there are none any more."""

    evaluations: int
    deliveries: int


def erase_learner(
    client: redis.Redis, policy: LedgerPolicy, owner: str, learner_id: str, archive: Archive = NO_ARCHIVE
) -> Erased:
    """Erase the profiles, recommendations, deliveries and attempts of a learner of the API client `owner`.

    What a worker is at work on is fenced: its result is dropped when it comes. A webhook that is on its way at this
    moment arrives, and what arrived before is the receiver's to erase. Raises LedgerUnavailable; then call it again.
    Raises ErasureNoted where the archive cannot be reached: its part is carried out without another call.
    """
    scripts = Scripts(client, policy)
    learner = keys.learner(owner, learner_id)
    evaluations = deliveries = 0
    asked_at, erased, left = "0", set[str](), 1
    while left:
        done, sent, left, asked_at, ids = scripts.run("erase_learner", learner, AT_ONCE)
        evaluations += int(done)
        deliveries += int(sent)
        erased |= set(ids)
    try:
        archived = erase_archived(scripts, archive, learner, int(asked_at))
    except ArchiveUnavailable as error:
        raise ErasureNoted(str(error)) from error
    for one in archived:
        # One that both had is counted already.
        if one.id not in erased:
            evaluations += 1
            deliveries += one.deliveries
    return Erased(evaluations=evaluations, deliveries=deliveries)


def receipt_of(
    erased: Erased, signer: Signer | None, owner: str, learner_id: str, at: datetime
) -> ErasureReceipt | None:
    """Return the signed statement of what was erased; None where there is no key."""
    return erasure_receipt(signer, client=owner, learner_id=learner_id, at=at, **vars(erased))


def name_in_index(owner: str, profile: str) -> str | None:
    """Return the name in the index of the learner whose profile (JSON text) it is; None where it names nobody."""
    try:
        members = json.loads(profile)
    except ValueError:
        return None
    learner_id = members.get("learner_id") if isinstance(members, dict) else None
    return keys.learner(owner, learner_id) if isinstance(learner_id, str) else None


def erase_archived(scripts: Scripts, archive: Archive, learner: str, asked_at: int) -> tuple[ErasedEvaluation, ...]:
    """Carry out in the archive what was asked for at a moment, and note that it is done; raises ArchiveUnavailable."""
    archived = archive.erase(learner, from_ms(asked_at))
    scripts.run("erasure_done", learner, asked_at, *(one.record for one in archived if one.record))
    return archived
