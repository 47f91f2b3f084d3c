"""What would a survey have found for an occupation that was left out, by its relatives, and how far off is that?"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

#: A mean of fewer surveyed relatives is not used: one of them alone says too little.
FEWEST_RELATIVES = 2

#: SOC 2018 numbers its minor groups XX-X000, but for these three.
_MINOR_GROUPS = {"15-1": "15-1200", "31-1": "31-1100", "51-5": "51-5100"}


class Level(StrEnum):
    """Where relatives are looked for, in this order; a group is one of the SOC 2018 classification."""

    RELATED = "related occupations"
    BROAD = "broad group"
    MINOR = "minor group"
    MAJOR = "major group"


#: How many characters of a code name its group: 15-1252.00 is in broad group 15-125x, minor 15-1xxx, major 15.
_GROUP_PREFIX = {Level.BROAD: 6, Level.MINOR: 4, Level.MAJOR: 2}


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """The mean of relatives, in the unit of what was surveyed; `source` is like "broad group 15-1250"."""

    value: Fraction
    level: Level
    source: str


class Relatives:
    """The surveyed occupations, as relatives of one another and of those that were not surveyed."""

    def __init__(self, surveyed: Mapping[str, Fraction], close: Mapping[str, tuple[str, ...]]) -> None:
        """Take the surveyed values and, for each code, its nearest related occupations (Primary-Short and -Long)."""
        self._surveyed = surveyed
        self._close = close
        self._groups: defaultdict[str, list[str]] = defaultdict(list)
        for code in sorted(surveyed):
            for length in _GROUP_PREFIX.values():
                self._groups[code[:length]].append(code)
        self._errors = {level: self._error(level) for level in Level}

    def estimate(self, code: str) -> Estimate | None:
        """Return the mean at the first level with two or more surveyed relatives; None when there is no such level."""
        for level in Level:
            value = self._mean(code, level)
            if value is not None:
                return Estimate(value=value, level=level, source=_source(code, level))
        return None

    def error(self, level: Level) -> float | None:
        """Return how far estimates at `level` are off, as the root mean square over all surveyed occupations.

        Each of them is estimated as if it had not been surveyed. None when no occupation can be tried like that.
        """
        return self._errors[level]

    def _error(self, level: Level) -> float | None:
        pairs = ((self._mean(code, level), value) for code, value in self._surveyed.items())
        squares = [(mean - value) ** 2 for mean, value in pairs if mean is not None]
        return math.sqrt(sum(squares) / len(squares)) if squares else None

    def _mean(self, code: str, level: Level) -> Fraction | None:
        values = [self._surveyed[other] for other in self._at(code, level) if other != code and other in self._surveyed]
        return sum(values, Fraction()) / len(values) if len(values) >= FEWEST_RELATIVES else None

    def _at(self, code: str, level: Level) -> Iterable[str]:
        if level is Level.RELATED:
            return self._close.get(code, ())
        return self._groups.get(code[: _GROUP_PREFIX[level]], ())


def _source(code: str, level: Level) -> str:
    match level:
        case Level.RELATED:
            return str(level)
        case Level.BROAD:
            return f"{level} {code[:6]}0"
        case Level.MINOR:
            return f"{level} {_MINOR_GROUPS.get(code[:4], f'{code[:4]}000')}"
        case Level.MAJOR:
            return f"{level} {code[:2]}-0000"
