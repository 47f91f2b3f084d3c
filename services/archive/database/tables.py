"""Which tables does the archive have? Two: evaluations, and the deliveries that belong to them.

On PostgreSQL both are partitioned by month, so the moment of a row is part of its key; it is fixed by its id. They are
made by migrations/versions; a change here needs another step there.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Dialect,
    Index,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
)
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, on databases that know time zones and on those that do not."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Write it as UTC."""
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment if dialect.name == "postgresql" else moment.replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's form
        """Read it as UTC."""
        if value is None:
            return None
        found: datetime = value
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


metadata = MetaData()

#: One row an evaluation. `fields` is the ledger's hash of it as JSON; `document` as packing.py says.
evaluations = Table(
    "evaluations",
    metadata,
    Column("id", Text, nullable=False),
    Column("accepted_at", Moment, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("client", Text, nullable=False),
    Column("learner", Text),
    Column("finished_at", Moment),
    Column("kept_until", Moment),
    Column("state", Text, nullable=False),
    Column("path", Text),
    Column("standing", Text),
    Column("credential", Text),
    Column("fields", Text, nullable=False),
    Column("document", LargeBinary),
    PrimaryKeyConstraint("id", "accepted_at"),
    Index("evaluations_by_learner", "learner"),
    Index("evaluations_by_client", "client", "accepted_at"),
    Index("evaluations_by_verdict", "client", "path", "accepted_at"),
    Index("evaluations_by_credential", "client", "credential", "accepted_at"),
    Index("evaluations_by_end", "kept_until"),
)

#: One row a webhook. `fields` is the ledger's hash of it as JSON, `attempts` a JSON list.
deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("evaluation", Text, nullable=False),
    Column("client", Text, nullable=False),
    Column("endpoint", Text, nullable=False),
    Column("kept_until", Moment),
    Column("state", Text, nullable=False),
    Column("fields", Text, nullable=False),
    Column("attempts", Text, nullable=False),
    PrimaryKeyConstraint("id", "created_at"),
    Index("deliveries_by_evaluation", "evaluation"),
    Index("deliveries_by_endpoint", "client", "endpoint", "created_at"),
    Index("deliveries_by_end", "kept_until"),
)

#: What each table is partitioned by on PostgreSQL.
PARTITIONED_BY = {"evaluations": "accepted_at", "deliveries": "created_at"}
