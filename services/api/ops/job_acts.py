"""What may an operator do with webhooks and dead letters, one by one or all that a filter finds?"""

from services.api.pages.acts import Act, Done
from services.api.ports import ports
from services.ledger.store.errors import CannotBeAgain, NotFound
from services.ledger.webhooks.resend_batches import PER_SECOND, Selection
from services.ledger.work.jobs import Queue

#: Dead evaluations that are taken up in one go; the next click takes the next ones.
AT_ONCE = 1000


def _would_send_again(job_id: str) -> str:
    one = ports().upkeep.deliveries.get(None, job_id)
    return f"{one.id} to {one.client}/{one.endpoint}, {one.state} now, is sent once more under the same webhook-id."


def _send_again(job_id: str) -> Done:
    ports().upkeep.deliveries.send_again(None, job_id)
    return Done(sentence=f"{job_id} is pending again, under the same webhook-id.")


def _would_requeue(job_id: str) -> str:
    letter = ports().upkeep.dead_letters.get(None, job_id)
    return f"{letter.id} of {letter.client} starts anew. It stopped because: {letter.detail}"


def _requeue(job_id: str) -> Done:
    ports().upkeep.dead_letters.requeue(None, job_id)
    return Done(sentence=f"{job_id} is pending again.")


def _would_discard(job_id: str) -> str:
    letter = ports().upkeep.dead_letters.get(None, job_id)
    return f"{letter.id} of {letter.client} is given up; nobody will receive it."


def _discard(job_id: str) -> Done:
    ports().upkeep.dead_letters.discard(None, job_id)
    return Done(sentence=f"{job_id} is discarded.")


def _filtered(about: str) -> tuple[Queue, str, str | None]:
    """Read "queue reason client"; the client may be missing. Raise NotFound where it is nothing of the kind."""
    queue, _, rest = about.partition(" ")
    reason, _, client = rest.partition(" ")
    if queue not in set(Queue) or not reason:
        raise NotFound("Choose a queue and a reason first.")
    return Queue(queue), reason, client or None


def _would_requeue_all(about: str) -> str:
    queue, reason, client = _filtered(about)
    of = f" of {client}" if client else " of all clients"
    if queue is Queue.DELIVER:
        count = ports().upkeep.resendings.count(Selection(reason=reason, client=client))
        return f"{count} dead webhooks ({reason}){of} are sent again, {PER_SECOND:g} a second, under their webhook-ids."
    count = len(ports().upkeep.dead_letters.newest(client, queue=queue, reason=reason, limit=AT_ONCE))
    return f"{count} dead evaluations ({reason}){of} start anew; at most {AT_ONCE} go at once."


def _requeue_all(about: str) -> Done:
    queue, reason, client = _filtered(about)
    if queue is Queue.DELIVER:
        started, selected = ports().upkeep.resendings.start(Selection(reason=reason, client=client))
        return Done(sentence=f"{selected} webhooks are sent again one after the other ({started or 'none'}).")
    letters, taken_up = ports().upkeep.dead_letters, 0
    for letter in letters.newest(client, queue=queue, reason=reason, limit=AT_ONCE):
        try:
            letters.requeue(None, letter.id)
        except (NotFound, CannotBeAgain):
            # Somebody else was quicker.
            continue
        taken_up += 1
    return Done(sentence=f"{taken_up} evaluations are pending again.")


JOB_ACTS = (
    Act(name="send-again", label="Send again", would=_would_send_again, does=_send_again),
    Act(name="requeue", label="Try again", would=_would_requeue, does=_requeue),
    Act(name="discard", label="Discard", would=_would_discard, does=_discard),
    Act(name="requeue-all", label="Try all of these again", would=_would_requeue_all, does=_requeue_all),
)
