"""Are the tables as this release needs them? Alembic's migrations, run inside the caller's transaction."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

#: Held while the tables are brought up to date, so that two processes at once wait for each other.
LOCK = 0x63776D67


def upgrade(connection: Connection) -> None:
    """Bring the tables up to date; does nothing where they are."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
