"""Does every amount in a sentence for a person say of which currency it is?"""

import re
from datetime import date
from pathlib import Path

import pytest

from services.recommender.learner import Budget, Field, Profile, TargetRole
from services.recommender.recommend import recommend
from services.recommender.scales import Goal
from tests.builders import shipped

ROOT = Path(__file__).resolve().parents[4]
KNOWLEDGE = shipped.knowledge()
RULEBOOK = shipped.rulebook()
TODAY = date(2026, 11, 29)

#: The facts that are bare amounts; those with their currency are credential.price and learner.to_spend.
BARE = re.compile(r"\{(credential\.cost|learner\.budget|fit\.budget_slack)\}")

#: A sentence that speaks of an amount, and the amount with what is before it.
SPEAKS_OF_MONEY = re.compile(r"(?:costs|price \(|budget of|budget \(|more than the|could spend) ?([A-Z]{3} )?(\d+)")


def sentences(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from sentences(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from sentences(each)


@pytest.mark.parametrize("currency", ["EUR", "USD", "INR"])
@pytest.mark.parametrize("amount", [0, 1, 60])
@pytest.mark.parametrize("skills", [("SQL", "Tableau"), ("project management",), ("cloud security", "Kubernetes")])
def test_every_amount_carries_its_currency(amount, currency, skills):
    profile = Profile(
        learner_id="l",
        field=Field(occupation="15-2051.00"),
        goal=Goal.FILL_SKILL_GAP,
        target_role=TargetRole(required_skills=skills),
        budget=Budget(amount=amount, currency=currency),
    )
    document = recommend(profile, knowledge=KNOWLEDGE, rulebook=RULEBOOK, on=TODAY).as_document()
    said = [found for each in sentences(document) for found in SPEAKS_OF_MONEY.findall(each)]
    assert said
    assert [amount for its_currency, amount in said if not its_currency] == []


def test_no_rule_shows_an_amount_without_its_currency():
    shown = [rule.because for rule in RULEBOOK.rules.values()]
    shown += [*RULEBOOK.wording.cautions.values(), *RULEBOOK.wording.questions.values()]
    assert [words for words in shown if BARE.search(words)] == []
