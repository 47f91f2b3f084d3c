"""Nothing is nothing in every currency, and what a price comes to in another one is said with a margin and rounded once."""

from fractions import Fraction

from exchanges import AMOUNTS, CURRENCIES, EXCHANGE, KNOWN_CURRENCIES
from hypothesis import given
from hypothesis import strategies as st

from services.recommender.knowledge.credentials.credential import Cost
from services.recommender.knowledge.credentials.limits import LARGEST_AMOUNT
from services.recommender.knowledge.rates import NO_EXCHANGE
from services.recommender.learner import Budget
from services.recommender.situation.measures.money import converted, counted_against, in_euro, price_currency

EXCHANGES = st.sampled_from([EXCHANGE, NO_EXCHANGE])


@given(AMOUNTS, CURRENCIES, CURRENCIES, EXCHANGES)
def test_nothing_is_nothing_in_every_currency(amount, one, other, exchange):
    free, price = Cost(amount=0, currency=one), Cost(amount=amount, currency=one)
    assert counted_against(Budget(amount=amount, currency=other), free, exchange) == free
    assert counted_against(Budget(amount=0, currency=other), price, exchange) == price
    assert in_euro(free, exchange) == 0
    assert price_currency(Budget(amount=0, currency=other), price, exchange) == "same"


@given(AMOUNTS, KNOWN_CURRENCIES, KNOWN_CURRENCIES)
def test_a_converted_price_lies_within_its_margin(amount, one, other):
    exact = amount * EXCHANGE.unit(one, other)
    found = converted(Cost(amount=amount, currency=one), other, EXCHANGE)
    margin = Fraction(5, 100) if one != other else 0
    assert found.at_least <= exact * (1 - margin) <= exact <= exact * (1 + margin) <= found.at_most
    assert abs(found.about - exact) <= Fraction(1, 2)
    assert found.at_least <= found.about <= found.at_most


@given(AMOUNTS, AMOUNTS, KNOWN_CURRENCIES, KNOWN_CURRENCIES)
def test_converting_keeps_the_order_of_prices(one, other, currency, into):
    less, more = sorted((one, other))
    first, second = (converted(Cost(amount=amount, currency=currency), into, EXCHANGE) for amount in (less, more))
    assert (first.about, first.at_least, first.at_most) <= (second.about, second.at_least, second.at_most)
    assert in_euro(Cost(amount=less, currency=currency), EXCHANGE) <= in_euro(
        Cost(amount=more, currency=currency), EXCHANGE
    )


def test_a_range_stays_one():
    found = converted(Cost(amount=250, amount_from=125, currency="USD"), "EUR", EXCHANGE)
    assert (found.at_least, found.about, found.at_most) == (95, 200, 210)
    assert found.as_cost == Cost(amount=210, amount_from=95, currency="EUR")


def test_a_price_that_no_rate_is_known_of_is_not_compared():
    special = Cost(amount=100, currency="XDR")
    assert counted_against(Budget(amount=100, currency="USD"), special, EXCHANGE) is None
    assert price_currency(Budget(amount=100, currency="USD"), special, EXCHANGE) == "no_rate"
    assert in_euro(special, EXCHANGE) is None
    assert counted_against(Budget(amount=100, currency="XDR"), special, EXCHANGE) == special


def test_no_price_is_beyond_what_rules_count_with():
    assert converted(Cost(amount=LARGEST_AMOUNT, currency="EUR"), "JPY", EXCHANGE).at_most == LARGEST_AMOUNT
