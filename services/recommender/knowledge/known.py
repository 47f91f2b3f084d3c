"""All that is known of the world, in one value: occupations, fields of study, skills, the catalogue and rates."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from services.recommender.knowledge.countries.countries import Countries, load_countries
from services.recommender.knowledge.credentials.catalogue import Catalogue, CatalogueRejected
from services.recommender.knowledge.credentials.files.catalogue_loading import load_catalogue
from services.recommender.knowledge.education import FieldsOfStudy, load_fields_of_study
from services.recommender.knowledge.employers import Employers, load_employers
from services.recommender.knowledge.files.data_files import DataFileError
from services.recommender.knowledge.issuing_bodies import IssuingBodies, load_issuing_bodies
from services.recommender.knowledge.occupations.occupations import Occupations, load_occupations
from services.recommender.knowledge.qualifications import (
    NO_QUALIFICATIONS,
    Qualifications,
    load_qualifications,
)
from services.recommender.knowledge.rates import NO_RATES, Rates, load_rates
from services.recommender.knowledge.skill_languages import SkillsAbroad, load_skills_abroad
from services.recommender.knowledge.skill_words import SkillWords
from services.recommender.knowledge.skills import SkillIndex, SkillsUnreadable, load_skills


@dataclass(frozen=True, kw_only=True, eq=False)
class Knowledge:
    """What a decision may draw on. Immutable once loaded, and itself alone; each part carries the hash of provenance.

    `additions` is the hash of the client's own catalogue that lies over the shared one; None where there is none.
    """

    occupations: Occupations
    fields_of_study: FieldsOfStudy
    employers: Employers
    bodies: IssuingBodies
    skills: SkillIndex
    catalogue: Catalogue
    countries: Countries
    skills_abroad: SkillsAbroad
    rates: Rates = NO_RATES
    qualifications: Qualifications = NO_QUALIFICATIONS
    additions: str | None = None

    @property
    def skills_hash(self) -> str:
        """The hash of the skills in English and in other languages, together."""
        both = f"{self.skills.content_hash} {self.skills_abroad.content_hash}"
        return f"sha256:{sha256(both.encode()).hexdigest()}"

    @cached_property
    def skill_words(self) -> SkillWords:
        """What reads skills out of words: the parts that every client has in common."""
        return SkillWords(skills=self.skills, skills_abroad=self.skills_abroad, occupations=self.occupations)


#: What loading raises where a file is absent or damaged; each says in words which one, and what to do.
KNOWLEDGE_FAULTS = (DataFileError, SkillsUnreadable, CatalogueRejected)


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
        skills_abroad=load_skills_abroad(data_dir),
        countries=load_countries(data_dir, occupations),
        rates=load_rates(data_dir),
        qualifications=load_qualifications(data_dir),
    )
