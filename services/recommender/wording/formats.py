"""How are numbers, days, money and lists written? As the language of the wording writes them, by Babel."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Protocol, runtime_checkable

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

#: The language that is spoken: days are 22 November 2026, amounts USD 1,500. Its folder is named by its language.
LOCALE = Locale("en", "GB")

#: An amount with its currency's code in front: a sign like $ leaves open which dollars are meant.
_MONEY = "\N{CURRENCY SIGN}\N{CURRENCY SIGN} #,##0"


#: Numbers, amounts and days that are kept written: the same prices and days come up in decision after decision.
_KEPT = 8192


@runtime_checkable
class Price(Protocol):
    """An amount in whole units of a currency (ISO 4217)."""

    @property
    def amount(self) -> int: ...

    @property
    def currency(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class Amount:
    """A price that a stored sentence names."""

    amount: int
    currency: str


@lru_cache(_KEPT)
def number(value: int, decimals: int = 0) -> str:
    """Return a whole number, or one of `decimals` places that is kept as a whole one: 1,500, and 3.25 of 325."""
    pattern = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
    return str(format_decimal(value / 10**decimals if decimals else value, pattern, LOCALE))


def percent(share: int) -> str:
    """Return a share in whole percent: 44 %."""
    return f"{number(share)} %"


def signed(points: int) -> str:
    """Return points with their sign; the minus is as wide as the plus."""
    sign = {True: "+", False: "\N{MINUS SIGN}"}[points > 0] if points else ""
    return f"{sign}{number(abs(points))}"


@lru_cache(_KEPT)
def money(amount: int, currency: str) -> str:
    """Return an amount: USD 1,500."""
    return str(format_currency(amount, currency, _MONEY, LOCALE, currency_digits=False))


@lru_cache(_KEPT)
def day(when: date) -> str:
    """Return a day: 22 November 2026."""
    return format_date(when, "long", LOCALE)


def short_day(when: date) -> str:
    """Return a day where there is little room: 22 Nov 2026."""
    return format_date(when, "medium", LOCALE)


def month_name(month: int) -> str:
    """Return the short name of a month from 1 on: Nov."""
    return str(LOCALE.months["stand-alone"]["abbreviated"][month])


def listed(words: Sequence[str]) -> str:
    """Return words as one list: SQL, Python and Docker."""
    return format_list(list(words), "standard", LOCALE) if words else ""


def choice(words: Sequence[str]) -> str:
    """Return words of which one suffices: Tableau, Power BI or Qlik."""
    return format_list(list(words), "or", LOCALE) if words else ""


def plural(count: int) -> str:
    """Return the category of plural that `count` takes: one, other, and whatever a language has besides."""
    return str(LOCALE.plural_form(count))
