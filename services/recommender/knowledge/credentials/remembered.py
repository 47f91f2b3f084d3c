"""Which facts of a credential did nobody read? They are told apart, so that nothing certain is built on them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Fact(StrEnum):
    """The members of a credential that somebody may have remembered instead of read."""

    ASSESSMENT = "assessment"
    COST = "cost"
    CREDITS = "credits"
    HOURS = "hours"
    LANGUAGES = "languages"
    MODE = "mode"
    PREREQUISITES = "prerequisites"
    RECOGNISED_BY = "recognised_by"
    RENEWAL = "renewal"
    VALIDITY_MONTHS = "validity_months"
    WEEKS_MINIMUM = "weeks_minimum"


@dataclass(frozen=True, kw_only=True)
class Remembered:
    """The facts that were noted from memory, on which day: to be checked with the issuer, and never certain."""

    noted_on: date
    facts: tuple[Fact, ...]
