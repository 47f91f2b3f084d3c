"""What does one loose value say: a text, a number, a whole number, an address, a day?

Sources write numbers as texts and texts as numbers; what cannot be read is None and never an error.
"""

import math
import re
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

from services.importing.values.numerals import read_numeral
from services.recommender.knowledge.files.entries import Json

#: The longest text kept of any member; a description is not a catalogue.
LONGEST_TEXT = 1000

#: Amounts, hours and credits beyond this are mistakes.
LARGEST_NUMBER = 10**9

#: Control characters and halves of surrogate pairs, which cannot be written as UTF-8 or shown.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


def tidy_text(value: Json) -> str | None:
    """Return the text with single spaces and nothing unprintable, at most LONGEST_TEXT; None where none is left."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = " ".join(_UNPRINTABLE.sub(" ", str(value)[: LONGEST_TEXT * 2]).split())[:LONGEST_TEXT].strip()
    return text or None


def read_number(value: Json) -> Decimal | None:
    """Return a number from 0 to LARGEST_NUMBER, also out of a text that is one, like "1,299.00"; None otherwise.

    A text with anything beside the number is none: "6-18 hours per week" is not 6.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        number = Decimal(str(value)) if isinstance(value, int) or math.isfinite(value) else None
    else:
        number = read_numeral(value) if isinstance(value, str) else None
    return number if number is not None and 0 <= number <= LARGEST_NUMBER else None


def round_up(number: Decimal) -> int:
    """Return the whole number that is not below `number`."""
    return math.ceil(number)


def read_address(value: Json) -> str | None:
    """Return a web address, with https:// put before what begins with www; None for anything else."""
    text = tidy_text(value) if isinstance(value, str) else None
    if text is None or " " in text:
        return None
    if text.casefold().startswith("www."):
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return None
    return text if usable else None


def host_of(address: str) -> str:
    """Return the host of a web address, without www."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


def read_day(value: Json) -> date | None:
    """Return the day that a date or a moment of ISO 8601 begins with, or None."""
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None
