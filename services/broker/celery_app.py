"""How are workers woken? By Celery on Redis, which says that there is work; what it loses, the dispatcher makes good.

The ledger is the truth, and its scripts push the messages. So Celery publishes nothing and has no results, no delays
and no retries of its own here, and a message that is lost or comes twice changes nothing.
"""

from urllib.parse import quote

from celery import Celery

from services.broker.channel import use_steady_channels
from services.ledger.store.connection import to_sentinels
from services.ledger.store.wake_ups import TASKS
from services.ledger.work.jobs import Queue
from services.redis_address import SentinelAddress, is_sentinel
from services.settings import Settings

#: Seconds to wait for a connection or an answer of the broker in a worker.
WORKER_TIMEOUT = 2.0

#: Seconds that an answer may be overdue before a worker gives its connection up, and between two looks at that.
OVERDUE = 4


def make_celery(settings: Settings, name: str = "credwise") -> Celery:
    """Make the Celery app for workers; nothing is connected yet."""
    use_steady_channels()
    app = Celery(name, broker=broker_url(settings.redis_url), set_as_current=False)
    _configure_tasks(app)
    _configure_connection(app)
    # Without it kombu would take every certificate of a rediss:// address.
    app.conf.broker_use_ssl = settings.redis.tls() or False
    if known := settings.redis.sentinels:
        app.conf.broker_transport_options |= {
            "master_name": known.name,
            "sentinel_kwargs": to_sentinels(settings.redis),
        }
    return app


def broker_url(url: str) -> str:
    """Return the address as kombu reads it: of several Sentinels each has one of its own, with login and database."""
    if not is_sentinel(url):
        return url
    address = SentinelAddress.of(url)
    login = ":".join(quote(part or "", safe="") for part in (address.username, address.password))
    hosts = (f"[{host}]:{port}" if ":" in host else f"{host}:{port}" for host, port in address.sentinels)
    at = f"{login}@" if address.password else ""
    return ";".join(f"sentinel://{at}{host}/{address.database}" for host in hosts)


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
        task_queues={queue.value: {"routing_key": queue.value} for queue in Queue},
        task_create_missing_queues=False,
        task_default_queue=Queue.EVALUATE.value,
        task_routes={TASKS[queue]: {"queue": queue.value} for queue in Queue},
        worker_send_task_events=False,
        task_send_sent_event=False,
        timezone="UTC",
        enable_utc=True,
    )


def _configure_connection(app: Celery) -> None:
    app.conf.update(
        broker_connection_timeout=WORKER_TIMEOUT,
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
            "socket_timeout": WORKER_TIMEOUT,
            "socket_connect_timeout": WORKER_TIMEOUT,
            "socket_keepalive": True,
            "health_check_interval": OVERDUE,
        },
    )
