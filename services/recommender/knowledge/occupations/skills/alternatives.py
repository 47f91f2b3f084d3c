"""Which tools do a field's employers ask for in place of one another? Reads the short list that is kept by hand.

Postings of software developers ask for many languages, and hardly one for all of them: who works in one of them has
what is asked for. O*NET's own classes are too coarse for that ("data base user interface and query software" has both
SQL and a cloud), so that the list corrects them.
"""

from dataclasses import dataclass

from services.recommender.knowledge.files.data_files import DataFileError, DataFiles

ALTERNATIVES_FILE = "occupations/alternatives.csv"

#: What the tools are, the names of those of which one suffices, and of what is as good as one of them.
ALTERNATIVES_COLUMNS = ("kind", "alternatives", "also_shown_by")

_PARTED_BY = "; "


@dataclass(frozen=True, kw_only=True)
class Alternatives:
    """Tools of one kind, by name: one of `names` suffices, and whoever has one of `also` has as good as one of them."""

    kind: str
    names: tuple[str, ...]
    also: tuple[str, ...] = ()


def read_alternatives(files: DataFiles) -> tuple[Alternatives, ...]:
    """Return the kinds of tools in the file's order; raise DataFileError for a kind without two names, or twice."""
    read: dict[str, Alternatives] = {}
    for place, (kind, names, also) in files.csv_rows(ALTERNATIVES_FILE, ALTERNATIVES_COLUMNS):
        one = Alternatives(
            kind=kind, names=tuple(names.split(_PARTED_BY)), also=tuple(also.split(_PARTED_BY)) if also else ()
        )
        if not kind or len({*one.names, *one.also}) <= 1:
            raise DataFileError(f"{place}: needs a kind of tools, and two names that do in place of one another")
        if read.setdefault(kind, one) is not one:
            raise DataFileError(f"{place}: {kind!r} is listed above")
    return tuple(read.values())
