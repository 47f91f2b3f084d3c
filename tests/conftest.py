"""The servers that tests run against: a Redis, and a PostgreSQL.

The Redis is the one named in CREDWISE_TEST_REDIS_URL, else an embedded one per pytest process. A database number in that address is the only one that is ever emptied; without one, tests take turns with 1 to 15, so
that a process left behind by one test cannot write into the next. CREDWISE_TEST_REDIS_SERVER names another binary for
the embedded one, such as Debian's.
"""

import gc
import os
from itertools import cycle
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import redis
from servers.postgresql import NoPostgresql, Postgresql
from thoroughness import level, settle_hypothesis

from services.broker.embedded_redis import EmbeddedRedis, NoRedisServer

#: What survives a crash is tested on servers of the tests' own; here every write would wait for the disk.
WITHOUT_WAITING_FOR_THE_DISK = {"appendfsync": "no"}

#: New objects that are waited for before garbage is looked for; Python's own 700 is for small programs.
OBJECTS_BETWEEN_COLLECTIONS = 20_000

settle_hypothesis()


def pytest_report_header() -> str:
    """Say how many inputs the tests of this run make up."""
    return f"generated inputs: {level()} (CREDWISE_TESTS=desk|wide|thorough)"


def pytest_configure() -> None:
    """Look for garbage seldom: one process holds millions of objects here, and walking them took a fifth of its time."""
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS, 20, 20)


def pytest_collection_finish() -> None:
    """Leave what stays to the end, modules and ten thousand tests, out of every search for garbage."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def redis_server():
    """The address of a running Redis. Without one, tests are skipped at home and fail in CI."""
    given = os.environ.get("CREDWISE_TEST_REDIS_URL")
    if given:
        yield given
        return
    binary = os.environ.get("CREDWISE_TEST_REDIS_SERVER")
    try:
        server = EmbeddedRedis(server=Path(binary) if binary else None, settings=WITHOUT_WAITING_FOR_THE_DISK)
        server.__enter__()
    except NoRedisServer as problem:
        if os.environ.get("CI") == "true":
            pytest.fail(str(problem))
        pytest.skip(str(problem))
    yield server.url
    server.__exit__()


@pytest.fixture(scope="session")
def redis_databases(redis_server):
    parts = urlsplit(redis_server)
    given = parts.path.strip("/")
    numbers = [int(given)] if given not in {"", "0"} else range(1, 16)
    return cycle([parts._replace(path=f"/{number}").geturl() for number in numbers])


@pytest.fixture
def redis_url(redis_databases):
    """The address of an empty database of the Redis under test."""
    url = next(redis_databases)
    with redis.Redis.from_url(url) as client:
        client.flushdb()
        yield url
        client.flushdb()


@pytest.fixture(scope="session")
def postgresql():
    """A PostgreSQL server. Without one, tests are skipped at home and fail in CI."""
    try:
        server = Postgresql()
    except NoPostgresql as problem:
        if os.environ.get("CI") == "true":
            pytest.fail(str(problem))
        pytest.skip(str(problem))
    yield server
    server.close()
