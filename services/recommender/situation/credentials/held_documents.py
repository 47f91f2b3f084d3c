"""What do the documents of held credentials add: skills they align with, and how each stands on the day?"""

from collections.abc import Callable, Container
from datetime import date

from services.recommender.learner import Education, Profile
from services.recommender.scales import DEGREE_LEVELS, EducationLevel, EducationStatus, HeldStatus

#: Where ESCO's concepts of skills live; the skill index knows them by "esco:" and what follows.
ESCO_SKILL = "http://data.europa.eu/esco/skill/"


def skills_aligned(profile: Profile, on: date, known: Container[str], name_of: Callable[[str], str]) -> frozenset[str]:
    """Return the ids of the skills that credentials valid on `on` align with.

    An ESCO address among `known` names its skill whatever the document calls it; other names go through `name_of`.
    """
    skills: set[str] = set()
    for held in profile.credentials_held:
        if held.status_on(on) is HeldStatus.VALID:
            by_address = {f"esco:{address.removeprefix(ESCO_SKILL)}" for address in held.aligned}
            skills.update(skill for skill in by_address if skill in known)
            skills.update(name_of(words) for words in held.skills)
    return frozenset(skills)


def completed(profile: Profile, on: date) -> tuple[Education, ...]:
    """Return the education completed on `on`: what the profile names, and what credentials valid then are.

    A year to come is the year in which it is to be completed, so it is under way.
    """
    awarded = (
        Education(
            level=held.level,
            field_of_study=held.field_of_study,
            year=held.issued_on.year if held.issued_on else None,
        )
        for held in profile.credentials_held
        if held.level is not None and held.status_on(on) is HeldStatus.VALID
    )
    done = (
        one
        for one in profile.education
        if one.status is EducationStatus.COMPLETED and (one.year is None or one.year <= on.year)
    )
    return (*done, *awarded)


def degree_under_way(profile: Profile, on: date, least: EducationLevel) -> date | None:
    """Return the day on which the first degree of level `least` or above ends that is under way; None without one."""
    ladder = list(EducationLevel)
    years = [
        one.year
        for one in profile.education
        if one.level in DEGREE_LEVELS
        and ladder.index(one.level) >= ladder.index(least)
        and one.status is not EducationStatus.LEFT
        and one.year is not None
        and one.year > on.year
    ]
    return date(min(years), 12, 31) if years else None
