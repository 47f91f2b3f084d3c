"""What is true of the learner?"""

from typing import Literal

from services.recommender.answer import Answer
from services.recommender.decision.facts.credits import WHERE_ASKED, credit_at
from services.recommender.decision.facts.degree import degree_asked
from services.recommender.decision.facts.holdings.licence import (
    LicenceHeld,
    holds_nearby_licence,
    is_in_training,
    licence_country,
    licence_held,
    rests_mostly_on_degrees,
)
from services.recommender.decision.facts.record import FactRecord, fact
from services.recommender.knowledge.known import Knowledge
from services.recommender.names.geography.countries import country_name
from services.recommender.names.organisations import is_same
from services.recommender.rulebook.vocabulary import Group
from services.recommender.scales import DEGREE_LEVELS, EducationLevel, Goal, HeldStatus, StackGoalKind, Standing
from services.recommender.situation.credentials.held_documents import completed
from services.recommender.situation.credentials.licences_named import is_called_licence, names_licence
from services.recommender.situation.requirements import steps
from services.recommender.situation.role.role_skills import skills_in
from services.recommender.situation.situation import Situation
from services.recommender.wording.messages import say

#: Education levels from lowest to highest, UNKNOWN left out.
LADDER = tuple(level for level in EducationLevel if level is not EducationLevel.UNKNOWN)

#: What a degree may be to the field, the nearest first.
_NEAREST_FIRST = (Answer.YES, Answer.UNKNOWN, Answer.NO)

StackFound = Literal["none", "yes", "no"]


class LearnerFacts(FactRecord, group=Group.LEARNER):
    """What rules may ask about the learner; held.py, stack_plan.py and time_and_money.py say more."""

    goal: Goal = fact("Why the learner asks.")
    stack_goal: StackGoalKind = fact("What a stack of credentials should lead to, if anything.")
    goal_is_licence: Literal["no", "yes"] = fact("Whether the stack goal names a licence.")
    stack_found: StackFound = fact("Whether the named stack goal is in the catalogue; none when no goal is named.")
    stack_steps_held: int | None = fact(
        "Credentials toward the stack goal held and valid; unknown without a stack from the catalogue.", unit="steps"
    )
    stack_institution_recognises: Literal["none"] | Answer = fact(
        "Whether the institution named in the stack goal is known to accept that stack, or, where the goal is credit "
        "and no stack, credit of a credential of the catalogue; none when none is named."
    )
    stack_institution: str = fact("The institution named in the stack goal.")
    highest_education: EducationLevel = fact("The highest completed education; unknown when the profile names none.")
    has_degree: Answer = fact("Whether a degree (associate or higher) is completed.")
    has_relevant_degree: Answer = fact("Whether a completed degree prepares for the field aimed at.")
    degree_age: int | None = fact(
        "Age of the newest degree that prepares for the field; of the newest one that might, where none does.",
        unit="years",
    )
    degree_weeks: int = fact(
        "The least weeks that the degree which the aim asks for takes: longer for law, medicine and doctorates.",
        unit="weeks",
    )
    years_in_field: int | None = fact("Years worked in the field aimed at.", unit="years")
    years_total: int | None = fact("Years worked in all.", unit="years")
    evidence_pieces: int = fact(
        "Portfolio pieces, projects, work products and publications named in the profile.", unit="pieces"
    )
    evidence_for_role: int = fact("Those of them that show a skill the role asks for.", unit="pieces")
    evidence_about_role: int = fact(
        "Those of them that show a skill of the role or its occupation; one that names no skill is taken to.",
        unit="pieces",
    )
    credentials_valid: int = fact("Credentials held and valid today.", unit="credentials")
    credentials_in_progress: int = fact("Credentials begun and not finished.", unit="credentials")
    credentials_verified: int = fact(
        "Credentials held whose issuer's signature was checked and is right, valid today.", unit="credentials"
    )
    credentials_unverifiable: int = fact(
        "Credentials held whose document could not be checked, not expired; they count like those named in words.",
        unit="credentials",
    )
    credentials_tampered: int = fact(
        "Documents whose signature does not fit what they say; they count as not held.", unit="credentials"
    )
    credentials_not_yet_valid: int = fact(
        "Credentials that become valid later; until then they count as not held.", unit="credentials"
    )
    licence: LicenceHeld = fact(
        "Whether the field's licence is among the credentials held, and how; silence is not a no. Elsewhere is one of "
        "another country, or not the registration that the posting names; unproven one whose document is forged or "
        "cannot be read."
    )
    licence_country: str = fact("The country of a licence of elsewhere, for showing; another country where unknown.")
    in_training: Literal["yes", "no"] = fact(
        "Whether the title of the field or the role calls its holder an apprentice, a trainee or a student."
    )
    nearby_licence: Literal["yes", "no"] = fact(
        "Whether a licence near the field's is held or under way, such as a practical nurse's for a registered nurse."
    )
    skills_named: int = fact("Skills named in the profile.", unit="skills")


def learner_facts(situation: Situation, knowledge: Knowledge) -> LearnerFacts:
    """Return what is true of the learner."""
    profile = situation.profile
    statuses = [credential.status_on(situation.on) for credential in profile.credentials_held]
    standings = [credential.standing_on(situation.on) for credential in profile.credentials_held]
    asked = skills_in((*situation.required, *situation.preferred))
    return LearnerFacts(
        goal=profile.goal,
        stack_goal=profile.stack_goal.kind,
        stack_found=_stack_found(situation),
        goal_is_licence="yes" if _goal_is_licence(situation) else "no",
        stack_steps_held=_stack_steps_held(situation, knowledge),
        stack_institution=profile.stack_goal.institution or "",
        stack_institution_recognises=_institution_recognises(situation, knowledge),
        highest_education=_highest(situation),
        has_degree=_has_degree(situation),
        has_relevant_degree=_has_relevant_degree(situation, knowledge),
        degree_age=_degree_age(situation, knowledge),
        degree_weeks=degree_asked(situation).weeks,
        years_in_field=profile.experience.years_in_field,
        years_total=profile.experience.years_total,
        evidence_pieces=len(profile.evidence),
        evidence_for_role=sum(1 for skills in situation.evidence_skills if skills & asked),
        evidence_about_role=situation.evidence_about_role,
        credentials_valid=statuses.count(HeldStatus.VALID),
        credentials_in_progress=statuses.count(HeldStatus.IN_PROGRESS),
        credentials_verified=standings.count(Standing.VERIFIED),
        credentials_unverifiable=standings.count(Standing.UNVERIFIABLE),
        credentials_tampered=standings.count(Standing.TAMPERED),
        credentials_not_yet_valid=standings.count(Standing.NOT_YET_VALID),
        licence=licence_held(situation),
        licence_country=_licence_country(situation),
        in_training="yes" if is_in_training(situation) else "no",
        nearby_licence="yes" if holds_nearby_licence(situation) else "no",
        skills_named=len(profile.skills),
    )


def _licence_country(situation: Situation) -> str:
    country = licence_country(situation)
    return country_name(country) if country else say("held.another_country")


def _goal_is_licence(situation: Situation) -> bool:
    goal = situation.profile.stack_goal.credential
    return goal is not None and (names_licence(goal, situation.occupation) or is_called_licence(goal))


def _stack_found(situation: Situation) -> StackFound:
    goal = situation.profile.stack_goal
    if goal.kind is StackGoalKind.NONE or goal.credential is None:
        return "none"
    return "yes" if situation.aim else "no"


def _stack_steps_held(situation: Situation, knowledge: Knowledge) -> int | None:
    if situation.aim is None:
        return None
    toward = steps(situation.aim.requirement, knowledge.catalogue.credentials)
    return sum(1 for step in toward if situation.held.get(step) is HeldStatus.VALID)


def _institution_recognises(situation: Situation, knowledge: Knowledge) -> Literal["none"] | Answer:
    """Return yes or no only where the catalogue knows who accepts the stack; silence is not a no.

    None, as a word, where no institution is named.
    """
    institution = situation.profile.stack_goal.institution
    if institution is None:
        return "none"
    if situation.aim is None or situation.aim.stack is None:
        known, goal = knowledge.catalogue.credentials, situation.profile.stack_goal
        taken = any(credit_at(one, goal, known) in WHERE_ASKED for one in known.values())
        return Answer.YES if taken else Answer.UNKNOWN
    accepted_by = situation.aim.stack.recognised_by
    if not accepted_by:
        return Answer.UNKNOWN
    return Answer.YES if any(is_same(name, institution) for name in accepted_by) else Answer.NO


def _highest(situation: Situation) -> EducationLevel:
    levels = (education.level for education in completed(situation.profile, situation.on))
    known = [level for level in levels if level is not EducationLevel.UNKNOWN]
    return max(known, key=LADDER.index) if known else EducationLevel.UNKNOWN


def _has_degree(situation: Situation) -> Answer:
    highest = _highest(situation)
    if highest is EducationLevel.UNKNOWN:
        return Answer.UNKNOWN
    return Answer.YES if highest in DEGREE_LEVELS else Answer.NO


def _has_relevant_degree(situation: Situation, knowledge: Knowledge) -> Answer:
    """Return yes when any degree's field of study prepares for the occupation, unknown when one might.

    Whoever holds the licence of a field that most enter with a degree was prepared by the degree they have.
    """
    has_degree = _has_degree(situation)
    if has_degree is Answer.YES and licence_held(situation) == HeldStatus.VALID and rests_mostly_on_degrees(situation):
        return Answer.YES
    if has_degree is not Answer.YES or situation.occupation is None:
        return has_degree if has_degree is Answer.NO else Answer.UNKNOWN
    answers = {
        knowledge.fields_of_study.relates(education.studied, situation.occupation.code)
        for education in completed(situation.profile, situation.on)
        if education.level in DEGREE_LEVELS
    }
    return next(answer for answer in _NEAREST_FIRST if answer in answers)


def _degree_age(situation: Situation, knowledge: Knowledge) -> int | None:
    """Return the age of the newest degree of those that prepare for the field best; one in theology renews no other."""
    years: dict[Answer, list[int]] = {answer: [] for answer in Answer}
    for one in completed(situation.profile, situation.on):
        if one.level in DEGREE_LEVELS and one.year is not None:
            code = situation.occupation.code if situation.occupation else None
            field_of_study = one.studied
            answer = knowledge.fields_of_study.relates(field_of_study, code) if code else Answer.UNKNOWN
            years[answer].append(one.year)
    newest = next((max(found) for answer in _NEAREST_FIRST if (found := years[answer])), None)
    return max(0, situation.on.year - newest) if newest is not None else None
