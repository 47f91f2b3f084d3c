"""What tests of the ledger start from: a client on an empty database, and ways to wait for a condition."""

import time

import pytest

from services.broker.embedded_redis import available_servers
from services.ledger.store.connection import connect

#: Seconds a condition may take to come true before the test fails.
PATIENCE = 5.0


@pytest.fixture
def redis_client(redis_url):
    with connect(redis_url) as client:
        yield client


@pytest.fixture
def eventually():
    """Wait for `condition()` to be true and return what it answered; fail after the deadline."""

    def wait_for(condition, patience=PATIENCE):
        deadline = time.monotonic() + patience
        while True:
            answer = condition()
            if answer:
                return answer
            assert time.monotonic() < deadline, f"not true within {patience} s: {condition}"
            time.sleep(0.01)

    return wait_for


@pytest.fixture(params=available_servers(), ids=str)
def server_binary(request):
    """Each Redis server binary on this machine, for tests that start their own: the wheel's 6.2, Debian's 7, ..."""
    return request.param
