"""What does an O*NET text release say? Reads the official tab-delimited files, as downloaded, into values."""

import re
from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from tools.build_data.sources.american.onet_table import CellRejectedError, Row, read_table

#: "Job-Related Professional Certification": how important its possession is to do the job, scale IM, 1-5.
CERTIFICATION_ELEMENT = "2.D.4.a"
#: The scale of "Required Level of Education": percent of jobs per category 1-12.
EDUCATION_SCALE = "RL"
EDUCATION_CATEGORIES = 12

#: The two nearer tiers of Related Occupations.txt; the third is "Supplemental".
PRIMARY_TIERS = frozenset({"Primary-Short", "Primary-Long"})
_TIERS = PRIMARY_TIERS | {"Supplemental"}

#: More respondents than this in one occupation is a slip of columns, not a survey.
_MOST_RESPONDENTS = 100_000

#: So many problems are shown; a wrong delimiter would otherwise print every line of a file.
_PROBLEMS_SHOWN = 20

_RELEASE = re.compile(r"O\*NET (\d+\.\d+) Database")
_CODE = "O*NET-SOC Code"
_VALUE = "Data Value"


class OnetImportError(Exception):
    """The folder is no usable O*NET text release; lists file, line and column. Download and unpack it again."""

    def __init__(self, problems: list[str]) -> None:
        shown = problems[:_PROBLEMS_SHOWN]
        if len(problems) > len(shown):
            shown.append(f"... and {len(problems) - len(shown)} more")
        super().__init__("The O*NET files cannot be read:\n  " + "\n  ".join(shown))
        self.problems = tuple(problems)


@dataclass(frozen=True, kw_only=True)
class Rating:
    """A survey's mean or percent. None is the release's n/a: panels of experts have no standard error."""

    code: str
    element: str
    scale: str
    category: int | None
    value: Decimal
    respondents: int | None
    standard_error: Decimal | None
    surveyed: str


@dataclass(frozen=True, kw_only=True)
class RelatedOccupation:
    code: str
    related: str
    tier: str
    index: int


@dataclass(frozen=True, kw_only=True)
class TitleInUse:
    """A title people use for the occupation; `short` is an abbreviation that the title also carries in brackets."""

    code: str
    title: str
    short: str | None = None


@dataclass(frozen=True, kw_only=True)
class ListedTechnology:
    code: str
    name: str
    hot: bool
    in_demand: bool


@dataclass(frozen=True, kw_only=True)
class OnetRelease:
    """What is used of one release; `number` is like "29.3", titles and job zones are by code."""

    number: str
    titles: dict[str, str]
    job_zones: dict[str, int]
    ratings: tuple[Rating, ...]
    related: tuple[RelatedOccupation, ...]
    alternate_titles: tuple[TitleInUse, ...]
    reported_titles: tuple[TitleInUse, ...]
    technologies: tuple[ListedTechnology, ...]


def read_release(folder: Path) -> OnetRelease:
    """Read the text release unpacked in `folder`; raise OnetImportError naming every file, line and column at fault."""
    problems: list[str] = []
    number = _read_number(folder / "Read Me.txt", problems)
    titles = _read_occupations(folder, problems)
    release = OnetRelease(
        number=number,
        titles=titles,
        job_zones=_read_job_zones(folder, titles, problems),
        ratings=_read_ratings(folder, titles, problems),
        related=_read_related(folder, titles, problems),
        alternate_titles=_read_titles(folder, "Alternate Titles.txt", "Alternate Title", titles, problems),
        reported_titles=_read_titles(folder, "Sample of Reported Titles.txt", "Reported Job Title", titles, problems),
        technologies=_read_technologies(folder, titles, problems),
    )
    if problems:
        raise OnetImportError(problems)
    return release


def _read_number(path: Path, problems: list[str]) -> str:
    try:
        found = _RELEASE.search(path.read_text("utf-8", errors="replace"))
    except OSError:
        found = None
    if found is None:
        problems.append(f'{path.name}: must be in {path.parent} and name its release, like "O*NET 29.3 Database"')
        return ""
    return found[1]


def _read_occupations(folder: Path, problems: list[str]) -> dict[str, str]:
    seen: set[Hashable] = set()

    def parse(row: Row) -> tuple[str, str]:
        row.once(_CODE, row.code(_CODE), seen)
        return row.code(_CODE), row.text("Title")

    return dict(read_table(folder / "Occupation Data.txt", (_CODE, "Title"), parse, problems))


def _read_job_zones(folder: Path, known: dict[str, str], problems: list[str]) -> dict[str, int]:
    seen: set[Hashable] = set()

    def parse(row: Row) -> tuple[str, int]:
        row.once(_CODE, row.code(_CODE, known), seen)
        return row.code(_CODE), row.whole("Job Zone", 1, 5)

    return dict(read_table(folder / "Job Zones.txt", (_CODE, "Job Zone"), parse, problems))


def _read_ratings(folder: Path, known: dict[str, str], problems: list[str]) -> tuple[Rating, ...]:
    name = "Education, Training, and Experience.txt"
    columns = (_CODE, "Element ID", "Scale ID", "Category", _VALUE, "N", "Standard Error", "Date")
    seen: set[Hashable] = set()

    def parse(row: Row) -> Rating:
        element, scale = row.text("Element ID"), row.text("Scale ID")
        low, high = (1, 5) if scale == "IM" else (0, 100)
        category = row.optional_whole("Category", 1, EDUCATION_CATEGORIES)
        if scale == EDUCATION_SCALE and category is None:
            raise CellRejectedError("Category", "is n/a; the scale RL has categories 1-12")
        row.once(_CODE, (row.code(_CODE, known), element, scale, category), seen)
        return Rating(
            code=row.code(_CODE),
            element=element,
            scale=scale,
            category=category,
            value=row.number(_VALUE, low, high),
            respondents=row.optional_whole("N", 1, _MOST_RESPONDENTS),
            standard_error=row.optional_number("Standard Error", 0, 100),
            surveyed=row.month("Date"),
        )

    ratings = read_table(folder / name, columns, parse, problems)
    categories: defaultdict[str, int] = defaultdict(int)
    for rating in ratings:
        categories[rating.code] += rating.scale == EDUCATION_SCALE
    problems.extend(
        f"{name}: {code} has {count} of the {EDUCATION_CATEGORIES} categories of scale RL; it must have all or none"
        for code, count in categories.items()
        if count not in {0, EDUCATION_CATEGORIES}
    )
    return tuple(ratings)


def _read_related(folder: Path, known: dict[str, str], problems: list[str]) -> tuple[RelatedOccupation, ...]:
    related, tier = "Related O*NET-SOC Code", "Relatedness Tier"

    def parse(row: Row) -> RelatedOccupation:
        if row.text(tier) not in _TIERS:
            raise CellRejectedError(tier, f"{row.text(tier)!r} must be one of {', '.join(sorted(_TIERS))}")
        return RelatedOccupation(
            code=row.code(_CODE, known),
            related=row.code(related, known),
            tier=row.text(tier),
            index=row.whole("Index", 1, 100),
        )

    return tuple(read_table(folder / "Related Occupations.txt", (_CODE, related, tier, "Index"), parse, problems))


def _read_titles(
    folder: Path, name: str, column: str, known: dict[str, str], problems: list[str]
) -> tuple[TitleInUse, ...]:
    columns = (_CODE, column, "Short Title") if column == "Alternate Title" else (_CODE, column)

    def parse(row: Row) -> TitleInUse:
        short = row.optional_text("Short Title") if "Short Title" in columns else None
        return TitleInUse(code=row.code(_CODE, known), title=row.text(column), short=short)

    return tuple(read_table(folder / name, columns, parse, problems))


def _read_technologies(folder: Path, known: dict[str, str], problems: list[str]) -> tuple[ListedTechnology, ...]:
    def parse(row: Row) -> ListedTechnology:
        return ListedTechnology(
            code=row.code(_CODE, known),
            name=row.text("Example"),
            hot=row.flag("Hot Technology"),
            in_demand=row.flag("In Demand"),
        )

    columns = (_CODE, "Example", "Hot Technology", "In Demand")
    return tuple(read_table(folder / "Technology Skills.txt", columns, parse, problems))
