"""Where do a client's webhooks go, do they arrive, and should they for now? For operators, over all clients."""

import json
from time import monotonic, sleep

import click
from rich.table import Table

from services.broker.wake_ups import CeleryWaker
from services.cli.operating.deliveries import history, json_option, ledger
from services.cli.operating.ledger_access import settled
from services.ledger.accounts.endpoints import Endpoints
from services.ledger.endpoint_tests import EndpointTests
from services.ledger.jobs import Queue
from services.presenting.terminal.tables import print_table

#: Seconds to wait for a worker's attempt, which takes 15 at most, and between two looks.
WAIT_FOR = 20.0
LOOK_EVERY = 0.2

endpoint_argument = click.argument("endpoint", metavar="CLIENT/ENDPOINT")


@click.group()
def endpoints() -> None:
    """Look at clients' endpoints; pause, resume, test and delete them."""


@endpoints.command(name="list")
@click.option("--client", required=True)
@json_option
def list_(client: str, as_json: bool) -> None:
    """List a client's endpoints, without their secrets."""
    with ledger() as (redis, policy):
        found = Endpoints(redis, policy).list(client)
    if as_json:
        shown = [
            {
                "id": one.id,
                "address": one.address,
                "mode": one.mode,
                "state": one.state,
                "reason": one.reason,
                "failing_since": one.failing_since.isoformat() if one.failing_since else None,
            }
            for one in found
        ]
        click.echo(json.dumps(shown))
        return
    table = Table("endpoint", "address", "mode", "state", "failing since", "why", box=None, pad_edge=False)
    for one in found:
        since = f"{one.failing_since:%Y-%m-%d %H:%M}" if one.failing_since else ""
        table.add_row(one.id, one.address, one.mode, one.state, since, one.reason)
    if found:
        print_table(table)
    else:
        click.echo(f"Client {client} has no endpoints.")


@endpoints.command()
@endpoint_argument
@click.option("--reason", default="Paused by the operator.", show_default=True, help="What the client reads.")
def pause(endpoint: str, reason: str) -> None:
    """Keep an endpoint's webhooks back until it is resumed."""
    one = history(endpoint, None, None)
    with ledger() as (redis, policy):
        Endpoints(redis, policy).pause(one.client, one.endpoint, reason)
    click.echo(f"{endpoint} is paused.")


@endpoints.command()
@endpoint_argument
def resume(endpoint: str) -> None:
    """Send what was kept back. A disabled endpoint has to be put again by its client."""
    one = history(endpoint, None, None)
    with ledger() as (redis, policy):
        found = Endpoints(redis, policy)
        found.resume(one.client, one.endpoint)
        state = found.get(one.client, one.endpoint).state
    click.echo(f"{endpoint} is {state}.")


@endpoints.command()
@endpoint_argument
@click.option("--yes", is_flag=True, help="Do not ask.")
def delete(endpoint: str, yes: bool) -> None:
    """Delete an endpoint with its secrets. Its pending webhooks become dead letters."""
    one = history(endpoint, None, None)
    if not yes:
        click.confirm(f"Forget {endpoint}? Its pending webhooks become dead letters.", abort=True)
    with ledger() as (redis, policy):
        Endpoints(redis, policy).delete(one.client, one.endpoint)
    click.echo(f"{endpoint} is deleted.")


@endpoints.command()
@endpoint_argument
def test(endpoint: str) -> None:
    """Send a test event now and show what became of it. Exit code 1 where it did not arrive."""
    one = history(endpoint, None, None)
    with ledger() as (redis, policy):
        tests = EndpointTests(redis, policy)
        test_id = tests.start(one.client, one.endpoint)
        CeleryWaker(settled()).wake(Queue.DELIVER, test_id)
        deadline = monotonic() + WAIT_FOR
        while not (found := tests.result(test_id)) or not found.attempts:
            if monotonic() > deadline:
                raise click.ClickException("No deliver worker sent it in time. Are the deliver workers running?")
            sleep(LOOK_EVERY)
    attempt = found.attempts[-1]
    click.echo(f"{attempt.outcome}: {attempt.detail} It took {attempt.duration_ms} ms.")
    for hint in attempt.hints:
        click.echo(hint)
    if attempt.answer:
        click.echo(f"It said: {attempt.answer!r}")
    if attempt.outcome != "delivered":
        raise click.exceptions.Exit(1)
