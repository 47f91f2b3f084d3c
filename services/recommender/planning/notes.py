"""What is to be said about a plan beside its steps: what was assumed, what is missing, what leads nowhere."""

from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """What a note is about."""

    UNKNOWN_CREDENTIAL = "unknown_credential"
    DEAD_END = "dead_end"
    SUPERSEDED = "superseded"
    CIRCLE = "circle"
    HOURS_UNKNOWN = "hours_unknown"
    COST_UNKNOWN = "cost_unknown"
    HOURS_PER_WEEK_UNKNOWN = "hours_per_week_unknown"
    EXPERIENCE_COMES = "experience_comes"
    EXPERIENCE_UNKNOWN = "experience_unknown"
    CREDITS_UNKNOWN = "credits_unknown"
    IN_PROGRESS_COUNTED_WHOLE = "in_progress_counted_whole"
    RENEWAL_COUNTED_WHOLE = "renewal_counted_whole"
    FEE_DIFFERS = "fee_differs"
    CURRENCIES_DIFFER = "currencies_differ"
    REVOKED = "revoked"
    OFFER_ENDS = "offer_ends"
    NOT_PROVED = "not_proved"
    ALTERNATIVE_PREFERRED = "alternative_preferred"


@dataclass(frozen=True, kw_only=True)
class Note:
    """A sentence for the learner; `credential` is the id of what it is about, if it is about one."""

    code: Code
    text: str
    credential: str | None = None
