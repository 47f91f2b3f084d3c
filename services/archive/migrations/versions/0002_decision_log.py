"""Make the log of decisions: its entries, the tree's hashes, signed heads and the keys that signed them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make them: the tables of a release, in the order in which they are made."""
    op.create_table(
        "logs",
        sa.Column("client", sa.Text, primary_key=True),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("signed_size", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "log_entries",
        sa.Column("client", sa.Text, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("evaluation", sa.Text),
        sa.Column("accepted_at", sa.DateTime(timezone=True)),
        sa.Column("salt", sa.LargeBinary),
        sa.Column("packed", sa.LargeBinary),
        sa.Column("statement", sa.Text),
        sa.PrimaryKeyConstraint("client", "position"),
    )
    op.create_index("log_entries_by_evaluation", "log_entries", ["evaluation"], unique=True)
    op.create_index("log_entries_by_moment", "log_entries", ["accepted_at"])
    op.create_table(
        "log_tiles",
        sa.Column("client", sa.Text, nullable=False),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("hashes", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("client", "level", "number"),
    )
    op.create_table(
        "log_heads",
        sa.Column("client", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("root", sa.LargeBinary, nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("client", "size"),
    )
    op.create_table(
        "log_keys",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("public", sa.LargeBinary, nullable=False),
        sa.Column("first_used_at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    """Forget the log."""
    for table in ("log_keys", "log_heads", "log_tiles", "log_entries", "logs"):
        op.drop_table(table)
