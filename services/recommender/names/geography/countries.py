"""Which country is meant? By its code or its name; kept as the code of ISO 3166-1."""

from collections.abc import Mapping
from functools import cache, lru_cache

from babel import Locale
from babel.core import get_global
from babel.numbers import get_territory_currencies

from services.recommender.names.job_titles.letters import fold_letters

#: Codes and names in everyday use that CLDR has not: "UK" is reserved for GB.
_EVERYDAY = {
    **dict.fromkeys(("uk", "eng", "england", "scotland", "wales", "northern ireland", "great britain"), "GB"),
    "czech republic": "CZ",
    "hong kong": "HK",
    "trinidad and tobago": "TT",
    "turkey": "TR",
}

#: The languages in which countries are called by name.
NAMED_IN = ("en", "de", "es", "fr", "it", "nl", "pl", "pt", "sv")

#: What the euro's code begins with; ISO 3166-1 reserves it for the European Union.
_UNION = "EU"

#: Countries called by name with an article.
_WITH_ARTICLE = frozenset({"GB", "US", "NL", "PH", "AE", "CZ", "BS", "DO", "MV", "SB", "CD", "CF", _UNION})

#: Codes of two letters in CLDR that are no country: unions, outlying areas and unknown regions.
_NO_COUNTRY = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "TA", "UN", "XA", "XB", "ZZ"})


def country_code(text: str) -> str | None:
    """Return the ISO 3166-1 code of two letters that `text` means: a code of two or three letters, or a name."""
    return _codes().get(fold_letters(text))


def country_name(code: str) -> str:
    """Return what a country is called in English, with its article: "Germany", "the Netherlands"."""
    name = str(Locale("en").territories.get(code, code))
    return f"the {name}" if code in _WITH_ARTICLE else name


@lru_cache
def country_of_currency(currency: str) -> str | None:
    """Return the country that a currency is named after: the first two letters of an ISO 4217 code say it.

    The euro is of no country: "EU" stands for the union. None where no country gives a currency its name.
    """
    code = currency[:2].upper()
    return code if code == _UNION or code in _codes().values() else None


def currency_of_country(country: str) -> str | None:
    """Return the currency (ISO 4217) that is paid with in a country; None of one that is not known."""
    return next(iter(get_territory_currencies(country)), None)


@cache
def _codes() -> Mapping[str, str]:
    codes = {str(code): str(code) for code in Locale("en").territories if _is_country(str(code))}
    found = {fold_letters(code): code for code in codes}
    for alias, current in get_global("territory_aliases").items():
        if len(alias) == len("GBR") and alias.isalpha() and current and current[0] in codes:
            found[fold_letters(alias)] = current[0]
    for language in NAMED_IN:
        for code, name in Locale(language).territories.items():
            if code in codes:
                found.setdefault(fold_letters(str(name)), str(code))
    return found | _EVERYDAY


def _is_country(code: str) -> bool:
    return len(code) == len("GB") and code.isalpha() and code not in _NO_COUNTRY
