"""What does the ledger answer whoever hands it a profile?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from services.ledger.limits.answers import allowances_of
from services.ledger.store.errors import Allowance
from services.ledger.store.moments import from_ms


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """A profile that is now owed a recommendation, or was already (`replayed`).

    `allowances` say how the client stands with the limits that profiles count against.
    """

    job_id: str
    accepted_at: datetime
    replayed: bool
    allowances: tuple[Allowance, ...] = ()

    @classmethod
    def of(cls, outcome: str, job_id: str, at: str, *allowances: Any) -> Self:
        """Return what the script `accept` answered that took the profile on, or had done so before."""
        return cls(
            job_id=job_id,
            accepted_at=from_ms(at),
            replayed=outcome == "replayed",
            allowances=allowances_of(*allowances) if allowances else (),
        )
