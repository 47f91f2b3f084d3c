"""What may one client take up of what all share? Each limit is declared once: what it counts, and its usual number."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

#: What stands for a limit that is none, in settings and on the command line.
NONE = "none"


class LimitName(StrEnum):
    """What a client may have so many of.

    Two have no number: SHARE is what Redis's room leaves to those who keep most, REQUESTS_AT_ONCE what a process of the
    API leaves to those who have most requests under way.
    """

    PROFILES_PER_MINUTE = "profiles_per_minute"
    PROFILES_OWED = "profiles_owed"
    BYTES_KEPT = "bytes_kept"
    ENDPOINTS = "endpoints"
    CATALOGUES = "catalogues"
    SHARE = "share"
    REQUESTS_AT_ONCE = "requests_at_once"


@dataclass(frozen=True, kw_only=True)
class Limit:
    """One limit that has a number: `usual` where neither the installation nor the client has its own; None: no limit.

    `remedy` is what a client can do that has reached it, beside asking the operator for more.
    """

    name: LimitName
    counts: str
    usual: int | None
    remedy: str

    @property
    def setting(self) -> str:
        """The environment variable that says the installation's number."""
        return f"CREDWISE_CLIENT_{self.name.upper()}"


#: None of these stands in the way of a client that is alone, short of sending what no small installation could keep.
LIMITS: Mapping[LimitName, Limit] = {
    limit.name: limit
    for limit in (
        Limit(
            name=LimitName.PROFILES_PER_MINUTE,
            counts="profiles sent in a minute",
            usual=None,
            remedy="Send on at the pace that the header RateLimit-Policy names.",
        ),
        Limit(
            name=LimitName.PROFILES_OWED,
            counts="profiles that wait for their evaluation or their webhook",
            usual=100_000,
            remedy="Wait until some are done; where webhooks wait, mend or delete their endpoint.",
        ),
        Limit(
            name=LimitName.BYTES_KEPT,
            counts="bytes kept in Redis",
            usual=None,
            remedy="Wait until some is done or is kept no longer; have webhooks taken that wait.",
        ),
        Limit(
            name=LimitName.ENDPOINTS,
            counts="endpoints",
            usual=50,
            remedy="Delete an endpoint that is not used any more.",
        ),
        Limit(
            name=LimitName.CATALOGUES,
            counts="versions of its own catalogue, those on their way out included",
            usual=1000,
            remedy="Wait until older versions have been kept their time, or post less often.",
        ),
    )
}


def read_limit(text: str) -> int | None:
    """Read a limit's number; raise ValueError."""
    if text == NONE:
        return None
    if not text.isdecimal() or not 1 <= int(text) < 10**15:
        raise ValueError(f"must be a whole number of 1 or more, or {NONE}")
    return int(text)
