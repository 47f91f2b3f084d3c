"""What is left of a limit, and how much of it is taken? Of a range only what holds at both of its ends is said."""

from math import ceil

#: What takes more of a budget or of the time left than this is said to take so much: no rule asks beyond.
MOST_PERCENT = 1_000


def sure_rest(at_most: int, at_least: int) -> int | None:
    """Return what is left at the dearest where that is enough, at the cheapest where even that is too much."""
    if at_most >= 0:
        return at_most
    return at_least if at_least < 0 else None


def percent_taken(taken: int, of_all: int) -> int:
    """Return how many percent of all is taken, rounded up, at most MOST_PERCENT."""
    return min(ceil(100 * taken / of_all), MOST_PERCENT)
