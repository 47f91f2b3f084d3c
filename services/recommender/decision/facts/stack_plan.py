"""What is true of the plan toward the stack goal?"""

from collections.abc import Mapping
from typing import Literal, get_args

from services.recommender.decision.facts.record import FactRecord, fact
from services.recommender.planning.planning import StackPlan
from services.recommender.rulebook.vocabulary import LARGEST_NUMBER, Group
from services.recommender.situation.measures.durations import weeks_of
from services.recommender.wording.messages import say

PlanWord = Literal["none", "reached", "fits", "late", "over_budget", "late_and_over_budget", "impossible", "unknown"]

#: Standings of a plan as rules see them. All others are unknown: what unknown hours or costs decide (may_fit), and a
#: search that was ended (not_found).
_AS_FACT: Mapping[str, PlanWord] = {word: word for word in get_args(PlanWord)}


class StackPlanFacts(FactRecord, group=Group.LEARNER):
    """What rules may ask about the learner's plan."""

    stack_plan: PlanWord = fact(
        "How the best plan toward the stack goal stands to deadline and budget; none without a goal in the catalogue."
    )
    stack_weeks: int | None = fact(
        "Weeks until the stack goal is reached by the best plan; unknown where hours are.", unit="weeks"
    )
    stack_goal_reached: Literal["no", "yes"] = fact(
        "Whether everything the stack goal asks for is in hand and valid today; no also without a goal."
    )
    reached: str = fact("The stack goal that is reached, and until when it is valid.")


def stack_plan_facts(plan: StackPlan | None) -> StackPlanFacts:
    """Return what is true of the plan; `none` without a goal that the catalogue knows."""
    if plan is None:
        return StackPlanFacts(stack_plan="none", stack_weeks=None, stack_goal_reached="no", reached="")
    weeks = weeks_of(plan.plans.chosen[0].schedule.finish if plan.plans.chosen and plan.dated else None)
    return StackPlanFacts(
        stack_plan=_AS_FACT.get(plan.standing, "unknown"),
        stack_weeks=None if weeks is None else min(weeks, LARGEST_NUMBER),
        stack_goal_reached="yes" if plan.standing == "reached" else "no",
        reached=_reached(plan),
    )


def _reached(plan: StackPlan) -> str:
    """Return what was reached and until when it is valid; nothing where it was not reached."""
    if plan.standing != "reached":
        return ""
    until = plan.kept_until
    return say("held.until_day", title=plan.aim.title, day=until) if until is not None else plan.aim.title
