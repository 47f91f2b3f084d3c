"""What is an amount worth in another currency? By the reference rates of one day, with a margin that grows by age.

A rate of yesterday says what somebody will pay next month only within a margin. What lies within it fits no budget for
certain and breaks none (docs/decisions/0034-prices-are-compared-with-a-margin.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path

from services.recommender.knowledge.files.data_files import DataFileError, DataFiles, read_day

RATES_FILE = "rates/reference_rates.csv"

#: The day of a rate, a currency (ISO 4217), and how many units of it one euro is worth.
RATE_COLUMNS = ("day", "currency", "per_euro")

#: The currency that all rates are against.
EURO = "EUR"

#: By how many percent a price may turn out dearer or cheaper, up to how many days lie between the rates and the day of
#: the decision. Since 2010 the rates of the dollar, the pound, the franc and their like had moved further on at most 5
#: of 100 days (SOURCE.md beside the rates). Rates that are older than the last of them compare nothing.
MARGINS = ((31, 5), (92, 10), (366, 20))

ATTRIBUTION = (
    "Exchange rates: euro foreign exchange reference rates of the European Central Bank, for information only."
)


@dataclass(frozen=True, kw_only=True)
class Rates:
    """The rates of one day; without any where `day` is None. `content_hash` names the bytes they were read from."""

    day: date | None = None
    per_euro: Mapping[str, Fraction] = field(default_factory=dict)
    content_hash: str | None = None
    attribution: str = ATTRIBUTION

    def on(self, day: date) -> "Exchange":
        """Return the rates as they may be used on `day`."""
        apart = None if self.day is None else abs((day - self.day).days)
        margin = None if apart is None else next((percent for days, percent in MARGINS if apart <= days), None)
        return Exchange(rates=self, margin=margin)


#: No table at all: nothing is compared but what is in one currency, and nothing.
NO_RATES = Rates()


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """Rates and the margin to be kept on one day, in percent; None where they are too old, or there are none."""

    rates: Rates = NO_RATES
    margin: int | None = None

    def unit(self, currency: str, other: str) -> Fraction | None:
        """Return what a unit of `currency` is worth in the `other`, without a margin; None where nobody knows."""
        if currency == other:
            return Fraction(1)
        per_euro = self.rates.per_euro
        if self.margin is None or not {currency, other} <= per_euro.keys():
            return None
        return per_euro[other] / per_euro[currency]

    def within_margin(self, currency: str, other: str) -> tuple[Fraction, Fraction] | None:
        """Return what a unit of `currency` is worth in the `other` at least and at most; None where nobody knows."""
        unit = self.unit(currency, other)
        if unit is None:
            return None
        off = unit * (self.margin or 0) / 100 if currency != other else Fraction(0)
        return unit - off, unit + off


NO_EXCHANGE = Exchange()


def load_rates(data_dir: Path) -> Rates:
    """Load the rates in `data_dir`, none where it has no such file; raise DataFileError at the line that is wrong."""
    if not (data_dir / RATES_FILE).exists():
        return NO_RATES
    files = DataFiles(data_dir)
    days: set[date] = set()
    per_euro = {EURO: Fraction(1)}
    for place, (written, currency, rate) in files.csv_rows(RATES_FILE, RATE_COLUMNS):
        days.add(read_day(place, written))
        if currency in per_euro or len(days) > 1:
            raise DataFileError(f"{place}: {currency} must stand once, and all rates must be of one day")
        per_euro[currency] = _read_rate(place, rate)
    day = days.pop() if days else None
    return Rates(day=day, per_euro=per_euro, content_hash=files.content_hash)


def _read_rate(place: str, text: str) -> Fraction:
    try:
        rate = Decimal(text)
    except InvalidOperation as error:
        raise DataFileError(f"{place}: {text!r} must be a number like 1.1172") from error
    if not rate.is_finite() or rate <= 0:
        raise DataFileError(f"{place}: {text!r} must be above 0")
    return Fraction(rate)
