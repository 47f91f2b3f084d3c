"""What do two layers of a catalogue hold together? A client's own entries over the shared ones, without a copy."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

V = TypeVar("V")


class Layered(Mapping[str, V]):
    """Two mappings as one. They share no name; `upper` is asked first, since it is the smaller one."""

    def __init__(self, upper: Mapping[str, V], lower: Mapping[str, V]) -> None:
        self._upper, self._lower = upper, lower

    def __getitem__(self, name: str) -> V:
        return self._upper[name] if name in self._upper else self._lower[name]

    def __contains__(self, name: object) -> bool:
        return name in self._upper or name in self._lower

    def __iter__(self) -> Iterator[str]:
        """Yield the names in one sorted order, as a single layer does."""
        return iter(sorted((*self._upper, *self._lower)))

    def __len__(self) -> int:
        return len(self._upper) + len(self._lower)
