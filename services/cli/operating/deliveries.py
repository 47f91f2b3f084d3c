"""Which webhooks were sent, what came of them, and which are to be sent again? For operators, over all clients."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import click
from redis import Redis
from rich.table import Table

from services.archive.port import Archive
from services.cli.operating.ledger_access import open_archive, open_ledger, settled
from services.ledger.store.policy import LedgerPolicy
from services.ledger.views import DeliveryView, JobState
from services.ledger.webhooks.deliveries import Deliveries, History
from services.ledger.webhooks.resend_batches import PER_SECOND, Resendings, Selection
from services.presenting.terminal.tables import print_table

#: What an endpoint is called on the command line: CLIENT/ENDPOINT.
endpoint_option = click.option("--endpoint", help="CLIENT/ENDPOINT, as in hr-north/lms.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")


def say_done(sentence: str, members: Mapping[str, object], *, as_json: bool) -> None:
    """Say what was done: in words, or as JSON for scripts."""
    click.echo(json.dumps(members) if as_json else sentence)


class Moment(click.ParamType):  # type: ignore[type-arg] # generic in its types only
    """A moment: 2026-11-22T08:00 (UTC), or with its offset."""

    name = "moment"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(str(value))
            return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        except (ValueError, OverflowError):
            self.fail(
                f"{value!r} is no moment; write it like 2026-11-22T08:00 (UTC) or 2026-11-22T08:00+01:00", param, ctx
            )


from_option = click.option("--from", "start", type=Moment(), help="From this moment on (UTC unless it says otherwise).")
to_option = click.option("--to", "end", type=Moment(), help="Up to this moment.")


@click.group()
def deliveries() -> None:
    """Look at the webhooks that were sent, and send them again."""


@contextmanager
def ledger() -> Iterator[tuple[Redis, LedgerPolicy]]:
    """Hand out the ledger's Redis and its policy."""
    with both_stores() as (redis, policy, _):
        yield redis, policy


@contextmanager
def both_stores() -> Iterator[tuple[Redis, LedgerPolicy, Archive]]:
    """Hand out the ledger's Redis and its policy, and the archive."""
    settings = settled()
    with open_ledger(settings.redis) as redis, open_archive(settings) as archive:
        yield redis, LedgerPolicy.of(settings), archive


@deliveries.command(name="list")
@endpoint_option
@from_option
@to_option
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 500))
@json_option
def list_(endpoint: str | None, start: datetime | None, end: datetime | None, limit: int, as_json: bool) -> None:
    """List an endpoint's deliveries, the newest first."""
    part = history(endpoint, start, end)
    with both_stores() as (redis, policy, archive):
        found = Deliveries(redis, policy, archive).list(part, limit)
    if as_json:
        click.echo(json.dumps([as_dict(one) for one in found]))
        return
    table = Table("delivery", "event", "state", "pending since", "attempts", "last answer", box=None, pad_edge=False)
    for one in found:
        last = one.attempts[-1].detail if one.attempts else ""
        state = f"{one.state}: {one.reason}" if one.reason else one.state
        table.add_row(one.id, one.event, state, f"{one.created_at:%Y-%m-%d %H:%M:%S}", str(len(one.attempts)), last)
    if found:
        print_table(table)
    else:
        click.echo("There is none in this range.")


@deliveries.command()
@click.argument("delivery_id")
@json_option
def show(delivery_id: str, as_json: bool) -> None:
    """Show one delivery with its last attempts: when, how long, the status, the first bytes of the answer, and why."""
    with both_stores() as (redis, policy, archive):
        found = Deliveries(redis, policy, archive).get(None, delivery_id)
    if as_json:
        click.echo(json.dumps(as_dict(found)))
        return
    click.echo(f"{found.id} ({found.event}) to {found.client}/{found.endpoint}: {found.state}")
    if found.due_at:
        click.echo(f"due at {found.due_at:%Y-%m-%d %H:%M:%S} UTC")
    if found.reason:
        click.echo(f"{found.reason}: {found.detail}")
    for number, one in enumerate(found.attempts, start=1):
        click.echo(f"{number}. {one.at:%Y-%m-%d %H:%M:%S} UTC, {one.duration_ms} ms, {one.outcome}: {one.detail}")
        for hint in one.hints:
            click.echo(f"   {hint}")
        if one.answer:
            click.echo(f"   it said: {one.answer!r}")


@deliveries.command()
@click.option("--id", "delivery_id", help="One delivery.")
@click.option("--dead", "reason", help="All dead deliveries with this reason, like attempts_exhausted.")
@click.option("--client", help="With --dead: only this client's.")
@endpoint_option
@from_option
@to_option
@click.option("--only", type=click.Choice(["completed", "dead"]), help="With --endpoint: only those in this state.")
@click.option("--per-second", default=PER_SECOND, show_default=True, type=click.FloatRange(0.1, 1000))
@click.option("--dry-run", is_flag=True, help="Count, and send nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
def resend(  # noqa: PLR0913 - the options of a command
    *,
    delivery_id: str | None,
    reason: str | None,
    client: str | None,
    endpoint: str | None,
    start: datetime | None,
    end: datetime | None,
    only: str | None,
    per_second: float,
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Send again: one delivery, an endpoint's range of time, or all dead ones with a reason. Counts first, then asks.

    Each keeps its webhook-id, so a receiver that has it already knows. The dispatchers work the list off at the pace
    given: this command may be interrupted at any time, and calling it twice at once sends nothing twice.
    """
    if [delivery_id, reason, endpoint].count(None) != 2:  # noqa: PLR2004 - three ways, and one is taken
        raise click.UsageError("Give exactly one of --id, --dead and --endpoint.")
    with both_stores() as (redis, policy, archive):
        if delivery_id:
            _resend_one(Deliveries(redis, policy, archive), delivery_id, dry_run=dry_run, as_json=as_json)
            return
        part = history(endpoint, start, end) if endpoint else None
        selection = Selection(history=part, reason=reason, state=JobState(only) if only else None, client=client)
        resendings = Resendings(redis, policy, archive)
        chosen = _chosen(selection, Deliveries(redis, policy, archive), resendings)
        # A script reads one JSON text from standard output; people are asked on the terminal.
        click.echo(_to_be_sent(chosen, per_second), err=as_json)
        if dry_run or not any(chosen.values()):
            if as_json:
                click.echo(json.dumps({"selected": chosen, "resending": None}))
            return
        if not yes:
            click.confirm("Send them?", abort=True)
        started, _ = resendings.start(selection, per_second)
    sentence = f"The dispatchers are at it: {started}. `credwise deliveries resending {started}` says how far."
    say_done(sentence, {"selected": chosen, "resending": started}, as_json=as_json)


@deliveries.command()
@click.argument("resending_id")
@json_option
def resending(resending_id: str, as_json: bool) -> None:
    """Show the progress of a resending."""
    with ledger() as (redis, policy):
        found = Resendings(redis, policy).get(None, resending_id)
    if as_json:
        click.echo(json.dumps({**vars(found), "done": dict(found.done)}, default=datetime.isoformat))
        return
    click.echo(f"{'Done' if found.finished_at else 'Under way'}: {in_words(found.done)}; of {found.selected}.")


def history(endpoint: str | None, start: datetime | None, end: datetime | None) -> History:
    """Read CLIENT/ENDPOINT; end the command where it is not given so."""
    client, slash, name = (endpoint or "").partition("/")
    if not (client and slash and name):
        raise click.UsageError("Name the endpoint with its client: --endpoint hr-north/lms")
    return History(client=client, endpoint=name, start=start, end=end)


def as_dict(view: DeliveryView) -> dict[str, object]:
    """Return a delivery as JSON-ready values."""
    attempts = [json.loads(attempt.to_json()) for attempt in view.attempts]
    members = {**vars(view), "attempts": attempts}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in members.items()}


def in_words(counts: Mapping[str, int]) -> str:
    """Write counts as "3 dead, 2 completed"."""
    return ", ".join(f"{count} {name}" for name, count in counts.items()) or "none"


def _resend_one(found: Deliveries, delivery_id: str, *, dry_run: bool, as_json: bool) -> None:
    one = found.get(None, delivery_id)
    if dry_run:
        say_done(f"{one.id} is {one.state}.", {"id": one.id, "state": one.state}, as_json=as_json)
        return
    found.send_again(None, delivery_id)
    say_done(f"{one.id} is pending again.", {"id": one.id, "state": JobState.WAITING}, as_json=as_json)


def _chosen(selection: Selection, deliveries: Deliveries, resendings: Resendings) -> dict[str, int]:
    """Count what is selected by its state; what is still pending is not sent again."""
    part = selection.history
    counted = deliveries.count_by_state(part) if part else {JobState.DEAD.value: resendings.count(selection)}
    sendable = {selection.state} if selection.state else {JobState.COMPLETED, JobState.DEAD}
    return {state: n for state, n in counted.items() if state in sendable}


def _to_be_sent(counts: dict[str, int], per_second: float) -> str:
    length = timedelta(seconds=round(sum(counts.values()) / per_second))
    return f"To be sent again: {in_words(counts)}; at {per_second:g} a second: about {length} (hours:minutes:seconds)."
