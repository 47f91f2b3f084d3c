"""What is true of the learner?"""

from services.recommender.answer import Answer
from services.recommender.decision.facts.degree import degree_asked
from services.recommender.decision.facts.held import held_facts
from services.recommender.decision.facts.licence import holds_nearby_licence, licence_held
from services.recommender.decision.facts.path import in_time
from services.recommender.knowledge.known import Knowledge
from services.recommender.rulebook.vocabulary import Value
from services.recommender.scales import DEGREE_LEVELS, EducationLevel, HeldStatus, StackGoalKind, Standing
from services.recommender.situation.durations import DAYS_A_WEEK
from services.recommender.situation.held_documents import completed
from services.recommender.situation.licences_named import is_called_licence, names_licence
from services.recommender.situation.requirements import Possessions, steps
from services.recommender.situation.situation import Situation

#: Education levels from lowest to highest, UNKNOWN left out.
LADDER = tuple(level for level in EducationLevel if level is not EducationLevel.UNKNOWN)


def learner_facts(situation: Situation, knowledge: Knowledge) -> dict[str, Value]:
    """Return every learner.* fact."""
    profile = situation.profile
    statuses = [credential.status_on(situation.on) for credential in profile.credentials_held]
    standings = [credential.standing_on(situation.on) for credential in profile.credentials_held]
    degree = degree_asked(situation)
    asked = {term.skill for term in (*situation.required, *situation.preferred)}
    return {
        "learner.goal": profile.goal.value,
        "learner.stack_goal": profile.stack_goal.kind.value,
        "learner.stack_found": _stack_found(situation),
        "learner.goal_is_licence": "yes" if _goal_is_licence(situation) else "no",
        "learner.stack_steps_held": _stack_steps_held(situation, knowledge),
        "learner.stack_institution": profile.stack_goal.institution or "",
        "learner.stack_institution_recognises": _institution_recognises(situation),
        "learner.highest_education": _highest(situation).value,
        "learner.has_degree": _has_degree(situation).value,
        "learner.has_relevant_degree": _has_relevant_degree(situation, knowledge).value,
        "learner.degree_age": _degree_age(situation),
        "learner.degree_weeks": degree.weeks,
        "learner.degree_in_time": in_time(degree.weeks * DAYS_A_WEEK, situation.days_left),
        "learner.years_in_field": profile.experience.years_in_field,
        "learner.years_total": profile.experience.years_total,
        "learner.evidence_pieces": len(profile.evidence),
        "learner.evidence_for_role": sum(1 for skills in situation.evidence_skills if skills & asked),
        "learner.credentials_valid": statuses.count(HeldStatus.VALID),
        "learner.credentials_in_progress": statuses.count(HeldStatus.IN_PROGRESS),
        **held_facts(situation, knowledge),
        "learner.credentials_verified": standings.count(Standing.VERIFIED),
        "learner.credentials_unverifiable": standings.count(Standing.UNVERIFIABLE),
        "learner.credentials_tampered": standings.count(Standing.TAMPERED),
        "learner.credentials_not_yet_valid": standings.count(Standing.NOT_YET_VALID),
        "learner.licence": licence_held(situation),
        "learner.nearby_licence": "yes" if holds_nearby_licence(situation) else "no",
        "learner.skills_named": len(profile.skills),
        "learner.deadline": _deadline(situation),
        "learner.days_left": situation.days_left,
        "learner.weeks_left": situation.weeks_left,
        "learner.hours_per_week": profile.hours_per_week,
        "learner.budget": profile.budget.amount if profile.budget else None,
        "learner.to_spend": f"{profile.budget.amount} {profile.budget.currency}" if profile.budget else "",
    }


def _goal_is_licence(situation: Situation) -> bool:
    goal = situation.profile.stack_goal.credential
    return goal is not None and (names_licence(goal, situation.occupation) or is_called_licence(goal))


def _stack_found(situation: Situation) -> str:
    goal = situation.profile.stack_goal
    if goal.kind is StackGoalKind.NONE or goal.credential is None:
        return "none"
    return "yes" if situation.aim else "no"


def _stack_steps_held(situation: Situation, knowledge: Knowledge) -> int | None:
    if situation.aim is None:
        return None
    own = Possessions(held=situation.held, years_in_field=situation.profile.experience.years_in_field)
    return sum(1 for step in steps(situation.aim.requirement, knowledge.catalogue.credentials) if own.has(step))


def _institution_recognises(situation: Situation) -> str:
    """Return yes or no only where the catalogue knows who accepts the stack; silence is not a no.

    None, as a word, where no institution is named.
    """
    institution = situation.profile.stack_goal.institution
    if institution is None:
        return "none"
    if situation.aim is None or situation.aim.stack is None:
        return Answer.UNKNOWN.value
    accepted_by = {name.casefold() for name in situation.aim.stack.recognised_by}
    if not accepted_by:
        return Answer.UNKNOWN.value
    return (Answer.YES if institution.casefold() in accepted_by else Answer.NO).value


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
    """Return yes when any degree's field of study prepares for the occupation, unknown when one might."""
    has_degree = _has_degree(situation)
    if has_degree is not Answer.YES or situation.occupation is None:
        return has_degree if has_degree is Answer.NO else Answer.UNKNOWN
    answers = {
        knowledge.fields_of_study.relates(education.field_of_study or "", situation.occupation.code)
        for education in completed(situation.profile, situation.on)
        if education.level in DEGREE_LEVELS
    }
    return next(answer for answer in (Answer.YES, Answer.UNKNOWN, Answer.NO) if answer in answers)


def _degree_age(situation: Situation) -> int | None:
    education = completed(situation.profile, situation.on)
    years = [e.year for e in education if e.level in DEGREE_LEVELS and e.year is not None]
    return max(0, situation.on.year - max(years)) if years else None


def _deadline(situation: Situation) -> str:
    if situation.profile.deadline is None:
        return "none"
    return "passed" if situation.profile.deadline < situation.on else "ahead"
