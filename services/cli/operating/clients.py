"""What may each client take up of what all share, and how much does it?"""

import json
from collections.abc import Iterable
from typing import Any

import click
from redis import Redis
from rich.table import Table

from services.cli.operating.deliveries import json_option, ledger, say_done
from services.client_limits import LIMITS, NONE, LimitName, read_limit
from services.ledger.accounts.clients import CLIENT, Clients
from services.ledger.limits.client_limits import ClientLimits, LimitStanding
from services.ledger.limits.refusals import refused_lately
from services.ledger.store.policy import LedgerPolicy
from services.presenting.terminal.tables import print_table

#: What `(own)` says behind a number: it is the client's, not the installation's.
OWN = " (own)"


class Number(click.ParamType):  # type: ignore[type-arg] # generic in its types only
    """NAME=NUMBER: a limit and how much a client may have of it, or NAME=none."""

    name = "name=number"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[LimitName, int | None]:
        if isinstance(value, tuple):
            return value
        name, _, number = str(value).partition("=")
        if name not in LIMITS:
            self.fail(f"There is no limit {name!r}; there are {', '.join(LIMITS)}.", param, ctx)
        try:
            return LimitName(name), read_limit(number)
        except ValueError as error:
            self.fail(f"{value}: {error}", param, ctx)


class Client(click.ParamType):  # type: ignore[type-arg] # generic in its types only
    """A client's name."""

    name = "client"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not CLIENT.fullmatch(str(value)):
            self.fail(
                f"{value!r} is no name of a client: 1 to 64 letters, digits, dots, hyphens, underscores.", param, ctx
            )
        return str(value)


client_argument = click.argument("client", type=Client())


@click.group()
def clients() -> None:
    """See what clients take up of what all share, and limit it."""


@clients.command(name="list")
@json_option
def list_(as_json: bool) -> None:
    """List the clients: how much each has of what is limited, and by what it was refused more lately."""
    with ledger() as (redis, policy):
        names = sorted({key.client for key in Clients(redis).list_keys(None)})
        found = {name: _shown(redis, policy, name) for name in names}
    if as_json:
        click.echo(json.dumps(list(found.values())))
        return
    headings = ("client", "live keys", *(name.replace("_", " ") for name in LIMITS), "refused lately")
    table = Table(*headings, box=None, pad_edge=False)
    for name, shown in found.items():
        limits = (f"{one['used']:,} of {_number(one['most'])}{OWN if one['own'] else ''}" for one in shown["limits"])
        table.add_row(name, str(shown["live_keys"]), *limits, ", ".join(shown["refused_lately"]))
    if found:
        print_table(table)
    else:
        click.echo("There are no clients. `credwise keys create --client NAME` makes the first.")


@clients.command()
@client_argument
@json_option
def show(client: str, as_json: bool) -> None:
    """Show a client's limits, whose number each is, and how much of it is used."""
    with ledger() as (redis, policy):
        found = _shown(redis, policy, client)
    if as_json:
        click.echo(json.dumps(found))
        return
    table = Table("limit", "may have", "has", "counts", "from", box=None, pad_edge=False)
    for one in found["limits"]:
        limit = LIMITS[LimitName(one["name"])]
        source = f"credwise clients set {client}" if one["own"] else limit.setting
        table.add_row(limit.name, _number(one["most"]), f"{one['used']:,}", limit.counts, source)
    print_table(table)
    for limit in found["refused_lately"]:
        click.echo(f"Refused more within the last two minutes: {limit}.")


@clients.command(name="set")
@client_argument
@click.argument("numbers", nargs=-1, required=True, type=Number(), metavar="NAME=NUMBER...")
@json_option
def set_(client: str, numbers: tuple[tuple[LimitName, int | None], ...], as_json: bool) -> None:
    """Give a client numbers of its own, from its next request on; NAME=none takes a limit away.

    The limits are profiles_per_minute, profiles_owed, bytes_kept, endpoints and catalogues.
    """
    with ledger() as (redis, policy):
        ClientLimits(redis, policy).set(client, dict(numbers))
    said = ", ".join(f"{name}={_number(most)}" for name, most in numbers)
    say_done(f"{client} has numbers of its own: {said}.", {"client": client, **dict(numbers)}, as_json=as_json)


@clients.command()
@client_argument
@click.argument("names", nargs=-1, required=True, type=click.Choice([name.value for name in LIMITS]))
@json_option
def unset(client: str, names: Iterable[str], as_json: bool) -> None:
    """Have the installation's numbers hold for a client again."""
    wanted = tuple(LimitName(name) for name in names)
    with ledger() as (redis, policy):
        ClientLimits(redis, policy).unset(client, wanted)
    sentence = f"The installation's numbers hold for {client} again: {', '.join(wanted)}."
    say_done(sentence, {"client": client, "unset": wanted}, as_json=as_json)


def _shown(redis: Redis, policy: LedgerPolicy, client: str) -> dict[str, Any]:
    keys = Clients(redis)
    now = keys.now()
    return {
        "client": client,
        "live_keys": sum(key.is_live(now) for key in keys.list_keys(client)),
        "limits": [_as_dict(one) for one in ClientLimits(redis, policy).standings(client)],
        "refused_lately": [one.limit for one in refused_lately(redis, policy, now) if one.client == client],
    }


def _as_dict(one: LimitStanding) -> dict[str, object]:
    return {"name": one.limit, "most": one.most, "used": one.used, "own": one.is_own}


def _number(most: int | None) -> str:
    return NONE if most is None else f"{most:,}"
