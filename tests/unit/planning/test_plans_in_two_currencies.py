"""A plan that is paid in two currencies is compared by the rates, with their margin, and its total is rounded once."""

from dataclasses import replace

import pytest
from exchanges import AMOUNTS, EXCHANGE
from hypothesis import given
from stacks import all_of, any_of, catalogue, credential, situation

from services.recommender.explaining.plan.plan_report import report_plan
from services.recommender.planning.currencies import worth_in
from services.recommender.planning.planning import plan_stack
from services.recommender.planning.problem import Done, Problem, Step, Threshold
from services.recommender.planning.search.weights import Weights
from services.recommender.recommendation.document import document_of


def planned(known, asked, exchange=EXCHANGE):
    asked = replace(asked, exchange=exchange)
    return document_of(report_plan(plan_stack(asked, known.credentials), known))


@pytest.mark.parametrize(
    ("budget", "standing"),
    [(755, "fits"), (754, "may_fit"), (691, "may_fit"), (690, "over_budget"), (90, "over_budget")],
)
def test_a_plan_fits_where_it_does_with_the_margin_and_is_over_where_it_is_without(budget, standing):
    known = catalogue(credential("a", cost=90), credential("b", cost=506, currency="EUR"))
    part = planned(known, situation(all_of("a", "b"), budget=budget))
    best = part["plans"][0]
    assert part["standing"] == standing
    assert best["cost"] == [{"amount": 90, "currency": "USD"}, {"amount": 506, "currency": "EUR"}]
    assert best["cost_converted"] == {"amount": 723, "currency": "USD", "rates_of": "2026-10-30", "margin": 5}
    assert "about USD 723 in all at the ECB rates of 30 October 2026" in part["sentence"]


def test_what_is_over_the_budget_is_said_by_the_rate():
    known = catalogue(credential("b", cost=500, currency="EUR"))
    part = planned(known, situation(all_of("b"), budget=100))
    assert part["plans"][0]["breaks"]["over_budget"] == {"amount": 525, "currency": "USD"}
    assert "a margin of 5 %" in part["notes"][0]["text"]


def test_the_cheapest_is_found_across_currencies():
    known = catalogue(credential("yen", cost=4000, currency="JPY"), credential("euro", cost=200, currency="EUR"))
    best = planned(known, situation(any_of("yen", "euro"), budget=1000))["plans"][0]
    assert [step["credential"]["id"] for step in best["steps"]] == ["yen"]


def test_without_a_rate_nothing_is_converted():
    known = catalogue(credential("a", cost=90), credential("b", cost=500, currency="XDR"))
    part = planned(known, situation(all_of("a", "b"), budget=10_000))
    assert (part["standing"], part["plans"][0]["cost_converted"]) == ("may_fit", None)


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_the_total_is_rounded_once_and_not_per_step(one, two, three):
    steps = tuple(Step(name=str(n), amounts=amounts) for n, amounts in enumerate(((one, 0), (0, two), (0, three))))
    goal = Threshold(least=3, parts=tuple((1, Done(step=n)) for n in range(3)))
    problem = Problem(steps=steps, goal=goal, currencies=("USD", "EUR"), rates=(worth_in("USD", "EUR", EXCHANGE),))
    assert Weights(problem).about(0b111) == one + (5 * (two + three) * 2 + 4) // 8
