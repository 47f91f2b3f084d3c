"""Which level has education that is named by its qualification? By its country's own name, or by those of English."""

from dataclasses import replace

from services.recommender.knowledge.education import FieldsOfStudy
from services.recommender.knowledge.qualifications import Qualification, Qualifications
from services.recommender.learner import Education, HeldCredential, Profile
from services.recommender.names.degrees.degree_names import DegreeName, read_degree_names
from services.recommender.names.study_progress import study_progress, without_progress
from services.recommender.names.title_standing import standing_said
from services.recommender.scales import VOCATIONAL_LEVELS, EducationLevel, EducationStatus, TitleStanding
from services.recommender.situation.place import place_told

#: How far education has come by what its name says of it; a degree does not lapse.
_SAID = {
    TitleStanding.UNDER_WAY: EducationStatus.IN_PROGRESS,
    TitleStanding.APPLIED_FOR: EducationStatus.IN_PROGRESS,
    TitleStanding.PART: EducationStatus.IN_PROGRESS,
    TitleStanding.PLANNED: EducationStatus.LEFT,
    TitleStanding.FAILED: EducationStatus.LEFT,
}

#: Names of rows of the qualifications that say that somebody studies, and not for which degree.
_ONLY_STUDIES = frozenset(
    {"Studium (Abschluss nicht genannt)", "Studia (I stopnia)", "Universiteit", "University studies", "Högskolestudier"}
)

#: The levels from lowest to highest.
_RANK = {level: rank for rank, level in enumerate(EducationLevel)}

#: Which degree is named does not depend on the year.
_ANY_YEAR = 9999


def with_levels(profile: Profile, known: Qualifications, fields: FieldsOfStudy, this_year: int) -> Profile:
    """Return the profile with the level and status of each qualification that is named in words.

    A name that is known says more than a level stated beside it: a Meister is none of a bachelor's degrees. What is not
    done and says no more than its subject ("cursando 3º de Derecho") is taken for a bachelor's.
    """
    country = place_told(profile)
    read = tuple(_of_a_subject(_read(one, country, known, this_year), fields) for one in profile.education)
    held = tuple(_held(one, country, known) for one in profile.credentials_held)
    return replace(profile, education=read, credentials_held=held)


def qualification_of(education: Education, country: str | None, known: Qualifications) -> Qualification | None:
    """Return the qualification that education names, in the country that awarded it, or else as in `country`."""
    if education.qualification is None:
        return None
    for name in dict.fromkeys((education.qualification, without_progress(education.qualification))):
        there = education.country
        if found := known.read(name, country) if there is None else known.read_there(name, there):
            return None if _says_more(name, found) else found
    return None


def _says_more(name: str, found: Qualification) -> bool:
    """Say whether a higher degree stands beside what only says that somebody studies: "Studium an der ETH, MSc"."""
    if found.name not in _ONLY_STUDIES:
        return False
    return any(_RANK[each.level] > _RANK[found.level] for each in read_degree_names(name, _ANY_YEAR))


def qualification_held(held: HeldCredential, country: str | None, known: Qualifications) -> Qualification | None:
    """Return the vocational qualification that a credential held is: "Gesellenbrief", "NVQ 3", "Red Seal"."""
    named = known.read_alone(held.title, country)
    return named if named is not None and named.level in VOCATIONAL_LEVELS else None


def _held(held: HeldCredential, country: str | None, known: Qualifications) -> HeldCredential:
    named = qualification_held(held, country, known) if held.level is None else None
    return replace(held, level=named.level) if named else held


def _read(education: Education, country: str | None, known: Qualifications, this_year: int) -> Education:
    if education.qualification is None:
        return education
    names = read_degree_names(education.qualification, this_year)
    named = qualification_of(education, country, known)
    level = named.level if named else names[0].level if names else education.level
    if named is None and education.level is not EducationLevel.UNKNOWN:
        level = education.level
    return replace(education, level=level, status=_status(education, education.qualification, names))


def _of_a_subject(education: Education, fields: FieldsOfStudy) -> Education:
    unfinished = education.status in {EducationStatus.IN_PROGRESS, EducationStatus.LEFT}
    if education.qualification is None or education.level is not EducationLevel.UNKNOWN or not unfinished:
        return education
    return replace(education, level=EducationLevel.BACHELOR) if fields.knows(education.qualification) else education


def _status(education: Education, qualification: str, names: tuple[DegreeName, ...]) -> EducationStatus:
    """Return how far it has come: as stated, or as its name says ("BSc, final year", "Ausbildung abgebrochen")."""
    if education.status is not EducationStatus.COMPLETED:
        return education.status
    if (said := study_progress(qualification) if len(names) <= 1 else None) is not None:
        return EducationStatus(said)
    if names and (names[0].given_up or names[0].under_way):
        return EducationStatus.LEFT if names[0].given_up else EducationStatus.IN_PROGRESS
    # Of several degrees in one name the first is done, whatever is said of another one.
    standing = standing_said(qualification) if len(names) <= 1 else TitleStanding.HELD
    return _SAID.get(standing, education.status)
