"""How was the education read: which qualification of which country, and at what level?"""

from services.recommender.knowledge.known import Knowledge
from services.recommender.learner import Education
from services.recommender.recommendation.reading import EducationReading
from services.recommender.situation.education_read import qualification_of
from services.recommender.situation.place import place_told
from services.recommender.situation.situation import Situation


def education_readings(situation: Situation, knowledge: Knowledge) -> list[EducationReading]:
    """Return each entry of the education with what it was taken for."""
    country = place_told(situation.profile)
    return [_reading(one, country, knowledge) for one in situation.profile.education]


def _reading(education: Education, country: str | None, knowledge: Knowledge) -> EducationReading:
    known = qualification_of(education, country, knowledge.qualifications)
    return EducationReading(
        qualification=education.qualification,
        level=education.level,
        status=education.status,
        known_as=known.name if known else None,
        country=known.country if known else None,
        national_level=(known.national_level or None) if known else None,
        eqf=(known.eqf or None) if known else None,
        remembered=known.remembered if known else False,
    )
