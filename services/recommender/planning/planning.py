"""How does this learner reach the stack goal? The entry to the planner: a situation in, a stack plan out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from services.recommender.knowledge.credentials.credential import Credential
from services.recommender.planning.circles import circles
from services.recommender.planning.notes import Note
from services.recommender.planning.problem import Act
from services.recommender.planning.problem_builder import PlanInput, chart
from services.recommender.planning.search.trade_off import ALL_WORK, Plans, PlanStanding, nearest, plan
from services.recommender.planning.search.weights import Weights
from services.recommender.planning.tie_break import preferred
from services.recommender.recommendation.codes import NoteCode
from services.recommender.situation.aims.stack_aim import StackAim
from services.recommender.situation.measures.durations import day_after
from services.recommender.situation.situation import Situation
from services.recommender.wording.messages import say

#: Plans that are remembered: most changes of a profile leave the problem as it is.
_planned, _nearest = lru_cache(128)(plan), lru_cache(128)(nearest)


@dataclass(frozen=True, kw_only=True)
class StackPlan:
    """The plans toward `aim`, with what their steps stand for and what is to be said about them."""

    situation: Situation
    aim: StackAim
    charted: PlanInput
    plans: Plans
    notes: tuple[Note, ...]

    @property
    def standing(self) -> str:
        """Return how the best plan stands: `reached` without any step, `may_fit` where what is unknown decides.

        Unknown may be a duration, a price, and whether a price in another currency is within the budget: where no rate
        is known, or where the rate decides.
        """
        if self.plans.standing is not PlanStanding.FITS:
            return self.plans.standing.value
        chosen, problem = self.plans.chosen[0], self.charted.problem
        steps = [problem.steps[timed.step] for timed in chosen.schedule.steps]
        if chosen.schedule.finish == 0 and all(step.act is Act.KEEP for step in steps):
            return "reached"
        undated = problem.deadline is not None and not self.dated
        unpriced = problem.budget is not None and any(step.cost_unknown for step in steps)
        near = Weights(problem).may_break_budget(chosen.chosen)
        return "may_fit" if undated or unpriced or near else PlanStanding.FITS.value

    @property
    def kept_until(self) -> date | None:
        """Return the first day on which something ends that the best plan counts as held; None where nothing ends."""
        steps = self.charted.problem.steps
        kept = [steps[timed.step].until for timed in self.plans.chosen[0].schedule.steps]
        ends = [until for until in kept if until is not None]
        return day_after(self.situation.on, min(ends)) if ends else None

    @property
    def dated(self) -> bool:
        """Return whether the dates of the best plan rest on known hours alone."""
        steps = self.charted.problem.steps
        return not any(steps[timed.step].days_unknown for timed in self.plans.chosen[0].schedule.steps)


def plan_stack(
    situation: Situation, catalogue: Mapping[str, Credential], *, work: int = ALL_WORK, shown: bool = True
) -> StackPlan | None:
    """Return the plan toward the learner's stack goal; None where there is no goal that the catalogue knows.

    Of alternatives at one price the one that teaches most of what is missing is planned, if it fits. `work` is the
    number of places each search may look at. Where nothing is `shown` only the best plans are looked for.
    """
    aim = situation.aim
    if aim is None:
        return None
    better = preferred(situation, aim.requirement, catalogue)
    charted = chart(situation, better[0] if better else aim.requirement, catalogue)
    search = _planned if shown else _nearest
    plans = search(charted.problem, work=work)
    if better and plans.standing is not PlanStanding.FITS:
        better, charted = None, chart(situation, aim.requirement, catalogue)
        plans = search(charted.problem, work=work)
    notes = [*charted.notes, *(better[1:] if better else ())]
    for circle in circles(charted.problem):
        titles = [catalogue[charted.credentials[step]].title for step in circle if charted.credentials[step]]
        text = say("plan_note.circle", titles=titles)
        notes.append(Note(code=NoteCode.CIRCLE, text=text, credential=charted.credentials[circle[0]]))
    if situation.profile.hours_per_week is None:
        text = say("plan_note.hours_per_week_unknown")
        notes.append(Note(code=NoteCode.HOURS_PER_WEEK_UNKNOWN, text=text))
    if plans.standing is PlanStanding.NOT_FOUND or any(not found.proved for found in (*plans.chosen, *plans.front)):
        text = say("plan_note.not_proved")
        notes.append(Note(code=NoteCode.NOT_PROVED, text=text))
    return StackPlan(situation=situation, aim=aim, charted=charted, plans=plans, notes=tuple(notes))
