"""What does a learner have that counts toward requirements: credentials of the catalogue, years worked, degrees?"""

from services.recommender.knowledge.credentials.degrees import degree_id
from services.recommender.scales import DEGREE_LEVELS, EducationLevel, HeldStatus
from services.recommender.situation.credentials.held_documents import completed
from services.recommender.situation.once import once
from services.recommender.situation.requirements import Possessions
from services.recommender.situation.situation import Situation


@once
def possessions(situation: Situation) -> Possessions:
    """Return what counts toward requirements on the day; a degree that is still under way does not.

    The education is known where it is named, under way or not, and the level of each part of it is.
    """
    named = {education.level for education in situation.profile.education}
    levels = {education.level for education in completed(situation.profile, situation.on)}
    degrees = {degree_id(level): HeldStatus.VALID for level in levels & DEGREE_LEVELS}
    return Possessions(
        held={**situation.held, **degrees},
        years_in_field=situation.profile.experience.years_in_field,
        education_known=bool(named | levels) and EducationLevel.UNKNOWN not in named | levels,
    )
