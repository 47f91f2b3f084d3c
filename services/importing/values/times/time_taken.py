"""How long does a credential take, as its entry says it: hours of learning, and weeks and days on the calendar?"""

from dataclasses import dataclass
from fractions import Fraction

from services.importing.values.times.durations import odd_days
from services.importing.values.times.workloads import Workload


@dataclass(frozen=True, kw_only=True)
class TimeTaken:
    """The hours that suffice for everybody, the least where they are fewer, and the fewest days on the calendar."""

    hours: int | None = None
    hours_from: int | None = None
    days: Fraction | None = None

    @classmethod
    def of(cls, said: Workload) -> "TimeTaken":
        """Return the time that the work takes of which something was said."""
        return cls(hours=said.most_hours, hours_from=said.least_hours, days=said.least_days)

    @property
    def weeks_minimum(self) -> int | None:
        """The fewest weeks, rounded up."""
        return -(-self.days // 7) or None if self.days is not None else None

    @property
    def days_minimum(self) -> int | None:
        """The fewest days, where they are no whole weeks."""
        return odd_days(self.days) if self.days is not None else None
