"""How do people get into an occupation? By what advisers of the field name first, and by apprenticeships.

Reads data/ways_in/, built by tools/build_data; its SOURCE.md says what each column holds.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal, TypeVar

from services.recommender.knowledge.files.data_files import DataFileError, DataFiles, read_day
from services.recommender.knowledge.occupations.entry.by_country import ANYWHERE, read_where, said_for
from services.recommender.paths import PathKind

Word = TypeVar("Word", bound=StrEnum)

WAYS_IN_FILE = "ways_in/ways_in.csv"

WAYS_IN_COLUMNS = (
    "code",
    "country",
    "place",
    "kind",
    "name",
    "issuer",
    "hours",
    "weeks",
    "entry",
    "address",
    "basis",
    "checked_on",
)

DEGREE_FILE = "ways_in/degrees.csv"

#: The degree that most jobs ask for, of those that ask for one, and the share of all jobs that ask for it.
DEGREE_COLUMNS = ("code", "degree", "share")

WORK_FILE = "ways_in/work_samples.csv"

#: Occupations that are hired by work that can be looked at, by the beginning of the code.
WORK_COLUMNS = ("soc_prefix", "weight", "why")

#: What the table says of what requires nothing before it.
NO_ENTRY_TERMS = "none"


class UsualDegree(StrEnum):
    """The degrees that jobs ask for, as O*NET parts them."""

    ASSOCIATE = "associate"
    BACHELOR = "bachelor"
    MASTER = "master"
    PROFESSIONAL = "professional"
    DOCTORATE = "doctorate"


#: The degrees by O*NET's category of scale RL.
DEGREE_LEVELS = {
    5: UsualDegree.ASSOCIATE,
    6: UsualDegree.BACHELOR,
    8: UsualDegree.MASTER,
    10: UsualDegree.PROFESSIONAL,
    11: UsualDegree.DOCTORATE,
}


class WorkSamples(StrEnum):
    """How much employers of a field go by work that can be looked at.

    DECISIVE: at any age. HELPFUL: while there is no record yet. RARE: they look at other things.
    NEVER: the work leaves nothing behind that could be shown, such as care, driving or keeping others' books.
    """

    DECISIVE = "decisive"
    HELPFUL = "helpful"
    RARE = "rare"
    NEVER = "never"


@dataclass(frozen=True, kw_only=True)
class WayIn:
    """One way into an occupation, or one step of it. `place` is its place among those named first; None: not named so.

    `kind` is the path that it lies on, None where nobody said. `hours` and `weeks` are what it takes at the least,
    `entry` is what it requires. `country` is a code of ISO 3166, or "*".
    """

    country: str
    name: str
    kind: PathKind | None
    place: int | None
    issuer: str
    hours: int | None
    weeks: int | None
    entry: str
    address: str | None
    basis: Literal["read", "remembered"]
    checked_on: date

    def counts_in(self, country: str) -> bool:
        """Say whether it is a way in `country`."""
        return self.country in {ANYWHERE, country}


@dataclass(frozen=True, kw_only=True)
class WaysIn:
    """What is known of how people get into an occupation: in which ways, by which degree, and by which work."""

    ways: tuple[WayIn, ...] = ()
    degree: UsualDegree | None = None
    work_samples: WorkSamples = WorkSamples.RARE

    def named_in(self, country: str) -> tuple[WayIn, ...]:
        """Return what is named first in `country`, in its order; what holds anywhere where the country has none."""
        return said_for(country, (way for way in self.ways if way.place is not None))

    def apprenticeship_in(self, country: str) -> WayIn | None:
        """Return the apprenticeship of `country`, the one that says most."""
        ours = [way for way in self.apprenticeships if way.counts_in(country)]
        return max(ours, key=lambda way: (bool(way.issuer), way.weeks or 0), default=None)

    @property
    def work_can_be_shown(self) -> bool:
        """Whether the work leaves anything that could be looked at."""
        return self.work_samples is not WorkSamples.NEVER

    @property
    def apprenticeships(self) -> tuple[WayIn, ...]:
        """The apprenticeships of all countries."""
        return tuple(way for way in self.ways if way.kind is PathKind.APPRENTICESHIP)


def read_ways_in(files: DataFiles) -> "WaysInByCode":
    """Return the ways in by O*NET-SOC code; raise DataFileError at the line that is wrong."""
    ways: defaultdict[str, list[WayIn]] = defaultdict(list)
    for place, cells in files.csv_rows(WAYS_IN_FILE, WAYS_IN_COLUMNS):
        row = dict(zip(WAYS_IN_COLUMNS, cells, strict=True))
        ways[row["code"]].append(_way(place, row))
    degrees = {
        code: _read(UsualDegree, place, degree)
        for place, (code, degree, _) in files.csv_rows(DEGREE_FILE, DEGREE_COLUMNS)
    }
    samples = tuple(
        (prefix, _read(WorkSamples, place, weight))
        for place, (prefix, weight, _) in files.csv_rows(WORK_FILE, WORK_COLUMNS)
    )
    return WaysInByCode(ways=ways, degrees=degrees, samples=samples)


@dataclass(frozen=True, kw_only=True)
class WaysInByCode:
    """All ways in; `samples` go by the beginning of a code, the longest that fits."""

    ways: Mapping[str, list[WayIn]]
    degrees: Mapping[str, UsualDegree]
    samples: tuple[tuple[str, WorkSamples], ...]

    def of(self, code: str) -> WaysIn:
        """Return the ways into the occupation `code`."""
        fitting = [(len(prefix), weight) for prefix, weight in self.samples if code.startswith(prefix)]
        return WaysIn(
            ways=tuple(self.ways.get(code, ())),
            degree=self.degrees.get(code),
            work_samples=max(fitting, default=(0, WorkSamples.RARE))[1],
        )


def _read(words: type[Word], place: str, text: str) -> Word:
    try:
        return words(text)
    except ValueError as error:
        raise DataFileError(f"{place}: {error}") from error


def _way(place: str, row: Mapping[str, str]) -> WayIn:
    if row["basis"] not in {"read", "remembered"}:
        raise DataFileError(f"{place}: the basis {row['basis']!r} must be read or remembered")
    try:
        return WayIn(
            country=read_where(place, row["country"]),
            name=row["name"],
            kind=PathKind(row["kind"]) if row["kind"] else None,
            place=int(row["place"]) if row["place"] else None,
            issuer=row["issuer"],
            hours=int(row["hours"]) if row["hours"] else None,
            weeks=int(row["weeks"]) if row["weeks"] else None,
            entry="" if row["entry"] == NO_ENTRY_TERMS else row["entry"],
            address=row["address"] or None,
            basis="read" if row["basis"] == "read" else "remembered",
            checked_on=read_day(place, row["checked_on"]),
        )
    except ValueError as error:
        raise DataFileError(f"{place}: {error}; restore the file or build it with `make data`") from error
