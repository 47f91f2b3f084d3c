"""What is a wait? One reason for it, in words, and the command that mends it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Cause(StrEnum):
    """What something waits for. NOTHING: it does not wait."""

    NOTHING = "nothing"
    WORKER = "worker"
    NO_WORKER = "no_worker"
    NO_DISPATCHER = "no_dispatcher"
    WAKE_UP = "wake_up"
    QUEUE = "queue"
    LEASE = "lease"
    RETRY = "retry"
    PAUSE = "pause"
    QUEUE_PAUSE = "queue_pause"
    PROOF = "proof"
    LOCKED = "locked"
    BREAKER = "breaker"
    RATE = "rate"
    IN_FLIGHT = "in_flight"
    CLIENT_LIMIT = "client_limit"
    QUOTA = "quota"
    DISABLED = "disabled"
    CLOCK = "clock"
    DEAD = "dead"


@dataclass(frozen=True, kw_only=True)
class Wait:
    """One reason to wait: a sentence for people, and the `remedy`, a command; "" where time alone mends it.

    `about` is what waits: a job's id, "client/endpoint", or a queue; `jobs` how many of them.
    """

    about: str
    cause: Cause
    sentence: str
    remedy: str = ""
    jobs: int = 1

    def to_dict(self) -> dict[str, Any]:
        return vars(self).copy()
