"""How is a learner's data erased by the operator, where a client cannot do it over the API?"""

import click

from services.cli.operating.deliveries import both_stores, json_option, say_done
from services.ledger.erasure import erase_learner


@click.group()
def learners() -> None:
    """Erase the data of a learner."""


@learners.command()
@click.argument("learner_id")
@click.option("--client", required=True, help="The client whose learner it is.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
def erase(learner_id: str, client: str, yes: bool, as_json: bool) -> None:
    """Erase a learner's profiles, recommendations, deliveries and attempts at once."""
    if not yes:
        click.confirm(f"Erase all that is kept of {learner_id} for {client}? It cannot be undone.", abort=True)
    with both_stores() as (redis, policy, archive):
        erased = erase_learner(redis, policy, client, learner_id, archive)
    sentence = f"Erased {erased.evaluations} evaluations and {erased.deliveries} deliveries."
    say_done(sentence, vars(erased), as_json=as_json)
