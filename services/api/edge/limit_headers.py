"""How is a client told what it may send? In the headers of draft-ietf-httpapi-ratelimit-headers-10, and in problems."""

from collections.abc import Iterable
from datetime import timedelta
from math import ceil
from typing import Any

from services.api.problems.problem import Problem
from services.api.problems.request_kinds import OVER_LIMIT
from services.api.problems.resource_kinds import TOO_MANY
from services.client_limits import LimitName
from services.ledger.store.errors import Allowance, OverLimit

HEADERS = {
    "RateLimit-Policy": 'The limits that profiles count against, like "profiles_per_minute";q=600;w=60.',
    "RateLimit": 'What is left of each, and in how many seconds it is whole again: "profiles_per_minute";r=599;t=1.',
}

#: Seconds within which so many may be sent, of the limits that are a rate.
WINDOWS = {LimitName.PROFILES_PER_MINUTE: 60}

#: What there may be so many of that stay until they are taken away: waiting does not help, so no time is named.
COUNTED = {LimitName.ENDPOINTS, LimitName.CATALOGUES}

#: When to try again where the ledger does not say: bytes are measured once a minute.
MEASURED_ANEW = timedelta(minutes=1)


def limit_headers(allowances: Iterable[Allowance]) -> dict[str, str]:
    """Return the headers for an answer; none where no limit has a number."""
    policies, standings = [], []
    for one in allowances:
        window = f";w={WINDOWS[one.limit]}" if one.limit in WINDOWS else ""
        whole_in = f";t={ceil(one.whole_in.total_seconds())}" if one.limit in WINDOWS else ""
        policies.append(f'"{one.limit}";q={one.most}{window}')
        standings.append(f'"{one.limit}";r={one.left}{whole_in}')
    return {"RateLimit-Policy": ", ".join(policies), "RateLimit": ", ".join(standings)} if policies else {}


def limit_problem(error: OverLimit) -> Problem:
    """Return the problem of a request that a limit of the client stands in the way of."""
    more: dict[str, Any] = {"limit": {"name": error.limit, "most": error.most, "used": error.used}}
    if error.limit in COUNTED:
        return Problem(TOO_MANY, f"Nothing was changed. {error}", more=more)
    more["violated-policies"] = [error.limit]
    retry_after = str(max(1, ceil((error.retry_in or MEASURED_ANEW).total_seconds())))
    headers = {"Retry-After": retry_after, **limit_headers(error.allowances)}
    return Problem(OVER_LIMIT, f"Nothing was accepted. {error}", more=more, headers=headers)
