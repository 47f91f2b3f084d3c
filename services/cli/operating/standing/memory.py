"""What fills Redis, whose is it, and how is room made?"""

import json
from collections.abc import Iterator

import click
from rich.table import Table

from services.cli.operating.deliveries import json_option, ledger
from services.ledger.checkup.room_findings import in_bytes
from services.ledger.standings.measuring import measured_storage
from services.ledger.standings.storage import SHARED, Storage
from services.presenting.terminal.tables import print_table

#: What makes room of each kind of what is kept, for operators.
MAKES_ROOM = {
    "jobs": "They go when their webhooks have arrived: `credwise ops why` says what they wait for.",
    "recommendations": "With an archive they go within a minute (CREDWISE_ARCHIVE_URL); without one, after "
    "CREDWISE_RETENTION_DAYS.",
    "attempts": "They go with their jobs.",
    "idempotency_records": "They stay for CREDWISE_IDEMPOTENCY_DAYS; fewer days hold for what is sent from then on.",
    "batches": "Their lines stay for twice CREDWISE_RETENTION_DAYS, so that what became of each can be read.",
    "dead_letters": "They stay until somebody decides: `credwise dead list`, then `dead requeue` or `dead discard`.",
    "catalogues": "Versions that are listed no more go after CREDWISE_RETENTION_DAYS; `credwise clients set CLIENT "
    "catalogues=NUMBER` bounds them.",
    "imports": "Catalogues go when they are read, what is told of them after CREDWISE_RETENTION_DAYS.",
    "queues": "They empty as work is done: `credwise ops why`.",
}

#: A kind that takes less than this share is not worth making room of.
WORTH_TELLING = 0.1


@click.command()
@json_option
def memory(as_json: bool) -> None:
    """Show what fills Redis, by client and kind, and what makes room.

    Bytes are measured where keys are few, else estimated from a sample. At once, room is made by raising maxmemory:
    `redis-cli config set maxmemory 2gb`.
    """
    with ledger() as (redis, _policy):
        found = measured_storage(redis)
    if as_json:
        click.echo(
            json.dumps({"by_client": {owner or None: dict(found.by_client[owner]) for owner in found.by_client}})
        )
        return
    print_table(_table(found))
    for sentence in _remedies(found):
        click.echo(sentence)


def _table(found: Storage) -> Table:
    kinds = [kind for kind, size in sorted(found.by_kind().items(), key=lambda one: -one[1]) if size]
    table = Table("client", "in all", *(kind.replace("_", " ") for kind in kinds), box=None, pad_edge=False)
    rows = [*found.of_clients().items()]
    if shared := found.by_client.get(SHARED):
        rows.append((SHARED, sum(shared.values())))
    for client, size in rows:
        of_kinds = (in_bytes(found.by_client[client].get(kind, 0)) for kind in kinds)
        table.add_row(client or "(shared)", in_bytes(size), *of_kinds)
    return table


def _remedies(found: Storage) -> Iterator[str]:
    sizes = found.by_kind()
    for kind, size in sorted(sizes.items(), key=lambda one: -one[1]):
        if kind in MAKES_ROOM and size >= WORTH_TELLING * sum(sizes.values()):
            yield f"{kind.replace('_', ' ')} ({in_bytes(size)}): {MAKES_ROOM[kind]}"
