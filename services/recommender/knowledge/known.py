"""All that is known of the world, in one value: occupations, fields of study, skills and the catalogue."""

from dataclasses import dataclass
from pathlib import Path

from services.recommender.knowledge.credentials.catalogue import Catalogue, load_catalogue
from services.recommender.knowledge.education import FieldsOfStudy, load_fields_of_study
from services.recommender.knowledge.employers import Employers, load_employers
from services.recommender.knowledge.issuing_bodies import IssuingBodies, load_issuing_bodies
from services.recommender.knowledge.occupations.occupations import Occupations, load_occupations
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
    additions: str | None = None


def load_knowledge(data_dir: Path) -> Knowledge:
    """Load everything under `data_dir`, as `make data` built it."""
    skills = load_skills(data_dir)
    return Knowledge(
        occupations=load_occupations(data_dir),
        fields_of_study=load_fields_of_study(data_dir),
        employers=load_employers(data_dir),
        bodies=load_issuing_bodies(data_dir),
        skills=skills,
        catalogue=load_catalogue(data_dir, skills),
    )
