"""Build data/ways_in/: what advisers of a field name first, how a trade is apprenticed, and which degree is usual.

`python -m tools.build_data ways_in --facts DIR --onet DIR`, after `starter`. What no source says stands in the tables
of the same folder that are kept by hand: `kinds.csv` (what kind of path a name is), `trades.csv` (trades learned by an
apprenticeship) and `first_named_added.tsv` (what is named first in countries that the facts say little of).
"""

import argparse
import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from services.recommender.knowledge.credentials.catalogue import Catalogue
from services.recommender.knowledge.credentials.files.catalogue_loading import load_catalogue
from services.recommender.knowledge.occupations.entry.ways_in import (
    DEGREE_COLUMNS,
    DEGREE_FILE,
    DEGREE_LEVELS,
    WAYS_IN_COLUMNS,
    WAYS_IN_FILE,
)
from services.recommender.paths import PathKind
from tools.build_data.fields.named_first import credential_called
from tools.build_data.sources.american.onet import EDUCATION_SCALE, Rating, read_release
from tools.build_data.sources.facts.credential_facts import (
    COMPILED_ON,
    FactRow,
    FirstNamed,
    read_facts,
    read_first_named,
)

#: The country of O*NET.
UNITED_STATES = "US"

#: "Job-related Apprenticeship": how important its completion is to do the job, scale IM, 1-5.
APPRENTICESHIP_ELEMENT = "3.A.4.a"

#: An apprenticeship at work is part of it where incumbents find it as important as this, of 1 to 5 ...
IMPORTANT = Decimal("3.00")

#: ... in trades, cooking and services; elsewhere the answers mean practice within a programme of study.
TRADES = ("35-", "39-", "47-", "49-", "51-")

#: How the way in is called where O*NET and the list kept by hand say that there is one, who offers it, and where.
REGISTERED = {
    "name": "registered apprenticeship",
    "issuer": "employers, unions and joint committees registered with the Department of Labor or the state",
    "entry": "an employer or programme that takes you on; mostly age 18 and a high school diploma",
    "address": "https://www.apprenticeship.gov/",
}

_APPRENTICED = re.compile(r"apprenti|ausbildung", re.IGNORECASE)
_DEGREE = re.compile(r"^(degree|master|msw|mba|bsc|llb|jd|associate degree|ma )|degree\b", re.IGNORECASE)
_NOT_IN_THE_FACTS = re.compile(r"\s*\((?:no credential|not in the facts file|local university)\)")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the folders the build reads and writes."""
    parser.add_argument("--facts", type=Path, required=True, metavar="DIR", help="the tables of credential facts")
    parser.add_argument("--onet", type=Path, required=True, metavar="DIR", help="the O*NET text files")
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR", help="the data folder to write to")


#: What the facts name for any country, and bodies whose credentials no other country's advisers name.
ANYWHERE = "*"
AMERICAN_BODIES = (
    "American Nurses Credentialing Center",
    "Center for Credentialing & Education",
)


def build(args: argparse.Namespace) -> None:
    """Write both tables."""
    ratings = read_release(args.onet).ratings
    offered_on = {row["title"]: row["address"] for row in _read(args.data / "catalogue" / "fact_review.csv")}
    ways = list(ways_in(args.facts, ratings, args.data))
    rows = sorted(
        ({**way, "address": offered_on.get(way["name"]) or way["address"]} for way in _at_home(ways)), key=_order
    )
    _write(args.data / WAYS_IN_FILE, WAYS_IN_COLUMNS, rows)
    _write(args.data / DEGREE_FILE, DEGREE_COLUMNS, degrees(ratings))
    print(f"{args.data / WAYS_IN_FILE}: {len(rows)} ways in")


def ways_in(facts: Path, ratings: Iterable[Rating], data: Path) -> Iterator[dict[str, str]]:
    """Yield what is named first, then the apprenticeships that the facts, O*NET and the list kept by hand know."""
    known = list(read_facts(facts))
    catalogue = load_catalogue(data)
    kinds = {row["name"]: row["kind"] for row in _read(data / "ways_in" / "kinds.csv")}
    for named in read_first_named(facts, data / "ways_in"):
        for place, name in enumerate(named.names, start=1):
            way = _named(named, place, name, known, kinds)
            yield way if way["kind"] else way | _of_catalogue(named, name, catalogue)
    for row in known:
        if row["kind"] == PathKind.APPRENTICESHIP:
            for code in row.several("occupations"):
                yield _of_fact(code, "", row)
    by_hand = {row["code"]: row["weeks"] for row in _read(data / "ways_in" / "trades.csv")}
    for code in sorted(by_hand.keys() | _important(ratings)):
        read = code not in by_hand
        yield {
            **dict.fromkeys(WAYS_IN_COLUMNS, ""),
            "code": code,
            "country": UNITED_STATES,
            "kind": PathKind.APPRENTICESHIP,
            **REGISTERED,
            "weeks": by_hand.get(code, ""),
            "basis": "read" if read else "remembered",
            "checked_on": COMPILED_ON.isoformat(),
        }


def _at_home(ways: Sequence[dict[str, str]]) -> Iterator[dict[str, str]]:
    """Yield the ways in, those of American bodies that are named for any country as of the United States.

    Where something is named first there already, they are left out: nobody there was told of them before.
    """
    named_there = {way["code"] for way in ways if way["country"] == UNITED_STATES and way["place"]}
    for way in ways:
        if way["country"] != ANYWHERE or not any(body in way["issuer"] for body in AMERICAN_BODIES):
            yield way
        elif way["code"] not in named_there:
            yield way | {"country": UNITED_STATES}


def _named(
    named: FirstNamed, place: int, name: str, known: Iterable[FactRow], kinds: Mapping[str, str]
) -> dict[str, str]:
    row = next((one for one in known if _is_called(one, name) and _counts(one, named.country)), None)
    if row is not None:
        return {**_of_fact(named.occupation, str(place), row), "country": named.country}
    return {
        **dict.fromkeys(WAYS_IN_COLUMNS, ""),
        "code": named.occupation,
        "country": named.country,
        "place": str(place),
        "kind": kinds.get(_NOT_IN_THE_FACTS.sub("", name)) or _kind_by_words(name),
        "name": _NOT_IN_THE_FACTS.sub("", name),
        "basis": "remembered",
        "checked_on": COMPILED_ON.isoformat(),
    }


def _of_catalogue(named: FirstNamed, name: str, catalogue: Catalogue) -> dict[str, str]:
    """Return what the catalogue says of a name that neither the facts nor the list kept by hand know."""
    identity = credential_called(name, named, catalogue)
    if identity is None:
        return {}
    known = catalogue.credentials[identity]
    return {
        "kind": known.kind,
        "name": known.title,
        "issuer": known.issuer.name,
        "weeks": str(known.weeks_minimum or ""),
        "entry": known.entry_terms or "",
        "address": known.address or "",
    }


def _is_called(row: FactRow, name: str) -> bool:
    return name.casefold() in {row["title"].casefold(), row["short_name"].casefold()}


def _counts(row: FactRow, country: str) -> bool:
    return row["country"] in {"", "*", country} or country == "*"


def _kind_by_words(name: str) -> str:
    if _APPRENTICED.search(name):
        return PathKind.APPRENTICESHIP
    if name.startswith("Portfolio"):
        return PathKind.PORTFOLIO
    return PathKind.DEGREE if _DEGREE.search(name) else ""


def _of_fact(code: str, place: str, row: FactRow) -> dict[str, str]:
    hours = row["hours_min"].partition(".")[0]
    return {
        "code": code,
        "country": row["country"],
        "place": place,
        "kind": row["kind"],
        "name": row["title"],
        "issuer": row["issuer"],
        "hours": hours,
        "weeks": row["weeks_min"],
        "entry": row["prerequisites"],
        "address": row.page,
        "basis": row["basis"],
        "checked_on": COMPILED_ON.isoformat(),
    }


def _important(ratings: Iterable[Rating]) -> set[str]:
    return {
        one.code
        for one in ratings
        if one.element == APPRENTICESHIP_ELEMENT and one.code.startswith(TRADES) and one.value >= IMPORTANT
    }


def degrees(ratings: Iterable[Rating]) -> list[dict[str, str]]:
    """Return the degree that most jobs of an occupation ask for, of those that ask for one (scale RL)."""
    shares: defaultdict[str, dict[str, Decimal]] = defaultdict(dict)
    for one in ratings:
        level = DEGREE_LEVELS.get(one.category) if one.scale == EDUCATION_SCALE and one.category else None
        if level is not None:
            shares[one.code][level] = one.value
    usual = ((code, *max(asked.items(), key=lambda one: one[1])) for code, asked in sorted(shares.items()))
    return [{"code": code, "degree": degree, "share": str(round(share))} for code, degree, share in usual if share]


def _order(row: Mapping[str, str]) -> tuple[str, ...]:
    return row["code"], row["country"], row["place"] or "9", row["name"]


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _write(path: Path, columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(columns), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
