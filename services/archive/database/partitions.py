"""How do months come and go on PostgreSQL? Each table has a partition a month, made when its first row comes.

A month whose last row is over its time is dropped whole: no row is touched, nothing is left for a vacuum.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import Connection, text

#: Held while partitions are made or dropped, so that two processes at once wait for each other.
LOCK = 0x63777274


def make(connection: Connection, table: str, moments: Iterable[datetime]) -> None:
    """Make the partitions of `table` in which rows of these moments lie."""
    wanted = {_name(table, month): month for month in {_month(moment) for moment in moments}}
    missing = wanted.keys() - _existing(connection, table)
    if not missing:
        return
    connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
    for name in missing:
        month = wanted[name]
        connection.execute(
            text(
                f"CREATE TABLE IF NOT EXISTS {name} PARTITION OF {table} "
                f"FOR VALUES FROM ('{month.isoformat()}') TO ('{_after(month).isoformat()}')"
            )
        )


def months_over(connection: Connection, table: str, now: datetime) -> list[tuple[datetime, datetime]]:
    """Return the months before this one, by their bounds, in which no row of `table` is kept any more."""
    this_month = _name(table, _month(now))
    return [
        (month, _after(month))
        for name in sorted(_existing(connection, table))
        if name < this_month and not connection.scalar(text(_STILL_KEPT.format(name=name)), {"now": now})
        for month in (datetime.strptime(name, f"{table}_%Y_%m").replace(tzinfo=UTC),)
    ]


def drop_over(connection: Connection, table: str, now: datetime) -> int:
    """Drop the partitions of months before this one in which no row is kept any more; return how many went."""
    gone = 0
    this_month = _name(table, _month(now))
    for name in sorted(_existing(connection, table)):
        if name >= this_month or connection.scalar(text(_STILL_KEPT.format(name=name)), {"now": now}):
            continue
        connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
        connection.execute(text(f"LOCK TABLE {name} IN ACCESS EXCLUSIVE MODE"))
        # Looked at again: somebody may have brought an evaluation back meanwhile.
        if not connection.scalar(text(_STILL_KEPT.format(name=name)), {"now": now}):
            connection.execute(text(f"DROP TABLE {name}"))
            gone += 1
    return gone


#: Two questions, each of which an index answers.
_STILL_KEPT = (
    "SELECT EXISTS (SELECT FROM {name} WHERE kept_until IS NULL) OR "
    "EXISTS (SELECT FROM {name} WHERE kept_until >= :now)"
)


def _existing(connection: Connection, table: str) -> set[str]:
    names = text(
        "SELECT child.relname FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid "
        "WHERE inhparent = CAST(:name AS regclass)"
    )
    return set(connection.scalars(names, {"name": table}))


def _month(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def _after(month: datetime) -> datetime:
    return month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)


def _name(table: str, month: datetime) -> str:
    return f"{table}_{month:%Y_%m}"
