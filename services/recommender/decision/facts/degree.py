"""How long does the degree take that the aim asks for, and is it a doctorate?"""

from dataclasses import dataclass

from services.recommender.scales import EducationLevel, EmployerKind
from services.recommender.situation.aims.employers import kinds_aimed_at
from services.recommender.situation.credentials.held_documents import completed
from services.recommender.situation.once import once
from services.recommender.situation.situation import Situation

#: A year of study in weeks, as degrees are counted here.
_YEAR = 52

#: An associate degree, the shortest, is two years of study (O*NET 29.3, scale RL, category 6 stands for it).
SHORTEST_WEEKS = 2 * _YEAR

#: A doctorate takes four years at the least (general knowledge of programmes in the United States, to be checked with
#: the university).
DOCTORATE_WEEKS = 4 * _YEAR

#: A bachelor's degree, which longer degrees build on.
_BACHELOR_WEEKS = 4 * _YEAR

#: First professional degrees and clinical doctorates by the beginning of the O*NET-SOC code, in weeks: law, physical
#: therapy and nurse anesthesia take three years, the others four (general knowledge of programmes in the United
#: States, to be checked with the school).
PROFESSIONAL_DEGREES = {
    "19-3033": 4 * _YEAR,
    "19-3039.02": 4 * _YEAR,
    "19-3039.03": 4 * _YEAR,
    "23-10": 3 * _YEAR,
    "29-1011": 4 * _YEAR,
    "29-102": 4 * _YEAR,
    "29-1041": 4 * _YEAR,
    "29-1051": 4 * _YEAR,
    "29-1081": 4 * _YEAR,
    "29-1123": 3 * _YEAR,
    "29-1131": 4 * _YEAR,
    "29-1151": 3 * _YEAR,
    "29-1181": 4 * _YEAR,
    "29-12": 4 * _YEAR,
    "29-1299.01": 4 * _YEAR,
}

#: The job zone whose academic posts ask for a doctorate, as the rule path/academic-posts-ask-for-more has it.
_ACADEMIC_ZONE = 5

_BACHELOR_OR_MORE = frozenset({EducationLevel.BACHELOR, EducationLevel.MASTER, EducationLevel.DOCTORATE})


@dataclass(frozen=True, kw_only=True)
class DegreeAsked:
    """The degree of the degree path: the least weeks it takes this learner, and whether it is a doctorate."""

    weeks: int
    doctorate: bool = False


@once
def degree_asked(situation: Situation) -> DegreeAsked:
    """Return the degree that the aim asks for; the shortest there is where nothing says that it is a longer one."""
    code = situation.occupation.code if situation.occupation else ""
    professional = professional_weeks(code)
    if professional is not None:
        return DegreeAsked(weeks=professional + _weeks_before(situation))
    if _asks_for_a_doctorate(situation):
        return DegreeAsked(weeks=DOCTORATE_WEEKS + _weeks_before(situation), doctorate=True)
    return DegreeAsked(weeks=SHORTEST_WEEKS)


def professional_weeks(code: str) -> int | None:
    """Return the least weeks of the first professional degree of an occupation; None where it asks for none."""
    return next((weeks for start, weeks in PROFESSIONAL_DEGREES.items() if code.startswith(start)), None)


def _asks_for_a_doctorate(situation: Situation) -> bool:
    zone = situation.occupation.job_zone if situation.occupation else None
    levels = _levels(situation)
    return (
        EmployerKind.ACADEMIC in kinds_aimed_at(situation.employers)
        and zone == _ACADEMIC_ZONE
        and bool(levels)
        and EducationLevel.DOCTORATE not in levels
    )


def _weeks_before(situation: Situation) -> int:
    """Return what is left of the bachelor's degree underneath; nothing where the education is not known."""
    levels = _levels(situation)
    if not levels or levels & _BACHELOR_OR_MORE:
        return 0
    return _BACHELOR_WEEKS - (SHORTEST_WEEKS if EducationLevel.ASSOCIATE in levels else 0)


def _levels(situation: Situation) -> frozenset[EducationLevel]:
    levels = (education.level for education in completed(situation.profile, situation.on))
    return frozenset(levels) - {EducationLevel.UNKNOWN}
