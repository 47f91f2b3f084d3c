"""What is open of where the learner wants to go, and of what they can give for it?"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from services.recommender.decision.decision import Decision
from services.recommender.explaining.asking import typical_answers as typical
from services.recommender.explaining.asking.question import Question, trials
from services.recommender.learner import Budget, Profile
from services.recommender.names.geography.countries import country_name, currency_of_country
from services.recommender.recommendation.asking import AnswerChoice
from services.recommender.recommendation.codes import AnswerKind
from services.recommender.scales import QuestionCode
from services.recommender.situation.measures.durations import DAYS_A_WEEK
from services.recommender.situation.situation import Situation
from services.recommender.wording.formats import Amount
from services.recommender.wording.messages import Message, say

#: The currency that a budget is asked in where no candidate has a price.
USUAL_CURRENCY = "USD"

#: Where a unit of a currency is worth less than so many dollars, and more than the part, typical amounts are the same.
SAME_SIZE = 2


def posting(profile: Profile, situation: Situation) -> Iterator[Question]:
    """Yield the question for a posting; those tried ask for what the field often asks for."""
    if profile.target_role.required_skills or profile.target_role.preferred_skills:
        return
    usual = [one.any_of[0].words for one in situation.preferred]
    size = typical.SKILLS_OF_A_POSTING
    postings = (tuple(usual[start : start + size]) for start in range(0, typical.POSTINGS * size, size))
    yield Question(
        code=QuestionCode.POSTING,
        text=say("asking.posting"),
        member="/target_role/required_skills",
        kind=AnswerKind.TEXTS,
        trials=trials(
            {skills: typical.A_POSTING for skills in postings if skills},
            answer=list,
            words=lambda skills: say("answer.posting", skills=skills),
            profile=lambda skills: replace(profile, target_role=replace(profile.target_role, required_skills=skills)),
        ),
    )


def country(profile: Profile, decision: Decision) -> Iterator[Question]:
    """Yield the question for the country, where the field is another one elsewhere; all that are known are offered."""
    if decision.situation.country_said is not None or decision.field.country_matters == "no":
        return
    known = sorted(decision.situation.countries, key=country_name)
    yield Question(
        code=QuestionCode.COUNTRY,
        text=say("asking.which_country"),
        member="/country",
        kind=AnswerKind.CHOICE,
        choices=tuple(AnswerChoice(code=each, text=country_name(each), value=each) for each in known),
        trials=trials(
            {each: share for each, share in typical.COUNTRIES.items() if each != decision.situation.place},
            answer=str,
            words=lambda each: say("answer.which_country", country=country_name(each)),
            profile=lambda each: replace(profile, country=each),
        ),
    )


def budget(profile: Profile, decision: Decision) -> Iterator[Question]:
    """Yield the question for a budget: in the money of the country, or else in that of most candidates' prices."""
    if profile.budget is not None:
        return
    currency = _money_of_the_country(decision.situation) or _currency_of_most(decision)

    def words(amount: int) -> Message:
        return say("answer.budget", price=Amount(amount=amount, currency=currency)) if amount else say("answer.nothing")

    yield Question(
        code=QuestionCode.BUDGET,
        text=say("asking.budget", currency=currency),
        member="/budget",
        kind=AnswerKind.MONEY,
        unit=currency,
        trials=trials(
            {_in_money(amount, currency, decision.situation): share for amount, share in typical.BUDGET.items()},
            words=words,
            profile=lambda amount: replace(profile, budget=Budget(amount=amount, currency=currency)),
        ),
    )


def _currency_of_most(decision: Decision) -> str:
    currencies = Counter(one.credential.cost.currency for one in decision.judged if one.credential.cost)
    return min(currencies, key=lambda each: (-currencies[each], each), default=USUAL_CURRENCY)


def _money_of_the_country(situation: Situation) -> str | None:
    """Return the currency of the country that was said, where prices can be compared with it."""
    currency = currency_of_country(situation.country_said) if situation.country_said else None
    return currency if currency and situation.exchange.unit(USUAL_CURRENCY, currency) else None


def _in_money(amount: int, currency: str, situation: Situation) -> int:
    """Return a typical amount in a currency, as a round one of its size: 200 dollars as 20,000 rupees."""
    unit = situation.exchange.unit(USUAL_CURRENCY, currency)
    if unit is None or 1 / SAME_SIZE < unit < SAME_SIZE:
        return amount
    worth = round(amount * unit)
    size = int("1".ljust(len(str(worth)), "0"))
    return round(worth / size) * size


def hours_per_week(profile: Profile) -> Iterator[Question]:
    """Yield the question for the hours a week."""
    if profile.hours_per_week is not None:
        return
    yield Question(
        code=QuestionCode.HOURS_PER_WEEK,
        text=say("asking.hours_per_week"),
        member="/hours_per_week",
        kind=AnswerKind.NUMBER,
        unit=say("answer.unit_hours"),
        trials=trials(
            typical.HOURS_PER_WEEK,
            words=lambda hours: say("answer.hours_per_week", count=hours),
            profile=lambda hours: replace(profile, hours_per_week=hours),
        ),
    )


def deadline(profile: Profile, situation: Situation) -> Iterator[Question]:
    """Yield the question for a deadline."""
    if profile.deadline is not None:
        return
    weeks = typical.WEEKS_TO_DEADLINE.items()
    yield Question(
        code=QuestionCode.DEADLINE,
        text=say("asking.deadline"),
        member="/deadline",
        kind=AnswerKind.DAY,
        trials=trials(
            {situation.on + timedelta(days=count * DAYS_A_WEEK): share for count, share in weeks},
            answer=date.isoformat,
            words=lambda day: say("answer.deadline", day=day),
            profile=lambda day: replace(profile, deadline=day),
        ),
    )
