"""What is an archived evaluation? What the ledger had of it, word for word, beside what it is found by."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class ArchivedDelivery:
    """One webhook: `fields` as the ledger had them, `attempts` as JSON texts, oldest first."""

    id: str
    evaluation: str
    client: str
    endpoint: str
    state: str
    created_at: datetime
    fields: Mapping[str, str]
    attempts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ArchivedEvaluation:
    """One evaluation: `fields` as the ledger had them, `document` the recommendation's JSON text.

    `learner` is the learner's name in the ledger's index, by a digest. `document` is None where there is none, or where
    the archive has it already; `packed` is the same as packing.py makes it, where somebody has done so. `kept_until` is
    None while something of it is owed. Of two records of one evaluation the one with the higher `version` is the later.
    """

    id: str
    client: str
    learner: str | None
    accepted_at: datetime
    finished_at: datetime | None
    kept_until: datetime | None
    version: int
    fields: Mapping[str, str]
    document: str | None
    deliveries: tuple[ArchivedDelivery, ...] = ()
    packed: bytes | None = None


@dataclass(frozen=True, kw_only=True)
class ErasedEvaluation:
    """What was erased: the evaluation's id, the ledger's idempotency record of it, how many deliveries it had."""

    id: str
    record: str | None
    deliveries: int


#: A place in a list that is read from the newest to the oldest: the moment and the id of what was read last.
Place = tuple[datetime, str]


@dataclass(frozen=True, kw_only=True)
class EvaluationRange:
    """Some of a client's evaluations: those accepted from `start` to `end`, both included, that come behind `before`.

    `learner` (the name in the ledger's index), `path`, `standing` and `state` keep only those.
    """

    client: str
    learner: str | None = None
    path: str | None = None
    standing: str | None = None
    state: str | None = None
    start: datetime | None = None
    end: datetime | None = None
    before: Place | None = None


@dataclass(frozen=True, kw_only=True)
class EndpointRange:
    """A part of an endpoint's history: its deliveries that came to be owed from `start` to `end`, both included.

    Of them only what comes behind `before`, where it is given.
    """

    client: str
    endpoint: str
    start: datetime | None = None
    end: datetime | None = None
    before: Place | None = None
