"""What does a job, an endpoint or all that is owed wait for, and which command mends it? Pure: facts in, waits out."""

from collections.abc import Iterator
from datetime import timedelta

from services.ledger.views import JobState
from services.ledger.waits.facts import JobFacts, Surroundings
from services.ledger.waits.holds import wait_of_endpoint, waits_of_endpoints
from services.ledger.waits.refusals import sentence_and_remedy
from services.ledger.waits.wait import Cause, Wait
from services.ledger.work.jobs import Queue

#: Work that is due for longer than this, with workers alive, waits for more than a worker's next free moment.
SOON = timedelta(seconds=10)

#: What mends work that is due too late: first the clock, where it is still wrong, then the work.
CLOCK_REMEDY = "chronyc makestep; credwise ops reschedule"


def waits_of_job(job: JobFacts, around: Surroundings) -> tuple[Wait, ...]:
    """Return why the job is not done, the nearest reason first."""
    return tuple(_of_job(job, around))


def _of_job(job: JobFacts, around: Surroundings) -> Iterator[Wait]:
    match job.state:
        case JobState.COMPLETED:
            yield Wait(about=job.id, cause=Cause.NOTHING, sentence="It is done, and waits for nothing.")
        case JobState.DISCARDED:
            yield Wait(about=job.id, cause=Cause.NOTHING, sentence="It was discarded, and waits for nothing.")
        case JobState.DEAD:
            sentence = f"It was dead-lettered ({job.reason}): {job.detail}"
            yield Wait(about=job.id, cause=Cause.DEAD, sentence=sentence, remedy=f"credwise dead requeue {job.id}")
        case JobState.RUNNING:
            yield _of_running(job, around)
            yield from _of_processes(job.id, job.queue, around, 1) if job.lease_is_over(around.now) else ()
        case JobState.WAITING:
            yield from _of_waiting(job, around)


def _of_running(job: JobFacts, around: Surroundings) -> Wait:
    if job.lease_is_over(around.now):
        sentence = f"{job.worker} took it and did not finish in time; it is taken up again."
        return Wait(about=job.id, cause=Cause.LEASE, sentence=sentence)
    left = _length(job.lease_until - around.now) if job.lease_until else "a moment"
    sentence = f"{job.worker} is at work on it (start {job.claims}), and has {left} left for it."
    return Wait(about=job.id, cause=Cause.WORKER, sentence=sentence)


def _of_waiting(job: JobFacts, around: Surroundings) -> Iterator[Wait]:
    if ahead := job.is_ahead_of(around.now):
        sentence = f"It is due in {_length(ahead)}, which no schedule asks for: Redis's clock was set back."
        yield Wait(about=job.id, cause=Cause.CLOCK, sentence=sentence, remedy=CLOCK_REMEDY)
        return
    if job.endpoint is not None and job.endpoint.held_by:
        yield wait_of_endpoint(job.endpoint, job.id)
    if job.owed_since and job.owed_since > around.now:
        due_in = f"the next is due in {_length(job.owed_since - around.now)}."
        failed = f"Attempt {job.attempts} failed ({job.last_answer})" if job.attempts else "No attempt was made yet"
        remedy = f"credwise endpoints test {job.endpoint_name}"
        yield Wait(about=job.id, cause=Cause.RETRY, sentence=f"{failed}; {due_in}", remedy=remedy)
        return
    if job.queue in around.paused:
        yield _of_pause(job.id, job.queue, around, 1)
    elif job.endpoint is None or not job.endpoint.held_by:
        yield from _of_processes(job.id, job.queue, around, 1)
        yield from _of_due(job, around)


def _of_pause(about: str, queue: Queue, around: Surroundings, jobs: int) -> Wait:
    sentence = f"An operator has the queue {queue} paused since {around.paused[queue]:%Y-%m-%d %H:%M} UTC."
    return Wait(
        about=about, cause=Cause.QUEUE_PAUSE, sentence=sentence, remedy=f"credwise ops resume {queue}", jobs=jobs
    )


def _of_due(job: JobFacts, around: Surroundings) -> Iterator[Wait]:
    """Say what a job waits for that is due and held back by nothing."""
    if not around.has(job.queue.value):
        return
    waited = around.now - (job.owed_since or around.now)
    if job.ahead:
        sentence = f"{job.ahead} evaluations became due before it, and workers are at work on them."
        yield Wait(about=job.id, cause=Cause.QUEUE, sentence=sentence, remedy=_more_workers(job.queue))
    elif waited > SOON:
        sentence = (
            f"It has been due for {_length(waited)}, and workers are alive: its wake-up was lost, or the workers hang. "
            "The dispatcher wakes a worker again within seconds; if it does not start, look at the workers' log."
        )
        remedy = f"docker compose restart worker-{job.queue}" if around.has("dispatcher") else "credwise dispatcher"
        yield Wait(about=job.id, cause=Cause.WAKE_UP, sentence=sentence, remedy=remedy)
    else:
        yield Wait(about=job.id, cause=Cause.WORKER, sentence="A worker takes it within seconds.")


def _of_processes(about: str, queue: Queue, around: Surroundings, jobs: int) -> Iterator[Wait]:
    if not around.has(queue.value):
        yield Wait(
            about=about,
            cause=Cause.NO_WORKER,
            sentence=f"No {queue} worker is alive.",
            remedy=f"credwise worker {queue}",
            jobs=jobs,
        )
    if not around.has("dispatcher"):
        yield Wait(
            about=about,
            cause=Cause.NO_DISPATCHER,
            sentence="No dispatcher is alive: retries, lost wake-ups and the work of lost processes wait.",
            remedy="credwise dispatcher",
            jobs=jobs,
        )


def waits_of_all(around: Surroundings) -> tuple[Wait, ...]:
    """Return why anything at all waits: queues first, then the endpoints that hold back, the worst first."""
    return tuple(_of_all(around))


def _of_all(around: Surroundings) -> Iterator[Wait]:
    for queue in around.paused:
        yield _of_pause(queue, queue, around, around.held_by_pauses.get(queue, 0))
    for queue, due in around.due.items():
        jobs = due.jobs
        if not jobs:
            continue
        missing = list(_of_processes(queue, queue, around, jobs))
        yield from missing
        if not missing and due.oldest > SOON:
            sentence = f"{jobs} are due, the oldest for {_length(due.oldest)}: the workers do not keep up, or hang."
            yield Wait(about=queue, cause=Cause.QUEUE, sentence=sentence, remedy=_more_workers(queue), jobs=jobs)
        elif not missing:
            yield Wait(about=queue, cause=Cause.WORKER, sentence=f"{jobs} are due and being worked off.", jobs=jobs)
    if around.scheduled_evaluations:
        yield Wait(
            about=Queue.EVALUATE,
            cause=Cause.CLOCK,
            sentence=f"{around.scheduled_evaluations} evaluations are due in the future: Redis's clock was set back.",
            remedy=CLOCK_REMEDY,
            jobs=around.scheduled_evaluations,
        )
    yield from waits_of_endpoints(around.endpoints)
    for refused in around.refused:
        sentence, remedy = sentence_and_remedy(refused)
        yield Wait(about=refused.client, cause=Cause.QUOTA, sentence=sentence, remedy=remedy, jobs=0)


def _more_workers(queue: Queue) -> str:
    return f"docker compose up -d --scale worker-{queue}=3"


def _length(length: timedelta) -> str:
    """Write a length of time as people say it."""
    seconds = max(0, round(length.total_seconds()))
    for unit, size in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if seconds >= 2 * size:
            return f"{seconds // size} {unit}s"
    return f"{seconds} s"
