"""Who may call the API? Keys: created here and shown once, listed, revoked."""

import json

import click
from rich.table import Table

from services.cli.operating.ledger_access import open_ledger, settled
from services.ledger.accounts.clients import Clients, KeyInfo, Scope
from services.presenting.terminal.tables import print_table

#: What a key may do when nobody says: what an HR system does every day. Where webhooks go, what is set aside, sending
#: again and erasing are somebody's decision, so these scopes are asked for by name.
HR_SYSTEM = (Scope.WRITE_PROFILES, Scope.READ_RECOMMENDATIONS, Scope.RUN_EVALUATIONS)

as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")


@click.group()
def keys() -> None:
    """Create, list and revoke API keys."""


@keys.command()
@click.option("--client", required=True, help="The HR system or organisation; what it owns is seen by its keys only.")
@click.option("--name", default="", help="What the key is for, in your words.")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    type=click.Choice([scope.value for scope in Scope]),
    help=f"May be given several times; by default {', '.join(HR_SYSTEM)}. What is named replaces the default.",
)
@as_json_option
def create(client: str, name: str, scopes: tuple[str, ...], as_json: bool) -> None:
    """Create a key. It is shown this once: only its hash is kept."""
    with open_ledger(settled().redis_url) as redis:
        try:
            text, info = Clients(redis).create_key(client, name, [Scope(scope) for scope in scopes] or HR_SYSTEM)
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="--client") from error
    if as_json:
        click.echo(json.dumps({"key": text, **_as_dict(info)}))
        return
    click.echo(text)
    click.echo(f"Key {info.key_id} of client {client} may: {', '.join(sorted(info.scopes))}.", err=True)
    if left_out := [scope.value for scope in Scope if scope not in info.scopes]:
        click.echo(f"It may not: {', '.join(left_out)}. A key that may has each scope named: --scope SCOPE.", err=True)
    click.echo("It is not shown again. Send it as the header `Authorization: Bearer <key>`.", err=True)


@keys.command(name="list")
@click.option("--client", help="Only this client's keys.")
@as_json_option
def list_(client: str | None, as_json: bool) -> None:
    """List the keys, without their secrets."""
    with open_ledger(settled().redis_url) as redis:
        found = Clients(redis).list_keys(client)
    if as_json:
        click.echo(json.dumps([_as_dict(info) for info in found]))
        return
    table = Table("key", "client", "name", "scopes", "created", "revoked", box=None, pad_edge=False)
    for info in found:
        revoked = f"{info.revoked_at:%Y-%m-%d %H:%M}" if info.revoked_at else ""
        created = f"{info.created_at:%Y-%m-%d %H:%M}"
        table.add_row(info.key_id, info.client, info.name, " ".join(sorted(info.scopes)), created, revoked)
    if found:
        print_table(table)
    else:
        click.echo("There are no keys. `credwise keys create --client NAME` makes one.")


@keys.command()
@click.argument("key_id")
@as_json_option
def revoke(key_id: str, as_json: bool) -> None:
    """Revoke a key by its id (not by its secret text); requests with it are refused from now on."""
    with open_ledger(settled().redis_url) as redis:
        info = Clients(redis).revoke(key_id)
    click.echo(json.dumps(_as_dict(info)) if as_json else f"Key {key_id} is revoked.")


def _as_dict(info: KeyInfo) -> dict[str, object]:
    return {
        "key_id": info.key_id,
        "client": info.client,
        "name": info.name,
        "scopes": sorted(info.scopes),
        "created_at": info.created_at.isoformat(),
        "revoked_at": info.revoked_at.isoformat() if info.revoked_at else None,
    }
