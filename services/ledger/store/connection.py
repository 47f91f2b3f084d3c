"""How does this process reach Redis without ever hanging on it?"""

from typing import Any

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from redis.sentinel import Sentinel

from services.ledger.store.packing import BYTES_IN_TEXT
from services.redis_address import SentinelAddress, is_sentinel

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

#: Seconds that each Sentinel has to connect and to answer, before the next one is asked.
SENTINEL_TIMEOUT = 0.5


def connect(url: str) -> redis.Redis:
    """Make a Redis client for `url` (redis://, rediss:// or sentinel://, password and database in it).

    Nothing is connected yet. Where Sentinels are named, each new connection goes to what they call the primary then.

    A connection that turns out to be closed, as after a restart of Redis, is opened again once. A timeout is not tried
    again: the time is used up, and the caller's client will come back. All values are text; bytes that are none come
    out as packing.py says.
    """
    options: dict[str, Any] = {
        "decode_responses": True,
        "encoding_errors": BYTES_IN_TEXT,
        "protocol": 2,
        "socket_timeout": ANSWER_TIMEOUT,
        "socket_connect_timeout": CONNECT_TIMEOUT,
        "socket_keepalive": True,
        "max_connections": MOST_CONNECTIONS,
        "health_check_interval": HEALTH_CHECK_EVERY,
        "retry": Retry(NoBackoff(), 1, supported_errors=(redis.ConnectionError,)),
    }
    if not is_sentinel(url):
        return redis.Redis.from_url(url, **options)
    address = SentinelAddress.of(url)
    login = {"username": address.username, "password": address.password, "db": address.database}
    sentinels = Sentinel(address.sentinels, sentinel_kwargs=to_sentinels(), **login, **options)  # type: ignore[no-untyped-call]
    primary: redis.Redis = sentinels.master_for(address.name)  # type: ignore[no-untyped-call]
    return primary


def to_sentinels() -> dict[str, Any]:
    """Return how the Sentinels themselves are asked: briefly, and each once."""
    return {
        "socket_timeout": SENTINEL_TIMEOUT,
        "socket_connect_timeout": SENTINEL_TIMEOUT,
        "retry": Retry(NoBackoff(), 0),
    }
