"""How does an installation move to an archive, and how far is it?"""

from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from time import sleep
from typing import cast

import click
from redis import Redis

from services.archive.opening import open_keeper
from services.cli.operating.ledger_access import open_ledger, settled
from services.ledger.archiving.archive_state import archive_state
from services.ledger.archiving.outbox import Outbox
from services.ledger.standings.heartbeats import alive
from services.ledger.store import keys
from services.ledger.store.errors import redis_errors_as_ours
from services.ledger.store.policy import LedgerPolicy

#: Evaluations that one script looks at.
AT_ONCE = 200

#: Seconds between two looks at how much is left.
LOOK_EVERY = 1.0


@click.group()
def archive() -> None:
    """Move what was decided to the archive, and see how far that is."""


@archive.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--no-wait", is_flag=True, help="Do not wait until everything has moved.")
def migrate(yes: bool, no_wait: bool) -> None:
    """Move what Redis keeps of finished evaluations to the archive, while everything runs.

    From then on the ledger lets go of what is archived, so every process has to find it there: API, workers and
    dispatcher need CREDWISE_ARCHIVE_URL first. May be interrupted and called again at any time.
    """
    settings = settled()
    if settings.archive_url is None:
        raise click.ClickException("There is no archive to move to: set CREDWISE_ARCHIVE_URL.")
    policy = LedgerPolicy.of(settings)
    with open_ledger(settings.redis) as redis:
        _expect_all_aware(redis)
        if not yes:
            click.confirm("Has every API process been started anew with CREDWISE_ARCHIVE_URL?", abort=True)
        with closing(open_keeper(settings.archive_url)) as keeper:
            keeper.prepare()
        outbox = Outbox(redis, policy)
        adopted = sum(outbox.adopt(ids) for ids in _finished(redis))
        outbox.begin(moved=True)
        click.echo(f"{adopted:,} evaluations are on their way to the archive.")
        if no_wait:
            return
        while state := archive_state(redis, policy):
            if not state.due:
                break
            click.echo(f"{state.due:,} to go")
            sleep(LOOK_EVERY)
        click.echo("Done: the archive has everything that is finished.")


def _expect_all_aware(redis: Redis) -> None:
    others = [f"{beat.role} {beat.name}" for beat in alive(redis) if not beat.archives]
    if others:
        raise click.ClickException(
            f"These would not find what is archived: {', '.join(others)}. "
            "Start them anew with this release and CREDWISE_ARCHIVE_URL, then call this again."
        )
    if "archiver" not in {beat.role for beat in alive(redis)}:
        raise click.ClickException("No archiver is at work. Start one: credwise archiver")


def _finished(redis: Redis) -> Iterator[list[str]]:
    """Yield the ids of all evaluations, so many at a time."""
    with redis_errors_as_ours():
        names = (cast("str", key).removeprefix(keys.JOB) for key in redis.scan_iter(f"{keys.JOB}rec_*", count=1000))
        while ids := list(islice(names, AT_ONCE)):
            yield ids
