"""Which rows are meant, and in which order? Conditions of the archive's questions."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, collate, or_

from services.archive.database.tables import PARTITIONED_BY, deliveries, evaluations
from services.archive.records import EndpointRange, EvaluationRange

#: What each database calls the order of texts by their bytes, which is that of the ledger.
BY_BYTES = {"sqlite": "BINARY", "postgresql": "C"}

#: The columns of an evaluation without its document.
SUMMARY = tuple(column for column in evaluations.c if column.name != "document")


def kept(table: Table, now: datetime | None = None) -> ColumnElement[bool]:
    """Leave out what is over its time: it is as good as gone, whether or not it has gone yet."""
    return or_(table.c.kept_until.is_(None), table.c.kept_until >= (now or datetime.now(UTC)))


def within(part: EndpointRange, by_bytes: str) -> Iterable[ColumnElement[bool]]:
    """Yield the conditions of an endpoint's deliveries."""
    yield deliveries.c.client == part.client
    yield deliveries.c.endpoint == part.endpoint
    yield kept(deliveries)
    yield from _between(deliveries, part, by_bytes)


def some_of(part: EvaluationRange, by_bytes: str) -> Iterable[ColumnElement[bool]]:
    """Yield the conditions of a client's evaluations."""
    yield evaluations.c.client == part.client
    yield kept(evaluations)
    for name in ("learner", "path", "standing", "state"):
        if (wanted := getattr(part, name)) is not None:
            yield evaluations.c[name] == wanted
    yield from _between(evaluations, part, by_bytes)


def newest_first(table: Table, by_bytes: str) -> tuple[ColumnElement[Any], ...]:
    """Return the order from the newest to the oldest; of one moment, the ids from the last to the first."""
    return _moment(table).desc(), collate(table.c.id, by_bytes).desc()


def _between(table: Table, part: EndpointRange | EvaluationRange, by_bytes: str) -> Iterable[ColumnElement[bool]]:
    moment = _moment(table)
    if part.start is not None:
        yield moment >= part.start
    if part.end is not None:
        yield moment <= part.end
    if part.before is not None:
        at, last = part.before
        yield moment <= at
        yield or_(moment < at, collate(table.c.id, by_bytes) < last)


def _moment(table: Table) -> ColumnElement[datetime]:
    return table.c[PARTITIONED_BY[table.name]]
