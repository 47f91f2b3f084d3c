"""A log as a file that anybody can verify without Credwise: a line for each entry, then a line for each signed head.

An entry's line is its position, leaf hash, salt and text, or "- -" where it is kept no longer. Every byte counts.
"""

from collections.abc import Iterable, Iterator

from services.merkle_log.entries import milliseconds
from services.merkle_log.heads import TreeHead
from services.merkle_log.verifying import Logged


def exported(client: str, entries: Iterable[Logged], heads: Iterable[TreeHead]) -> Iterator[str]:
    """Yield the lines of a client's log; the heads come with that of the shortest log first."""
    yield f"credwise-log 1 {client}"
    for entry in entries:
        kept = "- -" if entry.salt is None or entry.text is None else f"{entry.salt.hex()} {entry.text}"
        yield f"{entry.position} {entry.leaf.hex()} {kept}"
    for head in heads:
        moment = milliseconds(head.at)
        yield f"head {head.size} {moment} {head.root.hex()} {head.key} {head.signature.hex()}"
