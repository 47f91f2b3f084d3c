"""What fills Redis, whose is it, and who is refused more?"""

from collections.abc import Iterator

from services.ledger.checkup.findings import CheckupFinding, ok, warning
from services.ledger.standings.queues import LedgerSnapshot
from services.ledger.waits.refusals import sentence_and_remedy

#: From this share of the shed level on, clients that keep most are refused: services/ledger/store/lua/_limits.lua.
SHARES_FROM = 7 / 8

#: So many clients, kinds of each, and refusals are named.
MOST_NAMED = 3

KILOBYTE, MEGABYTE = 1024, 1024**2


def of_room(seen: LedgerSnapshot, shed_above: int) -> Iterator[CheckupFinding]:
    """Say who keeps most where room grows scarce, and who was refused more lately."""
    topic = "clients"
    used = seen.redis.memory_used_percent
    if used is not None and used >= shed_above * SHARES_FROM:
        kept = seen.storage.of_clients()
        # Those whom the shed level would meet first; to halve what the others keep would make no room.
        greediest = [(client, size) for client, size in kept.items() if 2 * size > max(kept.values())]
        for client, size in greediest[:MOST_NAMED]:
            remedy = f"credwise ops memory; credwise clients set {client} bytes_kept={size // 2}"
            yield warning(topic, f"{client} keeps {in_bytes(size)}: {_largest_kinds(seen, client)}.", remedy)
    for one in seen.refused[: 2 * MOST_NAMED]:
        yield warning(topic, *sentence_and_remedy(one))
    if not seen.refused:
        yield ok(topic, "No client was refused more by its limits lately.")


def in_bytes(size: int) -> str:
    """Write a number of bytes for people."""
    return f"{size / MEGABYTE:,.1f} MB" if size >= MEGABYTE else f"{size / KILOBYTE:,.0f} kB"


def _largest_kinds(seen: LedgerSnapshot, client: str) -> str:
    kinds = sorted(seen.storage.by_client[client].items(), key=lambda kind: -kind[1])
    return ", ".join(f"{kind.replace('_', ' ')} {in_bytes(size)}" for kind, size in kinds[:MOST_NAMED])
