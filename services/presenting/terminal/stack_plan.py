"""How does a person read a stack plan on a terminal?"""

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from services.presenting.terminal.tables import uncut
from services.recommender.explaining.plan_sentences import finish_said, step_dates
from services.recommender.recommendation.parts import Money
from services.recommender.recommendation.plan import Plan, StackPlan

#: Steps and notes shown without --all: what fits a screen.
FEW_STEPS, FEW_NOTES = 8, 3


def stack_plan_lines(stack_plan: StackPlan | None, *, everything: bool) -> list[RenderableType]:
    """Return the best plan step by step, the others in a line each, and what is to be said; nothing without a plan."""
    if stack_plan is None:
        return []
    lines: list[RenderableType] = [Text("\nPlan to the stack goal", style="bold"), Text(stack_plan.sentence)]
    plans = stack_plan.plans
    if plans:
        lines += _best(plans[0], everything=everything)
    lines += [Text(f"Or {_other(plan)}", style="dim") for plan in plans[1:]]
    if check := stack_plan.goal.check:
        lines.append(Text(f"Check: {check}", style="magenta"))
    notes = [*(plans[0].rests_on if plans else []), *(note.text for note in stack_plan.notes)]
    shown = list(dict.fromkeys(notes))
    lines += [Text(f"Mind: {words}", style="yellow") for words in (shown if everything else shown[:FEW_NOTES])]
    if not everything and len(shown) > FEW_NOTES:
        lines.append(Text(f"... and {len(shown) - FEW_NOTES} more remarks", style="dim"))
    if everything:
        lines += [Text(f"- {sentence}", style="dim") for sentence in stack_plan.how_it_is_counted]
    return lines


def _best(plan: Plan, *, everything: bool) -> list[RenderableType]:
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 1))
    ramps = {ramp.after_step: ramp for ramp in plan.off_ramps}
    steps = plan.steps
    for step in steps if everything else steps[:FEW_STEPS]:
        renewed = "renew " if step.act == "renew" else ""
        ramp = ramps.get(step.number)
        worth = ", ".join(stack.title for stack in ramp.stacks) if ramp else ""
        title = f"{renewed}{step.credential.title}" + (f" (reaches {worth})" if worth else "")
        title += " (revoked: settle with the issuer first)" if step.revoked else ""
        hours = "hours unknown" if step.hours is None else f"{step.hours} h"
        table.add_row(f"{step.number}.", step_dates(step), title, hours, price(step.cost))
    lines: list[RenderableType] = [uncut(table)] if steps else []
    if not everything and len(steps) > FEW_STEPS:
        lines.append(Text(f"... and {len(steps) - FEW_STEPS} more steps", style="dim"))
    return lines


def _other(plan: Plan) -> str:
    sums = " and ".join(f"{cost.amount} {cost.currency}" for cost in plan.cost) or "nothing"
    known = f"at least {sums}" if plan.cost_unknown else sums
    return f"{', '.join(plan.roles)}: {len(plan.steps)} steps, {finish_said(plan)}, {known}"


def price(cost: Money | None) -> str:
    """Return what something costs, as the terminal says it."""
    if cost is None:
        return "cost unknown"
    return "free" if cost.amount == 0 else f"{cost.amount} {cost.currency}"
