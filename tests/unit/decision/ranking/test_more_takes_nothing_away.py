"""More money, more hours a week and a later deadline never take a candidate away, whatever its currency."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from exchanges import KNOWN_CURRENCIES, RATES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up.random_profiles import profiles
from thoroughness import examples

from services.recommender.learner import Budget, Field, Profile, TargetRole
from services.recommender.recommend import reach_decision
from services.recommender.scales import Goal
from tests.builders import shipped

ROOT = Path(__file__).resolve().parents[4]
TODAY = date(2026, 11, 22)
KNOWLEDGE = replace(shipped.knowledge(), rates=RATES)
RULEBOOK = shipped.rulebook()

#: Somebody to whom certifications are named first that cost more than most people can spend.
MARKETING = Profile(
    learner_id="L",
    field=Field(occupation="Marketing Managers"),
    goal=Goal.FILL_SKILL_GAP,
    country="US",
    target_role=TargetRole(required_skills=("digital marketing", "marketing automation", "Salesforce")),
)

#: The rules that take out for want of money or time.
LIMITS = {"feasibility/over-budget", "feasibility/too-late"}

some = settings(max_examples=examples(25, 60, 500), deadline=None, suppress_health_check=list(HealthCheck))


def taken_out(profile):
    decided = reach_decision(profile, knowledge=KNOWLEDGE, rulebook=RULEBOOK, on=TODAY)
    return {one.credential.id for one in decided.judged if {each.rule for each in one.said.exclusions} & LIMITS}


@some
@given(profiles(), st.integers(0, 3_000), st.integers(0, 3_000), KNOWN_CURRENCIES)
def test_more_money_takes_nothing_away(profile, one, other, currency):
    less, more = sorted((one, other))
    poorer, richer = (replace(profile, budget=Budget(amount=amount, currency=currency)) for amount in (less, more))
    assert taken_out(richer) <= taken_out(poorer)


@some
@given(profiles(), st.integers(1, 60), st.integers(1, 60))
def test_more_hours_a_week_take_nothing_away(profile, one, other):
    fewer, more = sorted((one, other))
    profile = replace(profile, deadline=TODAY + timedelta(days=60))
    assert taken_out(replace(profile, hours_per_week=more)) <= taken_out(replace(profile, hours_per_week=fewer))


@some
@given(profiles(), st.integers(0, 400), st.integers(0, 400))
def test_a_later_deadline_takes_nothing_away(profile, one, other):
    sooner, later = (TODAY + timedelta(days=days) for days in sorted((one, other)))
    profile = replace(profile, hours_per_week=profile.hours_per_week or 5)
    assert taken_out(replace(profile, deadline=later)) <= taken_out(replace(profile, deadline=sooner))


@some
@given(profiles(), KNOWN_CURRENCIES)
def test_nothing_to_spend_takes_out_the_same_in_every_currency(profile, currency):
    # Where nobody says the country, the currency tells it.
    there = replace(profile, country="US")
    dollars, other = (replace(there, budget=Budget(amount=0, currency=code)) for code in ("USD", currency))
    assert taken_out(other) == taken_out(dollars)


@pytest.mark.parametrize("less", [0, 100, 165])
def test_less_money_never_speaks_for_what_advisers_name_and_nobody_can_pay(less):
    def named(amount):
        profile = replace(MARKETING, budget=Budget(amount=amount, currency="USD"))
        facts = reach_decision(profile, knowledge=KNOWLEDGE, rulebook=RULEBOOK, on=TODAY).paths.facts
        return {kind: facts[kind].named_first for kind in facts}

    poorer, richer = named(less), named(1_000)
    assert [kind for kind in richer if poorer[kind] == "first" != richer[kind]] == []
