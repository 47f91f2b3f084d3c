"""What is said of a plan in one sentence, and how was it counted?"""

from collections.abc import Sequence

from services.recommender.planning.planning import StackPlan
from services.recommender.recommendation import plan as said
from services.recommender.recommendation.codes import NoteCode
from services.recommender.situation.measures.durations import DAYS_A_WEEK
from services.recommender.wording import phrases
from services.recommender.wording.messages import Message, say


def how_it_is_counted() -> list[str]:
    """Return the planner's model in the learner's words; shown with every plan."""
    return [
        say("how_counted.one_at_a_time"),
        say("how_counted.exam_wait"),
        say("how_counted.requirements"),
        say("how_counted.validity"),
        say("how_counted.renewal"),
        say("how_counted.fees"),
        say("how_counted.unknown_costs"),
        say("how_counted.unknown_hours"),
        say("how_counted.known_first"),
    ]


def plan_sentence(plan: StackPlan, plans: Sequence[said.Plan]) -> Message:
    """Say how the goal can be reached, and what the best plan breaks if it breaks something."""
    title = plan.aim.title
    if plan.standing == "reached":
        if until := plan.kept_until:
            return say("plan.reached_until", title=title, day=until)
        return say("plan.reached", title=title)
    if plan.standing == "impossible":
        return say("plan.impossible", title=title)
    if not plans:
        return say("plan.not_found", title=title)
    best = plans[0]
    steps, when = say("count.steps", count=len(best.steps)), _when(best)
    cost = phrases.total(best.cost, least=bool(best.cost_unknown), converted=best.cost_converted)
    sentence = say("plan.best", title=title, steps=steps, when=when, cost=cost)
    if (breaks := _breaks(best.breaks)) is not None:
        sentence = say("plan.best_breaks", title=title, steps=steps, when=when, cost=cost, breaks=breaks)
    # What was revoked comes before everything else: without its issuer's consent there is nothing to begin with.
    for note in reversed(plan.notes):
        if note.code is NoteCode.REVOKED:
            sentence = say("plan.after_revoked", note=note.text, plan=sentence)
    return sentence


def _when(best: said.Plan) -> Message:
    unknown, bound = len(best.hours_unknown), best.finish_not_before
    if best.finish is None and bound is not None and unknown:
        return say("plan.not_before_unknown_hours", day=bound, count=unknown)
    return phrases.done_by(best.finish, bound)


def _breaks(breaks: said.PlanBreaks) -> Message | None:
    late = _late(breaks)
    over = breaks.over_budget_by
    if late and over:
        return say("plan.late_and_over_budget", time=late, prices=over)
    if late:
        return say("plan.after_deadline", time=late)
    return say("plan.over_budget", prices=over) if over else None


def _late(breaks: said.PlanBreaks) -> Message | None:
    days, weeks = breaks.days_late, breaks.weeks_late
    if not days or not weeks:
        return None
    return say("count.days", count=days) if days < DAYS_A_WEEK else say("count.weeks", count=weeks)
