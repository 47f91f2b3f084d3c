"""By which key do the secrets of webhooks lie sealed in Redis, and how is that key changed?"""

import secrets as random
from base64 import b64encode

import click

from services.cli.operating.deliveries import json_option, ledger, say_done
from services.ledger.accounts.endpoint_secrets import without_sealed_secrets
from services.ledger.accounts.sealed_secrets import SecretsFound, look_at_secrets
from services.ledger.accounts.sealed_secrets import reseal as seal_anew
from services.ledger.checkup.secret_findings import MOST_NAMED
from services.setting_values import SEED_BYTES


@click.group()
def secrets() -> None:
    """Make a key that seals webhook secrets, and seal them anew after changing it."""


@secrets.command(name="new-key")
@json_option
def new_key(as_json: bool) -> None:
    """Print a new key for CREDWISE_SECRETS_KEYS. It is kept nowhere: put it where your other secrets are."""
    key = b64encode(random.token_bytes(SEED_BYTES)).decode()
    say_done(key, {"key": key}, as_json=as_json)


@secrets.command()
@json_option
def reseal(as_json: bool) -> None:
    """Seal every webhook secret by the first key of CREDWISE_SECRETS_KEYS; may be repeated, and run while others work.

    Exit code 1 where some secret cannot be opened by any key: it is left as it is.
    """
    with ledger() as (redis, policy):
        if not policy.seal.keys:
            raise click.ClickException(
                "CREDWISE_SECRETS_KEYS holds no key. `credwise ops secrets new-key` makes one, for every process."
            )
        if unable := without_sealed_secrets(redis):
            raise click.ClickException(
                f"These deliver workers know no sealed secrets and would make dead letters: {', '.join(unable)}. "
                "Update them first; nothing was sealed."
            )
        changed = seal_anew(redis, policy)
        found = look_at_secrets(redis, policy.seal)
    left = found.sealed_otherwise(policy.seal)
    members = {"endpoints_changed": changed, "by_key": dict(found.by_key), "left": left, "locked": dict(found.locked)}
    words = (
        f"The secrets of {changed} endpoints were sealed anew. {found.by_key.get(policy.seal.key_id, 0)} secrets are "
        f"sealed by key {policy.seal.key_id}, {left} are not. {_what_now(found, left)}"
    )
    say_done(words, members, as_json=as_json)
    if found.locked:
        raise click.exceptions.Exit(1)


def _what_now(found: SecretsFound, left: int) -> str:
    if found.locked:
        named = "; ".join(f"{name}: {why}" for name, why in list(found.locked.items())[:MOST_NAMED])
        more = f"; and {len(found.locked) - MOST_NAMED} more" if len(found.locked) > MOST_NAMED else ""
        return (
            f"No key opens a secret of {len(found.locked)} endpoints ({named}{more}). Put the key back; where it "
            "is lost: credwise endpoints rotate CLIENT/ENDPOINT --keep-old 0. Drop no key before that."
        )
    if left:
        return "A process seals by another key. Give all of them the same keys in the same order, then repeat this."
    return "When every process has this key first, repeat this; then the other keys may be taken out."
