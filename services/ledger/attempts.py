"""What came of one attempt to deliver?"""

import json
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One attempt: when (UTC), how long, the HTTP status if there was an answer, and the outcome.

    `outcome` is a code in lower case such as "delivered" or "timeout" (counted by it), `detail` says the same in a
    sentence, `answer` holds the first characters of what the receiver said. `receiver_clock_ahead_seconds` is how far
    the receiver's clock, by its Date header, is ahead of Redis's; None without that header. `hints` are sentences for
    whoever runs the receiver: what to look at first.
    """

    at: datetime
    duration_ms: int
    status: int | None
    outcome: str
    detail: str
    answer: str
    receiver_clock_ahead_seconds: float | None = None
    hints: tuple[str, ...] = ()

    def to_json(self) -> str:
        return json.dumps({**vars(self), "at": self.at.isoformat()}, separators=(",", ":"), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "Attempt":
        members = json.loads(text)
        read = {"at": datetime.fromisoformat(members["at"]), "hints": tuple(members.get("hints", ()))}
        return cls(**{**members, **read})
