"""Exchange rates for tests: made up, so that newer rates under data/ change no test."""

from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

from services.recommender.knowledge.rates import Exchange, Rates

RATES_DAY = date(2026, 10, 30)

#: A euro is 1.25 dollars, 0.8 pounds and 160 yen.
RATES = Rates(
    day=RATES_DAY,
    per_euro={"EUR": Fraction(1), "USD": Fraction(5, 4), "GBP": Fraction(4, 5), "JPY": Fraction(160)},
    content_hash="sha256:made-up",
)

#: The same within a month, with a margin of 5 %.
EXCHANGE = Exchange(rates=RATES, margin=5)

KNOWN_CURRENCIES = st.sampled_from(sorted(RATES.per_euro))

#: Some have a rate and some have none.
CURRENCIES = st.sampled_from([*sorted(RATES.per_euro), "XDR", "BGN"])

AMOUNTS = st.integers(min_value=0, max_value=100_000)
