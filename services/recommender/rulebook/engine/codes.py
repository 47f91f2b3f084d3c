"""As which whole number is a fact written, many facts at a time? Looked up without a step of our own for each."""

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from services.recommender.rulebook.vocabulary import Value

#: Values of one column that are remembered; of words there are few, of numbers many.
MOST_VALUES = 4_096


def getter(names: Sequence[str]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    """Return what gets the values of `names`, in one step where there are several, and always as a tuple."""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda values: tuple(values[name] for name in names)


class Codes(dict[Value, int]):
    """The whole number that each value of a column is written as; worked out once, so that most are only looked up."""

    def __init__(self, encode: Callable[[Value], int]) -> None:
        """Take what works it out, which raises ValueError for what is no value of the field."""
        super().__init__()
        self._encode = encode

    def __missing__(self, value: Value) -> int:
        if len(self) >= MOST_VALUES:
            self.clear()
        found = self[value] = self._encode(value)
        return found
