"""Who may call the API? Keys: created here and shown once, listed, rotated, revoked."""

import json
import re
from datetime import datetime, timedelta

import click
from rich.table import Table

from services.cli.operating.deliveries import ledger
from services.cli.operating.ledger_access import open_ledger, settled
from services.ledger.accounts.access_tokens import AccessTokens
from services.ledger.accounts.clients import IMPLIED, OLD_KEY_STAYS_GOOD, Clients, KeyInfo, Scope
from services.ledger.accounts.roles import ROLES, USUAL_ROLE, roles_in, scopes_of
from services.presenting.terminal.tables import print_table

#: What the letters of a length of time stand for.
UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}

_LENGTH = re.compile(r"([1-9][0-9]{0,4})([hdw])")


class Length(click.ParamType):  # type: ignore[type-arg] # generic in its types only
    """A length of time: 12h, 90d or 52w."""

    name = "length"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        if isinstance(value, timedelta):
            return value
        parts = _LENGTH.fullmatch(str(value))
        if parts is None:
            self.fail(f"{value!r} is no length of time; write hours, days or weeks like 12h, 90d or 52w.", param, ctx)
        return int(parts[1]) * UNITS[parts[2]]


as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")


@click.group()
def keys() -> None:
    """Create, list, rotate and revoke API keys."""


@keys.command()
@click.option("--client", required=True, help="The HR system or organisation; what it owns is seen by its keys only.")
@click.option("--name", default="", help="What the key is for, in your words.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    type=click.Choice(list(ROLES)),
    help=f"What its holder is there for; several add up. By default {USUAL_ROLE}. `credwise keys roles` explains them.",
)
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    type=click.Choice([scope.value for scope in Scope]),
    help="A single thing it may do; several add up, with the roles too. Without --role it replaces the default.",
)
@click.option(
    "--expires", "good_for", type=Length(), help="After which time it ends: 12h, 90d, 52w. Without it, never."
)
@as_json_option
def create(
    client: str,
    name: str,
    roles: tuple[str, ...],
    scopes: tuple[str, ...],
    good_for: timedelta | None,
    as_json: bool,
) -> None:
    """Create a key. It is shown this once: only its hash is kept."""
    wanted = {*map(Scope, scopes), *scopes_of(roles)} or scopes_of([USUAL_ROLE])
    with open_ledger(settled().redis) as redis:
        try:
            text, info = Clients(redis).create_key(client, name, wanted, good_for=good_for)
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="--client") from error
    _show_made(text, info, as_json=as_json)
    if not as_json and (left_out := [scope.value for scope in Scope if not {scope, IMPLIED.get(scope)} & info.scopes]):
        click.echo(f"It may not: {', '.join(left_out)}. A key that may has a role for it, or the --scope.", err=True)


@keys.command()
@click.argument("key_id")
@click.option(
    "--overlap",
    type=Length(),
    default=f"{OLD_KEY_STAYS_GOOD.days}d",
    show_default=True,
    help="For how long the old key stays good beside the new one.",
)
@as_json_option
def rotate(key_id: str, overlap: timedelta, as_json: bool) -> None:
    """Make the key that takes the place of KEY_ID: it may do the same, and both are good for a while.

    Change whoever uses the old key over to the new one; `credwise keys list` says when each was last used.
    """
    with open_ledger(settled().redis) as redis:
        text, info = Clients(redis).rotate(key_id, old_stays_good=overlap)
        old = Clients(redis).key(key_id)
    _show_made(text, info, as_json=as_json)
    if not as_json:
        click.echo(f"The old key {key_id} is good until {_minute(old.expires_at)} UTC.", err=True)


@keys.command(name="list")
@click.option("--client", help="Only this client's keys.")
@as_json_option
def list_(client: str | None, as_json: bool) -> None:
    """List the keys, without their secrets, when each was last used, and how many access tokens of it are good now."""
    with ledger() as (redis, policy):
        clients = Clients(redis)
        found, now = clients.list_keys(client), clients.now()
        live = [info.key_id for info in found if info.is_live(now)]
        tokens = AccessTokens(redis, policy).good_now(live, now)
    if as_json:
        click.echo(json.dumps([_as_dict(info) | {"tokens": tokens.get(info.key_id, 0)} for info in found]))
        return
    headings = ("key", "client", "name", "may", "created", "last used", "tokens", "expires", "revoked")
    table = Table(*headings, box=None, pad_edge=False)
    for info in found:
        moments = map(_minute, (info.created_at, info.used_at))
        ends = map(_minute, (info.expires_at, info.revoked_at))
        good = str(tokens.get(info.key_id) or "")
        table.add_row(info.key_id, info.client, info.name, _may(info), *moments, good, *ends)
    if found:
        print_table(table)
    else:
        click.echo("There are no keys. `credwise keys create --client NAME` makes one.")


@keys.command()
@click.argument("key_id")
@as_json_option
def revoke(key_id: str, as_json: bool) -> None:
    """Revoke a key by its id (not by its secret text); requests with it, and its access tokens, are refused at once."""
    with open_ledger(settled().redis) as redis:
        info = Clients(redis).revoke(key_id)
    click.echo(json.dumps(_as_dict(info)) if as_json else f"Key {key_id} is revoked.")


@keys.command()
@as_json_option
def roles(as_json: bool) -> None:
    """List the roles that a key may have, and what each may do."""
    if as_json:
        click.echo(json.dumps({role: sorted(scopes) for role, scopes in ROLES.items()}))
        return
    table = Table("role", "may", box=None, pad_edge=False)
    for role, scopes in ROLES.items():
        table.add_row(role, ", ".join(sorted(scopes)))
    print_table(table)


def _show_made(text: str, info: KeyInfo, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"key": text, **_as_dict(info)}))
        return
    click.echo(text)
    until = f" until {_minute(info.expires_at)} UTC" if info.expires_at else ""
    click.echo(f"Key {info.key_id} of client {info.client} may{until}: {', '.join(sorted(info.scopes))}.", err=True)
    click.echo("It is not shown again. Send it as the header `Authorization: Bearer <key>`.", err=True)
    click.echo(f"For OAuth 2.0 it is the client_secret, and {info.key_id} the client_id.", err=True)


def _may(info: KeyInfo) -> str:
    """Name a key's roles, and every scope that none of them has."""
    named = roles_in(info.scopes)
    return " ".join((*named, *sorted(info.scopes - scopes_of(named))))


def _minute(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else ""


def _as_dict(info: KeyInfo) -> dict[str, object]:
    moments = {"created_at": info.created_at, "used_at": info.used_at}
    moments |= {"expires_at": info.expires_at, "revoked_at": info.revoked_at}
    return {
        "key_id": info.key_id,
        "client": info.client,
        "name": info.name,
        "roles": roles_in(info.scopes),
        "scopes": sorted(info.scopes),
        "follows": info.follows,
        "followed_by": info.followed_by,
        **{name: moment.isoformat() if moment else None for name, moment in moments.items()},
    }
