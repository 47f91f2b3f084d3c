"""What is said of a stack plan? The part of the answer that holds it."""

from collections.abc import Iterable, Iterator
from datetime import date

from services.recommender.explaining.plan.plan_costs import PlanCosts
from services.recommender.explaining.plan.plan_sentences import how_it_is_counted, plan_sentence
from services.recommender.explaining.prices import money_of
from services.recommender.knowledge.credentials.catalogue import Catalogue
from services.recommender.knowledge.credentials.degrees import DEGREES
from services.recommender.knowledge.credentials.layers import Layered
from services.recommender.planning.off_ramps import OffRamp, off_ramps
from services.recommender.planning.planning import StackPlan
from services.recommender.planning.problem import Act, Done, Need, Step, Threshold
from services.recommender.planning.search.schedule import ScheduledStep
from services.recommender.planning.search.solving import Found
from services.recommender.planning.search.weights import Weights
from services.recommender.recommendation import plan as said
from services.recommender.recommendation.parts import Money, Reference
from services.recommender.scales import HeldStatus
from services.recommender.situation.measures.durations import DAYS_A_WEEK, day_after, months_later, weeks_of
from services.recommender.wording.messages import say


def report_plan(plan: StackPlan | None, catalogue: Catalogue) -> said.StackPlan | None:
    """Return the plan as the answer shows it, the best plan first; None without a goal."""
    if plan is None:
        return None
    writer = _Writer(plan, catalogue)
    profile = plan.situation.profile
    plans = [writer.plan(found) for found in _shown(plan)]
    budget = profile.budget
    return said.StackPlan(
        goal=_goal(plan),
        from_=plan.situation.on,
        deadline=profile.deadline,
        budget=Money(amount=budget.amount, currency=budget.currency) if budget else None,
        hours_per_week=profile.hours_per_week,
        standing=plan.standing,
        sentence=plan_sentence(plan, plans),
        plans=plans,
        counted_as_held=[writer.credential(identity) for identity in sorted(plan.charted.lasting)],
        notes=[said.PlanNote(code=n.code, text=n.text, credential=n.credential) for n in plan.notes],
        how_it_is_counted=how_it_is_counted(),
        looked_at=plan.plans.work,
    )


def _goal(plan: StackPlan) -> said.PlanGoal:
    stack = plan.aim.stack
    return said.PlanGoal(
        title=plan.aim.title,
        stack=stack.id if stack else None,
        issuer=stack.issuer if stack else None,
        address=stack.address if stack else None,
        check=stack.check if stack else None,
    )


def _shown(plan: StackPlan) -> tuple[Found, ...]:
    """Return each plan once, those nearest to deadline and budget first, then from the cheapest to the fastest."""
    return tuple({found.chosen: found for found in (*plan.plans.chosen, *plan.plans.front)}.values())


def _steps_of(need: Need) -> Iterator[int]:
    match need:
        case Done(step=step):
            yield step
        case Threshold(parts=parts):
            for _, part in parts:
                yield from _steps_of(part)


class _Writer:
    def __init__(self, plan: StackPlan, catalogue: Catalogue) -> None:
        self.stack, self.catalogue = plan, catalogue
        self.known = Layered(DEGREES, catalogue.credentials)
        self.problem = plan.charted.problem
        exchange = plan.situation.exchange
        self.costs = PlanCosts(problem=self.problem, weights=Weights(self.problem), exchange=exchange)

    def plan(self, found: Found) -> said.Plan:
        timed = sorted(found.schedule.steps, key=lambda t: (t.start, t.learned))
        doing = [t for t in timed if self._step(t).act in {Act.EARN, Act.RENEW}]
        steps = [self._step(t) for t in doing]
        dated, finish = not any(self._step(t).days_unknown for t in timed), found.schedule.finish
        parts = self._steps(doing, found)
        hours, unknown = sum(step.hours or 0 for step in steps), [t for t in doing if self._step(t).hours is None]
        return said.Plan(
            roles=self._roles(found),
            proved=found.proved,
            finish=self._day(finish) if dated else None,
            finish_not_before=self._bound(finish, known=dated),
            days=finish if dated else None,
            weeks=weeks_of(finish) if dated else None,
            dates_known=dated,
            hours=None if unknown else hours,
            hours_at_least=hours,
            hours_unknown=self._titles(unknown),
            cost=self.costs.of(found.chosen),
            cost_converted=self.costs.converted(found.chosen),
            cost_unknown=self._titles(t for t in doing if self._step(t).cost_unknown),
            shared_fees=self.costs.fees(steps),
            breaks=self._breaks(found, dated=dated),
            steps=parts,
            kept=self._titles(t for t in timed if self._step(t).act is Act.KEEP),
            rests_on=self._rests_on(timed),
            off_ramps=[self._off_ramp(ramp, doing, parts) for ramp in off_ramps(self.stack, found, self.catalogue)],
        )

    def credential(self, identity: str) -> said.PlanCredential:
        known = self.known[identity]
        return said.PlanCredential(
            id=identity,
            title=known.title,
            issuer=known.issuer.name,
            kind=known.kind,
            address=known.address,
        )

    def _roles(self, found: Found) -> list[said.PlanRole]:
        front, chosen = self.stack.plans.front, self.stack.plans.chosen
        roles: dict[said.PlanRole, bool] = {
            "best": bool(chosen) and found.chosen == chosen[0].chosen,
            "alternative": any(found.chosen == one.chosen for one in chosen[1:]),
            "cheapest": bool(front) and found.chosen == front[0].chosen,
            "fastest": bool(front) and found.chosen == front[-1].chosen,
            "between": any(found.chosen == one.chosen for one in front[1:-1]),
        }
        return [role for role, has in roles.items() if has]

    def _rests_on(self, timed: list[ScheduledStep]) -> list[str]:
        """Return what the plan takes for granted: conditions nobody knows, and that what is held lasts long enough."""
        taken = [self.stack.charted.assumed[t.step] for t in timed if self._step(t).act is Act.ASSUME]
        if any(self._step(t).days_unknown for t in timed):
            taken += [
                say("plan.may_end_before", title=title, day=self._day(until))
                for t in timed
                if (until := self._step(t).until) is not None
                for title in self._titles([t])
            ]
        return taken

    def _steps(self, doing: list[ScheduledStep], found: Found) -> list[said.PlanStep]:
        """Return the steps; once one waits for something unknown, or has no known length, no date is known."""
        parts, known = list[said.PlanStep](), True
        for number, timed in enumerate(doing, start=1):
            known = known and not self._waits_for_unknown(timed, found)
            until = known and not self._step(timed).days_unknown
            parts.append(self._step_part(number, timed, found, start_known=known, end_known=until))
            known = until
        return parts

    def _waits_for_unknown(self, timed: ScheduledStep, found: Found) -> bool:
        """Say whether a step asks for a condition that nobody knows to be met, such as years of experience."""
        needs = self._step(timed).needs
        asked = set(_steps_of(needs)) if needs is not None else set()
        return any(self.problem.steps[one].act is Act.ASSUME and found.chosen >> one & 1 for one in asked)

    def _bound(self, day: int, *, known: bool) -> date | None:
        """Return the earliest that an unknown day can be; None where it is known or could be today."""
        return None if known or day <= 0 else self._day(day)

    def _step_part(
        self, number: int, timed: ScheduledStep, found: Found, *, start_known: bool, end_known: bool
    ) -> said.PlanStep:
        """Return a step; a day that is not known is None, beside the earliest that it can be."""
        step, identity = self._step(timed), self.stack.charted.credentials[timed.step]
        return said.PlanStep(
            number=number,
            act="renew" if step.act is Act.RENEW else "earn",
            credential=self.credential(identity),
            starts=self._day(timed.start) if start_known else None,
            starts_not_before=self._bound(timed.start, known=start_known),
            learned=self._day(timed.learned) if end_known else None,
            in_hand=self._day(timed.in_hand) if end_known else None,
            in_hand_not_before=self._bound(timed.in_hand, known=end_known),
            days=None if step.days_unknown else step.days,
            weeks=None if step.days_unknown else weeks_of(step.days),
            exam_wait_weeks=(timed.in_hand - timed.learned) // DAYS_A_WEEK,
            valid_until=self._valid_until(identity, timed) if end_known else None,
            start_known=start_known,
            end_known=end_known,
            hours=step.hours,
            cost=money_of(self.known[identity].cost),
            shared_fees=[self.problem.fees[fee].name for fee in step.fees],
            revoked=self.stack.situation.held.get(identity) is HeldStatus.REVOKED,
            renewed_later=any(self._step(t).renews == timed.step for t in found.schedule.steps),
        )

    def _valid_until(self, identity: str, timed: ScheduledStep) -> date | None:
        """Return the last day on which a step's credential is valid: the same day some months after it is in hand."""
        months = self.catalogue.credentials[identity].validity_months
        return None if months is None else months_later(self._day(timed.in_hand), months)

    def _off_ramp(self, ramp: OffRamp, doing: list[ScheduledStep], parts: list[said.PlanStep]) -> said.OffRamp:
        known = parts[doing.index(ramp.timed)].end_known
        return said.OffRamp(
            on=self._day(ramp.timed.in_hand) if known else None,
            on_not_before=self._bound(ramp.timed.in_hand, known=known),
            on_known=known,
            after_step=doing.index(ramp.timed) + 1,
            credential=self.credential(ramp.credential),
            stacks=[Reference(id=stack.id, title=stack.title) for stack in ramp.stacks],
            cost=self.costs.of(ramp.done),
        )

    def _breaks(self, found: Found, *, dated: bool) -> said.PlanBreaks:
        """Return by how much the plan is late and over budget; 0 where it is not, and so without a limit.

        None where nobody knows whether it is late. With nothing to spend it is over the budget in every currency.
        """
        problem = self.problem
        late = 0 if problem.deadline is None else max(0, found.schedule.finish - problem.deadline)
        unsure = problem.deadline is not None and not dated and not late
        over = self.costs.over_budget(found.chosen)
        paid = self.costs.of(found.chosen) if problem.budget == 0 else self.costs.money((over,))
        return said.PlanBreaks(
            days_late=None if unsure else late,
            weeks_late=None if unsure else weeks_of(late),
            over_budget=paid[0] if over else None,
            over_budget_by=paid if over else [],
        )

    def _titles(self, timed: Iterable[ScheduledStep]) -> list[str]:
        return [self.known[self.stack.charted.credentials[t.step]].title for t in timed]

    def _step(self, timed: ScheduledStep) -> Step:
        return self.problem.steps[timed.step]

    def _day(self, day: int) -> date:
        return day_after(self.stack.situation.on, day)
