"""Which jobs stopped, why, and what is to become of them? For operators, over all clients."""

import json
from datetime import datetime

import click
from rich.table import Table

from services.cli.operating.deliveries import json_option, ledger, say_done
from services.ledger.dead_letters import DeadLetter, DeadLetters
from services.ledger.store.errors import LedgerError
from services.ledger.work.jobs import Queue
from services.presenting.terminal.tables import print_table


@click.group()
def dead() -> None:
    """See dead letters; try them again, or discard them."""


@dead.command(name="list")
@click.option("--queue", type=click.Choice([queue.value for queue in Queue]), help="Only evaluations, or deliveries.")
@click.option("--reason", help="Only those with this reason, like poison.")
@click.option("--client", help="Only this client's.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 1000))
@json_option
def list_(queue: str | None, reason: str | None, client: str | None, limit: int, as_json: bool) -> None:
    """List the dead letters, the newest first."""
    with ledger() as (redis, policy):
        letters = DeadLetters(redis, policy)
        found = letters.newest(client, queue=Queue(queue) if queue else None, reason=reason, limit=limit)
    if as_json:
        click.echo(json.dumps([_as_dict(letter) for letter in found]))
        return
    table = Table("dead letter", "client", "reason", "dead-lettered", "why", box=None, pad_edge=False)
    for letter in found:
        table.add_row(letter.id, letter.client, letter.reason, f"{letter.at:%Y-%m-%d %H:%M:%S}", letter.detail)
    if found:
        print_table(table)
    else:
        click.echo("There is none.")


@dead.command()
@click.argument("job_id")
@click.option("--profile", "with_profile", is_flag=True, help="Show the profile too: it is a learner's data.")
@json_option
def show(job_id: str, with_profile: bool, as_json: bool) -> None:
    """Show one dead letter: why it stopped, and what each start did."""
    with ledger() as (redis, policy):
        letters = DeadLetters(redis, policy)
        letter = letters.get(None, job_id)
        profile = json.loads(letters.profile(None, job_id)) if with_profile else None
    if as_json:
        click.echo(json.dumps(_as_dict(letter) | ({"profile": profile} if with_profile else {})))
        return
    click.echo(f"{letter.id} of client {letter.client}, dead-lettered {letter.at:%Y-%m-%d %H:%M:%S} UTC")
    click.echo(f"{letter.reason}: {letter.detail}")
    if with_profile:
        click.echo(json.dumps(profile, indent=2, ensure_ascii=False))


@dead.command()
@click.argument("job_ids", nargs=-1, required=True)
@json_option
def requeue(job_ids: tuple[str, ...], as_json: bool) -> None:
    """Try dead letters again from the start. A delivery keeps its webhook-id."""
    failed = False
    with ledger() as (redis, policy):
        letters = DeadLetters(redis, policy)
        for job_id in job_ids:
            try:
                letters.requeue(None, job_id)
            except LedgerError as error:
                failed = True
                click.echo(f"{job_id}: {error}", err=True)
            else:
                say_done(f"{job_id} is pending again.", {"id": job_id, "state": "waiting"}, as_json=as_json)
    if failed:
        raise click.exceptions.Exit(1)


@dead.command()
@click.argument("job_ids", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
def discard(job_ids: tuple[str, ...], yes: bool, as_json: bool) -> None:
    """Discard dead letters permanently. They are counted, and stay readable for the retention time."""
    if not yes:
        click.confirm(f"Discard {len(job_ids)} permanently? Nobody will receive them.", abort=True)
    with ledger() as (redis, policy):
        for job_id in job_ids:
            DeadLetters(redis, policy).discard(None, job_id)
            say_done(f"{job_id} is given up.", {"id": job_id, "state": "discarded"}, as_json=as_json)


def _as_dict(letter: DeadLetter) -> dict[str, object]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in vars(letter).items()}
