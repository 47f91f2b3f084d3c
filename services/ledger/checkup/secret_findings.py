"""Do webhook secrets lie sealed in Redis, and can this process open them?"""

from collections.abc import Iterator

from services.ledger.accounts.sealed_secrets import SecretsFound
from services.ledger.checkup.findings import CheckupFinding, ok, problem, warning
from services.ledger.store.sealing import Seal

#: So many endpoints are named; `credwise ops secrets reseal` has the others.
MOST_NAMED = 10


def of_secrets(found: SecretsFound, seal: Seal) -> Iterator[CheckupFinding]:
    """Look for secrets that no key opens, and for those that lie open or are sealed by a key of before."""
    topic, total, otherwise = "secrets", sum(found.by_key.values()), found.sealed_otherwise(seal)
    if found.unable and (seal.keys or total > found.by_key.get("", 0)):
        sentence = (
            f"{len(found.unable)} deliver workers are of a release that knows no sealed secrets "
            f"({', '.join(found.unable[:MOST_NAMED])}): webhooks that need one become "
            "dead letters there (poison), and nothing new is sealed."
        )
        yield problem(topic, sentence, "update them, then: credwise deliveries resend --dead poison")
    for name, why in list(found.locked.items())[:MOST_NAMED]:
        remedy = (
            "put the key back into CREDWISE_SECRETS_KEYS of all processes; where it is lost: "
            f"credwise endpoints rotate {name} --keep-old 0"
        )
        yield problem(topic, f"A secret of {name} cannot be opened. {why} Webhooks that need it wait.", remedy)
    if (rest := len(found.locked) - MOST_NAMED) > 0:
        yield problem(
            topic, f"Nor can secrets of {rest} more endpoints be opened.", "credwise ops secrets reseal --json"
        )
    if found.by_key.get("") and not seal.keys:
        sentence = f"{found.by_key['']} webhook secrets lie open in Redis: who reads it can sign webhooks."
        yield warning(topic, sentence, "set CREDWISE_SECRETS_KEYS: credwise ops secrets new-key (docs/operators.md)")
    elif otherwise and seal.keys and not found.locked:
        sentence = f"{otherwise} of {total} webhook secrets are open, or sealed by another key than the first."
        yield warning(topic, sentence, "credwise ops secrets reseal")
    elif not found.locked:
        yield ok(topic, f"{total} webhook secrets can be opened, and none lies open in Redis.")
