"""What does the rest of the house need of the archive? A port, and what stands in where there is no archive."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from services.archive.records import (
    ArchivedDelivery,
    ArchivedEvaluation,
    EndpointRange,
    ErasedEvaluation,
    EvaluationRange,
)
from services.merkle_log.heads import PublicKey, TreeHead
from services.merkle_log.receipts import Receipt
from services.merkle_log.verifying import Logged


class DecisionLog(Protocol):
    """The log of decisions, as it is read; see services/archive/decision_log/sql_log.py. Raises ArchiveUnavailable."""

    def receipt(self, client: str, evaluation: str) -> Receipt | None: ...

    def heads(self, client: str, limit: int, before: int | None = None) -> tuple[TreeHead, ...]: ...

    def consistency(self, client: str, older: int, newer: int) -> tuple[bytes, ...]: ...

    def public_keys(self) -> tuple[PublicKey, ...]: ...

    def sign_what_is_not(self) -> None: ...

    def clients(self) -> tuple[str, ...]: ...

    def begin(self, client: str) -> Iterator[int]: ...

    def unlogged(self, client: str) -> int: ...

    def size(self, client: str) -> int: ...

    def entries(self, client: str, size: int) -> Iterator[Logged]: ...


class Archive(Protocol):
    """Every method may raise ArchiveUnavailable. What is over its time is not answered any more.

    `log` is the log of decisions; None where there is none.
    """

    @property
    def log(self) -> DecisionLog | None: ...

    def close(self) -> None:
        """Close the connections that are kept."""
        ...

    def evaluation(self, evaluation_id: str) -> ArchivedEvaluation | None:
        """Return an evaluation with its document and deliveries."""
        ...

    def document(self, evaluation_id: str) -> str | None:
        """Return the recommendation's JSON text."""
        ...

    def summaries(self, ids: Collection[str]) -> tuple[ArchivedEvaluation, ...]:
        """Return those that are known, in no order, without their documents and deliveries."""
        ...

    def evaluations(self, part: EvaluationRange, limit: int) -> tuple[ArchivedEvaluation, ...]:
        """Return up to `limit` evaluations, newest first, without their documents and deliveries."""
        ...

    def fields(self, evaluation_id: str) -> Mapping[str, str]:
        """Return what the ledger had of an evaluation; nothing where it is unknown."""
        ...

    def delivery(self, delivery_id: str) -> ArchivedDelivery | None: ...

    def deliveries(self, part: EndpointRange, limit: int) -> tuple[ArchivedDelivery, ...]:
        """Return up to `limit` deliveries, newest first."""
        ...

    def count_by_state(self, part: EndpointRange) -> dict[str, int]: ...

    def states_of(self, ids: Collection[str]) -> dict[str, str]:
        """Return the archived state of each delivery that is known."""
        ...

    def hold(self, ids: Collection[str], until: datetime) -> None:
        """Keep evaluations at least until then."""
        ...

    def erase(self, learner: str, until: datetime) -> tuple[ErasedEvaluation, ...]:
        """Erase all that is kept of a learner and was accepted by then."""
        ...


class ArchiveKeeper(Archive, Protocol):
    """What the archiver needs beside."""

    def prepare(self) -> None:
        """Bring the tables up to date."""
        ...

    def write(self, evaluations: Sequence[ArchivedEvaluation]) -> None:
        """Keep evaluations in one transaction; of the same one the latest version stays. Raises ArchiveRefused."""
        ...

    def delete(self, ids: Collection[str]) -> None:
        """Delete evaluations that were erased."""
        ...

    def expire(self, now: datetime, limit: int) -> int:
        """Let go of what is over its time, up to `limit` evaluations or whole months; return how many of these went."""
        ...


class NoArchive:
    """What stands in where everything stays in the ledger: it knows nothing."""

    log = None

    def close(self) -> None:
        return None

    def evaluation(self, _evaluation_id: str) -> None:
        return None

    def document(self, _evaluation_id: str) -> None:
        return None

    def summaries(self, _ids: Collection[str]) -> tuple[ArchivedEvaluation, ...]:
        return ()

    def evaluations(self, _part: EvaluationRange, _limit: int) -> tuple[ArchivedEvaluation, ...]:
        return ()

    def fields(self, _evaluation_id: str) -> Mapping[str, str]:
        return {}

    def delivery(self, _delivery_id: str) -> None:
        return None

    def deliveries(self, _part: EndpointRange, _limit: int) -> tuple[ArchivedDelivery, ...]:
        return ()

    def count_by_state(self, _part: EndpointRange) -> dict[str, int]:
        return {}

    def states_of(self, _ids: Collection[str]) -> dict[str, str]:
        return {}

    def hold(self, _ids: Collection[str], _until: datetime) -> None:
        return None

    def erase(self, _learner: str, _until: datetime) -> tuple[ErasedEvaluation, ...]:
        return ()


NO_ARCHIVE: Archive = NoArchive()
