"""Which entries hold a term, and which hold the most of several? Posting lists, and rows of bits to count them with.

A row is a whole number with one bit per entry, in the order of ids, so that a hundred thousand entries are counted and
compared in a few machine instructions per sixty-four of them instead of one at a time.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

#: A list that holds at least every so many-th entry is kept as a row as well; a shorter one is made a row when asked.
#: That bounds the memory: with two terms per entry there can be 512 rows of one bit per entry.
_DENSE = 256


class Postings:
    """Entries by the terms they hold. Positions follow the order in which entries are given, which is that of ids."""

    def __init__(self, entries: Iterable[tuple[str, Iterable[str]]]) -> None:
        """Take the ids, in order, each with the terms it holds."""
        lists: dict[str, array[int]] = defaultdict(lambda: array("I"))
        order = []
        for position, (identity, terms) in enumerate(entries):
            order.append(identity)
            for term in dict.fromkeys(terms):
                lists[term].append(position)
        self.order = tuple(order)
        self._lists = dict(lists)
        self._rows = {
            term: _row(positions) for term, positions in lists.items() if len(positions) * _DENSE >= len(order)
        }

    def holding(self, term: str) -> tuple[str, ...]:
        """Return the ids of the entries that hold `term`, in order."""
        return tuple(self.order[position] for position in self._lists.get(term, ()))

    def row(self, term: str) -> int:
        """Return the row of the entries that hold `term`."""
        row = self._rows.get(term)
        return _row(self._lists.get(term, ())) if row is None else row

    def counted(self, terms: Iterable[str]) -> tuple[int, ...]:
        """Return how many of `terms` each entry holds, as binary digits: one row per digit, the highest first."""
        digits: list[int] = []
        for term in terms:
            carry = self.row(term)
            for place, digit in enumerate(digits):
                digits[place], carry = digit ^ carry, digit & carry
            if carry:
                digits.append(carry)
        return tuple(reversed(digits))


def inverted(named: Iterable[tuple[str, Iterable[str]]]) -> dict[str, tuple[str, ...]]:
    """Return the names by each word they come with, sorted."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, words in named:
        for word in words:
            found[word].add(name)
    return {word: tuple(sorted(names)) for word, names in found.items()}


def leaders(among: int, digits: Sequence[int], few: int) -> Iterator[int]:
    """Yield the positions of the `few` entries of the row `among` whose `digits` make the largest number.

    Of entries that are level, those that come first count as larger. The positions are in no particular order.
    """
    sure, level, room = 0, among, few
    for digit in digits:
        ahead = level & digit
        number = ahead.bit_count()
        if number >= room:
            level = ahead
        else:
            sure, level, room = sure | ahead, level ^ ahead, room - number
    yield from positions(sure, few)
    yield from positions(level, room)


def positions(row: int, most: int) -> Iterator[int]:
    """Yield the first `most` positions of the bits that are set."""
    backwards = bin(row)[:1:-1]
    found = backwards.find("1")
    while found >= 0 and most > 0:
        yield found
        most -= 1
        found = backwards.find("1", found + 1)


def _row(positions_: Iterable[int]) -> int:
    places = list(positions_)
    if not places:
        return 0
    octets = bytearray(max(places) // 8 + 1)
    for place in places:
        octets[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(octets, "little")
