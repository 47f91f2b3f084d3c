"""Make the two tables: on PostgreSQL partitioned by month, without a partition yet."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make them."""
    _make_evaluations()
    _make_deliveries()
    if op.get_bind().dialect.name == "postgresql":
        # Documents are compressed already; PostgreSQL need not try again.
        op.execute("ALTER TABLE evaluations ALTER COLUMN document SET STORAGE EXTERNAL")


def _make_evaluations() -> None:
    op.create_table(
        "evaluations",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("client", sa.Text, nullable=False),
        sa.Column("learner", sa.Text),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.Column("kept_until", sa.DateTime(timezone=True)),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("path", sa.Text),
        sa.Column("standing", sa.Text),
        sa.Column("credential", sa.Text),
        sa.Column("fields", sa.Text, nullable=False),
        sa.Column("document", sa.LargeBinary),
        sa.PrimaryKeyConstraint("id", "accepted_at"),
        postgresql_partition_by="RANGE (accepted_at)",
    )
    op.create_index("evaluations_by_learner", "evaluations", ["learner"])
    op.create_index("evaluations_by_client", "evaluations", ["client", "accepted_at"])
    op.create_index("evaluations_by_verdict", "evaluations", ["client", "path", "accepted_at"])
    op.create_index("evaluations_by_credential", "evaluations", ["client", "credential", "accepted_at"])
    op.create_index("evaluations_by_end", "evaluations", ["kept_until"])


def _make_deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("evaluation", sa.Text, nullable=False),
        sa.Column("client", sa.Text, nullable=False),
        sa.Column("endpoint", sa.Text, nullable=False),
        sa.Column("kept_until", sa.DateTime(timezone=True)),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("fields", sa.Text, nullable=False),
        sa.Column("attempts", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", "created_at"),
        postgresql_partition_by="RANGE (created_at)",
    )
    op.create_index("deliveries_by_evaluation", "deliveries", ["evaluation"])
    op.create_index("deliveries_by_endpoint", "deliveries", ["client", "endpoint", "created_at"])
    op.create_index("deliveries_by_end", "deliveries", ["kept_until"])


def downgrade() -> None:
    """Forget everything that is archived."""
    op.drop_table("deliveries")
    op.drop_table("evaluations")
