"""How are workers woken? Celery on Redis carries ids and nothing else; what it loses, the dispatcher wakes again.

The ledger is the truth. So Celery has no results, no delays and no retries of its own here, and a message that is lost
or comes twice changes nothing.
"""

import logging
import time

from celery import Celery

from services.broker.channel import use_steady_channels
from services.ledger.jobs import Queue, wake_up_list
from services.settings import Settings

logger = logging.getLogger(__name__)

#: The task that each queue's messages call, with one argument: the job's id.
TASKS = {Queue.EVALUATE: "credwise.evaluate", Queue.DELIVER: "credwise.deliver"}

#: Seconds to wait for a connection or an answer of the broker in a worker.
WORKER_TIMEOUT = 2.0

#: Seconds to wait for each in a waker. It holds up a client that waits for its 202, by about a second at worst.
WAKER_TIMEOUT = 0.4

#: A publish that failed in fewer seconds met a connection that a restart of Redis had closed: worth another try.
FAILED_AT_ONCE = 0.2

#: Connections that wakers of one process share; at least as many as an API process has threads.
WAKER_CONNECTIONS = 64

#: Seconds that an answer may be overdue before a worker gives its connection up, and between two looks at that.
OVERDUE = 4

#: Publishing is tried again at once and after half a second at most; then the dispatcher takes over.
PUBLISH_RETRY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.25, "interval_max": 0.25}


def make_celery(settings: Settings, name: str = "credwise") -> Celery:
    """Make the Celery app for workers; nothing is connected yet."""
    return _celery(settings.redis_url, name, WORKER_TIMEOUT)


class CeleryWaker:
    """Wakes workers, at best. Share one per process; it is safe in threads, and connects when first used."""

    def __init__(self, settings: Settings) -> None:
        self._celery = _celery(settings.redis_url, "credwise-waker", WAKER_TIMEOUT)
        self._celery.conf.update(
            broker_pool_limit=WAKER_CONNECTIONS,
            broker_pool_acquire_timeout=WAKER_TIMEOUT,
            task_publish_retry=False,
        )
        # Kombu tries to connect for seconds of its own accord unless it is told not to.
        self._celery.conf.broker_transport_options["max_retries"] = 0

    def wake(self, queue: Queue, job_id: str) -> bool:
        """Publish the job's id; answer within about a second whether that worked. Never raises.

        Looking up the name of the broker's host is the one thing whose time is the system's to limit.
        """
        started = time.monotonic()
        error = self._publish(queue, job_id)
        if error and time.monotonic() - started < FAILED_AT_ONCE:
            error = self._publish(queue, job_id)
        if error:
            logger.warning("wake-up of %s was not published, the dispatcher will see to it: %s", job_id, error)
        return error is None

    def _publish(self, queue: Queue, job_id: str) -> Exception | None:
        try:
            self._celery.send_task(TASKS[queue], args=[job_id], queue=wake_up_list(queue))
        except Exception as error:  # noqa: BLE001 - whatever it was, the job is owed and will be woken
            return error
        return None


def _celery(redis_url: str, name: str, timeout: float) -> Celery:
    use_steady_channels()
    app = Celery(name, broker=redis_url, set_as_current=False)
    _configure_tasks(app)
    _configure_connection(app, timeout)
    return app


def _configure_tasks(app: Celery) -> None:
    app.conf.update(
        accept_content=["json"],
        task_serializer="json",
        event_serializer="json",
        result_backend=None,
        task_ignore_result=True,
        task_acks_late=True,
        # A task that kills its process would come back at once, and again (81 times in 14 s when measured); the lease
        # brings it back, and the third time is the last.
        task_reject_on_worker_lost=False,
        worker_prefetch_multiplier=1,
        task_queues={wake_up_list(queue): {"routing_key": wake_up_list(queue)} for queue in Queue},
        task_create_missing_queues=False,
        task_default_queue=wake_up_list(Queue.EVALUATE),
        task_routes={TASKS[queue]: {"queue": wake_up_list(queue)} for queue in Queue},
        task_publish_retry=True,
        task_publish_retry_policy=PUBLISH_RETRY,
        worker_send_task_events=False,
        task_send_sent_event=False,
        timezone="UTC",
        enable_utc=True,
    )


def _configure_connection(app: Celery, timeout: float) -> None:
    app.conf.update(
        broker_connection_timeout=timeout,
        broker_connection_retry=True,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        # A Redis that is full, read-only or cannot write to its disk refuses commands without closing the connection;
        # a worker tries again then too instead of ending.
        broker_channel_error_retry=True,
        broker_transport_options={
            # Which messages a worker has in hand is our own leases' business. Kombu's notes of it in Redis would bring
            # nothing back sooner, are refused by a Redis that is full, and stall a worker that cannot take them back.
            "ack_emulation": False,
            "socket_timeout": timeout,
            "socket_connect_timeout": timeout,
            "socket_keepalive": True,
            "health_check_interval": OVERDUE,
        },
    )
