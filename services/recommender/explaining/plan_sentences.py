"""What is said of a plan in one sentence, and how was it counted?"""

from collections.abc import Callable, Sequence
from datetime import date

from services.recommender.planning.planning import StackPlan
from services.recommender.recommendation import plan as said
from services.recommender.recommendation.codes import NoteCode
from services.recommender.recommendation.parts import Money
from services.recommender.situation.durations import DAYS_A_WEEK, weeks_of

#: The planner's model in the learner's words; shown with every plan.
MODEL = (
    "One credential is learned at a time: its hours divided by the hours a week, no less than its minimum duration.",
    "The wait for an exam is counted where the catalogue knows it; the next step is learned meanwhile.",
    "A step begins once everything it asks for is in hand.",
    "Everything counted is still valid on the day the goal is reached, or is taken later or renewed for that.",
    "Renewing is counted like earning, without its prerequisites.",
    "A fee that several steps share is paid once. Costs in different currencies are not added.",
    "Unknown costs are named and counted as nothing, so that sums are the least they can be.",
    "Where hours are not known, no date is given from there on, at most the earliest that it can be.",
    "Where there is a way whose hours and costs are known, it goes before one where they are not.",
)


def plan_sentence(plan: StackPlan, plans: Sequence[said.Plan]) -> str:
    """Say how the goal can be reached, and what the best plan breaks if it breaks something."""
    title = plan.aim.title
    if plan.standing == "reached":
        until = f", valid until {plan.kept_until:%-d %B %Y}" if plan.kept_until else ""
        return f"You have reached this goal: everything that {title} asks for is in hand{until}. Choose the next one."
    if plan.standing == "impossible":
        return f"No way to {title} is known that can be planned; the notes say why."
    if not plans:
        return f"No way to {title} was found before the search was ended."
    best = plans[0]
    count = len(best.steps)
    steps = "1 step" if count == 1 else f"{count} steps"
    sentence = f"{title} in {steps}, {_when(best)}, for {_price(best)}{_broken(best.breaks)}."
    return f"{_to_settle(plan)}{sentence}"


def step_dates(step: said.PlanStep, day: Callable[[date], str] = date.isoformat) -> str:
    """Return when a step is done, each day as `day` says it."""
    if step.end_known and step.starts and step.in_hand:
        return f"{day(step.starts)} to {day(step.in_hand)}"
    if step.start_known and step.starts:
        return f"from {day(step.starts)}"
    return _not_before(step.starts_not_before, day)


def finish_said(plan: said.Plan, day: Callable[[date], str] = date.isoformat) -> str:
    """Return by when a plan is done."""
    if plan.dates_known and plan.finish:
        return f"by {day(plan.finish)}"
    return _not_before(plan.finish_not_before, day)


def off_ramp_said(ramp: said.OffRamp, day: Callable[[date], str] = date.isoformat) -> str:
    """Return when a plan may be left with something in hand."""
    if ramp.on_known and ramp.on:
        return f"on {day(ramp.on)}"
    return _not_before(ramp.on_not_before, day)


def _not_before(bound: date | None, day: Callable[[date], str]) -> str:
    """Return the earliest day there can be. A document from before this was said has none, and dates nobody knows."""
    return "date not known" if bound is None else f"not before {day(bound)}"


def _to_settle(plan: StackPlan) -> str:
    """Say before everything else what was revoked: without its issuer's consent there is nothing to begin with."""
    return "".join(f"{note.text} After that: " for note in plan.notes if note.code is NoteCode.REVOKED)


def _when(best: said.Plan) -> str:
    if best.finish:
        return f"by {best.finish}"
    unknown, bound = len(best.hours_unknown), best.finish_not_before
    if bound is None:
        return "in a time that is not known"
    return f"not before {bound}{f' (the hours of {unknown} are not known)' if unknown else ''}"


def _price(best: said.Plan) -> str:
    sums = _sums(best.cost)
    if best.cost_unknown:
        return f"at least {sums}" if sums else "a cost that is not known"
    return sums or "nothing"


def _broken(breaks: said.PlanBreaks) -> str:
    parts = []
    if days := breaks.days_late:
        late = (days, "day") if days < DAYS_A_WEEK else (weeks_of(days), "week")
        parts.append(f"{late[0]} {late[1]}{'' if late[0] == 1 else 's'} after the deadline")
    if breaks.over_budget_by:
        parts.append(f"{_sums(breaks.over_budget_by)} over the budget")
    return f": {' and '.join(parts)}" if parts else ""


def _sums(costs: Sequence[Money]) -> str:
    return " and ".join(f"{cost.amount} {cost.currency}" for cost in costs)
