"""Where do a client's webhooks go, do they arrive, and should they for now? For operators, over all clients."""

import json
from collections.abc import Sequence
from datetime import timedelta
from time import monotonic, sleep
from typing import Any

import click
from rich.table import Table

from services.cli.operating.deliveries import history, json_option, ledger, say_done
from services.cli.operating.ledger_access import settled
from services.learner_links import MOST_HOURS
from services.ledger.accounts.endpoints import DeliveryPreferences, EndpointMode, Endpoints, Proof
from services.ledger.events import CHOSEN_EVENTS, USUAL_EVENTS, known_events
from services.ledger.standings.endpoint_standings import endpoint_standings
from services.ledger.webhooks.endpoint_tests import EndpointTests
from services.presenting.terminal.tables import print_table
from services.webhook_address import AddressRefused, check_url, read_networks

#: Seconds to wait for a worker's attempt, which takes 15 at most, and between two looks.
WAIT_FOR = 20.0
LOOK_EVERY = 0.2

#: The outcome of a test that arrived.
DELIVERED = "delivered"

endpoint_argument = click.argument("endpoint", metavar="CLIENT/ENDPOINT")


@click.group()
def endpoints() -> None:
    """Look at clients' endpoints; put, pause, resume, test, vouch for, rotate and delete them."""


@endpoints.command(name="list")
@click.option("--client", help="Only this client's.")
@click.option("--failing", is_flag=True, help="Only those that fail.")
@json_option
def list_(client: str | None, failing: bool, as_json: bool) -> None:
    """List the endpoints of all clients, those that fail first, without their secrets."""
    with ledger() as (redis, policy):
        standings = endpoint_standings(redis, policy)
    found = [one for one in standings if client in {None, one.client} and (one.is_failing or not failing)]
    if as_json:
        click.echo(json.dumps([{"id": one.endpoint, **one.to_dict()} for one in found]))
        return
    headings = ("endpoint", "state", "failing since", "failures", "pending", "in flight", "oldest due", "held by")
    table = Table(*headings, "address", "why", box=None, pad_edge=False)
    for one in found:
        since = f"{one.failing_since:%Y-%m-%d %H:%M}" if one.failing_since else ""
        counts = (str(one.failures or ""), str(one.pending), str(one.in_flight), f"{one.oldest_due_age_seconds:.0f} s")
        table.add_row(f"{one.client}/{one.endpoint}", one.state, since, *counts, one.held_by, one.address, one.reason)
    if found:
        print_table(table)
    else:
        click.echo(f"{f'Client {client} has' if client else 'There are'} no {'failing ' if failing else ''}endpoints.")


@endpoints.command()
@endpoint_argument
@click.argument("address")
@click.option("--mode", type=click.Choice([mode.value for mode in EndpointMode]), default="full", show_default=True)
@click.option(
    "--event",
    "events",
    multiple=True,
    type=click.Choice([event.value for event in CHOSEN_EVENTS]),
    help="To be sent; may be repeated.",
)
@click.option("--in-flight", type=click.IntRange(1, 64), help="The most webhooks at once.")
@click.option("--rate", type=click.FloatRange(0.1, 1000), help="The most webhooks a second.")
@click.option("--link-hours", type=click.IntRange(1, MOST_HOURS), help="For how long the learner's link is good.")
@click.option("--cloudevents", is_flag=True, help="With the headers of a CloudEvent too.")
@json_option
def put(endpoint: str, address: str, *, mode: str, events: Sequence[str], as_json: bool, **wishes: Any) -> None:
    """Create a client's endpoint, or change all that is said of it. The secret of a new one is shown this once."""
    one = history(endpoint, None, None)
    try:
        check_url(address, read_networks(settled().webhook_allow))
    except AddressRefused as refused:
        raise click.BadParameter(refused.detail, param_hint="ADDRESS") from None
    wanted = DeliveryPreferences(events=known_events(events) or USUAL_EVENTS, **wishes)
    with ledger() as (redis, policy):
        made, secret = Endpoints(redis, policy).put(one.client, one.endpoint, address, EndpointMode(mode), wanted)
    proof = " Nothing is sent before it is proved: `credwise endpoints test`." if made.proof is Proof.OWED else ""
    words = f"{endpoint} is {'changed' if secret is None else f'created. Its secret: {secret}'}.{proof}"
    say_done(words, {"endpoint": endpoint, "secret": secret, "proof": made.proof}, as_json=as_json)


@endpoints.command()
@endpoint_argument
@json_option
def vouch(endpoint: str, as_json: bool) -> None:
    """Answer for it yourself that an endpoint's address is its client's, where its receiver cannot prove it."""
    one = history(endpoint, None, None)
    with ledger() as (redis, policy):
        if not Endpoints(redis, policy).prove(one.client, one.endpoint):
            raise click.ClickException(f"There is no endpoint {endpoint}.")
    say_done(f"{endpoint} counts as proved.", {"endpoint": endpoint, "proof": Proof.GIVEN}, as_json=as_json)


@endpoints.command()
@endpoint_argument
@click.option("--keep-old", default=24, show_default=True, type=click.IntRange(0, 168), help="Hours the old one signs.")
@json_option
def rotate(endpoint: str, keep_old: int, as_json: bool) -> None:
    """Give an endpoint a new secret, shown this once. The one before signs beside it for a while."""
    one = history(endpoint, None, None)
    with ledger() as (redis, policy):
        found = Endpoints(redis, policy)
        secret = found.rotate_secret(one.client, one.endpoint, old_stays_good=timedelta(hours=keep_old))
    say_done(f"{endpoint} has a new secret: {secret}", {"endpoint": endpoint, "secret": secret}, as_json=as_json)


@endpoints.command()
@endpoint_argument
@click.option("--reason", default="Paused by the operator.", show_default=True, help="What the client reads.")
@json_option
def pause(endpoint: str, reason: str, as_json: bool) -> None:
    """Keep an endpoint's webhooks back until it is resumed."""
    one = history(endpoint, None, None)
    with ledger() as (redis, policy):
        Endpoints(redis, policy).pause(one.client, one.endpoint, reason)
    say_done(f"{endpoint} is paused.", {"endpoint": endpoint, "state": "paused"}, as_json=as_json)


@endpoints.command()
@endpoint_argument
@json_option
def resume(endpoint: str, as_json: bool) -> None:
    """Send what was kept back, by a pause or a breaker. A disabled endpoint has to be put again by its client."""
    one = history(endpoint, None, None)
    with ledger() as (redis, policy):
        found = Endpoints(redis, policy)
        found.resume(one.client, one.endpoint)
        state = found.get(one.client, one.endpoint).state
    say_done(f"{endpoint} is {state}.", {"endpoint": endpoint, "state": state}, as_json=as_json)


@endpoints.command()
@endpoint_argument
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
def delete(endpoint: str, yes: bool, as_json: bool) -> None:
    """Delete an endpoint with its secrets. Its pending webhooks become dead letters."""
    one = history(endpoint, None, None)
    if not yes:
        click.confirm(f"Forget {endpoint}? Its pending webhooks become dead letters.", abort=True)
    with ledger() as (redis, policy):
        Endpoints(redis, policy).delete(one.client, one.endpoint)
    say_done(f"{endpoint} is deleted.", {"endpoint": endpoint, "state": "deleted"}, as_json=as_json)


@endpoints.command()
@endpoint_argument
@json_option
def test(endpoint: str, as_json: bool) -> None:
    """Send a test event now and show what became of it. Exit code 1 where it did not arrive."""
    one = history(endpoint, None, None)
    with ledger() as (redis, policy):
        tests = EndpointTests(redis, policy)
        test_id = tests.start(one.client, one.endpoint)
        deadline = monotonic() + WAIT_FOR
        while not (found := tests.result(test_id)) or not found.attempts:
            if monotonic() > deadline:
                raise click.ClickException("No deliver worker sent it in time. Are the deliver workers running?")
            sleep(LOOK_EVERY)
    attempt = found.attempts[-1]
    if as_json:
        click.echo(attempt.to_json())
        raise click.exceptions.Exit(0 if attempt.outcome == DELIVERED else 1)
    click.echo(f"{attempt.outcome}: {attempt.detail} It took {attempt.duration_ms} ms.")
    for hint in attempt.hints:
        click.echo(hint)
    if attempt.answer:
        click.echo(f"It said: {attempt.answer!r}")
    if attempt.outcome != DELIVERED:
        raise click.exceptions.Exit(1)
