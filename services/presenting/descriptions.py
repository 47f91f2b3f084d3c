"""How are the parts of a recommendation described? In words that page, terminal and drawing share."""

from collections.abc import Collection, Sequence
from datetime import date

from services.recommender.paths import PATHS, PathKind
from services.recommender.recommendation.judgement import Item, TradeOffSide
from services.recommender.recommendation.plan import OffRamp, Plan, PlanStep
from services.recommender.recommendation.reading import AskedCredential, NearSkill, SkillsReading
from services.recommender.wording import formats, phrases
from services.recommender.wording.formats import day
from services.recommender.wording.messages import Message, capital, say, word, word_of

#: What a scale says where a fact is not known.
_UNKNOWN = "unknown"


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


def known_of(item: Item) -> list[str]:
    """Return what is known of a credential: what it is, how long it takes, its price, the day it could be done."""
    credential = item.credential
    known: list[str | None] = [
        capital(word(credential.kind)),
        word(credential.level) if credential.level.value != _UNKNOWN else None,
        phrases.hours(credential.hours) if credential.hours else None,
        phrases.cost_beside(credential.cost, item.cost_converted) if credential.cost else None,
        phrases.done_by(item.done_by) if item.done_by else None,
        _valid_for(credential.validity_months) if credential.validity_months else None,
        say("item.assessed_by", means=word(credential.assessment)) if credential.assessment.value != _UNKNOWN else None,
    ]
    return [each for each in known if each]


def unknown_of(item: Item) -> Message | None:
    """Return what a reader wants to know of a credential and nobody told us; None where all of it is known."""
    missing = [
        *([] if item.credential.hours else [say("item.hours")]),
        *([] if item.credential.cost else [say("item.cost")]),
        *([] if item.done_by else [say("item.day")]),
    ]
    return say("item.not_known", facts=missing) if missing else None


def in_own_words(names: Sequence[str], skills: SkillsReading, taught: Collection[str] = ()) -> str:
    """Return skills as one list, each as the reader calls it; of many to choose from, those `taught`."""
    return formats.listed([skills.told(name, taught) for name in names])


def near_of(item: Item, skills: SkillsReading) -> list[Message]:
    """Return what the credential teaches that is near to something missing, and to what."""
    return [_near("item.near", one, skills) for one in item.near]


def near_known(skills: SkillsReading) -> list[Message]:
    """Return what the learner knows that is near to something missing, and to what."""
    return [_near("read.near_line", one, skills) for one in skills.near]


def _near(message: str, one: NearSkill, skills: SkillsReading) -> Message:
    return say(message, asked=skills.told(one.label), near=formats.listed(one.near))


def _valid_for(months: int) -> Message:
    return say("item.valid_for", time=say("count.months", count=months))


def compared(sides: Sequence[TradeOffSide]) -> list[tuple[Message, list[str]]]:
    """Return what the two best paths are compared by, each with what is known of the sides.

    What is not known of any side is left out; what is not known of one is said to be so.
    """
    rows: list[tuple[Message, list[str | None]]] = [
        (say("side.example"), [side_example(side) for side in sides]),
        (say("side.takes"), [side_takes(side) for side in sides]),
        (say("side.closes"), [side_closes(side) for side in sides]),
        (say("side.costs"), [side_costs(side) for side in sides]),
        (say("side.recognised_by"), [", ".join(side.recognised_by) or None for side in sides]),
        (say("side.asked_for"), [_yes_no(side.asked_for_in_the_field) for side in sides]),
        (say("side.stacks"), [_yes_no(side.stacks) for side in sides]),
    ]
    return [(label, [value or say("label.unknown") for value in values]) for label, values in rows if any(values)]


def side_example(side: TradeOffSide) -> str:
    """Return the credential that a side is shown by, where the path leads to one."""
    if side.example:
        return side.example
    return say("side.no_credential" if PATHS[side.path].spares_one else "side.no_example")


def side_takes(side: TradeOffSide) -> Message | None:
    """Return how long a side of the trade-off takes."""
    return None if side.weeks is None else say("count.weeks", count=side.weeks)


def side_costs(side: TradeOffSide) -> Message | None:
    """Return what a side of the trade-off costs, by its best credential where the path is walked with one."""
    if not PATHS[side.path].has_a_fee:
        return say("label.nothing")
    return phrases.cost(side.cost) if side.cost else None


def side_closes(side: TradeOffSide) -> Message | None:
    """Return what a side of the trade-off closes of the gap; None for a licence too, which is a permission."""
    if not side.missing:
        return say("side.none_missing")
    if side.path == PathKind.LICENCE or side.closes is None:
        return None
    return say("count.of_missing", count=side.closes, missing=side.missing)


def _yes_no(answer: bool | None) -> Message | None:
    """Return an answer that may be unknown."""
    if answer is None:
        return None
    return say("label.yes" if answer else "label.no")


def asked_for(one: AskedCredential) -> Message:
    """Return a credential in the words of the posting that asks for it, with how the learner stands to it."""
    standing = word_of("asked_for", one.held)
    others = formats.choice(one.or_else)
    words = say("read.or_else", words=one.words, others=others) if others else one.words
    return say("read.required" if one.required else "read.welcome", words=words, standing=standing)


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
