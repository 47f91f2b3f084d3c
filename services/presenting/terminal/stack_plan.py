"""How does a person read a stack plan on a terminal?"""

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from services.presenting import descriptions
from services.presenting.terminal.tables import uncut
from services.recommender.recommendation.plan import Plan, StackPlan
from services.recommender.wording import phrases
from services.recommender.wording.formats import short_day
from services.recommender.wording.messages import say

#: Steps and notes shown without --all: what fits a screen.
FEW_STEPS, FEW_NOTES = 8, 3


def stack_plan_lines(stack_plan: StackPlan | None, *, everything: bool) -> list[RenderableType]:
    """Return the best plan step by step, the others in a line each, and what is to be said; nothing without a plan."""
    if stack_plan is None:
        return []
    heading = say("heading.plan", goal=stack_plan.goal.title)
    lines: list[RenderableType] = [Text(f"\n{heading}", style="bold"), Text(stack_plan.sentence)]
    plans = stack_plan.plans
    if plans:
        lines += _best(plans[0], everything=everything)
    lines += [Text(_other(plan), style="dim") for plan in plans[1:]]
    if check := stack_plan.goal.check:
        lines.append(Text(say("label.to_check", sentence=check), style="magenta"))
    notes = [*(plans[0].rests_on if plans else []), *(note.text for note in stack_plan.notes)]
    shown = list(dict.fromkeys(notes))
    few = shown if everything else shown[:FEW_NOTES]
    lines += [Text(say("label.please_note", sentence=words), style="yellow") for words in few]
    if hidden := len(shown) - len(few):
        lines.append(Text(say("plan_step.more_notes", count=hidden), style="dim"))
    if everything:
        lines += [Text(f"- {sentence}", style="dim") for sentence in stack_plan.how_it_is_counted]
    return lines


def _best(plan: Plan, *, everything: bool) -> list[RenderableType]:
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 1))
    ramps = {ramp.after_step: ramp for ramp in plan.off_ramps}
    shown = plan.steps if everything else plan.steps[:FEW_STEPS]
    for step in shown:
        title, ramp = descriptions.step_title(step), ramps.get(step.number)
        if ramp and ramp.stacks:
            title = say("plan_step.reaches", title=title, stacks=[stack.title for stack in ramp.stacks])
        dates = descriptions.step_dates(step, short_day)
        table.add_row(f"{step.number}.", dates, title, phrases.short_hours(step.hours), phrases.cost(step.cost))
    lines: list[RenderableType] = [uncut(table)] if plan.steps else []
    if hidden := len(plan.steps) - len(shown):
        lines.append(Text(say("plan_step.more", count=hidden), style="dim"))
    return lines


def _other(plan: Plan) -> str:
    steps = say("count.steps", count=len(plan.steps))
    when, cost = descriptions.finish(plan), descriptions.plan_cost(plan)
    return say("plan_step.other_plan_briefly", roles=descriptions.roles(plan), steps=steps, when=when, cost=cost)
