"""What came of one attempt to deliver?"""

import json
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One attempt: when (UTC), how long, the HTTP status if there was an answer, and the outcome.

    `outcome` is a code in lower case such as "delivered" or "timeout" (counted by it), `detail` says the same in a
    sentence, `answer` holds the first characters of what the receiver said.
    """

    at: datetime
    duration_ms: int
    status: int | None
    outcome: str
    detail: str
    answer: str

    def to_json(self) -> str:
        return json.dumps({**vars(self), "at": self.at.isoformat()}, separators=(",", ":"), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "Attempt":
        members = json.loads(text)
        return cls(**{**members, "at": datetime.fromisoformat(members["at"])})
