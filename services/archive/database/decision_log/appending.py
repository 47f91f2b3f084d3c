"""How do entries get into the log? In the transaction that archives or removes what they stand for, in one order.

A client's row in `logs` is locked first, so two processes never give one position to two entries.
"""

import secrets
from collections import defaultdict
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from services.archive.database.decision_log.tiles import read_tile, write_tiles
from services.archive.database.decision_log.upserting import put
from services.archive.database.tables import evaluations, log_entries, log_heads, log_keys, logs
from services.archive.errors import ArchiveRefused
from services.archive.packing import digest
from services.archive.records import ArchivedEvaluation
from services.merkle_log.entries import SALT_BYTES, Because, Removal, commitment, record_text, spans_of
from services.merkle_log.heads import Signer, signed_head
from services.merkle_log.tree import Tree, extend

#: Ids in one statement: what every SQLite takes.
IN_ONE = 500


@dataclass(frozen=True, kw_only=True)
class LogEntry:
    """What is appended: a decision (`evaluation`), or a `statement`. `text` is what the leaf commits to."""

    text: str
    evaluation: str | None = None
    accepted_at: datetime | None = None
    packed: bytes | None = None
    statement: str | None = None


def note_decisions(connection: Connection, records: Sequence[ArchivedEvaluation], signer: Signer | None) -> int:
    """Append the decisions among `records` that are not in the log, oldest first; return how many.

    One that is there with another record, as a store can bring about that lost what it had acknowledged, is stated to
    be replaced.
    """
    decided = {record.id: record for record in records if record.document is not None}
    known = {row.evaluation: row for row in _entries_of(connection, list(decided))}
    packed = _packed(connection, list(decided))
    new, replaced = defaultdict[str, list[LogEntry]](list), list[str]()
    for record in sorted(decided.values(), key=lambda one: (one.accepted_at, one.id)):
        entry = _entry(record, packed[record.id])
        if record.id in known:
            if _leaf(connection, known[record.id]) == commitment(known[record.id].salt, entry.text):
                again = update(log_entries).where(log_entries.c.evaluation == record.id)
                connection.execute(again.values(packed=entry.packed))
                continue
            replaced.append(record.id)
        new[record.client].append(entry)
    note_removed(connection, replaced, Because.REPLACED, None)
    for client in sorted(new):
        _append(connection, client, new[client], signer)
    return sum(map(len, new.values()))


def note_removed(connection: Connection, ids: Collection[str], because: Because, signer: Signer | None) -> int:
    """Make the log forget which decisions these were, and state that they are kept no longer; return how many."""
    rows = _entries_of(connection, list(ids))
    positions = defaultdict[str, list[int]](list)
    for row in rows:
        positions[row.client].append(row.position)
    for some in _so_many([row.evaluation for row in rows]):
        forgotten = {"evaluation": None, "accepted_at": None, "salt": None, "packed": None}
        connection.execute(update(log_entries).where(log_entries.c.evaluation.in_(some)).values(forgotten))
    for client in sorted(positions):
        removal = Removal(at=datetime.now(UTC), because=because, spans=spans_of(positions[client]))
        # What is to be erased is erased, also where somebody broke the log; `credwise audit verify` tells of that.
        with suppress(ArchiveRefused):
            _append(connection, client, [LogEntry(text=removal.text(), statement=removal.text())], signer)
    return len(rows)


def sign(connection: Connection, client: str, size: int, signer: Signer) -> None:
    """Sign the head of a log that is `size` long."""
    now = datetime.now(UTC)
    root = Tree(size, read_tile(connection, client)).root()
    head = signed_head(signer, client, size, root, now)
    key = {"id": signer.public.id, "public": signer.public.public, "first_used_at": now}
    put(connection, log_keys, [key], keeps_first=True)
    row = {"client": client, "size": size, "root": root, "signed_at": head.at, "key": head.key}
    put(connection, log_heads, [row | {"signature": head.signature}], keeps_first=True)
    connection.execute(update(logs).where(logs.c.client == client).values(signed_size=size))


def _append(connection: Connection, client: str, entries: Sequence[LogEntry], signer: Signer | None) -> None:
    put(connection, logs, [{"client": client, "size": 0, "signed_size": 0}], keeps_first=True)
    size = connection.scalars(select(logs.c.size).where(logs.c.client == client).with_for_update()).one()
    rows: list[dict[str, Any]] = []
    leaves: list[bytes] = []
    for position, entry in enumerate(entries, start=size):
        salt = secrets.token_bytes(SALT_BYTES)
        leaves.append(commitment(salt, entry.text))
        named = {name: value for name, value in vars(entry).items() if name != "text"}
        rows.append({"client": client, "position": position, "salt": salt, **named})
    tiles = extend(read_tile(connection, client), size, leaves)
    connection.execute(log_entries.insert(), rows)
    write_tiles(connection, client, tiles)
    size += len(entries)
    connection.execute(update(logs).where(logs.c.client == client).values(size=size))
    if signer is not None:
        sign(connection, client, size, signer)


def _entry(record: ArchivedEvaluation, packed: bytes) -> LogEntry:
    text = record_text(record.id, record.accepted_at, record.finished_at, record.document or "")
    return LogEntry(text=text, evaluation=record.id, accepted_at=record.accepted_at, packed=packed)


def _packed(connection: Connection, ids: Sequence[str]) -> dict[str, bytes]:
    """Return the digests of documents as they are stored now."""
    found: dict[str, bytes] = {}
    for some in _so_many(ids):
        stored = select(evaluations.c.id, evaluations.c.document).where(evaluations.c.id.in_(some))
        found |= {row.id: digest(row.document) for row in connection.execute(stored) if row.document is not None}
    return found


def _leaf(connection: Connection, row: Row[Any]) -> bytes:
    return Tree(row.position + 1, read_tile(connection, row.client)).leaf(row.position)


def _entries_of(connection: Connection, ids: Sequence[str]) -> list[Row[Any]]:
    found: list[Row[Any]] = []
    for some in _so_many(ids):
        found += connection.execute(select(log_entries).where(log_entries.c.evaluation.in_(some))).all()
    return found


def _so_many(ids: Sequence[str]) -> list[Sequence[str]]:
    return [ids[start : start + IN_ONE] for start in range(0, len(ids), IN_ONE)]
