"""What is said for one country, or for any? A table's rows for a country, or else those that hold anywhere."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from services.recommender.knowledge.files.data_files import read_country

#: Stands for any country in a table whose rows are for a country (ISO 3166-1).
ANYWHERE = "*"


class ForCountry(Protocol):
    """A row that is said for a country, or for any."""

    @property
    def country(self) -> str: ...


Row = TypeVar("Row", bound=ForCountry)


def said_for(country: str, rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the rows of `country` in their order, or those that hold anywhere where it has none of its own."""
    rows = tuple(rows)
    return tuple(row for row in rows if row.country == country) or tuple(r for r in rows if r.country == ANYWHERE)


def read_where(place: str, text: str) -> str:
    """Read a country's code, or the sign of any; raise DataFileError at `place` where it is neither."""
    return text if text == ANYWHERE else read_country(place, text)
