"""Rows that are there once, on both databases."""

from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def put(connection: Connection, table: Table, rows: list[dict[str, Any]], *, keeps_first: bool = False) -> None:
    """Write rows; of one that is there already the columns beside its key are written anew, unless it `keeps_first`."""
    if not rows:
        return
    insert = postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
    if keeps_first:
        connection.execute(insert.on_conflict_do_nothing(), rows)
        return
    key = [column.name for column in table.primary_key]
    changed = {name: insert.excluded[name] for name in table.c.keys() if name not in key}  # noqa: SIM118 - no mapping
    connection.execute(insert.on_conflict_do_update(index_elements=key, set_=changed), rows)
