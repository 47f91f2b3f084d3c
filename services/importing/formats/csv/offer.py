"""What does a row say of the offer: its price, until when it is offered, and how long what is earned is valid?"""

import re
from datetime import date

from services.importing.formats.csv.table import Row
from services.importing.values.credentials.credential_words import status_called
from services.importing.values.money.prices import read_currency, read_price
from services.importing.values.plain_values import read_number, round_up
from services.importing.values.quantities import MONTHS
from services.importing.values.times.days import day_said
from services.importing.values.times.revisions import revised
from services.recommender.knowledge.credentials.credential import Cost, CredentialStatus

#: A price of nothing, and what says of a certificate that it is paid for whatever the course costs.
_FREE_TO_LEARN = re.compile(r"free\b\D*|\W*0+(?:[.,]0+)?\D*", re.IGNORECASE)
_PAID_FOR = frozenset({"paid", "verified"})

#: What a certificate costs, in a column that says whether there is one: "$79 Certificate Available".
_CERTIFICATE_PRICE = re.compile(r"([^a-z]*\d[\d.,]*(?: [a-z]{3})?) certificate(?: available)?", re.IGNORECASE)

#: What says no.
_NO = frozenset({"no", "false", "0", "free"})

#: What says that a credential need not be renewed.
_WITHOUT_END = frozenset(
    {
        "lifetime",
        "life",
        "for life",
        "unlimited",
        "indefinite",
        "no expiry",
        "no expiration",
        "does not expire",
        "never",
    }
)


def read_cost(row: Row) -> Cost | None:
    """Return what the learner pays in all; what is not plainly that is noted."""
    text, currency = row.text("cost"), row.text("currency")
    if (row.text("is_paid") or "").casefold() in _NO:
        return Cost(amount=0, currency=read_currency(currency) or "USD")
    if currency is not None and read_currency(currency) is None:
        row.wrong("currency", "must be one currency, like EUR")
    text = _of_the_certificate(row, text)
    if text is None:
        return None
    price = read_price(text, currency)
    if price.amount is None:
        row.wrong("cost", price.why or "says no price")
    elif price.currency is None and price.amount:
        row.wrong("currency", "must be a currency like EUR, so that the cost can be compared")
    else:
        amount, least = round_up(price.amount), price.least
        low = int(least) if least is not None and least < amount else None
        if amount != price.amount or low is not None or read_number(_digits(text)) != price.amount:
            said = f"{low} to {amount}" if low is not None else str(amount)
            row.reading.notes.mend(f"{row.place}, column cost", text, f"read as {said} {price.currency or ''}".strip())
        return Cost(amount=amount, currency=price.currency or "USD", amount_from=low)
    return None


def _of_the_certificate(row: Row, text: str | None) -> str | None:
    """Return the price of the certificate where the sheet says one; what is free to learn from says nothing of it."""
    certificate = row.text("certificate") or ""
    said = _CERTIFICATE_PRICE.fullmatch(certificate)
    if said is not None:
        return said[1]
    free = text is not None and _FREE_TO_LEARN.fullmatch(text) is not None
    if free and not _PAID_FOR.isdisjoint(certificate.casefold().split()):
        row.wrong("cost", "is that of the course; its certificate is paid for, and what it costs is not said")
        return None
    return text


def _digits(text: str) -> str:
    """Return the number in a price without what stands around it; nothing where it says that it is free."""
    return text.strip("".join(sign for sign in text if not sign.isdigit())) or "0"


def read_offer_ends(row: Row) -> date | None:
    """Return the last day on which it is offered."""
    text = row.text("offer_ends")
    found = day_said(text)
    if text is not None and found is None:
        row.wrong("offer_ends", "must be a day, like 2026-06-30")
    return found


def read_status(row: Row, ends: date | None) -> CredentialStatus:
    """Return the status; what `ends` on a day that has passed is no longer offered."""
    said = status_called(row.text("status") or "")
    status = row.one_of("status", CredentialStatus, CredentialStatus.ACTIVE, said)
    if ends is not None and ends < row.reading.provenance.read_on:
        row.reading.notes.mend(f"{row.place}, column offer_ends", str(ends), "has passed: it is no longer offered")
        return max(status, CredentialStatus.EXPIRED_OFFER, key=list(CredentialStatus).index)
    return status


def read_validity(row: Row) -> int | None:
    """Return the months until it has to be renewed; None where it never has to."""
    if (row.text("validity_months") or "").casefold() in _WITHOUT_END:
        return None
    return row.whole_number("validity_months", MONTHS)


def read_revised_on(row: Row) -> date | None:
    """Return the day on which its content was last revised."""
    text = row.text("revised_on")
    found = revised(text, row.reading.provenance.read_on)
    if text is not None and found is None:
        row.wrong("revised_on", "must be a day that has come, like 2026-06-01")
    elif text is not None and found is not None and text != found.isoformat():
        row.reading.notes.mend(f"{row.place}, column revised_on", text, f"read as {found}")
    return found
