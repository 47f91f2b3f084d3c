"""How much work may one import be? A small body can ask for a lot of it; whoever serves others says where it ends."""

from collections.abc import Callable
from math import inf

#: How many things are read between two looks at the clock; each is a millisecond's work at most, mostly far less.
_LOOK_EVERY = 16


class TooMuchWork(Exception):
    """The import has taken all the work it may; the message is a sentence. Import less at once."""


class Effort:
    """The seconds of work that an import has taken, of those that it may take."""

    def __init__(self, *, most: float = inf, clock: Callable[[], float] = float) -> None:
        """Begin now; `clock` tells the seconds worked so far, counted from anywhere. Without one there is no end."""
        self._most, self._clock = most, clock
        self._begun = clock()
        self._things = 0

    def count(self) -> None:
        """Say that a further thing is read: a row, a node, a word that is looked up. Raises TooMuchWork at the end."""
        self._things += 1
        if self._things % _LOOK_EVERY == 0 and self._clock() - self._begun > self._most:
            raise TooMuchWork(
                f"Reading it takes more than the {self._most:g} seconds of work that one import may take. "
                "Leave credentials out, or have an operator import it with `credwise catalogue import`."
            )
