"""What does a licence take of this learner? Not what the catalogue tells of it where their way is another one."""

from dataclasses import replace

from services.recommender.decision.facts.holdings.licence import licence_for, licence_held
from services.recommender.knowledge.credentials.credential import Credential, CredentialKind
from services.recommender.knowledge.credentials.remembered import Fact, Remembered
from services.recommender.knowledge.occupations.occupation import Occupation
from services.recommender.scales import DEGREE_LEVELS, HeldStatus
from services.recommender.situation.credentials.held_documents import completed
from services.recommender.situation.situation import Situation

#: What a licence takes of who earns it for the first time.
_TIME_AND_COST = frozenset({Fact.HOURS, Fact.COST, Fact.WEEKS_MINIMUM})

#: From this share of jobs on (hundredths of a percent) the examination for a licence mostly comes after a degree.
_HALF_DEGREES = 5000


def as_sought(credential: Credential, situation: Situation) -> Credential:
    """Return a licence without its hours and price where they are not those of this learner's own way to it.

    Renewing one takes neither the training nor the fee of the first time; the years of an apprenticeship are paid work
    at no learner's hours a week; and an examination is only the end of the way for who lacks the degree before it.
    """
    occupation = situation.occupation
    if credential.kind is not CredentialKind.LICENCE or not (
        _is_renewal(credential, situation) or (_is_own(credential, situation) and _way_is_longer(situation, occupation))
    ):
        return credential
    return replace(
        credential,
        hours=None,
        hours_from=None,
        cost=None,
        weeks_minimum=None,
        days_minimum=None,
        exam_wait_weeks=None,
        remembered=_but_time_and_cost(credential.remembered),
    )


def _but_time_and_cost(remembered: Remembered | None) -> Remembered | None:
    """Return what is remembered beside what is not told; nothing where that was all."""
    facts = tuple(one for one in remembered.facts if one not in _TIME_AND_COST) if remembered else ()
    return replace(remembered, facts=facts) if remembered and facts else None


def _is_own(credential: Credential, situation: Situation) -> bool:
    return licence_for(credential, situation) == "field"


def _is_renewal(credential: Credential, situation: Situation) -> bool:
    lapsed = {HeldStatus.EXPIRED, HeldStatus.REVOKED}
    asked = {one.held for one in situation.asked_credentials if one.credential == credential.id}
    if situation.held.get(credential.id) in lapsed or asked & lapsed:
        return True
    return _is_own(credential, situation) and licence_held(situation) in lapsed


def _way_is_longer(situation: Situation, occupation: Occupation | None) -> bool:
    """Say whether an apprenticeship or a degree that is not named lies before the licence."""
    if occupation is None or occupation.licence is None:
        return False
    share = occupation.culture.degree_share
    levels = {education.level for education in completed(situation.profile, situation.on)}
    return occupation.licence.apprenticeship or (
        share is not None and share.value >= _HALF_DEGREES and not levels & DEGREE_LEVELS
    )
