"""Which keys end soon, and which ended while they were in use?"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from services.ledger.accounts.clients import KeyInfo
from services.ledger.checkup.findings import CheckupFinding, ok, warning

#: A key that ends within this time is told of, unless another takes its place already.
ENDS_SOON = timedelta(days=14)

#: A key that was in use until it ended is told of for this long, unless another takes its place.
ENDED_LATELY = timedelta(days=7)

#: So many keys are named; `credwise keys list` has all of them.
MOST_NAMED = 10


def of_keys(keys: Sequence[KeyInfo], now: datetime) -> Iterator[CheckupFinding]:
    """Look for keys that end soon or ended in use, and that no other follows."""
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
    ended = [
        key
        for key in keys
        if key.expires_at
        and key.revoked_at is None
        and not key.followed_by
        and timedelta(0) <= now - key.expires_at <= ENDED_LATELY
        and key.used_at
        and key.expires_at - key.used_at <= ENDED_LATELY
    ]
    for key in ended[:MOST_NAMED]:
        when = f"{key.expires_at:%Y-%m-%d %H:%M} UTC"
        sentence = f"Key {key.key_id} of {key.client} expired on {when} while it was in use: requests with it get 401."
        yield warning(topic, sentence, f"credwise keys create --client {key.client}; credwise keys list shows its role")
    if not ending and not ended:
        yield ok(topic, f"None of {len(live)} live keys expires within {ENDS_SOON.days} days without a successor.")
