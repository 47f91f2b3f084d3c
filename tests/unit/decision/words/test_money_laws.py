"""A price in another currency: too dear stays too dear, more money never takes away, and a remembered price is never sure."""

from dataclasses import replace
from datetime import date

import pytest
from exchanges import AMOUNTS, CURRENCIES, EXCHANGE, KNOWN_CURRENCIES
from hypothesis import given
from hypothesis import strategies as st
from stacks import credential

from services.recommender.decision.facts.candidate.price_limits import (
    budget_slack,
    price_asked,
    price_is_sure,
    price_said,
)
from services.recommender.knowledge.credentials.credential import Cost
from services.recommender.knowledge.credentials.remembered import Fact, Remembered
from services.recommender.knowledge.rates import NO_EXCHANGE
from services.recommender.learner import Budget
from services.recommender.wording import formats, phrases

COSTS = st.builds(
    lambda amount, off, currency: Cost(
        amount=amount, amount_from=None if off is None else max(0, amount - off), currency=currency
    ),
    AMOUNTS,
    st.none() | st.integers(0, 5_000),
    CURRENCIES,
)


@given(COSTS, AMOUNTS, CURRENCIES)
def test_converting_never_makes_a_price_fit_that_is_too_dear_by_the_rate(cost, amount, currency):
    budget = Budget(amount=amount, currency=currency)
    unit = EXCHANGE.unit(cost.currency, currency)
    slack = budget_slack(budget, cost, EXCHANGE)
    if unit is None or slack is None:
        return
    if cost.amount * unit > amount:
        assert slack < 0
    if slack < 0:
        assert (cost.amount if cost.amount_from is None else cost.amount_from) * unit > amount


@given(COSTS, AMOUNTS, AMOUNTS, CURRENCIES, st.sampled_from([EXCHANGE, NO_EXCHANGE]))
def test_more_money_never_takes_a_price_out(cost, one, other, currency, exchange):
    less, more = sorted((one, other))
    before, after = (budget_slack(Budget(amount=amount, currency=currency), cost, exchange) for amount in (less, more))
    assert not (after is not None and after < 0) or (before is not None and before < 0)


@given(COSTS, AMOUNTS, CURRENCIES)
def test_what_is_free_fits_and_nothing_buys_nothing(cost, amount, currency):
    free = Cost(amount=0, currency=cost.currency)
    assert budget_slack(Budget(amount=amount, currency=currency), free, EXCHANGE) == amount
    if cost.amount_from is None and cost.amount:
        assert budget_slack(Budget(amount=0, currency=currency), cost, EXCHANGE) < 0


@given(COSTS, AMOUNTS, KNOWN_CURRENCIES)
def test_a_remembered_price_is_never_sure_in_any_currency(cost, amount, currency):
    known = replace(credential("a"), cost=cost, remembered=Remembered(noted_on=date(2026, 11, 1), facts=(Fact.COST,)))
    assert not price_is_sure(price_asked(known, Budget(amount=amount, currency=currency)), EXCHANGE)


@pytest.mark.parametrize(
    ("budget", "slack", "sure"),
    [
        (500, 80, True),
        (420, 0, True),
        (419, None, False),
        (380, None, False),
        (379, -1, True),
    ],
)
def test_500_dollars_are_380_to_420_euro_with_the_margin(budget, slack, sure):
    spend = Budget(amount=budget, currency="EUR")
    known = credential("a", cost=500)
    assert budget_slack(spend, known.cost, EXCHANGE) == slack
    assert price_is_sure(price_asked(known, spend), EXCHANGE) is sure


def test_the_rate_is_said_with_its_day():
    price = Cost(amount=500, currency="USD")
    assert (
        price_said(Budget(amount=500, currency="EUR"), price, EXCHANGE)
        == "USD 500 (about EUR 400 at the ECB rate of 30 October 2026)"
    )
    assert price_said(Budget(amount=500, currency="USD"), price, EXCHANGE) == "USD 500"
    assert price_said(Budget(amount=500, currency="XDR"), price, EXCHANGE) == "USD 500"
    assert price_said(None, price, EXCHANGE) == "USD 500"
    assert price_said(None, None, EXCHANGE) == ""


def test_three_digits_of_a_converted_price_are_said():
    assert phrases.roughly(Cost(amount=28_487, currency="INR")) == formats.Amount(amount=28_500, currency="INR")
    assert phrases.roughly(Cost(amount=190_844, currency="INR")).amount == 191_000
    assert phrases.roughly(Cost(amount=624, currency="EUR")).amount == 624
