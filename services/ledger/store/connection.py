"""How does this process reach Redis without ever hanging on it?"""

from typing import Any, cast

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from services.ledger.store.errors import ClusterRefused, redis_errors_as_ours
from services.ledger.store.packing import BYTES_IN_TEXT
from services.ledger.store.sentinels import ConnectionToPrimary, ConnectionToPrimaryByTls, PlainSpokenSentinels
from services.redis_address import RedisAddress

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


def connect(to: RedisAddress | str) -> redis.Redis:
    """Make a Redis client for an address; an URL stands for the address of which nothing else is known.

    Nothing is connected yet. Where Sentinels are named, each new connection goes to what they call the primary then.

    A connection that turns out to be closed, as after a restart of Redis, is opened again once. A timeout is not tried
    again: the time is used up, and the caller's client will come back. All values are text; bytes that are none come
    out as packing.py says.
    """
    address = to if isinstance(to, RedisAddress) else RedisAddress(to)
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
    if (known := address.sentinels) is None:
        return redis.Redis.from_url(address.url, **options, **address.tls())
    options |= _with_tls(address)
    login = {"username": known.username, "password": known.password, "db": known.database}
    sentinels = PlainSpokenSentinels(known.sentinels, sentinel_kwargs=to_sentinels(address), **login, **options)  # type: ignore[no-untyped-call]
    kind = ConnectionToPrimaryByTls if address.tls() else ConnectionToPrimary
    primary: redis.Redis = sentinels.master_for(known.name, connection_class=kind)  # type: ignore[no-untyped-call]
    return primary


def refuse_cluster(client: redis.Redis) -> int:
    """Return Redis's major version; raise ClusterRefused where it is a node of a cluster, or LedgerUnavailable."""
    with redis_errors_as_ours():
        told = cast("dict[str, str]", client.info("server"))
    # Valkey calls it server_mode.
    if "cluster" in {told.get("redis_mode"), told.get("server_mode")}:
        raise ClusterRefused
    return int(str(told["redis_version"]).split(".")[0])


def to_sentinels(address: RedisAddress) -> dict[str, Any]:
    """Return how the Sentinels themselves are asked: briefly, and each once."""
    return {
        "username": address.sentinel_user,
        "password": address.sentinel_password,
        # So that a host is a text: gevent's TLS takes no other.
        "decode_responses": True,
        "socket_timeout": SENTINEL_TIMEOUT,
        "socket_connect_timeout": SENTINEL_TIMEOUT,
        "retry": Retry(NoBackoff(), 0),
        **_with_tls(address),
    }


def _with_tls(address: RedisAddress) -> dict[str, Any]:
    tls = address.tls()
    return {"ssl": True, **tls} if tls else {}
