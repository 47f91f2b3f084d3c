"""How large may the numbers of a credential be?"""

from types import MappingProxyType

#: The most that is believed of a credential's numbers, each many times what any has; more is a slip or an attack, and
#: would reach beyond the calendar or beyond what the rule engine counts with.
LARGEST = MappingProxyType(
    {"hours": 100_000, "weeks_minimum": 5_000, "exam_wait_weeks": 5_000, "validity_months": 1_200, "credits": 10_000}
    | {"days_minimum": 35_000}
)

#: The largest price, in whole units of a currency.
LARGEST_AMOUNT = 1_000_000_000

#: The most years of work that something can ask for.
LONGEST_EXPERIENCE = 100
