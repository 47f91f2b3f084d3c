"""From which platform is a sheet, by its own column names? Says what they mean there, and what holds for all its rows.

Most headings mean the same everywhere and are names of the template's columns; here stands what does not.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from services.importing.column_mapping import Use


@dataclass(frozen=True, kw_only=True)
class Platform:
    """A platform's sheet: one of `signs`, headings that stand together in it alone; all as `fold` spells them.

    `always` is what its rows say where they say nothing else, and `home` what its relative addresses are relative to.
    """

    name: str
    home: str
    signs: tuple[frozenset[str], ...]
    columns: Mapping[str, Use | None] = field(default_factory=lambda: MappingProxyType({}))
    always: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def _signs(*together: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(each.split("|")) for each in together)


#: The platforms, those with the surest signs first.
PLATFORMS = (
    Platform(
        name="Class Central",
        home="https://www.classcentral.com",
        signs=_signs(
            "institution|provider", "institutions|provider", "university|provider", "school|provider",
            "duration and workload", "class central url", "class central rank", "universities institutions|provider",
        ),
        columns={
            "provider": Use(column="issuer"),
            "certificate": Use(column="certificate"),
            "pricing": Use(column="cost"),
            "workload": Use(column="hours_per_week"),
        },
    ),
    Platform(
        name="Udemy",
        home="https://www.udemy.com",
        signs=_signs(
            "num subscribers|is paid", "num subscribers|num lectures", "num lectures|content duration",
            "content length min", "instructional level|num subscribers", "content info",
        ),
        columns={
            "content duration": Use(column="hours", unit="hours"),
            "content length min": Use(column="hours", unit="minutes"),
            "content length": Use(column="hours", unit="minutes"),
            "content info": Use(column="hours"),
            "content info short": Use(column="hours"),
            "objectives": Use(column="outcomes"),
        },
        always={"issuer": "Udemy", "issuer_kind": "learning_platform", "kind": "certificate of completion",
                "mode": "online"},
    ),
    Platform(
        name="Coursera",
        home="https://www.coursera.org",
        signs=_signs(
            "course organization", "course certificate type", "certificatetype", "partner|reviewcount",
            "skill gain", "university|difficulty level|course rating", "course students enrolled",
            "review counts|metadata",
        ),
        columns={
            "skills": Use(column="skills", parts="  "),
            "skill gain": Use(column="skills", parts=","),
            "course skills": Use(column="skills", parts=","),
            "keyword": Use(column="subjects"),
            "duration": Use(column="hours"),
        },
        always={"mode": "online"},
    ),
    Platform(
        name="edX",
        home="https://www.edx.org",
        signs=_signs(
            "course effort|course length", "n enrolled", "university|difficulty level|link|about",
            "min effort|weeks to complete", "primary subject|partner", "pacing type",
        ),
        columns={
            "course type": None,
            "min effort": Use(column="hours_per_week_from", unit="hours"),
            "max effort": Use(column="hours_per_week", unit="hours"),
            "effort": Use(column="hours_per_week"),
            "product type": Use(column="kind"),
        },
        # What is free there is to listen; the certificate is paid for.
        always={"mode": "online", "certificate": "Verified Certificate"},
    ),
)  # fmt: skip


def platform_of(headings: Collection[str], first: Collection[str] = ()) -> Platform | None:
    """Return the platform of whose sheets these headings, folded, are a sign, or addresses in the first row are."""
    known = frozenset(headings)
    by_heading = next((one for one in PLATFORMS if any(sign <= known for sign in one.signs)), None)
    if by_heading is not None:
        return by_heading
    return next((one for one in PLATFORMS if any(cell.strip().startswith(f"{one.home}/") for cell in first)), None)
