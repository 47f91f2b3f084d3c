"""What do the scripts answer about limits? services/ledger/store/lua/_limits.lua says it, in lists."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from services.client_limits import LimitName
from services.ledger.store.errors import Allowance, OverLimit


def allowances_of(answer: Sequence[Sequence[Any]]) -> tuple[Allowance, ...]:
    """Read how a client stands with the limits that profiles count against."""
    return tuple(
        Allowance(limit=LimitName(name), most=most, left=left, whole_in=timedelta(milliseconds=whole_in))
        for name, most, left, whole_in in answer
    )


def refusal_of(answer: Sequence[Any]) -> OverLimit:
    """Read why a profile was not taken."""
    allowances, name, most, used, wait = answer
    return OverLimit(
        LimitName(name),
        most=most or None,
        used=used,
        retry_in=timedelta(milliseconds=wait),
        allowances=allowances_of(allowances),
    )
