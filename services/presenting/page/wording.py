"""How are the document's codes, amounts and days said on the page? Small functions, each for one kind of value."""

from datetime import date

from services.recommender.explaining import plan_sentences
from services.recommender.paths import PATHS, PathKind
from services.recommender.recommendation.judgement import TradeOffSide
from services.recommender.recommendation.parts import Money
from services.recommender.recommendation.plan import OffRamp, Plan, PlanStep
from services.recommender.recommendation.reading import AskedCredential

#: What the codes say that do not read well with their underscores taken out.
_SAID = {
    "micro_credential": "micro-credential",
    "does_not": "certification does not matter much",
    "matters": "certification matters",
    "uncertain": "the figures do not settle whether certification matters",
    "alternate_title": "one of the occupation's other titles",
    "practical": "doing the work",
    "code": "its code",
    "title": "its title",
    "reported_title": "a title that workers in it report",
    "former_code": "a code that it had before",
    "fuzzy": "the nearest title",
    "named": "as the profile names them",
    "imputed_skills": "taken from the occupation, because the profile names none",
    "no_skills": "the profile names none and the occupation is not known well enough",
    "self_declared": "what the learner says",
    "not_held": "not counted",
    "ruled_out": "ruled out by a rule",
    "weighed_against": "more against than for",
    "outranked": "others rank higher",
    "not_yet": "comes later, for its requirements are not met yet",
    "too_little": "does too little of what is missing beside those shown",
    "alike": "much like another that ranks higher",
    "beyond_shortlist": "not judged: others match more closely",
}


def words(code: str) -> str:
    """Return a code of the document in words."""
    return _SAID.get(code, code.replace("_", " "))


def asked_for(one: AskedCredential) -> str:
    """Return a credential in the words of the posting that asks for it, with how the learner stands to it."""
    standing = {"valid": "held", "no": "missing"}.get(one.held, words(one.held))
    return f"{one.words} ({'' if one.required else 'welcome, '}{standing})"


def heading(code: str) -> str:
    """Return a code in words with a capital letter in front."""
    said = words(code)
    return said[:1].upper() + said[1:]


def signed(points: int) -> str:
    """Return points with their sign; the minus is as wide as the plus."""
    if points == 0:
        return "0"
    return f"{points:+d}".replace("-", "\N{MINUS SIGN}")


def counted(number: int, name: str) -> str:
    """Return how many there are of what `name` calls one of."""
    return f"{number:,} {name}{'' if number == 1 else 's'}"


def price(cost: Money | None) -> str:
    """Return what something costs, or that nobody says."""
    if cost is None:
        return "cost not stated"
    return "free" if cost.amount == 0 else f"{cost.amount:,} {cost.currency}"


def side_costs(side: TradeOffSide) -> str:
    """Return what a side of the trade-off costs, by its best credential where the path is walked with one."""
    if not PATHS[side.path].has_a_fee:
        return "nothing"
    return price(side.cost) if side.example else "not known"


def side_closes(side: TradeOffSide) -> str:
    """Return what a side of the trade-off closes of the gap; empty for a licence, which is a permission."""
    if not side.missing:
        return "none missing"
    if side.path == PathKind.LICENCE:
        return ""
    return "not known" if side.closes is None else f"{side.closes} of {side.missing} missing"


def sums(costs: list[Money]) -> str:
    """Return amounts in several currencies; they are never added up."""
    return " and ".join(price(cost) for cost in costs) or "nothing that is known"


def day(when: date) -> str:
    """Return a date as it is said: 22 November 2026."""
    return f"{when:%-d %B %Y}"


def step_dates(step: PlanStep) -> str:
    """Return when a step of the plan is done."""
    return plan_sentences.step_dates(step, day)


def finish(plan: Plan) -> str:
    """Return by when a plan is done."""
    return plan_sentences.finish_said(plan, day)


def off_ramp(ramp: OffRamp) -> str:
    """Return when the plan may be left with something in hand."""
    return plan_sentences.off_ramp_said(ramp, day)


def age(surveyed: str | None, decided_on: date) -> str:
    """Return when a survey (month/year) was made and how many years before the decision."""
    if surveyed is None:
        return "date of the survey not known"
    years = decided_on.year - int(surveyed[-4:])
    ago = "the same year" if years <= 0 else "1 year earlier" if years == 1 else f"{years} years earlier"
    return f"surveyed {surveyed}, {ago}"


def yes_no(answer: bool | None) -> str:
    """Return an answer that may be unknown."""
    return "not known" if answer is None else "yes" if answer else "no"


def web_address(address: str | None) -> str | None:
    """Return an address that a page may link to; None for any other, which could be a script."""
    return address if address is not None and address.startswith(("https://", "http://")) else None
