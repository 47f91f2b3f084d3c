"""How does a plan look on a calendar? Draws one plan of the document's `stack_plan` as SVG: text in, text out."""

from html import escape
from textwrap import wrap

from services.presenting import descriptions
from services.presenting.plan import svg
from services.presenting.plan.calendar_axis import MARGIN, TITLES, TOP, WIDTH, Calendar
from services.recommender.recommendation.plan import OffRamp, Plan, PlanStep, StackPlan
from services.recommender.wording import phrases
from services.recommender.wording.formats import short_day
from services.recommender.wording.messages import capital, say

#: Pixels: a row, and the bar within it.
ROW, BAR = 46, 18

#: How wide a step is drawn whose hours are not known.
STUB = 26

#: How many letters the sentence below the title may have on a line.
LETTERS = 140


def timeline_svg(stack_plan: StackPlan, number: int = 0) -> str:
    """Return plan `number` of `stack_plan` (0 is the best) as an SVG document; without plans, the notes say why."""
    if not stack_plan.plans:
        return _words_only(stack_plan)
    plan = stack_plan.plans[number]
    steps = plan.steps
    calendar = Calendar(stack_plan, plan)
    bottom = TOP + max(1, len(steps)) * ROW
    height = bottom + 84
    parts = [
        *_headings(stack_plan, plan),
        *calendar.marks(bottom),
        *(part for row, step in enumerate(steps) for part in _row(step, TOP + row * ROW, calendar)),
        *([] if steps else [svg.text(MARGIN, TOP + 28, say("timeline.nothing_left"))]),
        *(_off_ramp(ramp, calendar) for ramp in plan.off_ramps),
        *calendar.limits(bottom),
        *_legend(plan, bottom + 56),
    ]
    return _document(stack_plan.goal.title, stack_plan.sentence, height, parts)


def _headings(stack_plan: StackPlan, plan: Plan) -> list[str]:
    room = WIDTH - 2 * MARGIN
    roles = descriptions.roles(plan)
    lines = wrap(_summary(stack_plan, plan), LETTERS, max_lines=2, placeholder="…")
    return [
        svg.elided(MARGIN, 30, stack_plan.goal.title, room - 180, size=18, more='font-weight="600"'),
        svg.text(WIDTH - MARGIN, 30, roles, size=12, fill=svg.GREY, more='text-anchor="end"'),
        *(svg.text(MARGIN, 50 + 17 * row, line) for row, line in enumerate(lines)),
    ]


def _summary(stack_plan: StackPlan, plan: Plan) -> str:
    if plan is stack_plan.plans[0]:
        return stack_plan.sentence
    when, hours, cost = descriptions.finish(plan), phrases.hours(plan.hours), descriptions.plan_cost(plan)
    return say("timeline.another_plan", when=capital(when), hours=hours, cost=cost)


def _row(step: PlanStep, y: float, calendar: Calendar) -> list[str]:
    title = step.credential.title
    heading = say("timeline.step_renewed" if step.act == "renew" else "timeline.step", number=step.number, title=title)
    left, middle, right = (calendar.x(day) for day in calendar.days_of(step))
    tip = say("timeline.step_dates", title=title, dates=descriptions.step_dates(step))
    unknown = step.hours is None or not step.weeks
    fill = "url(#again)" if step.act == "renew" else svg.BLUE
    parts = [
        svg.line(MARGIN, y, WIDTH - MARGIN, y, more='stroke-width="0.6"'),
        svg.elided(MARGIN, y + 19, heading, TITLES - MARGIN, more='font-weight="600"'),
        svg.text(MARGIN + 16, y + 36, _particulars(step), size=11, fill=svg.GREY),
    ]
    bar = y + (ROW - BAR) / 2
    if middle - left >= 1:
        parts.append(svg.bar((left, bar, middle - left, BAR), fill, tip=tip))
    if unknown and not step.end_known:
        edge = f'stroke="{svg.BLUE}" stroke-width="1.5" stroke-dasharray="4 3"'
        end = min(max(middle, left), WIDTH - MARGIN - STUB)
        parts += [svg.bar((end, bar, STUB, BAR), "#fff", tip=tip, more=edge), svg.text(end + 9, bar + 14, "?")]
    if right - middle >= 1:
        edge = f'stroke="{svg.BLUE}" stroke-width="1"'
        waits = say("timeline.exam_wait_of", title=title)
        parts.append(svg.bar((middle, bar, right - middle, BAR), "url(#wait)", tip=waits, more=edge))
    return parts


def _particulars(step: PlanStep) -> str:
    """Return the line below a step's title: dates, hours and price, as short as they can be said."""
    dates = descriptions.step_dates(step, short_day)
    return f"{dates} · {phrases.short_hours(step.hours)} · {phrases.cost(step.cost)}"


def _off_ramp(ramp: OffRamp, calendar: Calendar) -> str:
    y = TOP + (ramp.after_step - 1) * ROW + ROW / 2
    beside = 0 if ramp.on_known else STUB
    tip = say("timeline.off_ramp", when=descriptions.off_ramp(ramp), credentials=descriptions.in_hand(ramp))
    x = calendar.x(calendar.earliest(ramp.on, ramp.on_not_before)) + beside
    return svg.diamond(min(x, WIDTH - MARGIN), y, 7, tip=tip)


def _legend(plan: Plan, y: float) -> list[str]:
    acts = {step.act for step in plan.steps}
    entries = [
        (say("timeline.learning"), svg.BLUE, "earn" in acts),
        (say("timeline.renewing"), "url(#again)", "renew" in acts),
        (say("timeline.exam_wait"), "url(#wait)", any(step.exam_wait_weeks for step in plan.steps)),
    ]
    parts, x = [], float(MARGIN)
    for words, fill, used in entries:
        if used:
            parts += [svg.bar((x, y, 26, 12), fill), svg.text(x + 32, y + 10, words, size=11, fill=svg.GREY)]
            x += 112
    if any(not step.end_known for step in plan.steps):
        edge = f'stroke="{svg.BLUE}" stroke-dasharray="4 3"'
        parts.append(svg.bar((x, y, 26, 12), "#fff", more=edge))
        parts.append(svg.text(x + 32, y + 10, say("timeline.length_unknown"), size=11, fill=svg.GREY))
        x += 260
    if plan.off_ramps:
        parts += [svg.diamond(x + 8, y + 6, 6)]
        words = say("timeline.can_stop")
        parts.append(svg.text(x + 22, y + 10, words, size=11, fill=svg.GREY))
    return parts


def _words_only(stack_plan: StackPlan) -> str:
    lines = [note.text for note in stack_plan.notes]
    parts = [
        svg.elided(MARGIN, 30, stack_plan.goal.title, WIDTH - 2 * MARGIN, size=18, more='font-weight="600"'),
        svg.elided(MARGIN, 56, stack_plan.sentence, WIDTH - 2 * MARGIN),
        *(svg.elided(MARGIN, 82 + 20 * row, f"- {words}", WIDTH - 2 * MARGIN) for row, words in enumerate(lines)),
    ]
    return _document(stack_plan.goal.title, stack_plan.sentence, 90 + 20 * len(lines), parts)


def _document(title: str, sentence: str, height: float, parts: list[str]) -> str:
    size = f'viewBox="0 0 {WIDTH} {height:.0f}" width="{WIDTH}" height="{height:.0f}"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" font-family="{svg.FONT}">',
            f"<title>{escape(title)}</title>",
            f"<desc>{escape(sentence)}</desc>",
            svg.PATTERNS,
            f'<rect width="{WIDTH}" height="{height:.0f}" fill="#fff"/>',
            *parts,
            "</svg>\n",
        ]
    )
