"""The archive in a database: SQLite on one host, PostgreSQL for everything else."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from services.archive.database import partitions
from services.archive.database.connecting import connect, reading, writing
from services.archive.database.decision_log.appending import note_decisions, note_removed
from services.archive.database.decision_log.sql_log import SqlLog
from services.archive.database.rows import delivery_of, delivery_rows, evaluation_of, evaluation_row, summary_of
from services.archive.database.selecting import BY_BYTES, SUMMARY, kept, newest_first, some_of, within
from services.archive.database.tables import PARTITIONED_BY, deliveries, evaluations, log_entries
from services.archive.packing import unpack
from services.archive.records import (
    ArchivedDelivery,
    ArchivedEvaluation,
    EndpointRange,
    ErasedEvaluation,
    EvaluationRange,
)
from services.merkle_log.entries import Because
from services.merkle_log.heads import Signer

#: Entries of the log that are stated in one transaction to be kept no longer.
LOGGED_AT_ONCE = 2000

#: Columns that a later record without a document leaves as they are.
OF_THE_DOCUMENT = frozenset({"path", "standing", "credential", "document"})


class SqlArchive:
    """The archive at one address; nothing is connected before the first call. See port.py for what is promised."""

    def __init__(self, url: str, signer: Signer | None = None) -> None:
        """Keep it at `url`; heads of the log of decisions are signed by `signer`, where there is one."""
        self._engine = connect(url)
        self._signer = signer
        self.log = SqlLog(self._engine, signer)
        self._is_partitioned = self._engine.dialect.name == "postgresql"
        self._bytes = BY_BYTES[self._engine.dialect.name]

    def close(self) -> None:
        """Close the connections that are kept."""
        self._engine.dispose()

    def prepare(self) -> None:
        """Bring the tables up to date; two at once wait for each other."""
        from services.archive.migrating import upgrade  # noqa: PLC0415 - only the archiver needs Alembic

        with writing(self._engine) as connection:
            upgrade(connection)

    def write(self, records: Sequence[ArchivedEvaluation]) -> None:
        """Keep evaluations in one transaction; of the same one the latest version stays."""
        rows = {
            evaluations: [evaluation_row(record) for record in records],
            deliveries: [row for record in records for row in delivery_rows(record)],
        }
        with writing(self._engine) as connection:
            for table, of_table in rows.items():
                if self._is_partitioned:
                    moment = PARTITIONED_BY[table.name]
                    partitions.make(connection, table.name, (row[moment] for row in of_table))
                self._put(connection, table, of_table)
            note_decisions(connection, records, self._signer)

    def _put(self, connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
        if not rows:
            return
        insert = postgresql.insert(table) if self._is_partitioned else sqlite.insert(table)
        new = insert.excluded
        changed = {
            name: func.coalesce(new[name], column) if name in OF_THE_DOCUMENT else new[name]
            for name, column in table.c.items()
            if not column.primary_key
        }
        later = new["version"] >= table.c.version
        key = [column.name for column in table.primary_key]
        connection.execute(insert.on_conflict_do_update(index_elements=key, set_=changed, where=later), rows)

    def evaluation(self, evaluation_id: str) -> ArchivedEvaluation | None:
        """Return an evaluation with its document and deliveries."""
        with reading(self._engine) as connection:
            row = connection.execute(
                select(evaluations).where(evaluations.c.id == evaluation_id, kept(evaluations))
            ).first()
            if row is None:
                return None
            belonging = connection.execute(
                select(deliveries).where(deliveries.c.evaluation == evaluation_id).order_by(deliveries.c.created_at)
            ).all()
        return evaluation_of(row, map(delivery_of, belonging))

    def document(self, evaluation_id: str) -> str | None:
        """Return the recommendation's JSON text."""
        stored = self._value(evaluations.c.document, evaluation_id)
        return None if stored is None else unpack(stored)

    def fields(self, evaluation_id: str) -> Mapping[str, str]:
        """Return what the ledger had of an evaluation."""
        stored = self._value(evaluations.c.fields, evaluation_id)
        return {} if stored is None else json.loads(stored)

    def summaries(self, ids: Collection[str]) -> tuple[ArchivedEvaluation, ...]:
        """Return those that are known, without their documents and deliveries."""
        listed, found = list(ids), list[ArchivedEvaluation]()
        with reading(self._engine) as connection:
            for start in range(0, len(listed), IN_ONE):
                some = evaluations.c.id.in_(listed[start : start + IN_ONE])
                found += map(summary_of, connection.execute(select(*SUMMARY).where(some, kept(evaluations))))
        return tuple(found)

    def evaluations(self, part: EvaluationRange, limit: int) -> tuple[ArchivedEvaluation, ...]:
        """Return up to `limit` evaluations, newest first, without their documents and deliveries."""
        newest = select(*SUMMARY).where(*some_of(part, self._bytes)).limit(limit)
        ordered = newest.order_by(*newest_first(evaluations, self._bytes))
        with reading(self._engine) as connection:
            return tuple(map(summary_of, connection.execute(ordered)))

    def _value(self, column: ColumnElement[Any], evaluation_id: str) -> Any:
        with reading(self._engine) as connection:
            return connection.scalar(select(column).where(evaluations.c.id == evaluation_id, kept(evaluations)))

    def delivery(self, delivery_id: str) -> ArchivedDelivery | None:
        """Return one delivery."""
        with reading(self._engine) as connection:
            row = connection.execute(select(deliveries).where(deliveries.c.id == delivery_id, kept(deliveries))).first()
        return None if row is None else delivery_of(row)

    def deliveries(self, part: EndpointRange, limit: int) -> tuple[ArchivedDelivery, ...]:
        """Return up to `limit` deliveries of an endpoint, newest first."""
        newest = select(deliveries).where(*within(part, self._bytes)).limit(limit)
        ordered = newest.order_by(*newest_first(deliveries, self._bytes))
        with reading(self._engine) as connection:
            return tuple(map(delivery_of, connection.execute(ordered)))

    def count_by_state(self, part: EndpointRange) -> dict[str, int]:
        """Count an endpoint's deliveries by state."""
        counts = select(deliveries.c.state, func.count()).where(*within(part, self._bytes)).group_by(deliveries.c.state)
        with reading(self._engine) as connection:
            return _pairs(connection, counts)

    def states_of(self, ids: Collection[str]) -> dict[str, str]:
        """Return the archived state of each delivery that is known."""
        known = select(deliveries.c.id, deliveries.c.state).where(deliveries.c.id.in_(ids), kept(deliveries))
        with reading(self._engine) as connection:
            return _pairs(connection, known)

    def hold(self, ids: Collection[str], until: datetime) -> None:
        """Keep evaluations at least until then."""
        with writing(self._engine) as connection:
            for table, column in ((evaluations, evaluations.c.id), (deliveries, deliveries.c.evaluation)):
                sooner = table.c.kept_until < until
                connection.execute(update(table).where(column.in_(ids), sooner).values(kept_until=until))

    def erase(self, learner: str, until: datetime) -> tuple[ErasedEvaluation, ...]:
        """Erase all that is kept of a learner and was accepted by then."""
        with writing(self._engine) as connection:
            found = connection.execute(
                select(evaluations.c.id, evaluations.c.fields).where(
                    evaluations.c.learner == learner, evaluations.c.accepted_at <= until
                )
            ).all()
            note_removed(connection, [row.id for row in found], Because.ERASURE, self._signer)
            counted = _delete(connection, [row.id for row in found])
        return tuple(
            ErasedEvaluation(id=row.id, record=json.loads(row.fields).get("record"), deliveries=counted.get(row.id, 0))
            for row in found
        )

    def delete(self, ids: Collection[str]) -> None:
        """Delete evaluations with their deliveries."""
        if ids:
            with writing(self._engine) as connection:
                note_removed(connection, ids, Because.ERASURE, self._signer)
                _delete(connection, ids)

    def expire(self, now: datetime, limit: int) -> int:
        """Let go of what is over its time: whole months on PostgreSQL, up to `limit` evaluations on SQLite."""
        if self._is_partitioned:
            return self._expire_months(now)
        with writing(self._engine) as connection:
            over = select(evaluations.c.id).where(evaluations.c.kept_until < now).limit(limit)
            ids = connection.scalars(over).all()
            note_removed(connection, ids, Because.RETENTION, self._signer)
            _delete(connection, ids)
        return len(ids)

    def _expire_months(self, now: datetime) -> int:
        with reading(self._engine) as connection:
            over = partitions.months_over(connection, evaluations.name, now)
        for start, end in over:
            # In transactions of their own: a month may have a million decisions, and a statement has two seconds.
            in_month = (log_entries.c.accepted_at >= start, log_entries.c.accepted_at < end)
            with writing(self._engine) as connection:
                ids = connection.scalars(select(log_entries.c.evaluation).where(*in_month).limit(LOGGED_AT_ONCE)).all()
                if note_removed(connection, ids, Because.RETENTION, self._signer) == LOGGED_AT_ONCE:
                    return LOGGED_AT_ONCE
        with writing(self._engine) as connection:
            return sum(partitions.drop_over(connection, table, now) for table in PARTITIONED_BY)


def _pairs(connection: Connection, query: Select[Any]) -> dict[str, Any]:
    return {row[0]: row[1] for row in connection.execute(query)}


#: Ids in one statement: what every SQLite takes.
IN_ONE = 500


def _delete(connection: Connection, ids: Collection[str]) -> dict[str, int]:
    """Delete evaluations with their deliveries; return how many deliveries each had."""
    listed, counted = list(ids), dict[str, int]()
    for start in range(0, len(listed), IN_ONE):
        some = listed[start : start + IN_ONE]
        of_these = deliveries.c.evaluation.in_(some)
        per_evaluation = select(deliveries.c.evaluation, func.count()).where(of_these)
        counted |= _pairs(connection, per_evaluation.group_by(deliveries.c.evaluation))
        connection.execute(delete(deliveries).where(of_these))
        connection.execute(delete(evaluations).where(evaluations.c.id.in_(some)))
    return counted
