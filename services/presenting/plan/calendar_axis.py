"""Where does a day lie on the timeline, and how are the months, the finish and the deadline marked?"""

from datetime import date, timedelta

from services.presenting.plan import svg
from services.recommender.recommendation.plan import Plan, PlanStep, StackPlan
from services.recommender.wording.formats import month_name
from services.recommender.wording.messages import say

#: Pixels: the drawing's width, the column of titles and the margins.
WIDTH, TITLES, MARGIN = 1040, 372, 24

#: Where the first row begins, below the headings and the names of the months.
TOP = 112

#: The shortest time that is drawn, so that a plan of a day has a calendar.
SHORTEST = timedelta(days=56)

#: Months between two marks of the calendar, and how many marks there may be at most.
MONTHS_APART, MOST_MARKS = (1, 2, 3, 6, 12, 24, 60, 120, 600, 1200, 6000), 12

_MONTHS = 12


class Calendar:
    """Where each day lies, from the day of the decision to the last day that matters."""

    def __init__(self, stack_plan: StackPlan, plan: Plan) -> None:
        """Make room for `plan` and the deadline of `stack_plan`."""
        self.first = stack_plan.from_
        self.finish = plan.finish if plan.dates_known else plan.finish_not_before
        self.deadline = stack_plan.deadline
        self.finish_known = plan.dates_known
        ends = [day for step in plan.steps for day in self.days_of(step)]
        self.last = max(self.first + SHORTEST, self.finish or self.first, *ends, self.deadline or self.first)

    def days_of(self, step: PlanStep) -> tuple[date, date, date]:
        """Return where a step is drawn to begin, to be learned and to be in hand: the earliest there can be."""
        start = self.earliest(step.starts, step.starts_not_before)
        in_hand = max(start, self.earliest(step.in_hand, step.in_hand_not_before))
        return start, step.learned or in_hand, in_hand

    def earliest(self, day: date | None, bound: date | None) -> date:
        """Return the day, or the earliest that it can be: the first of the calendar where nothing is known."""
        return day or bound or self.first

    def x(self, day: date) -> float:
        """Return where `day` lies; before the first and after the last day is cut off."""
        share = (day - self.first) / (self.last - self.first)
        return TITLES + MARGIN + min(1.0, max(0.0, share)) * (WIDTH - TITLES - 3 * MARGIN)

    def marks(self, bottom: float) -> list[str]:
        """Return the months."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        apart = next((gap for gap in MONTHS_APART if months / gap <= MOST_MARKS), MONTHS_APART[-1])
        parts = []
        for ahead in range(months + 1):
            year, month = divmod(self.first.year * 12 + self.first.month - 1 + ahead, 12)
            day = max(date(year, month + 1, 1), self.first)
            if month % apart if apart <= _MONTHS else year % (apart // 12) or month:
                continue
            if ahead == 0 and self.first.day > 1:
                continue
            name = str(year) if apart >= _MONTHS else month_name(month + 1)
            x = self.x(day)
            parts += [svg.line(x, TOP - 14, x, bottom), svg.text(x + 3, TOP - 18, name, size=11, fill=svg.GREY)]
            if month == 0 and apart < _MONTHS:
                parts.append(svg.text(x + 3, TOP - 32, str(year), size=11, fill=svg.GREY))
        return parts

    def limits(self, bottom: float) -> list[str]:
        """Return the day the goal is reached and, if there is one, the deadline."""
        parts = []
        if self.finish is not None:
            words = say("timeline.goal_reached" if self.finish_known else "timeline.goal_not_before", day=self.finish)
            parts += _flag(self.x(self.finish), bottom + 16, words, svg.INK, "")
        if self.deadline is not None:
            dashes = 'stroke-dasharray="7 4" stroke-width="2"'
            words = say("timeline.deadline", day=self.deadline)
            parts += _flag(self.x(self.deadline), bottom + 30, words, svg.RED, dashes)
        return parts


def _flag(x: float, y: float, words: str, colour: str, more: str) -> list[str]:
    room = len(words) * 6.2
    anchor = 'text-anchor="end"' if x - TITLES > room else ""
    label = svg.text(x - 4 if anchor else x + 4, y, words, size=11, fill=colour, more=anchor)
    return [svg.line(x, TOP - 14, x, y, colour, more=more), label]
