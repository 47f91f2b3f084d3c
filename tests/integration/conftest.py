"""What tests of the ledger start from: a client on an empty database, and a way to wait for a condition."""

import pytest
from patience import until

from services.broker.embedded_redis import available_servers
from services.ledger.store.connection import connect


@pytest.fixture
def redis_client(redis_url):
    with connect(redis_url) as client:
        yield client


@pytest.fixture
def eventually():
    """Wait for `condition()` to be true and return what it answered; fail after a generous deadline."""
    return until


@pytest.fixture(params=available_servers(), ids=str)
def server_binary(request):
    """Each Redis server binary on this machine, for tests that start their own: the wheel's 6.2, Debian's 7, ..."""
    return request.param
