"""Which keys end soon, and which has nobody used for long?"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from services.ledger.accounts.clients import KeyInfo
from services.ledger.checkup.findings import Finding, ok, warning

#: A key that ends within this time is told of, unless another takes its place already.
ENDS_SOON = timedelta(days=14)

#: So many keys are named; `credwise keys list` has all of them.
MOST_NAMED = 10


def of_keys(keys: Sequence[KeyInfo], now: datetime) -> Iterator[Finding]:
    """Look for live keys that end soon and that no other follows, the first to end first."""
    topic = "keys"
    live = [key for key in keys if key.is_live(now)]
    ending = sorted(
        (key.expires_at, key.key_id, key)
        for key in live
        if key.expires_at and key.expires_at - now <= ENDS_SOON and not key.followed_by
    )
    for expires_at, key_id, key in ending[:MOST_NAMED]:
        used = f"last used {key.used_at:%Y-%m-%d}" if key.used_at else "never used"
        sentence = f"Key {key_id} of {key.client} ({used}) expires on {expires_at:%Y-%m-%d %H:%M} UTC."
        yield warning(topic, sentence, f"credwise keys rotate {key_id}")
    if not ending:
        yield ok(topic, f"None of {len(live)} live keys expires within {ENDS_SOON.days} days without a successor.")
