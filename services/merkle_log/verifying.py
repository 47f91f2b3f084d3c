"""Is a log as it was signed? Every entry against its leaf, every head against the leaves, every absence explained."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from services.merkle_log.entries import commitment, removed_by
from services.merkle_log.heads import PublicKey, TreeHead
from services.merkle_log.tree import HASH, Growing

#: What the text of a statement begins with, and that of no record.
STATEMENT = '{"at":'


@dataclass(frozen=True, kw_only=True)
class Logged:
    """One entry as it was found: its leaf hash, and its salt and text where they are kept.

    `name` is the decision's id, where it is known. The leaf is empty where it is missing.
    """

    position: int
    leaf: bytes
    name: str | None
    salt: bytes | None
    text: str | None


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong, in a sentence; at which position, None where it is a head's fault."""

    position: int | None
    sentence: str


def faults(entries: Iterable[Logged], heads: Iterable[TreeHead], keys: Iterable[PublicKey]) -> Iterator[Fault]:
    """Yield everything that is wrong with one client's log, whose heads may include some that were kept elsewhere."""
    by_id = {key.id: key for key in keys}
    by_size: dict[int, list[TreeHead]] = {}
    for head in heads:
        by_size.setdefault(head.size, []).append(head)
    tree, absent, removed = Growing(), dict[int, Logged](), set[int]()
    expected = 0
    for entry in entries:
        fault = _fault_of(entry, expected)
        if fault:
            yield Fault(position=entry.position, sentence=fault)
        elif entry.text is None:
            absent[entry.position] = entry
        elif entry.text.startswith(STATEMENT):
            removed.update(removed_by(json.loads(entry.text)))
        tree.add(entry.leaf)
        expected += 1
        for head in by_size.pop(expected, ()):
            yield from _faults_of_head(head, tree.root(), by_id)
    for entry in absent.values():
        if entry.position not in removed:
            yield Fault(position=entry.position, sentence=f"{_called(entry)} is missing, and nothing says why.")
    for size in by_size:
        yield Fault(position=None, sentence=f"The log was {size} entries long once, and has {expected} now.")


def _fault_of(entry: Logged, expected: int) -> str | None:
    if entry.position != expected:
        return f"Entry {expected} is missing, or entries were reordered: there stands entry {entry.position}."
    if len(entry.leaf) != HASH:
        return f"{_called(entry)} has no leaf hash."
    if entry.text is None or entry.salt is None:
        return None if entry.text is None else f"{_called(entry)} has lost its salt."
    return None if commitment(entry.salt, entry.text) == entry.leaf else f"{_called(entry)} was changed."


def _faults_of_head(head: TreeHead, root: bytes, keys: dict[str, PublicKey]) -> Iterator[Fault]:
    key = keys.get(head.key)
    if key is None:
        yield Fault(position=None, sentence=f"The head of {head.size} is signed by {head.key}, which is not known.")
    elif not head.is_signed_by(key):
        yield Fault(position=None, sentence=f"The head of {head.size} does not bear the signature of {head.key}.")
    if head.root != root:
        yield Fault(
            position=None,
            sentence=f"The first {head.size} entries are not those whose head was signed {head.at:%F}.",
        )


def _called(entry: Logged) -> str:
    return f"Entry {entry.position}" + (f" ({entry.name})" if entry.name else "")
