"""Which offers does awesome-certificates list? Reads the README.md of github.com/PanXProject/awesome-certificates."""

import math
import re
from collections.abc import Iterator
from datetime import date

from services.recommender.scales import SkillLevel
from tools.build_data.sources.open_lists.offers import ListReport, Offer, OpenList
from tools.build_data.sources.open_lists.tables import TableRow, read_tables

#: The list as it was read: commit c738741ae10b4479996b5d1dc624a05caf3bc93a.
AWESOME_CERTIFICATES = OpenList(
    name="awesome-certificates",
    address="https://github.com/PanXProject/awesome-certificates",
    licence="CC0 1.0",
    read_on=date(2026, 6, 30),
)

#: The columns of its tables; a table with others is not a table of offers.
COLUMNS = ("Course Name", "Course Provider", "Level", "Hour(s)", "Reward")

#: More hours than this are calendar time, not learning time: "336" is two weeks of 168 hours.
LONGEST_COURSE_HOURS = 300

#: The list has three levels; its highest is for those who already practise.
LEVELS = {
    "beginner": SkillLevel.BEGINNER,
    "intermediate": SkillLevel.INTERMEDIATE,
    "professional": SkillLevel.ADVANCED,
}

#: The list's two rewards, by the sign it uses.
REWARDS = {"\N{SPORTS MEDAL}": "badge", "\N{TROPHY}": "certificate of completion"}

_LINK = re.compile(r'<a href="(?P<address>[^"]+)"[^>]*>(?P<text>.*?)</a>')
_TAG = re.compile(r"<[^>]+>")


def read_awesome_certificates(readme: str, report: ListReport) -> Iterator[Offer]:
    """Yield the offers of the list; what was mended or skipped goes into `report`."""
    for row in read_tables(readme):
        if row.columns != COLUMNS:
            continue
        report.rows += 1
        where = f"README.md, line {row.line}"
        link = _LINK.search(row.cells[0])
        if len(row.cells) != len(COLUMNS) or link is None:
            report.skip(where, _TAG.sub("", " | ".join(row.cells)), "a row needs five cells and a link in the first")
            continue
        yield _offer(row, link["text"].strip(), link["address"].strip(), where, report)


def _offer(row: TableRow, title: str, address: str, where: str, report: ListReport) -> Offer:
    _, provider, level, hours, reward = row.cells
    if level != level.capitalize():
        report.mend(where, title, f'level "{level}" read as "{level.capitalize()}"')
    if level.casefold() not in LEVELS:
        report.mend(where, title, f'level "{level}" is none of the list\'s three: unknown')
    return Offer(
        source=AWESOME_CERTIFICATES,
        where=where,
        says=title,
        provider=provider,
        groups=tuple(reversed(row.headings)),
        address=address,
        level=LEVELS.get(level.casefold(), SkillLevel.UNKNOWN),
        hours=_whole_hours(hours, title, where, report),
        reward=next((name for sign, name in REWARDS.items() if sign in reward), None),
    )


def _whole_hours(text: str, title: str, where: str, report: ListReport) -> int | None:
    """Return the hours rounded up to whole ones, so that no plan is too short by rounding."""
    try:
        hours = math.ceil(float(text))
    except ValueError:
        report.mend(where, title, f'hours "{text}" is no number: unknown')
        return None
    if hours > LONGEST_COURSE_HOURS:
        report.mend(where, title, f"{hours} hours is calendar time (168 a week), not learning time: unknown")
        return None
    return max(hours, 1)
