"""How are the occupations written down? Reads data/occupations/ (built by tools/build_data) into Occupation values."""

from collections import defaultdict
from collections.abc import Mapping

from services.recommender.knowledge.files.data_files import DataFileError, DataFiles
from services.recommender.knowledge.occupations.entry.named_first import NAMED_FIRST_FILE, read_named_first
from services.recommender.knowledge.occupations.entry.ways_in import WAYS_IN_FILE, read_ways_in
from services.recommender.knowledge.occupations.licensure import LICENCE_FILE, read_licences
from services.recommender.knowledge.occupations.occupation import (
    Basis,
    Certainty,
    CredentialCulture,
    Measure,
    Occupation,
    Technology,
)
from services.recommender.knowledge.occupations.skills.occupation_skills import SkillsSeen, read_occupation_skills
from services.recommender.knowledge.occupations.skills.side_skills import read_side_skills
from services.recommender.scales import Culture

#: The sentences that the licence of the O*NET database asks to be shown where its information is used.
ATTRIBUTION = (
    "This product includes information from the O*NET 29.3 Database by the U.S. Department of Labor, Employment and "
    "Training Administration (USDOL/ETA). Used under the CC BY 4.0 license. O*NET® is a trademark of USDOL/ETA. "
    "Credwise has modified all or some of this information. USDOL/ETA has not approved, endorsed, or tested these "
    "modifications."
)

OCCUPATION_FILE = "occupations/occupations.tsv"

#: One row per occupation. Importance and share are in points and percent with two decimals; `spread` and `likelihood`
#: (p, in percent) are what the certainty was found with, for the reader of the file.
OCCUPATION_COLUMNS = (
    "code",
    "title",
    "job_zone",
    "culture",
    "certainty",
    "certification",
    "certification_basis",
    "certification_from",
    "certification_respondents",
    "certification_standard_error",
    "certification_surveyed",
    "spread",
    "likelihood",
    "degree_share",
    "degree_share_basis",
    "degree_share_from",
    "degree_share_respondents",
    "degree_share_standard_error",
    "degree_share_surveyed",
)

RELATED_FILE = "occupations/related.tsv.gz"

#: An occupation and its related ones, nearest first, parted by spaces.
RELATED_COLUMNS = ("code", "related")

TECHNOLOGY_FILE = "occupations/technologies.tsv.gz"

#: A technology, whether it is "hot" (Y or N), and the occupations that list it, parted by spaces.
TECHNOLOGY_COLUMNS = ("technology", "hot", "in_demand_for", "used_by")

#: A tool that so many of the 1,016 occupations list is found in a fifth of them: spreadsheets and word processors are,
#: query languages and drawing programs are not.
WIDESPREAD = 200


def read_occupations(files: DataFiles) -> Mapping[str, Occupation]:
    """Return the occupations by code, sorted; raise DataFileError with file and line when something is wrong."""
    related = {code: tuple(codes.split()) for _, (code, codes) in files.rows(RELATED_FILE, RELATED_COLUMNS)}
    technologies = _read_technologies(files)
    licences = read_licences(files)
    seen, named_first = read_occupation_skills(files), read_named_first(files)
    beside = read_side_skills(files)
    ways_in = read_ways_in(files)
    occupations: dict[str, Occupation] = {}
    for place, cells in files.rows(OCCUPATION_FILE, OCCUPATION_COLUMNS):
        row = dict(zip(OCCUPATION_COLUMNS, cells, strict=True))
        code = row["code"]
        try:
            occupations[code] = Occupation(
                code=code,
                title=row["title"],
                job_zone=int(row["job_zone"]) if row["job_zone"] else None,
                culture=_culture(row),
                related=related.get(code, ()),
                technologies=technologies.get(code, ()),
                essential_skills=seen.get(code, SkillsSeen()).essential,
                optional_skills=seen.get(code, SkillsSeen()).optional,
                licence=licences.get(code),
                named_first=named_first.get(code, ()),
                side_skills=beside(code),
                ways_in=ways_in.of(code),
            )
        except ValueError as error:
            raise DataFileError(f"{place}: {error}; restore the file or build it with `make data`") from error
    listed = ((LICENCE_FILE, licences), (NAMED_FIRST_FILE, named_first), (WAYS_IN_FILE, ways_in.ways))
    for file, codes in listed:
        if strangers := sorted(codes.keys() - occupations.keys()):
            raise DataFileError(f"{file}: {', '.join(strangers)} are no O*NET-SOC codes of {OCCUPATION_FILE}")
    return occupations


def _culture(row: Mapping[str, str]) -> CredentialCulture:
    return CredentialCulture(
        culture=Culture(row["culture"]),
        certainty=Certainty(row["certainty"]),
        certification=_measure(row, "certification"),
        degree_share=_measure(row, "degree_share"),
    )


def _measure(row: Mapping[str, str], name: str) -> Measure | None:
    if not row[name]:
        return None
    respondents, error = row[f"{name}_respondents"], row[f"{name}_standard_error"]
    return Measure(
        value=_hundredths(row[name]),
        basis=Basis(row[f"{name}_basis"]),
        imputed_from=row[f"{name}_from"] or None,
        respondents=int(respondents) if respondents else None,
        standard_error=_hundredths(error) if error else None,
        surveyed=row[f"{name}_surveyed"] or None,
    )


def _hundredths(text: str) -> int:
    whole, point, decimals = text.partition(".")
    if not point or len(decimals) != len("00"):
        raise ValueError(f"{text!r} must be a number with two decimals")
    return int(whole + decimals)


def _read_technologies(files: DataFiles) -> Mapping[str, tuple[Technology, ...]]:
    """Return each occupation's technologies by name. Those alike in all but the occupation are one shared value."""
    by_code: defaultdict[str, list[Technology]] = defaultdict(list)
    for _, (name, hot, in_demand_for, used_by) in files.rows(TECHNOLOGY_FILE, TECHNOLOGY_COLUMNS):
        widespread = len({*in_demand_for.split(), *used_by.split()}) >= WIDESPREAD
        for codes, in_demand in ((in_demand_for, True), (used_by, False)):
            if codes:
                technology = Technology(name=name, hot=hot == "Y", in_demand=in_demand, widespread=widespread)
                for code in codes.split():
                    by_code[code].append(technology)
    return {code: tuple(technologies) for code, technologies in by_code.items()}
