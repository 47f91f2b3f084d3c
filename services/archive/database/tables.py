"""Which tables does the archive have? Evaluations, the deliveries that belong to them, and the log of decisions.

On PostgreSQL the first two are partitioned by month, so the moment of a row is part of its key; it is fixed by its id.
All are made by migrations/versions; a change here needs another step there.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Dialect,
    Index,
    Integer,
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

#: One row a client: how long its log is, and up to where a head is signed. Whoever appends locks it first.
logs = Table(
    "logs",
    metadata,
    Column("client", Text, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("signed_size", BigInteger, nullable=False),
)

#: One row an entry of a log. That of a decision names its evaluation until it is kept no longer; then the row says
#: nothing any more, and a later entry has a `statement` (JSON) that names its position. `packed` is a digest of the
#: document as it is stored: some bits of what is compressed may change without changing what it says.
log_entries = Table(
    "log_entries",
    metadata,
    Column("client", Text, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("evaluation", Text),
    Column("accepted_at", Moment),
    Column("salt", LargeBinary),
    Column("packed", LargeBinary),
    Column("statement", Text),
    PrimaryKeyConstraint("client", "position"),
    Index("log_entries_by_evaluation", "evaluation", unique=True),
    Index("log_entries_by_moment", "accepted_at"),
)

#: The tree's hashes, up to 256 in a row of the table: see services/merkle_log/tree.py.
log_tiles = Table(
    "log_tiles",
    metadata,
    Column("client", Text, nullable=False),
    Column("level", Integer, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("hashes", LargeBinary, nullable=False),
    PrimaryKeyConstraint("client", "level", "number"),
)

#: Every tree head that was signed.
log_heads = Table(
    "log_heads",
    metadata,
    Column("client", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("root", LargeBinary, nullable=False),
    Column("signed_at", Moment, nullable=False),
    Column("key", Text, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    PrimaryKeyConstraint("client", "size"),
)

#: The public half of every key that ever signed a head.
log_keys = Table(
    "log_keys",
    metadata,
    Column("id", Text, primary_key=True),
    Column("public", LargeBinary, nullable=False),
    Column("first_used_at", Moment, nullable=False),
)

#: What each table is partitioned by on PostgreSQL.
PARTITIONED_BY = {"evaluations": "accepted_at", "deliveries": "created_at"}
