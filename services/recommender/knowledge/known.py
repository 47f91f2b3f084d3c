"""All that is known of the world, in one value: occupations, fields of study, skills, the catalogue and rates."""

from dataclasses import dataclass
from pathlib import Path

from services.recommender.knowledge.countries.countries import Countries, load_countries
from services.recommender.knowledge.credentials.catalogue import Catalogue, load_catalogue
from services.recommender.knowledge.education import FieldsOfStudy, load_fields_of_study
from services.recommender.knowledge.employers import Employers, load_employers
from services.recommender.knowledge.files.data_files import DataFiles
from services.recommender.knowledge.issuing_bodies import IssuingBodies, load_issuing_bodies
from services.recommender.knowledge.occupations.alternatives import Alternatives, read_alternatives
from services.recommender.knowledge.occupations.occupations import Occupations, load_occupations
from services.recommender.knowledge.qualifications import (
    NO_QUALIFICATIONS,
    Qualifications,
    load_qualifications,
)
from services.recommender.knowledge.rates import NO_RATES, Rates, load_rates
from services.recommender.knowledge.skills import SkillIndex, load_skills


@dataclass(frozen=True, kw_only=True)
class Knowledge:
    """What a decision may draw on. Immutable once loaded; each part carries the hash that provenance names.

    `additions` is the hash of the client's own catalogue that lies over the shared one; None where there is none.
    """

    occupations: Occupations
    fields_of_study: FieldsOfStudy
    employers: Employers
    bodies: IssuingBodies
    skills: SkillIndex
    catalogue: Catalogue
    countries: Countries
    alternatives: tuple[Alternatives, ...]
    rates: Rates = NO_RATES
    qualifications: Qualifications = NO_QUALIFICATIONS
    additions: str | None = None


def load_knowledge(data_dir: Path) -> Knowledge:
    """Load everything under `data_dir`, as `make data` built it."""
    skills = load_skills(data_dir)
    occupations = load_occupations(data_dir)
    return Knowledge(
        occupations=occupations,
        fields_of_study=load_fields_of_study(data_dir),
        employers=load_employers(data_dir),
        bodies=load_issuing_bodies(data_dir),
        skills=skills,
        catalogue=load_catalogue(data_dir, skills),
        alternatives=read_alternatives(DataFiles(data_dir)),
        countries=load_countries(data_dir, frozenset(each.code for each in occupations)),
        rates=load_rates(data_dir),
        qualifications=load_qualifications(data_dir),
    )
