"""A remembered fact and a range around the limit meet no budget and no deadline for certain, and rule nothing out."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stacks import TODAY, credential, holding, situation

from services.recommender.decision.facts.candidate.calculator import FitCalculator
from services.recommender.decision.facts.candidate.price_limits import budget_slack, price_asked, price_is_sure
from services.recommender.decision.facts.candidate.remembered import basis_of, remembered_words
from services.recommender.decision.facts.candidate.time_limits import time_asked, time_facts
from services.recommender.decision.facts.path import path_facts, typical_days
from services.recommender.knowledge.credentials.credential import Cost
from services.recommender.knowledge.credentials.files.catalogue_loading import load_catalogue
from services.recommender.knowledge.credentials.remembered import Fact, Remembered
from services.recommender.learner import Budget
from services.recommender.paths import PathKind
from services.recommender.planning.step_builder import days_of
from services.recommender.situation.possessions import possessions

DATA = Path(__file__).parents[4] / "data"
RANGE = Cost(amount=560, amount_from=506, currency="USD")


def remembering(*facts, **members):
    known = replace(credential("a"), **members)
    return replace(known, remembered=Remembered(noted_on=date(2026, 11, 29), facts=facts))


def time_of(known, pace, left):
    """What is said of its time to a learner of `pace` hours a week with `left` days, who has nothing."""
    deadline = None if left is None else TODAY + timedelta(days=left)
    asked = situation(holding("goal"), hours_per_week=pace, deadline=deadline)
    return time_facts(time_asked(known, asked, possessions(asked)))


@pytest.mark.parametrize(("budget", "slack"), [(600, 40), (560, 0), (559, None), (506, None), (505, -1)])
def test_a_range_decides_where_all_of_it_lies_on_one_side_of_the_budget(budget, slack):
    spend = Budget(amount=budget, currency="USD")
    assert budget_slack(spend, RANGE) == slack
    assert price_is_sure(price_asked(replace(credential("a"), cost=RANGE), spend)) is (slack is not None)


@pytest.mark.parametrize("budget", [None, Budget(amount=0, currency="EUR"), Budget(amount=9_999, currency="USD")])
def test_a_remembered_price_is_never_sure(budget):
    assert not price_is_sure(price_asked(remembering(Fact.COST, cost=RANGE), budget))
    assert price_is_sure(price_asked(remembering(Fact.HOURS), budget))


@pytest.mark.parametrize(("left", "slack"), [(140, 0), (139, None), (56, None), (55, -1)])
def test_a_range_of_hours_decides_where_all_of_it_lies_on_one_side_of_the_deadline(left, slack):
    known = replace(credential("a"), hours=200, hours_from=80)
    time = time_of(known, 10, left)
    assert time.days_slack == slack
    assert time.duration_is_sure == ("no" if slack is None else "yes")


@pytest.mark.parametrize("fact", [Fact.HOURS, Fact.WEEKS_MINIMUM])
def test_a_remembered_duration_is_never_sure(fact):
    assert time_of(remembering(fact, weeks_minimum=3), 10, 500).duration_is_sure == "no"
    assert time_of(remembering(fact, weeks_minimum=3), None, None).duration_is_sure == "no"
    assert time_of(remembering(Fact.COST), 10, 500).duration_is_sure == "yes"


def test_a_plan_takes_remembered_hours_for_the_least_that_is_known():
    assert days_of(replace(credential("a"), hours=20), 10) == (14, False)
    assert days_of(remembering(Fact.HOURS, hours=200, hours_from=20), 10) == (14, True)


@pytest.mark.parametrize(
    ("known", "basis", "words"),
    [
        (credential("a"), "read", ""),
        (remembering(Fact.MODE), "read", ""),
        (remembering(Fact.COST, cost=RANGE), "partly_remembered", "its price (USD 506 to USD 560)"),
        (
            remembering(Fact.ASSESSMENT, Fact.COST, Fact.HOURS, hours=200, hours_from=80),
            "partly_remembered",
            "how it is assessed, its price and its hours (80 to 200)",
        ),
    ],
)
def test_the_learner_is_told_what_to_check(known, basis, words):
    assert basis_of(known) == basis
    assert remembered_words(known) == words


def test_what_nobody_read_at_all_is_remembered_as_a_whole():
    known = remembering(Fact.COST)
    assert basis_of(replace(known, source=replace(known.source, read_on=None))) == "remembered"


@pytest.mark.parametrize(
    ("read", "noted", "weeks"),
    [
        ([430, 130], [], 13),
        ([430], [], 43),
        ([430], [130], None),
        ([130], [30], 13),
        ([], [130], None),
        ([], [], None),
    ],
)
def test_a_path_is_too_late_only_by_hours_that_are_sure(read, noted, weeks):
    known = [credential(f"read{hours}", hours=hours) for hours in read]
    known += [remembering(Fact.HOURS, id=f"noted{hours}", hours=hours) for hours in noted]
    asked = situation(holding("goal"), deadline=TODAY + timedelta(days=100))
    calculator = FitCalculator.of(asked, {one.id: one for one in known})
    times = [time_facts(time_asked(one, asked, calculator.own)) for one in known]
    days = typical_days(PathKind.CERTIFICATION, asked, times)
    assert path_facts(PathKind.CERTIFICATION, asked, (), days).typical_weeks == weeks


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue(DATA)


@given(data=st.data(), amount=st.integers(0, 20_000), pace=st.integers(1, 60), left=st.integers(0, 4_000))
def test_no_remembered_fact_of_the_catalogue_rules_out_or_meets_a_limit(catalogue, data, amount, pace, left):
    one = catalogue.credentials[data.draw(st.sampled_from(sorted(catalogue.credentials)))]
    currency = one.cost.currency if one.cost else "USD"
    if not one.is_certain(Fact.COST):
        assert not price_is_sure(price_asked(one, Budget(amount=amount, currency=currency)))
    if not (one.is_certain(Fact.HOURS) and one.is_certain(Fact.WEEKS_MINIMUM)):
        assert time_of(one, pace, left).duration_is_sure == "no"
