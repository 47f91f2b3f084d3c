"""How are the parts of a recommendation described? In words that page, terminal and drawing share."""

from datetime import date

from services.recommender.paths import PATHS, PathKind
from services.recommender.recommendation.judgement import TradeOffSide
from services.recommender.recommendation.plan import OffRamp, Plan, PlanStep
from services.recommender.recommendation.reading import AskedCredential
from services.recommender.wording import phrases
from services.recommender.wording.formats import day
from services.recommender.wording.messages import Message, say, word_of


def step_dates(step: PlanStep, written: phrases.DayFormat = day) -> Message:
    """Return when a step of a plan is done, with each day as `written` writes it."""
    if step.end_known and step.starts and step.in_hand:
        return say("when.from_to", start=written(step.starts), end=written(step.in_hand))
    if step.start_known and step.starts:
        return say("when.from", day=written(step.starts))
    return phrases.not_before(step.starts_not_before, written)


def finish(plan: Plan, written: phrases.DayFormat = day) -> Message:
    """Return by when a plan is done."""
    return phrases.done_by(plan.finish if plan.dates_known else None, plan.finish_not_before, written)


def plan_cost(plan: Plan) -> Message:
    """Return what a plan costs."""
    return phrases.total(plan.cost, least=bool(plan.cost_unknown), converted=plan.cost_converted)


def off_ramp(ramp: OffRamp, written: phrases.DayFormat = day) -> Message:
    """Return when a plan may be left with something in hand."""
    if ramp.on_known and ramp.on:
        return say("when.on_day", day=written(ramp.on))
    return phrases.not_before(ramp.on_not_before, written)


def in_hand(ramp: OffRamp) -> list[str]:
    """Return what is in hand where a plan may be left."""
    return [ramp.credential.title, *(stack.title for stack in ramp.stacks)]


def roles(plan: Plan) -> str:
    """Return what a plan is among those shown."""
    return ", ".join(word_of("plan_role", role) for role in plan.roles)


def side_example(side: TradeOffSide) -> str:
    """Return the credential that a side is shown by, where the path leads to one."""
    if side.example:
        return side.example
    return say("side.no_credential" if PATHS[side.path].spares_one else "side.no_example")


def side_takes(side: TradeOffSide) -> Message:
    """Return how long a side of the trade-off takes."""
    return say("label.unknown") if side.weeks is None else say("count.weeks", count=side.weeks)


def side_costs(side: TradeOffSide) -> Message:
    """Return what a side of the trade-off costs, by its best credential where the path is walked with one."""
    if not PATHS[side.path].has_a_fee:
        return say("label.nothing")
    return phrases.cost(side.cost) if side.cost else say("label.unknown")


def side_closes(side: TradeOffSide) -> str:
    """Return what a side of the trade-off closes of the gap; empty for a licence, which is a permission."""
    if not side.missing:
        return say("side.none_missing")
    if side.path == PathKind.LICENCE:
        return ""
    if side.closes is None:
        return say("label.unknown")
    return say("count.of_missing", count=side.closes, missing=side.missing)


def side_recognised(side: TradeOffSide) -> str:
    """Return who recognises a side's example."""
    if side.recognised_by:
        return ", ".join(side.recognised_by)
    return say("item.recognition_unknown" if side.example else "label.unknown")


def yes_no(answer: bool | None) -> Message:
    """Return an answer that may be unknown."""
    if answer is None:
        return say("label.unknown")
    return say("label.yes" if answer else "label.no")


def asked_for(one: AskedCredential) -> Message:
    """Return a credential in the words of the posting that asks for it, with how the learner stands to it."""
    standing = word_of("asked_for", one.held)
    return say("read.required" if one.required else "read.welcome", words=one.words, standing=standing)


def survey_age(surveyed: str | None, decided_on: date) -> Message:
    """Return when a survey (month/year) was made and how many years before the decision."""
    if surveyed is None:
        return say("survey.undated")
    years = decided_on.year - int(surveyed[-4:])
    if years <= 0:
        return say("survey.same_year", month=surveyed)
    return say("survey.years_earlier", month=surveyed, count=years)


def step_title(step: PlanStep) -> str:
    """Return what is done in a step of a plan."""
    title: str = step.credential.title
    if step.act == "renew":
        title = say("plan_step.renew", title=title)
    return say("plan_step.revoked", title=title) if step.revoked else title
