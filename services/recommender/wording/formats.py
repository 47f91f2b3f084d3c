"""How are numbers, days, money and lists written? In English as the reader's country writes them, by Babel."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache, partial
from typing import Protocol, runtime_checkable

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list
from babel.localedata import exists
from babel.numbers import format_currency, format_decimal, get_currency_symbol, get_group_symbol

#: The language that is spoken; its folder of texts is named by it.
LANGUAGE = "en"

#: For readers of whom no country is known: days are 22 November 2026, amounts USD 1,500. Documents from before they
#: said their locale are written so.
INTERNATIONAL = f"{LANGUAGE}-001"

#: The locale that texts are written in now; None where nobody chose one.
_CHOSEN: ContextVar[str | None] = ContextVar("locale", default=None)

#: An amount with its currency's code in front: of a reader's country unknown, a sign like $ leaves open which dollars.
_BY_CODE = "\N{CURRENCY SIGN}\N{CURRENCY SIGN} #,##0"

_SIGN = "\N{CURRENCY SIGN}"
_DECIMALS = ".00"
_APOSTROPHE = "'"


#: Numbers, amounts and days that are kept written: the same prices and days come up in decision after decision.
_KEPT = 8192


#: A choice among more than so many names is told by the first ones.
MOST_IN_A_CHOICE = 3

#: What makes a name a list of its own, so that commas between names would leave open which belongs to which.
_LIST_INSIDE = re.compile(r",\s|\s(?:and|or)\s")


@runtime_checkable
class Price(Protocol):
    """An amount in whole units of a currency (ISO 4217)."""

    @property
    def amount(self) -> int: ...

    @property
    def currency(self) -> str: ...


#: Where CLDR's English of a country writes numbers as nobody there does (12.500 PLN for 12 500 zł), whose are taken.
_NUMBERS_BY = {"en-PL": "pl-PL"}


@dataclass(frozen=True, kw_only=True)
class Amount:
    """A price that a stored sentence names."""

    amount: int
    currency: str


def locale_of(country: str | None, language: str | None = None) -> str:
    """Return the locale for readers in a country (ISO 3166-1), or in the region that their language's tag names."""
    named = [part for part in (language or "").replace("_", "-").split("-")[1:] if len(part) == len("GB")]
    places = [place.upper() for place in (country, *named) if place]
    return next((tag for place in places if _known(tag := f"{LANGUAGE}-{place}")), INTERNATIONAL)


def chosen() -> str | None:
    """Return the locale that a caller chose for what is written now."""
    return _CHOSEN.get()


@contextmanager
def written_in(tag: str) -> Iterator[None]:
    """Write what is written inside as the locale `tag` does; one that is not known, as for readers anywhere."""
    before = _CHOSEN.set(tag)
    try:
        yield
    finally:
        _CHOSEN.reset(before)


def number(value: int, decimals: int = 0) -> str:
    """Return a whole number, or one of `decimals` places that is kept as a whole one: 1,500, and 3.25 of 325."""
    return _number(locale_now(), value, decimals)


@lru_cache(_KEPT)
def _number(tag: str, value: int, decimals: int) -> str:
    locale = _numbers(tag)
    whole = locale.decimal_formats[None].pattern.partition(".")[0]
    pattern = f"{whole}.{'0' * decimals}" if decimals else whole
    exact = value / 10**decimals if decimals else value
    return _grouped(locale, lambda by: str(format_decimal(exact, pattern, by)))


def percent(share: int) -> str:
    """Return a share in whole percent: 44 %."""
    return f"{number(share)} %"


def signed(points: int) -> str:
    """Return points with their sign; the minus is as wide as the plus."""
    sign = {True: "+", False: "\N{MINUS SIGN}"}[points > 0] if points else ""
    return f"{sign}{number(abs(points))}"


def money(amount: int, currency: str) -> str:
    """Return an amount: £1,500 in Britain, ₹1,50,000 in India, and USD 1,500 where no country is known."""
    return _money(locale_now(), amount, currency)


@lru_cache(_KEPT)
def _money(tag: str, amount: int, currency: str) -> str:
    pattern = _BY_CODE if tag == INTERNATIONAL else _money_pattern(tag, currency)
    written = partial(format_currency, amount, currency, pattern, currency_digits=False)
    return _grouped(_numbers(tag), lambda by: str(written(locale=by)))


def _grouped(locale: Locale, write: Callable[[Locale], str]) -> str:
    """Return a number as `write` does it by the locale, with all its separators.

    Babel takes two apostrophes between digits for quotes and drops them, CHF 1250000: so commas are written in their
    place, by a locale that has the same point.
    """
    if get_group_symbol(locale) != _APOSTROPHE:
        return write(locale)
    return write(_parsed(INTERNATIONAL)).replace(",", _APOSTROPHE)


@cache
def _money_pattern(tag: str, currency: str) -> str:
    """Return the locale's pattern for whole amounts; a code instead of a sign stands apart from the number."""
    locale = _numbers(tag)
    pattern = str(locale.currency_formats["standard"].pattern).replace(_DECIMALS, "")
    coded = str(get_currency_symbol(currency, locale))[-1:].isalpha()
    return pattern.replace(f"{_SIGN}#", f"{_SIGN} #") if coded else pattern


def day(when: date) -> str:
    """Return a day: 22 November 2026."""
    return _day(locale_now(), when)


@lru_cache(_KEPT)
def _day(tag: str, when: date) -> str:
    return format_date(when, "long", _parsed(tag))


def short_day(when: date) -> str:
    """Return a day where there is little room: 22 Nov 2026."""
    return format_date(when, "medium", _locale())


def month_name(month: int) -> str:
    """Return the short name of a month from 1 on: Nov."""
    return str(_locale().months["stand-alone"]["abbreviated"][month])


def listed(words: Sequence[str]) -> str:
    """Return words as one list: SQL, Python and Docker. Where one is a list itself: SQL; Tableau or Power BI."""
    if len(words) > 1 and any(map(_LIST_INSIDE.search, words)):
        return "; ".join(words)
    return format_list(list(words), "standard", _locale()) if words else ""


def choice(words: Sequence[str]) -> str:
    """Return words of which one suffices: Tableau, Power BI or Qlik."""
    return format_list(list(words), "or", _locale()) if words else ""


def country(code: str) -> str:
    """Return what a country is called, by its ISO 3166-1 code."""
    return str(_locale().territories.get(code, code))


def plural(count: int) -> str:
    """Return the category of plural that `count` takes: one, other, and whatever a language has besides."""
    return str(_locale().plural_form(count))


def locale_now() -> str:
    """Return the locale that is written in now; whoever keeps what was written keeps it by this."""
    tag = _CHOSEN.get()
    return tag if tag is not None and _known(tag) else INTERNATIONAL


def _locale() -> Locale:
    return _parsed(locale_now())


def _numbers(tag: str) -> Locale:
    """Return the locale that numbers and money are written by."""
    return _of_the_language_there(tag) or _parsed(_NUMBERS_BY.get(tag, tag))


@cache
def _parsed(tag: str) -> Locale:
    """Return the locale that days and lists are written by: of a country without an English of its own, anybody's."""
    return Locale.parse(tag if exists(tag.replace("-", "_")) else INTERNATIONAL, sep="-")


@cache
def _of_the_language_there(tag: str) -> Locale | None:
    """Return the locale of the language most spoken in a country that has no English of its own: R$ 1.200 in Brazil.

    None where it has one, or where that language writes other digits than these.
    """
    language, _, country = tag.partition("-")
    if language != LANGUAGE or not country.isalpha() or _has_english(tag):
        return None
    try:
        likely = Locale.parse(f"und_{country}")
    except (UnknownLocaleError, ValueError):
        return None
    return likely if likely.default_numbering_system == "latn" and likely.territory == country else None


@lru_cache(_KEPT)
def _known(tag: str) -> bool:
    return _has_english(tag) or _of_the_language_there(tag) is not None


def _has_english(tag: str) -> bool:
    return tag.startswith(LANGUAGE) and exists(tag.replace("-", "_"))
