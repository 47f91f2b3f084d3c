"""What stands in the log: a salted commitment to each decision, and a statement for each that is kept no longer.

A decision's leaf is H(0x00 | salt | SHA-256 of its record). Once record and salt are gone the leaf says nothing about
them, and the log is as provable as before.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any

from services.merkle_log.canonical_json import rewritten, written
from services.merkle_log.tree import leaf_hash

#: Random bytes that keep a record from being guessed from its leaf.
SALT_BYTES = 16

_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


class Because(StrEnum):
    """Why a decision is kept no longer."""

    ERASURE = "erasure"
    RETENTION = "retention"
    REPLACED = "replaced"


@dataclass(frozen=True, kw_only=True)
class Removal:
    """A statement that decisions at some positions are kept no longer; `spans` are first and last of each row."""

    at: datetime
    because: Because
    spans: tuple[tuple[int, int], ...]

    def text(self) -> str:
        """Return it as it stands in the log."""
        members = {"at": milliseconds(self.at), "because": self.because, "removed": [list(span) for span in self.spans]}
        return written(members).decode()


def record_text(evaluation: str, accepted_at: datetime, finished_at: datetime | None, recommendation: str) -> str:
    """Return the record that a decision's leaf commits to, as RFC 8785 writes it.

    `recommendation` is its JSON text. Moments are milliseconds since 1970.
    """
    finished = "null" if finished_at is None else str(milliseconds(finished_at))
    return (
        f'{{"accepted_at":{milliseconds(accepted_at)},"finished_at":{finished},"id":{json.dumps(evaluation)},'
        f'"recommendation":{rewritten(recommendation)}}}'
    )


def commitment(salt: bytes, text: str) -> bytes:
    """Return the leaf hash of a record or statement."""
    return leaf_hash(salt + sha256(text.encode()).digest())


def spans_of(positions: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Return positions as rows without gaps, each by its first and last."""
    spans: list[list[int]] = []
    for position in sorted(set(positions)):
        if spans and spans[-1][1] == position - 1:
            spans[-1][1] = position
        else:
            spans.append([position, position])
    return tuple((first, last) for first, last in spans)


def milliseconds(moment: datetime) -> int:
    """Return a moment as milliseconds since 1970."""
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def removed_by(statement: dict[str, Any]) -> Iterable[int]:
    """Return the positions that a statement names."""
    for first, last in statement["removed"]:
        yield from range(first, last + 1)
