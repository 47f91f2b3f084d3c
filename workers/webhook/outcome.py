"""What came of an attempt to deliver a webhook? The words for it, and the value that carries them."""

from dataclasses import dataclass
from enum import StrEnum


class OutcomeCode(StrEnum):
    """How an attempt ended; counted and shown by these words."""

    DELIVERED = "delivered"
    HTTP_ERROR = "http_error"
    GONE = "gone"
    REDIRECT_REFUSED = "redirect_refused"
    ADDRESS_REFUSED = "address_refused"
    CONNECT_FAILED = "connect_failed"
    TLS_FAILED = "tls_failed"
    TIMED_OUT = "timed_out"
    BROKEN_ANSWER = "broken_answer"
    NOT_SIGNED = "not_signed"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One attempt. `detail` is a sentence; `answer` the first bytes of what was answered.

    `retry_after` and `date` are the answer's headers. `status` is None when no status line was read.
    """

    code: OutcomeCode
    detail: str
    duration_ms: int
    status: int | None = None
    answer: bytes = b""
    retry_after: str | None = None
    date: str | None = None
