"""What does a worker process hold? Everything is made here, once, before it forks.

Redis is not spoken to before the fork: clients are made here and connect when first used, so every child has
connections of its own. The advisor (rules and knowledge) is read here and shared by all children.
"""

from dataclasses import dataclass
from datetime import timedelta

from celery import Celery, Task, signals

from services.archive.opening import open_archive
from services.broker.celery_app import make_celery
from services.learner_links import LearnerLinks
from services.ledger.accounts.catalogues import Catalogues
from services.ledger.accounts.endpoints import Endpoints
from services.ledger.accounts.overlays import Overlays
from services.ledger.standings.heartbeats import Heartbeats
from services.ledger.standings.measuring import Measuring
from services.ledger.store.connection import connect
from services.ledger.store.policy import LedgerPolicy
from services.ledger.store.wake_ups import TASKS, is_pull
from services.ledger.webhooks.endpoint_tests import EndpointTests
from services.ledger.webhooks.resend_batches import Resendings
from services.ledger.work.claims import Queue
from services.ledger.work.jobs import Jobs
from services.ledger.work.rescheduling import Rescheduling
from services.ledger.work.wake_ups import WakeUp, WakeUps
from services.settings import Settings
from services.tracing import open_tracer
from services.webhook_address import read_networks
from workers.crew import Crew
from workers.deliver import Deliver
from workers.evaluate import Advisor, Bundles, Evaluate
from workers.failures import Watched, bound_memory, noting_lost_children
from workers.shift import Hands, Shift, StopFlag
from workers.webhook.network.egress import read_proxy
from workers.webhook.sending import Limits, Sender

#: Share of the lease for which an evaluating process takes work on, once woken. What it began last then has the rest.
SHIFT_SHARE = 0.1
#: Share of the lease after which an evaluation is asked to stop; at its end the child is killed. A result that comes
#: after the lease would be refused anyway. Both are counted from the start of the shift.
SOFT_LIMIT_SHARE = 0.8
#: Seconds for which a deliver worker goes on, once woken. Nothing has to end with it.
DELIVER_SHIFT = 60.0
#: An attempt must have ended when its lease does, or it would be made twice at once.
ATTEMPT_SHARE = 0.8
#: A child is replaced after so many shifts, which bounds what a slow leak can do.
TASKS_PER_CHILD = 200
#: A child is replaced when it has grown to this, in KiB; it begins with the knowledge it shares with its parent.
MEMORY_PER_CHILD = 1024 * 1024
#: How long a stopping worker waits for what it is doing, in seconds: longer than an attempt may take.
GRACE_SECONDS = 20.0


@dataclass(frozen=True, kw_only=True)
class LedgerAccess:
    """The parts of the ledger that workers use, over one client."""

    jobs: Jobs
    endpoints: Endpoints
    overlays: Overlays
    catalogues: Catalogues
    heartbeats: Heartbeats
    tests: EndpointTests
    resendings: Resendings
    measuring: Measuring
    rescheduling: Rescheduling
    wake_ups: WakeUps


def open_ledger(settings: Settings) -> LedgerAccess:
    """Make the ledger's parts; nothing is connected yet."""
    client = connect(settings.redis)
    policy = LedgerPolicy.of(settings)
    archive = open_archive(settings.archive_url)
    return LedgerAccess(
        jobs=Jobs(client, policy, archive),
        endpoints=Endpoints(client, policy),
        overlays=Overlays(client, policy, archive),
        catalogues=Catalogues(client, policy, archive),
        heartbeats=Heartbeats(client, policy),
        tests=EndpointTests(client, policy),
        resendings=Resendings(client, policy, archive),
        measuring=Measuring(client, policy),
        rescheduling=Rescheduling(client, policy),
        wake_ups=WakeUps(client),
    )


def evaluate_app(settings: Settings, advisor: Advisor) -> Celery:
    """Return the app of an evaluate worker: processes, because deciding is work for the CPU, and rules may run away."""
    app = make_celery(settings)
    app.conf.update(
        worker_pool="workers.running.prefork:PreforkPool",
        worker_concurrency=settings.evaluate_processes,
        task_soft_time_limit=settings.lease.total_seconds() * SOFT_LIMIT_SHARE,
        task_time_limit=settings.lease.total_seconds(),
        worker_max_tasks_per_child=TASKS_PER_CHILD,
        worker_max_memory_per_child=MEMORY_PER_CHILD,
        worker_soft_shutdown_timeout=GRACE_SECONDS,
    )
    ledger = open_ledger(settings)
    evaluate = Evaluate(
        jobs=ledger.jobs,
        overlays=ledger.overlays,
        catalogues=ledger.catalogues,
        advisor=advisor,
        tracer=open_tracer(settings.traces, "evaluate"),
    )
    _register(
        app,
        Queue.EVALUATE,
        Bundles(ledger.jobs, Watched(evaluate, ledger.jobs), settings.evaluate_bundle.total_seconds()),
        ledger.wake_ups,
        seconds=settings.lease.total_seconds() * SHIFT_SHARE,
    )
    app.tasks[TASKS[Queue.EVALUATE]].Request = noting_lost_children(ledger.jobs)
    signals.worker_process_init.connect(bound_memory)
    return app


def deliver_app(settings: Settings) -> tuple[Celery, Crew]:
    """Return the app of a deliver worker and its crew: threads, because delivering is waiting for receivers.

    Celery has one thread of its own, which hands the work out to them.
    """
    app = make_celery(settings)
    app.conf.update(worker_pool="threads", worker_concurrency=1)
    ledger = open_ledger(settings)
    deliver = Deliver(
        jobs=ledger.jobs,
        endpoints=ledger.endpoints,
        tests=ledger.tests,
        sender=Sender(
            allow=read_networks(settings.webhook_allow),
            limits=_limits(settings.lease),
            proxy=read_proxy(settings.webhook_proxy) if settings.webhook_proxy else None,
        ),
        links=LearnerLinks(keys=settings.link_keys, public_url=settings.public_url),
        tracer=open_tracer(settings.traces, "deliver"),
    )
    crew = Crew(jobs=ledger.jobs, work=deliver, threads=settings.deliver_threads)
    _register(app, Queue.DELIVER, crew, ledger.wake_ups, seconds=DELIVER_SHIFT)
    return app, crew


def _register(app: Celery, queue: Queue, hands: Hands, wake_ups: WakeUps, *, seconds: float) -> None:
    stop = StopFlag()
    shift = Shift(queue=queue, hands=hands, wake_ups=wake_ups, stop=stop, seconds=seconds)

    def task(self: Task, job_id: str) -> None:
        shift(WakeUp(None if is_pull(self.request.get("pull")) else job_id))

    def told_to_stop(**_: object) -> None:
        stop.set()

    app.task(task, name=TASKS[queue], bind=True)
    signals.worker_shutting_down.connect(told_to_stop)
    # Celery holds its receivers weakly, so the app holds this one.
    app.told_to_stop = told_to_stop


def _limits(lease: timedelta) -> Limits:
    usual = Limits()
    return Limits(connect=usual.connect, total=min(usual.total, lease.total_seconds() * ATTEMPT_SHARE))
