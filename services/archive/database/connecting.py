"""How does this process reach the database without ever hanging on it?"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from services.archive.errors import ArchiveRefused, ArchiveUnavailable

#: Seconds to wait for a connection, a free one of the pool, or another writer of a SQLite file.
PATIENCE = 2
#: Milliseconds a statement may take, and may wait for a lock: the server is to give up before we do.
STATEMENT_TIMEOUT, LOCK_TIMEOUT = 2000, 1500
#: Connections that each process keeps, and may have for a moment.
KEPT, MORE = 2, 14


def connect(url: str) -> Engine:
    """Make an engine for `url` (sqlite:///file or postgresql://...); nothing is connected yet."""
    parsed = make_url(url)
    return _sqlite(parsed) if parsed.get_backend_name() == "sqlite" else _postgresql(parsed)


def _postgresql(url: URL) -> Engine:
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        pool_size=KEPT,
        max_overflow=MORE,
        pool_timeout=PATIENCE,
        connect_args={
            "connect_timeout": PATIENCE,
            "tcp_user_timeout": STATEMENT_TIMEOUT,
            "options": f"-c statement_timeout={STATEMENT_TIMEOUT} -c lock_timeout={LOCK_TIMEOUT} -c timezone=UTC",
        },
    )

    @event.listens_for(engine, "do_connect")
    def connect_bounded(_dialect: Any, _record: Any, arguments: Any, members: Any) -> Any:
        from services.archive.database.bounded_connection import BoundedConnection  # noqa: PLC0415 - SQLite does without

        return BoundedConnection.connect(*arguments, **members)

    return engine


def _sqlite(url: URL) -> Engine:
    engine = create_engine(
        url, pool_size=KEPT, max_overflow=MORE, pool_timeout=PATIENCE, connect_args={"timeout": PATIENCE}
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        # Transactions begin where we say so, below.
        connection.isolation_level = None
        # Readers and the one writer do not wait for each other; a commit is on the disk when it returns; and what was
        # erased is overwritten.
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # One that begins by reading and goes on to write could find that another wrote meanwhile, and fail at once.
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Hand out a connection for reading; errors come out as ours."""
    with errors_as_ours(), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Hand out a connection whose transaction is committed at the end; errors come out as ours."""
    with errors_as_ours(), engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


@contextmanager
def errors_as_ours() -> Iterator[None]:
    """Turn every error of the database into ArchiveUnavailable or ArchiveRefused, without values in its message."""
    try:
        yield
    except (DataError, IntegrityError) as error:
        raise ArchiveRefused(f"The database refuses the record: {_said(error)}") from None
    except (SQLAlchemyError, sqlite3.Error) as error:
        # SQLite's own come from preparing a connection.
        raise ArchiveUnavailable(f"The database did not carry this out: {_said(error)}") from None


def _said(error: Exception) -> str:
    """Return the first line of what the database itself said; further ones may quote a learner's data."""
    lines = str(getattr(error, "orig", None) or error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
