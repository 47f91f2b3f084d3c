"""An archive on each database, and a ledger that lets go of what it has."""

from datetime import timedelta

import pytest

from services.archive.opening import open_keeper
from services.ledger.store.policy import LedgerPolicy
from tests.integration.archive.archived_ledger import Ledger


@pytest.fixture(params=["sqlite", "postgresql"])
def archive_url(request, tmp_path):
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/archive.db"
    server = request.getfixturevalue("postgresql")
    server.empty()
    return server.url


@pytest.fixture
def archive(archive_url):
    made = open_keeper(archive_url)
    made.prepare()
    yield made
    made.close()


@pytest.fixture
def policy():
    return LedgerPolicy(
        lease=timedelta(seconds=30),
        grace=timedelta(milliseconds=100),
        retention=timedelta(days=30),
        archives=True,
        archive_after=timedelta(),
    )


@pytest.fixture
def ledger(redis_client, policy, archive):
    return Ledger(redis_client, policy, archive)
