"""A receipt shows that a decision is in the log: bytes that stay below 1 KB up to 134 million decisions of a client."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from struct import Struct

from services.merkle_log.entries import commitment, milliseconds
from services.merkle_log.heads import PublicKey, checkpoint
from services.merkle_log.tree import HASH, root_by_inclusion

#: What a receipt of this form begins with.
MARK = b"CWR1"
#: Mark, key id, index, tree size, moment in milliseconds since 1970, salt, leaf, signature; the path follows.
_HEAD = Struct(">4s8sQQQ16s32s64s")

#: The last moment that has a date, in milliseconds since 1970.
_LAST_MOMENT = 253_402_300_799_999


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """One decision's place in a signed tree head."""

    key: str
    index: int
    size: int
    at: datetime
    salt: bytes
    leaf: bytes
    signature: bytes
    path: tuple[bytes, ...]

    def encoded(self) -> bytes:
        """Return it as it is handed out."""
        numbers = (self.index, self.size, milliseconds(self.at))
        head = _HEAD.pack(MARK, bytes.fromhex(self.key), *numbers, self.salt, self.leaf, self.signature)
        return head + b"".join(self.path)

    def problem(self, client: str, record: str, keys: Iterable[PublicKey]) -> str | None:
        """Return in a sentence why it does not show that the record is in the client's log; None where it does."""
        if commitment(self.salt, record) != self.leaf:
            return "The record is not the one that the receipt was given for."
        root = root_by_inclusion(self.leaf, self.index, self.size, self.path)
        if root is None:
            return "The receipt's path leads to no root."
        key = next((key for key in keys if key.id == self.key), None)
        if key is None:
            return f"The key {self.key} that signed the receipt is not among the keys given."
        if not key.has_signed(self.signature, checkpoint(client, self.size, root, milliseconds(self.at))):
            return "The tree head is not signed by its key: the receipt was changed, or is of another client's log."
        return None


def read_receipt(given: bytes) -> Receipt:
    """Read a receipt; raises ValueError for what is none."""
    if len(given) < _HEAD.size or (len(given) - _HEAD.size) % HASH or not given.startswith(MARK):
        raise ValueError("This is no receipt: it should begin with CWR1 and be 148 bytes and 32 for each step long.")
    _, key, index, size, at, salt, leaf, signature = _HEAD.unpack(given[: _HEAD.size])
    if at > _LAST_MOMENT:
        raise ValueError("This is no receipt: its moment lies after the year 9999.")
    rest = given[_HEAD.size :]
    return Receipt(
        key=key.hex(),
        index=index,
        size=size,
        at=datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=at),
        salt=salt,
        leaf=leaf,
        signature=signature,
        path=tuple(rest[place : place + HASH] for place in range(0, len(rest), HASH)),
    )
