"""How does this process reach Redis without ever hanging on it?"""

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from services.ledger.store.packing import BYTES_IN_TEXT

#: Seconds to wait for an answer. A Redis that writes its log to a healthy disk answers in milliseconds; together with
#: the connect timeout this keeps every refusal under the five seconds that clients are promised.
ANSWER_TIMEOUT = 2.0

#: Seconds to wait for a connection.
CONNECT_TIMEOUT = 1.5

#: Connections of one process at once: more than it can have threads (256 of a deliver worker), or the thread that gets
#: none gives its work up until the lease is over. The client's own limit is 100.
MOST_CONNECTIONS = 1024

#: Seconds a connection may have been idle before it is tried with a PING: a firewall may have dropped it silently.
HEALTH_CHECK_EVERY = 30


def connect(url: str) -> redis.Redis:
    """Make a Redis client for `url` (redis:// or rediss://, password and database in it); nothing is connected yet.

    A connection that turns out to be closed, as after a restart of Redis, is opened again once. A timeout is not tried
    again: the time is used up, and the caller's client will come back. All values are text; bytes that are none come
    out as packing.py says.
    """
    return redis.Redis.from_url(
        url,
        decode_responses=True,
        encoding_errors=BYTES_IN_TEXT,
        protocol=2,
        socket_timeout=ANSWER_TIMEOUT,
        socket_connect_timeout=CONNECT_TIMEOUT,
        socket_keepalive=True,
        max_connections=MOST_CONNECTIONS,
        health_check_interval=HEALTH_CHECK_EVERY,
        retry=Retry(NoBackoff(), 1, supported_errors=(redis.ConnectionError,)),
    )
