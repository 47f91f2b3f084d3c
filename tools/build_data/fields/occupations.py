"""Build data/occupations/ from the official O*NET text release: culture, titles, technologies, related occupations."""

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from services.recommender.knowledge.occupations.job_titles.titles import TITLE_COLUMNS, TITLE_FILE
from services.recommender.knowledge.occupations.occupation import Measure
from services.recommender.knowledge.occupations.occupation_files import (
    OCCUPATION_COLUMNS,
    OCCUPATION_FILE,
    RELATED_COLUMNS,
    RELATED_FILE,
    TECHNOLOGY_COLUMNS,
    TECHNOLOGY_FILE,
)
from services.recommender.names.folding import fold
from tools.build_data.fields.culture import DEGREE_CATEGORIES, Finding, Survey, Surveys, compute_cultures
from tools.build_data.sources.american.onet import (
    CERTIFICATION_ELEMENT,
    EDUCATION_SCALE,
    PRIMARY_TIERS,
    OnetImportError,
    OnetRelease,
    Rating,
    TitleInUse,
    read_release,
)
from tools.build_data.writing import Rows, table, write_table

#: The release that ATTRIBUTION and SOURCE.md name. Another one is a decision: read what changed, then change all three.
RELEASE = "29.3"

#: Shares of jobs are sums of rounded percents, so that some come to 100.01.
ALL_JOBS = Fraction(100)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the folders the build reads and writes."""
    parser.add_argument("--onet", type=Path, required=True, metavar="DIR", help="folder with the O*NET text files")
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR", help="the data folder to write to")


def build(args: argparse.Namespace) -> None:
    """Write the four files; exits with every problem of the release at once."""
    print(f"Reading the O*NET text files in {args.onet} ...", flush=True)
    try:
        release = read_release(args.onet)
    except OnetImportError as error:
        sys.exit(str(error))
    if release.number != RELEASE:
        sys.exit(f"{args.onet} holds O*NET {release.number}; this checkout is made for and says {RELEASE}")
    print(f"O*NET {release.number}: {len(release.titles)} occupations, {len(release.ratings)} ratings", flush=True)
    for name, text in render(release).items():
        write_table(args.data / name, text)


def render(release: OnetRelease) -> dict[str, str]:
    """Return the text of each file by its name under data/."""
    findings = compute_cultures(surveys_of(release))
    return {
        OCCUPATION_FILE: table(OCCUPATION_COLUMNS, _occupation_rows(release, findings)),
        RELATED_FILE: table(RELATED_COLUMNS, _related_rows(release)),
        TECHNOLOGY_FILE: table(TECHNOLOGY_COLUMNS, _technology_rows(release)),
        TITLE_FILE: table(TITLE_COLUMNS, _title_rows(release)),
    }


def surveys_of(release: OnetRelease) -> Surveys:
    """Return what the culture is computed from."""
    education: defaultdict[str, list[Rating]] = defaultdict(list)
    for rating in release.ratings:
        if rating.scale == EDUCATION_SCALE:
            education[rating.code].append(rating)
    close: defaultdict[str, list[str]] = defaultdict(list)
    for each in sorted(release.related, key=lambda each: (each.code, each.index)):
        if each.tier in PRIMARY_TIERS:
            close[each.code].append(each.related)
    return Surveys(
        codes=tuple(sorted(release.titles)),
        certification={
            each.code: Survey(
                value=Fraction(each.value),
                respondents=each.respondents,
                standard_error=None if each.standard_error is None else Fraction(each.standard_error),
                surveyed=each.surveyed,
            )
            for each in release.ratings
            if each.element == CERTIFICATION_ELEMENT
        },
        degree_share={code: _degree_share(ratings) for code, ratings in education.items()},
        close={code: tuple(codes) for code, codes in close.items()},
    )


def _degree_share(ratings: list[Rating]) -> Survey:
    share = sum((Fraction(each.value) for each in ratings if each.category in DEGREE_CATEGORIES), Fraction())
    first = ratings[0]
    return Survey(
        value=min(share, ALL_JOBS), respondents=first.respondents, standard_error=None, surveyed=first.surveyed
    )


def _occupation_rows(release: OnetRelease, findings: dict[str, Finding]) -> Rows:
    for code, title in sorted(release.titles.items()):
        finding = findings[code]
        yield (
            code,
            title,
            str(release.job_zones.get(code, "")),
            finding.culture.culture,
            finding.culture.certainty,
            *_measure_cells(finding.culture.certification),
            "" if finding.spread is None else f"{finding.spread:.4f}",
            "" if finding.likelihood is None else str(finding.likelihood),
            *_measure_cells(finding.culture.degree_share),
        )


def _measure_cells(measure: Measure | None) -> Sequence[str]:
    if measure is None:
        return [""] * 6
    return (
        _decimal(measure.value),
        measure.basis,
        measure.imputed_from or "",
        "" if measure.respondents is None else str(measure.respondents),
        "" if measure.standard_error is None else _decimal(measure.standard_error),
        measure.surveyed or "",
    )


def _decimal(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _related_rows(release: OnetRelease) -> Rows:
    related: defaultdict[str, list[str]] = defaultdict(list)
    for each in sorted(release.related, key=lambda each: (each.code, each.index)):
        related[each.code].append(each.related)
    return ((code, " ".join(codes)) for code, codes in related.items())


def _technology_rows(release: OnetRelease) -> Rows:
    used: defaultdict[tuple[str, bool], dict[str, bool]] = defaultdict(dict)
    for each in release.technologies:
        used[each.name, each.hot][each.code] = each.in_demand
    for (name, hot), codes in sorted(used.items(), key=lambda pair: (pair[0][0].casefold(), pair[0])):
        in_demand = sorted(code for code, demanded in codes.items() if demanded)
        others = sorted(code for code, demanded in codes.items() if not demanded)
        yield name, "Y" if hot else "N", " ".join(in_demand), " ".join(others)


def _title_rows(release: OnetRelease) -> Rows:
    own = {fold(title): code for code, title in release.titles.items()}
    if len(own) != len(release.titles):
        sys.exit("Two occupations have titles that fold alike; `fold` in knowledge/names.py must keep them apart")
    shown = {fold(title): title for title in release.titles.values()}
    spellings = {each.title: _spellings(each) for each in release.alternate_titles}
    alternate: defaultdict[str, set[str]] = defaultdict(set)
    reported: defaultdict[str, set[str]] = defaultdict(set)
    for titles, codes in ((release.alternate_titles, alternate), (release.reported_titles, reported)):
        for each in titles:
            for spelling in spellings.get(each.title, (each.title,)):
                key = fold(spelling)
                codes[key].add(each.code)
                if key not in own:
                    shown[key] = min(shown.get(key, spelling), spelling)
    for key, title in sorted(shown.items()):
        yield key, title, own.get(key, ""), " ".join(sorted(alternate[key])), " ".join(sorted(reported[key]))


def _spellings(title: TitleInUse) -> tuple[str, ...]:
    """Return the ways to write a title: "CEO (Chief Executive Officer)" is also either of its two halves."""
    if title.short is None or not title.title.endswith(")"):
        return (title.title,)
    outside, _, inside = title.title.removesuffix(")").partition(" (")
    return (title.title, *filter(None, (outside, inside)))
