"""Move on what a wrong clock of Redis has put into the far future. Counts first, then asks."""

import sys
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

import click

from services.cli.operating.deliveries import json_option, ledger, say_done
from services.ledger.work.rescheduling import TOO_FAR, Rescheduling, TooFar


@click.command()
@click.option(
    "--later-than",
    "hours",
    default=TOO_FAR / timedelta(hours=1),
    show_default=True,
    type=click.FloatRange(0.1, 24 * 365),
    help="Move webhooks that are due more than so many hours from now. Retries wait up to 29 hours.",
)
@click.option("--dry-run", is_flag=True, help="Count, and move nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
def reschedule(hours: float, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Move work that is due later than any schedule allows to now, after Redis's clock was ahead.

    A lease is shortened to a whole one from now, so that nothing is worked on twice. What is due now is sent at the
    pace that endpoints and clients allow. This command may be interrupted at any time and called again.
    """
    later_than = timedelta(hours=hours)
    with ledger() as (redis, policy):
        rescheduling = Rescheduling(redis, policy)
        found = rescheduling.find(later_than)
        for one in found:
            click.echo(_told(one), err=as_json)
        if dry_run or not found:
            sentence = "Nothing was moved." if found else "Nothing is due too late."
            say_done(sentence, _members(found, {}), as_json=as_json)
            return
        if not yes:
            click.confirm("Move them to now?", abort=True)
        moved = _move(rescheduling, later_than, sum(one.count for one in found))
    say_done(f"{sum(moved.values())} moved.", _members(found, moved), as_json=as_json)


def _told(one: TooFar) -> str:
    whose = ", ".join(f"{client} {number}" for client, number in one.clients.items())
    return f"{one.sentence}{f' ({whose})' if whose else ''}"


def _move(rescheduling: Rescheduling, later_than: timedelta, total: int) -> dict[str, int]:
    moved: Counter[str] = Counter()
    with click.progressbar(length=total, label="Moving", file=sys.stderr) as bar:
        while step := rescheduling.move(later_than):
            moved.update({one.kind: one.count for one in step})
            bar.update(sum(one.count for one in step))
    return dict(moved)


def _members(found: Sequence[TooFar], moved: dict[str, int]) -> dict[str, object]:
    return {
        "found": {
            one.kind: {"count": one.count, "furthest": one.furthest.isoformat(), "clients": dict(one.clients)}
            for one in found
        },
        "moved": moved,
    }
