"""Which client is kept from sending more, by which limit, and what raises it? Pure: facts in, sentences out."""

from services.client_limits import LIMITS, LimitName
from services.ledger.limits.refusals import Refused


def sentence_and_remedy(one: Refused) -> tuple[str, str]:
    """Return what is refused to a client and why, and the command that shows or mends it."""
    start = f"{one.client} is refused more, last at {one.at:%H:%M:%S} UTC:"
    if one.limit is LimitName.SHARE:
        why = "Redis fills up, and it is among the clients that keep most of it. Others are served."
        return f"{start} {why}", "credwise ops memory"
    if one.limit is LimitName.REQUESTS_AT_ONCE:
        why = "it has as many requests under way at once as leave room for others, who are served on."
        return f"{start} {why}", f"credwise clients show {one.client}"
    why = f"it has as many {LIMITS[one.limit].counts} as it may."
    raised = f"credwise clients set {one.client} {one.limit}=NUMBER"
    return f"{start} {why}", f"credwise clients show {one.client}; {raised}"
