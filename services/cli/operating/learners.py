"""How is a learner's data erased by the operator, where a client cannot do it over the API?"""

from datetime import UTC, datetime, timedelta

import click

from services.cli.operating.deliveries import both_stores, json_option, ledger, say_done
from services.cli.operating.ledger_access import settled
from services.ledger.accounts.retentions import LONGEST, SHORTEST, Retentions
from services.ledger.erasure import erase_learner, receipt_of
from services.merkle_log.heads import open_signer


@click.group()
def learners() -> None:
    """Erase the data of a learner, and say how long it is kept."""


@learners.command()
@click.option("--client", help="The client; all that have their own time are listed where it is left out.")
@click.option("--days", type=click.IntRange(SHORTEST.days, LONGEST.days), help="Keep so long what is finished.")
@click.option("--usual", is_flag=True, help="Keep it as long as everybody's (CREDWISE_RETENTION_DAYS).")
@json_option
def retention(client: str | None, days: int | None, usual: bool, as_json: bool) -> None:
    """Show or set how long what is finished of a client's learners is kept, in both stores.

    It holds for what is finished from now on. What is kept already keeps its end; `erase` ends it sooner.
    """
    if days is not None and usual:
        raise click.UsageError("Give --days or --usual, not both.")
    if client is None and (days is not None or usual):
        raise click.UsageError("Name the client: --client NAME.")
    with ledger() as (redis, policy):
        retentions = Retentions(redis)
        if client is not None and (days is not None or usual):
            retentions.put(client, None if days is None else timedelta(days=days))
        own = retentions.own()
    usual_days = policy.retention.days
    shown = {name: length.days for name, length in sorted(own.items()) if client in {None, name}}
    if client is not None:
        shown.setdefault(client, usual_days)
    lines = [f"{name}: {length} days" for name, length in shown.items()]
    say_done(
        "\n".join([*lines, f"All others: {usual_days} days."]), {"clients": shown, "usual": usual_days}, as_json=as_json
    )


@learners.command()
@click.argument("learner_id")
@click.option("--client", required=True, help="The client whose learner it is.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
def erase(learner_id: str, client: str, yes: bool, as_json: bool) -> None:
    """Erase a learner's profiles, recommendations, deliveries and attempts at once."""
    if not yes:
        click.confirm(f"Erase all that is kept of {learner_id} for {client}? It cannot be undone.", abort=True)
    signer = open_signer(settled().audit_key)
    with both_stores() as (redis, policy, archive):
        erased = erase_learner(redis, policy, client, learner_id, archive)
    receipt = receipt_of(erased, signer, client, learner_id, datetime.now(UTC))
    sentence = f"Erased {erased.evaluations} evaluations and {erased.deliveries} deliveries."
    if receipt:
        sentence += f"\n{receipt.statement}\nsigned by {receipt.key}: {receipt.signature}"
    say_done(sentence, {**vars(erased), "receipt": receipt and vars(receipt)}, as_json=as_json)
