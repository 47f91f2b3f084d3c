"""Put the names of qualifications and degrees of other countries into one table, each with the level rules read.

`python -m tools.build_data qualifications --from DIR`, where DIR holds the tables that data/education/SOURCE.md names;
to them come the rows of data/education/own_qualifications.tsv.
"""

import argparse
import csv
import re
from collections.abc import Iterator
from pathlib import Path

from services.recommender.knowledge.qualifications import QUALIFICATION_COLUMNS, QUALIFICATIONS_FILE
from services.recommender.scales import EducationLevel
from tools.build_data.writing import table

#: Names that the source lacks, kept by hand in the same columns.
OWN_FILE = "education/own_qualifications.tsv"

ROOT = Path(__file__).resolve().parents[3]

#: The kinds of the source's rows that are education; a safety card is none.
_VOCATIONAL, _SCHOOL, _HIGHER = frozenset({"vocational", "apprenticeship"}), "school", "higher"

#: Degrees by ISCED 2011; what a row says beyond is read at the lower end.
_DEGREES = {
    5: EducationLevel.ASSOCIATE,
    6: EducationLevel.BACHELOR,
    7: EducationLevel.MASTER,
    8: EducationLevel.DOCTORATE,
}

#: From this level of ISCED or the EQF on vocational training is higher: Meister, Techniker, diplomas of two years.
_HIGHER_VOCATIONAL = 5

#: From this level of the EQF on school leads as far as upper secondary; ISCED has it one lower.
_SECONDARY = 3

#: What its numbers read too high or too low, by the beginning of its name: two years of HND are taken as two years of a
#: degree, diplomas on top of a bachelor's are no master's, and a licentiate is half a doctorate.
_EXCEPTIONS = (
    ("Higher National Certificate", EducationLevel.POSTSECONDARY_CERTIFICATE),
    ("Higher National Diploma", EducationLevel.ASSOCIATE),
    ("(Postgraduate|Graduate) (Certificate|Diploma)", EducationLevel.BACHELOR),
    ("Master di primo livello|Degree apprenticeship", EducationLevel.BACHELOR),
    ("Licentiatexamen", EducationLevel.MASTER),
    ("First professional degree", EducationLevel.DOCTORATE),
)


#: What the source calls otherwise than its country does: the old FP II counts as a Técnico Superior since 1998.
_NOT_CALLED = {"Técnico (Ciclo formativo de grado medio)": ("FP II",)}

#: What the source leaves out, remembered as well.
_ALSO_CALLED = {"Baccalauréat général": ("Baccalauréat",), "Berufsausbildung (dreijährig)": ("Geselle",)}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="source", type=Path, required=True, help="the folder of the tables")
    parser.add_argument("--data", type=Path, default=ROOT / "data", help="the data folder to write to")


def build(args: argparse.Namespace) -> None:
    """Write every row of every table, sorted by country and name."""
    own = list(_own(args.data / OWN_FILE))
    # Where a row of ours has a level of its own for a name, somebody looked at what the numbers make of it.
    level = {row[:2]: row[3] for row in own}
    remembered = ((*row[:3], level.get(row[:2], row[3]), *row[4:]) for row in _remembered(args.source))
    rows = sorted({*remembered, *_british_degrees(args.source), *own})
    target = args.data / QUALIFICATIONS_FILE
    target.write_text(table(QUALIFICATION_COLUMNS, rows), encoding="utf-8")
    print(f"{target}: {len(rows)} names of {len({row[0] for row in rows})} countries")


def _remembered(source: Path) -> Iterator[tuple[str, ...]]:
    table = list(_source_rows(source / "qualifications_remembered.tsv"))
    said = {(row["country"][:2], name) for row in table for name in (row["name"], *row["aliases"].split(";"))}
    for row in table:
        if row["kind"] in {*_VOCATIONAL, _SCHOOL, _HIGHER}:
            level = level_of(row["name"], row["kind"], row["eqf"], row["isced2011"])
            short = [name for name in _without_bracket(row["name"]) if (row["country"][:2], name) not in said]
            aliases = [*filter(None, row["aliases"].split(";")), *short, *_ALSO_CALLED.get(row["name"], ())]
            aliases = [name for name in aliases if name not in _NOT_CALLED.get(row["name"], ())]
            yield (
                row["country"][:2],
                row["name"],
                ";".join(dict.fromkeys(aliases)),
                level.value,
                row["national_level"],
                row["eqf"],
                "remembered",
            )


def _british_degrees(source: Path) -> Iterator[tuple[str, ...]]:
    for row in _source_rows(source / "UK_degree_types_dfe.tsv"):
        if row["rqf_level"].isdigit() and int(row["rqf_level"]) in _DEGREES:
            said = [row["abbreviation"], *row["match_synonyms"].split("; ")]
            level, number = _DEGREES[int(row["rqf_level"])], row["rqf_level"]
            yield "GB", row["name"], ";".join(filter(None, said)), level.value, f"RQF {number}", number, "read"


def level_of(name: str, kind: str, eqf: str, isced: str) -> EducationLevel:
    """Return the level that rules read; never a higher one than the numbers say for certain."""
    for pattern, level in _EXCEPTIONS:
        if re.match(pattern, name):
            return level
    numbers = [int(number.partition("-")[0]) for number in (eqf, isced) if number]
    least = min(numbers, default=0)
    if kind in _VOCATIONAL:
        if not numbers:
            return EducationLevel.POSTSECONDARY_CERTIFICATE
        return EducationLevel.HIGHER_VOCATIONAL if least >= _HIGHER_VOCATIONAL else EducationLevel.VOCATIONAL
    if kind == _SCHOOL:
        return EducationLevel.SECONDARY if max(numbers, default=0) >= _SECONDARY else EducationLevel.NONE
    return _DEGREES.get(least, EducationLevel.POSTSECONDARY_CERTIFICATE)


def _own(path: Path) -> Iterator[tuple[str, ...]]:
    """Yield what is kept by hand beside the tables; a name that they have gets other names by it."""
    for row in _source_rows(path):
        yield (*(row[column] for column in QUALIFICATION_COLUMNS if column != "basis"), "remembered")


def _without_bracket(name: str) -> list[str]:
    bare = re.sub(r"\s*\([^)]*\)", "", name).strip()
    return [] if bare == name else [bare]


def _source_rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
