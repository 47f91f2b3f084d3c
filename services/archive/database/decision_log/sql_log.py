"""The log in a database, as it is read: receipts, heads, proofs, and everything in it for whoever verifies."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, Row, and_, exists, func, select
from zstandard import ZstdError

from services.archive.database.connecting import reading, writing
from services.archive.database.decision_log.appending import note_decisions, sign
from services.archive.database.decision_log.tiles import read_tile
from services.archive.database.rows import evaluation_of
from services.archive.database.tables import evaluations, log_entries, log_heads, log_keys, logs
from services.archive.errors import ArchiveRefused
from services.archive.headline import headline_of
from services.archive.packing import digest, unpack
from services.merkle_log.entries import record_text
from services.merkle_log.heads import PublicKey, Signer, TreeHead
from services.merkle_log.receipts import Receipt
from services.merkle_log.tree import HASH, WIDTH, Tree
from services.merkle_log.verifying import Logged

#: Entries that are read at once; as many as a tile has leaves.
AT_ONCE = WIDTH


class SqlLog:
    """The log at one database. Raises ArchiveUnavailable; ArchiveRefused where its own hashes are missing."""

    def __init__(self, engine: Engine, signer: Signer | None) -> None:
        self._engine = engine
        self._signer = signer

    def receipt(self, client: str, evaluation: str) -> Receipt | None:
        """Return the receipt of a client's decision under the newest head; None where it is not under a signed one."""
        own = (log_entries.c.client == client, log_entries.c.evaluation == evaluation)
        with reading(self._engine) as connection:
            entry = connection.execute(select(log_entries).where(*own)).first()
            newest = select(log_heads).where(log_heads.c.client == client).order_by(log_heads.c.size.desc()).limit(1)
            head = connection.execute(newest).first()
            if entry is None or head is None or entry.position >= head.size:
                return None
            tree = Tree(head.size, read_tile(connection, client))
            return Receipt(
                key=head.key,
                index=entry.position,
                size=head.size,
                at=head.signed_at,
                salt=entry.salt,
                leaf=tree.leaf(entry.position),
                signature=head.signature,
                path=tree.inclusion(entry.position),
            )

    def heads(self, client: str, limit: int, before: int | None = None) -> tuple[TreeHead, ...]:
        """Return up to `limit` signed heads, those of the longest tree first, of trees shorter than `before`."""
        wanted = select(log_heads).where(log_heads.c.client == client).order_by(log_heads.c.size.desc()).limit(limit)
        if before is not None:
            wanted = wanted.where(log_heads.c.size < before)
        with reading(self._engine) as connection:
            return tuple(_head(row) for row in connection.execute(wanted))

    def consistency(self, client: str, older: int, newer: int) -> tuple[bytes, ...]:
        """Return the path that shows that the tree of `newer` leaves adds to that of `older`, which is one or more."""
        with reading(self._engine) as connection:
            return Tree(newer, read_tile(connection, client)).consistency(older)

    def public_keys(self) -> tuple[PublicKey, ...]:
        """Return every key that ever signed a head, oldest first, and the one that signs now."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(log_keys).order_by(log_keys.c.first_used_at)).all()
        known = tuple(PublicKey(public=row.public, since=row.first_used_at) for row in rows)
        if self._signer is None or self._signer.public.id in {key.id for key in known}:
            return known
        return (*known, self._signer.public)

    def sign_what_is_not(self) -> None:
        """Sign the heads of logs that grew where nobody had a key."""
        if self._signer is None:
            return
        with writing(self._engine) as connection:
            unsigned = select(logs).where(logs.c.size > logs.c.signed_size).order_by(logs.c.client).with_for_update()
            for row in connection.execute(unsigned).all():
                # One that somebody broke stays unsigned; verifying tells of it.
                with suppress(ArchiveRefused):
                    sign(connection, row.client, row.size, self._signer)

    def clients(self) -> tuple[str, ...]:
        """Return the clients that have decisions or a log."""
        found = set[str]()
        with reading(self._engine) as connection:
            for column in (logs.c.client, evaluations.c.client):
                # One look into the index for each, where there are millions of rows.
                last: str | None = ""
                while last is not None:
                    last = connection.scalar(select(func.min(column)).where(column > last))
                    found |= {last} if last else set()
        return tuple(sorted(found))

    def begin(self, client: str) -> Iterator[int]:
        """Append the decisions of a client that were archived before there was a log, oldest first; yield how many."""
        for ids in self._unlogged(client):
            with writing(self._engine) as connection:
                rows = connection.execute(select(evaluations).where(evaluations.c.id.in_(ids))).all()
                added = note_decisions(connection, [evaluation_of(row, ()) for row in rows], self._signer)
            yield added

    def unlogged(self, client: str) -> int:
        """Count the decisions of a client that are not in its log."""
        return sum(map(len, self._unlogged(client)))

    def _unlogged(self, client: str) -> Iterator[list[str]]:
        """Yield the ids of decisions that are not in the log, oldest first, a part of the table at a time."""
        at, name = evaluations.c.accepted_at, evaluations.c.id
        is_logged = exists().where(log_entries.c.evaluation == name).label("is_logged")
        decided = select(at, name, is_logged).where(evaluations.c.client == client, evaluations.c.document.is_not(None))
        in_order = decided.order_by(at, name).limit(AT_ONCE)
        after = (datetime.min.replace(tzinfo=UTC), "")
        while True:
            later = (at > after[0]) | and_(at == after[0], name > after[1])
            with reading(self._engine) as connection:
                rows = connection.execute(in_order.where(later)).all()
            if not rows:
                return
            if ids := [row.id for row in rows if not row.is_logged]:
                yield ids
            after = (rows[-1].accepted_at, rows[-1].id)

    def size(self, client: str) -> int:
        """Return how many entries the client's log has."""
        with reading(self._engine) as connection:
            return connection.scalar(select(logs.c.size).where(logs.c.client == client)) or 0

    def entries(self, client: str, size: int) -> Iterator[Logged]:
        """Yield the first `size` entries in order, as they are in the database, whatever became of it."""
        for start in range(0, size, AT_ONCE):
            yield from self._entries(client, start, min(size, start + AT_ONCE))

    def _entries(self, client: str, start: int, end: int) -> Iterator[Logged]:
        of_these = and_(
            evaluations.c.id == log_entries.c.evaluation,
            evaluations.c.accepted_at == log_entries.c.accepted_at,
            evaluations.c.client == log_entries.c.client,
        )
        columns = (
            log_entries.c.position,
            log_entries.c.evaluation,
            log_entries.c.salt,
            log_entries.c.statement,
            log_entries.c.packed,
        )
        decided = (evaluations.c.accepted_at, evaluations.c.finished_at, evaluations.c.document)
        found = (evaluations.c.path, evaluations.c.standing, evaluations.c.credential)
        place = log_entries.c.position
        wanted = select(*columns, *decided, *found).select_from(log_entries.outerjoin(evaluations, of_these))
        with reading(self._engine) as connection:
            in_part = (log_entries.c.client == client, place >= start, place < end)
            rows = {row.position: row for row in connection.execute(wanted.where(*in_part))}
            try:
                hashes = read_tile(connection, client)(0, start // WIDTH)
            except ArchiveRefused:
                hashes = b""
        for position in range(start, end):
            at = (position % WIDTH) * HASH
            row = rows.get(position)
            yield Logged(
                position=position,
                leaf=hashes[at : at + HASH],
                name=row and row.evaluation,
                salt=row and row.salt,
                text=row and _text(row),
            )


def _text(row: Any) -> str | None:
    """Return the record or statement of an entry; an empty one where it is there and cannot be read."""
    if row.statement is not None or row.document is None:
        statement: str | None = row.statement
        return statement
    if digest(row.document) != row.packed:
        return ""
    try:
        document = unpack(row.document)
        is_found_by_it = vars(headline_of(document)) == {
            "path": row.path,
            "standing": row.standing,
            "credential": row.credential,
        }
    except (ValueError, OSError, ZstdError):
        return ""
    return record_text(row.evaluation, row.accepted_at, row.finished_at, document) if is_found_by_it else ""


def _head(row: Row[Any]) -> TreeHead:
    return TreeHead(
        client=row.client, size=row.size, root=row.root, at=row.signed_at, key=row.key, signature=row.signature
    )
