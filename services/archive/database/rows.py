"""How does a record become rows, and rows a record?"""

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import Row

from services.archive.headline import Headline, headline_of
from services.archive.packing import pack, unpack
from services.archive.records import ArchivedDelivery, ArchivedEvaluation


def evaluation_row(record: ArchivedEvaluation) -> dict[str, Any]:
    """Return the row of an evaluation. Without a document the columns of its headline are None too."""
    headline = Headline() if record.document is None else headline_of(record.document)
    return {
        "id": record.id,
        "accepted_at": record.accepted_at,
        "version": record.version,
        "client": record.client,
        "learner": record.learner,
        "finished_at": record.finished_at,
        "kept_until": record.kept_until,
        "state": record.fields["state"],
        **vars(headline),
        "fields": _text(dict(record.fields)),
        "document": None if record.document is None else record.packed or pack(record.document),
    }


def delivery_rows(record: ArchivedEvaluation) -> list[dict[str, Any]]:
    """Return the rows of an evaluation's deliveries."""
    return [
        {
            "id": one.id,
            "created_at": one.created_at,
            "version": record.version,
            "evaluation": record.id,
            "client": one.client,
            "endpoint": one.endpoint,
            "kept_until": record.kept_until,
            "state": one.state,
            "fields": _text(dict(one.fields)),
            "attempts": _text(list(one.attempts)),
        }
        for one in record.deliveries
    ]


def delivery_of(row: Row[Any]) -> ArchivedDelivery:
    """Read a row of deliveries."""
    return ArchivedDelivery(
        id=row.id,
        evaluation=row.evaluation,
        client=row.client,
        endpoint=row.endpoint,
        state=row.state,
        created_at=row.created_at,
        fields=json.loads(row.fields),
        attempts=tuple(json.loads(row.attempts)),
    )


def evaluation_of(row: Row[Any], deliveries: Iterable[ArchivedDelivery]) -> ArchivedEvaluation:
    """Read a row of evaluations."""
    document = None if row.document is None else unpack(row.document)
    return replace(summary_of(row), document=document, deliveries=tuple(deliveries))


def summary_of(row: Row[Any]) -> ArchivedEvaluation:
    """Read a row of evaluations that was asked for without its document."""
    return ArchivedEvaluation(
        id=row.id,
        client=row.client,
        learner=row.learner,
        accepted_at=row.accepted_at,
        finished_at=row.finished_at,
        kept_until=row.kept_until,
        version=row.version,
        fields=json.loads(row.fields),
        document=None,
    )


def _text(value: object) -> str:
    # In ASCII: no text of a client holds a character that a database refuses, as PostgreSQL does U+0000.
    return json.dumps(value, separators=(",", ":"))
