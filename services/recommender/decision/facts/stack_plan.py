"""What is true of the plan toward the stack goal?"""

from services.recommender.decision.plan.charting import DAYS_A_WEEK
from services.recommender.decision.plan.planning import StackPlan
from services.recommender.rulebook.vocabulary import LARGEST_NUMBER, Value

#: Standings of a plan as rules see them; what unknown hours or costs decide, or a search that was ended, is unknown.
_AS_FACT = {"may_fit": "unknown", "not_found": "unknown"}


def stack_plan_facts(plan: StackPlan | None) -> dict[str, Value]:
    """Return every learner.* fact about the plan; `none` without a goal that the catalogue knows."""
    if plan is None:
        return {"learner.stack_plan": "none", "learner.stack_weeks": None}
    finish = plan.plans.chosen[0].schedule.finish if plan.plans.chosen and plan.dated else None
    return {
        "learner.stack_plan": _AS_FACT.get(plan.standing, plan.standing),
        "learner.stack_weeks": None if finish is None else min(-(-finish // DAYS_A_WEEK), LARGEST_NUMBER),
    }
