"""What does each column of a sheet become? By the mapping beside it, its platform's words, or the template's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.importing.column_mapping import Use
from services.importing.drafts import Reading
from services.importing.formats.csv.platforms import platform_of
from services.importing.formats.csv.template import COLUMNS, NAMES, SEVERAL
from services.importing.import_report import ImportRejected
from services.recommender.names.skills.skill_words import fold

#: The most columns of a heading; the template has some thirty.
MOST_COLUMNS = 500

_NAMES = {fold(known): column.name for column in COLUMNS for known in (column.name, *column.also)}


@dataclass(frozen=True, kw_only=True)
class Columns:
    """The places of the cells that each column is read from, the first that says something before the others.

    `always` is what every row says where its cells say nothing, `home` what relative addresses are relative to.
    """

    places: Mapping[str, tuple[tuple[int, Use], ...]]
    always: Mapping[str, str]
    home: str | None


def read_columns(name: str, heading: Sequence[str], first: Sequence[str], reading: Reading) -> Columns:
    """Return what the columns become, each of which is noted; a heading without title or issuer is refused.

    The `first` row tells the platform by its addresses where the heading does not.
    """
    if len(heading) > MOST_COLUMNS:
        raise ImportRejected(
            f"{name}, line 1: the heading has {len(heading)} columns; at most {MOST_COLUMNS} are taken. "
            "`credwise catalogue template` prints the columns that are read."
        )
    folded = [fold(cell) for cell in heading]
    mapping = reading.columns
    platform = None if mapping is not None else platform_of(folded, first)
    said: Mapping[str, Use | None] = mapping.columns if mapping else platform.columns if platform else {}
    always = mapping.always if mapping else platform.always if platform else {}
    if platform is not None:
        reading.notes.column(f"{name}, line 1", "the sheet", f"is read as one of {platform.name}")
    found: dict[str, list[tuple[int, Use]]] = {}
    for at in sorted(range(len(heading)), key=lambda at: (folded[at] in said, at)):
        use = (
            said[folded[at]] if folded[at] in said else Use(column=known) if (known := _NAMES.get(folded[at])) else None
        )
        _take(found, at, use, heading, folded, _Place(name=name, reading=reading, left_out=folded[at] in said))
    _refuse_without_title(name, heading, {*found, *always})
    return Columns(
        places={column: tuple(places) for column, places in found.items()},
        always=always,
        home=platform.home if platform else None,
    )


@dataclass(frozen=True, kw_only=True)
class _Place:
    """Where a heading stands, and whether it was said to be left out where it has no use."""

    name: str
    reading: Reading
    left_out: bool


def _take(
    found: dict[str, list[tuple[int, Use]]],
    at: int,
    use: Use | None,
    heading: Sequence[str],
    folded: Sequence[str],
    place: _Place,
) -> None:
    """Put the heading at `at` to its column, and note what it became."""
    notes, where, what = place.reading.notes, f"{place.name}, line 1, column {at + 1}", heading[at].strip()
    if not what:
        return
    if use is None:
        near = "" if place.left_out else notes.suggestions.suggest(folded[at], NAMES)
        notes.column(where, what, f"is no column of the template; it is left out{near}", left_out=True)
        return
    before = found.setdefault(use.column, [])
    if any(folded[other] == folded[at] for other, _ in before):
        notes.column(where, what, f"is there twice, as {use.column}; it is left out", left_out=True)
        return
    how = f", in {use.unit}" if use.unit else ""
    if before:
        how += "; it is added to the one before" if use.column in SEVERAL else "; it stands in where that one is empty"
    notes.column(where, what, f"becomes {use.column}{how}")
    before.append((at, use))


def _refuse_without_title(name: str, heading: Sequence[str], there: set[str]) -> None:
    missing = [needed for needed in ("title", "issuer") if needed not in there]
    if missing:
        shown = ", ".join(cell.strip() for cell in heading[:8])
        raise ImportRejected(
            f"{name}, line 1: the heading needs the columns {' and '.join(missing)}, and is {shown[:200]!r}. "
            "`credwise catalogue template` prints one that works; "
            "A file of columns (`--columns`, or the part `columns` of what is posted) says what yours mean."
        )
