"""What may an operator do with whole queues?"""

from services.api.pages.acts import Act, Done
from services.api.ports import ports
from services.ledger.store.errors import NotFound
from services.ledger.work.jobs import Queue


def _queue(about: str) -> Queue:
    if about not in set(Queue):
        raise NotFound(f"There is no queue {about}.")
    return Queue(about)


def _would_pause(about: str) -> str:
    seen = ports().upkeep.desk.snapshot().queues[_queue(about)]
    return f"Nothing of {about} is handed out until it is resumed; {seen.due} jobs are due now. Profiles are taken on."


def _pause(about: str) -> Done:
    ports().upkeep.desk.pauses.pause(_queue(about))
    return Done(sentence=f"{about} is paused; what is being worked on is finished.")


def _would_resume(about: str) -> str:
    seen = ports().upkeep.desk.snapshot().queues[_queue(about)]
    return f"{seen.waiting} jobs of {about} are handed out as workers and endpoints take them."


def _resume(about: str) -> Done:
    ports().upkeep.desk.pauses.resume(_queue(about))
    return Done(sentence=f"{about} is resumed.")


QUEUE_ACTS = (
    Act(name="pause-queue", label="Pause", would=_would_pause, does=_pause),
    Act(name="resume-queue", label="Resume", would=_would_resume, does=_resume),
)
