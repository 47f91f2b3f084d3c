"""Which price does a loose value say, and in which currency? Only one that is plainly the whole price is read."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from services.importing.values.numerals import read_numeral
from services.importing.values.plain_values import LARGEST_NUMBER, read_number, tidy_text
from services.recommender.knowledge.files.entries import Json

#: The codes of ISO 4217 that are in use. Other words of three letters beside a number are no currency ("49 per").
_CODES = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF "
    "CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD "
    "HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD "
    "LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK "
    "PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS "
    "TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG"
)
CODES = frozenset(_CODES.split())

#: Signs and words, and the currencies that are written so; the first is what is taken where nothing else is said.
_DOLLARS = "USD AUD CAD NZD SGD HKD MXN TWD BBD BSD JMD TTD CLP COP ARS"
_WRITTEN = {
    "$": _DOLLARS, "us$": "USD", "us dollars": "USD", "c$": "CAD",
    "ca$": "CAD", "a$": "AUD", "au$": "AUD", "nz$": "NZD", "s$": "SGD", "hk$": "HKD", "r$": "BRL", "€": "EUR",
    "euro": "EUR", "euros": "EUR", "£": "GBP EGP", "pounds": "GBP EGP", "fr": "CHF", "sfr": "CHF", "franken": "CHF",
    "₹": "INR", "zł": "PLN", "₽": "RUB", "₺": "TRY", "₩": "KRW", "₪": "ILS", "₦": "NGN", "₫": "VND", "₱": "PHP",
    "₴": "UAH", "kč": "CZK",
}  # fmt: skip

#: Signs that several currencies share, none of which is the likelier: another word has to say which.
_RUPEES = "INR PKR LKR NPR MUR"
_CROWNS = "SEK NOK DKK ISK"
_SHARED = {
    **dict.fromkeys(("dollar", "dollars"), _DOLLARS),
    **dict.fromkeys(("rs", "rupees"), _RUPEES),
    "kr": _CROWNS,
    "¥": "JPY CNY",
}

#: What says that nothing is to be paid. "None" does not: it may as well be that none is known.
_FREE = frozenset({"free", "free of charge", "no cost", "gratis", "kostenlos", "kostenfrei", "gratuit", "gratuito"})

#: Words before, the number, perhaps a thousand times, words behind; "49,-" and "49.-" are whole amounts.
_PRICE = re.compile(
    r"([^\d+]*?) ?(\+?\d[\d.,'\u2019 \u00a0\u202f]*?)(?:[.,][-\u2013\u2014]{1,2})? ?(k(?![a-z\u010d]))? ?([^\d]*)"
)


#: "1,2" may be 1.20 or the beginning of 1,200; amounts of money have two decimals or none.
_CUT_SHORT = re.compile(r"\+?\d+,\d", re.ASCII)

#: A price that is paid again and again, and how often: "49/month", "$39 per mo", "monthly".
_TIMES = (
    "month mo monat mois year yr annum jahr week wk day hour hr credit unit module semester term course lesson session"
)
_PER = re.compile(
    rf"(?:/|\bper|\ba|\bpro|\bpar|\bevery|\beach) ?({'|'.join(_TIMES.split())})s?\b|\b(month|year|annual|week)ly\b"
)

#: Several payments of one amount.
_INSTALMENTS = re.compile(
    r"([2-9]|[1-3]\d) ?(?:x|\u00d7|\*|(?:monthly )?(?:payments?|instal?lments?|raten) (?:of|\u00e0|a|zu)) ?"
    r"([^\dx]*\d[^x\u00d7*]*)"
)

#: From the least to the most.
_RANGE = re.compile(
    r"(?:from |between |von |entre |de )?([^\d+-]{0,12}\d[\d.,' ]*(?:[^\d+-]{0,12}?)) ?"
    r"(?:-|\u2013|\u2014|\bto\b|\band\b|\bbis\b|\bund\b) ?([^\d+-]{0,12}\d[\d.,' ]*[^\d+-]{0,12})"
)

#: What is free to learn from, with a certificate that is not: the certificate is what is bought.
_UPGRADE = re.compile(
    r"free ?[-\u2013\u2014:,;.]? ?(?:\(?audit\)?,? ?)?(?:optional )?(?:add |upgrade |get )?(?:a |to )?"
    r"(?:verified |paid |optional )?certificate(?: \w+)?(?: for|:| at)? ?([^\d]{0,4}\d[\d.,]*(?: ?[a-z]{3})?)"
)

#: A dot that parts thousands for certain: "1.200,-".
_WHOLE_AMOUNT = re.compile(r"\.(?=\d{3},[-\u2013\u2014])")

#: Words on taxes that are in the price.
_TAX = re.compile(
    r",? ?\(?(?:(?:incl\.?|including|inkl\.?|inclusive of|incluye|iva) "
    r"(?:vat|tax(?:es)?|gst|mwst\.?|ust\.?|iva|incluido|incl(?:us[ao])?\.?)|ttc|tout compris|steuerfrei|vat free)\)?$",
    re.IGNORECASE,
)

#: A dot before three digits parts thousands where a currency stands beside it that has two decimals, or none.
_DOT_OF_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}", re.ASCII)
_OF_THREE_DECIMALS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})


@dataclass(frozen=True, kw_only=True)
class SaidPrice:
    """A price as it was read: None for an amount or a currency that is not said. `why` says why it was left out.

    Of a range, `amount` is the most and `least` the least.
    """

    amount: Decimal | None = None
    currency: str | None = None
    why: str | None = None
    least: Decimal | None = None


def read_currency(value: Json) -> str | None:
    """Return the code of ISO 4217 that a code, a sign or a word says; of a sign that many share, the likeliest."""
    found = _currencies(value) if isinstance(value, str) else ()
    shared = isinstance(value, str) and _word(value) in _SHARED
    return found[0] if found and not shared else None


def read_price(value: Json, currency: Json = None) -> SaidPrice:
    """Return the price that `value` says, in the currency that the words beside it and `currency` agree on."""
    if not isinstance(value, str):
        amount = read_number(value)
        return SaidPrice(amount=amount, currency=read_currency(currency), why=None if amount is not None else _NO_PRICE)
    text = tidy_text(value) or ""
    if _word(text) in _FREE:
        return SaidPrice(amount=Decimal(0), currency=read_currency(currency))
    if (composed := _composed(text.casefold(), currency)) is not None:
        return composed
    text = _WHOLE_AMOUNT.sub("", _TAX.sub("", text))
    found = _PRICE.fullmatch(text.casefold())
    amount = _amount(found) if found is not None else None
    if found is None or amount is None:
        return SaidPrice(why=_NO_PRICE)
    if _CUT_SHORT.fullmatch(found[2].strip()):
        return SaidPrice(why="may be a decimal or thousands that were cut short")
    amount *= 1000 if found[3] else 1
    beside = [word for word in (found[1].strip(), found[4].strip()) if word]
    said = [_currencies(word) for word in beside]
    if not all(said) or amount > LARGEST_NUMBER:
        return SaidPrice(why=_NO_PRICE)
    column = _currencies(currency) if isinstance(currency, str) else ()
    return _agreed(amount, [*said, *([column] if column else [])], [*beside, str(currency)])


def _amount(found: re.Match[str]) -> Decimal | None:
    """Return the number of a price; "€ 1.099" is more than a thousand, and "1.099" alone may be either."""
    beside = {code for words in (found[1], found[4]) for code in _currencies(words)}
    digits = found[2].strip()
    if beside and not beside & _OF_THREE_DECIMALS and _DOT_OF_THOUSANDS.fullmatch(digits):
        digits = digits.replace(".", "")
    return read_numeral(digits)


def _composed(text: str, currency: Json) -> SaidPrice | None:
    """Return what a text says that holds more than one price: a rate, payments, a range, or what is free in part."""
    if (per := _PER.search(text)) is not None:
        return SaidPrice(why=f"is to be paid per {per[1] or per[2]}, and for how long is not said")
    if (several := _INSTALMENTS.fullmatch(text)) is not None:
        one = read_price(several[2], currency)
        return one if one.amount is None else replace(one, amount=one.amount * int(several[1]))
    if (ends := _RANGE.fullmatch(text)) is not None:
        return _range(ends, currency)
    if (certificate := _UPGRADE.fullmatch(text)) is not None:
        return read_price(certificate[1], currency)
    return SaidPrice(why="is free in part or for a time only") if text.startswith("free") else None


def _range(ends: re.Match[str], currency: Json) -> SaidPrice:
    """Return the price from the least to the most; the currency may stand beside either."""
    least, most = read_price(ends[1], currency), read_price(ends[2], currency)
    if least.amount is None or most.amount is None or least.amount > most.amount:
        return SaidPrice(why=_NO_PRICE)
    if len({least.currency, most.currency} - {None}) > 1:
        # "100-200 EUR": the sign behind stands for both.
        least = replace(least, currency=most.currency) if currency is None else least
        if least.currency != most.currency:
            return SaidPrice(why="says two currencies")
    return replace(most, currency=most.currency or least.currency, least=least.amount)


#: What is said of a text that holds more than a price, or none.
_NO_PRICE = 'is not plainly one price in all, like 49, "49 USD" or "free"'


def _agreed(amount: Decimal, said: list[tuple[str, ...]], words: list[str]) -> SaidPrice:
    if not said:
        return SaidPrice(amount=amount)
    left = [code for code in min(said, key=len) if all(code in codes for codes in said)]
    if not left:
        return SaidPrice(why=f"says two currencies, {' and '.join(words)}")
    if len(left) > 1 and words and all(_word(word) in _SHARED for word in words[: len(said)]):
        return SaidPrice(amount=amount)
    return SaidPrice(amount=amount, currency=left[0])


def _currencies(text: str) -> tuple[str, ...]:
    """Return the currencies that a code, a sign or a word may mean, the likeliest first; none for other words."""
    word = _word(text)
    if word.upper() in CODES:
        return (word.upper(),)
    return tuple((_WRITTEN.get(word) or _SHARED.get(word) or "").split())


def _word(text: str) -> str:
    return " ".join(text.casefold().split()).removesuffix(".")
