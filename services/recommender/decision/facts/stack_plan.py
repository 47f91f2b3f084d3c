"""What is true of the plan toward the stack goal?"""

from services.recommender.planning.planning import StackPlan
from services.recommender.rulebook.vocabulary import LARGEST_NUMBER, Value
from services.recommender.situation.durations import weeks_of
from services.recommender.wording.messages import say

#: Standings of a plan as rules see them; what unknown hours or costs decide, or a search that was ended, is unknown.
_AS_FACT = {"may_fit": "unknown", "not_found": "unknown"}


def stack_plan_facts(plan: StackPlan | None) -> dict[str, Value]:
    """Return every learner.* fact about the plan; `none` without a goal that the catalogue knows."""
    if plan is None:
        return {
            "learner.stack_plan": "none",
            "learner.stack_weeks": None,
            "learner.stack_goal_reached": "no",
            "learner.reached": "",
        }
    weeks = weeks_of(plan.plans.chosen[0].schedule.finish if plan.plans.chosen and plan.dated else None)
    return {
        "learner.stack_plan": _AS_FACT.get(plan.standing, plan.standing),
        "learner.stack_weeks": None if weeks is None else min(weeks, LARGEST_NUMBER),
        "learner.stack_goal_reached": "yes" if plan.standing == "reached" else "no",
        "learner.reached": _reached(plan),
    }


def _reached(plan: StackPlan) -> str:
    """Return what was reached and until when it is valid; nothing where it was not reached."""
    if plan.standing != "reached":
        return ""
    until = plan.kept_until
    return say("held.until_day", title=plan.aim.title, day=until) if until is not None else plan.aim.title
