"""How long do things take? Counted by the scripts in a histogram's classes, so that it is exact over all processes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from services.ledger.store.moments import in_ms

#: The upper bounds of the classes: from what a person does not notice to the end of the retry schedule.
BOUNDS = (
    *(timedelta(milliseconds=ms) for ms in (100, 250, 500)),
    *(timedelta(seconds=seconds) for seconds in (1, 2.5, 5, 10, 30)),
    *(timedelta(minutes=minutes) for minutes in (1, 5, 15)),
    *(timedelta(hours=hours) for hours in (1, 6, 24, 72)),
)

#: What takes longer than all bounds.
BEYOND = "inf"


class Timed(StrEnum):
    """What is timed, from a profile's 202 on. What is taken up or sent again is not: people waited in between."""

    EVALUATED = "evaluated"
    DELIVERED = "delivered"


@dataclass(frozen=True, kw_only=True)
class Timing:
    """`counts` holds how many fell into each class of BOUNDS, and last those beyond; `total` is their sum."""

    counts: tuple[int, ...]
    total: timedelta


def bounds_for_scripts() -> str:
    """Write the bounds as the Lua table that the scripts count by, in milliseconds."""
    return "{" + ", ".join(str(in_ms(bound)) for bound in BOUNDS) + "}"


def timings_of(fields: Mapping[str, str]) -> dict[str, Timing]:
    """Return every timing, also of what has not happened yet, from the hash in Redis."""
    classes = [*(str(in_ms(bound)) for bound in BOUNDS), BEYOND]
    return {
        what.value: Timing(
            counts=tuple(int(fields.get(f"{what}.{upper}", 0)) for upper in classes),
            total=timedelta(milliseconds=int(fields.get(f"{what}.sum", 0))),
        )
        for what in Timed
    }
