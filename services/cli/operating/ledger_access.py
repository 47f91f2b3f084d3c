"""How does a command get its settings and its ledger? One way, with faults turned into a sentence and an exit code."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import click
from redis import Redis

from services.archive import opening
from services.archive.errors import ArchiveError
from services.archive.port import Archive
from services.ledger.store.connection import connect, refuse_cluster
from services.ledger.store.errors import ClusterRefused, LedgerError, LedgerUnavailable
from services.merkle_log.heads import open_signer
from services.redis_address import RedisAddress
from services.settings import Settings, SettingsError, read_settings


class RedisAway(click.ClickException):
    """The server did not answer; check CREDWISE_REDIS_URL and whether it runs. Exit code 2, so scripts can tell."""

    exit_code = 2
    remedy = "docker compose up -d redis; redis-cli -u ADDRESS ping"


class RedisIsCluster(RedisAway):
    """The server is a node of a cluster; name another in CREDWISE_REDIS_URL. Exit code 2, as where it is away."""

    remedy = "use one primary, no cluster: docs/managed-redis.md"


def settled() -> Settings:
    """Read the environment; a fault in it ends the command with the list of the variables at fault."""
    try:
        return read_settings()
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


def ready_to_run() -> Settings:
    """Read the environment for a process that runs on; end the command where its Redis can never be of use to it.

    A Redis that is away is no reason: the process starts, and waits for it.
    """
    settings = settled()
    with closing(connect(settings.redis)) as redis:
        try:
            refuse_cluster(redis)
        except ClusterRefused as error:
            raise RedisIsCluster(str(error)) from error
        except LedgerUnavailable:
            pass
    return settings


class ArchiveAway(click.ClickException):
    """The database did not answer; check CREDWISE_ARCHIVE_URL and whether it runs. Exit code 2, as for Redis."""

    exit_code = 2


@contextmanager
def open_ledger(address: RedisAddress) -> Iterator[Redis]:
    """Hand out a connection to the ledger's Redis; raise RedisAway where it does not answer."""
    redis = connect(address)
    try:
        yield redis
    except ClusterRefused as error:
        raise RedisIsCluster(str(error)) from error
    except LedgerUnavailable as error:
        raise RedisAway(
            f"Redis at {address.shown} does not answer: {str(error).rstrip('.')}. Is it running? CREDWISE_REDIS_URL "
            "names it."
        ) from error
    except ArchiveError as error:
        raise ArchiveAway(f"{str(error).rstrip('.')}. CREDWISE_ARCHIVE_URL names the database.") from error
    except LedgerError as error:
        raise click.ClickException(str(error)) from error
    finally:
        redis.close()


@contextmanager
def open_archive(settings: Settings) -> Iterator[Archive]:
    """Hand out the archive, or what stands in for none."""
    with closing(opening.open_archive(settings.archive_url, open_signer(settings.audit_key))) as archive:
        yield archive
