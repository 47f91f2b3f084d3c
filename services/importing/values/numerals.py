"""Which number does a text write, if it writes one and nothing else? Both ways of marking thousands and decimals."""

import re
from decimal import Decimal

#: The longest text that is looked at; a number of more signs is a mistake.
_LONGEST = 40

#: Spaces and apostrophes that part thousands, as keyboards and spreadsheets write them.
_SPACES = re.compile("[ \u00a0\u202f\u2009]")
_APOSTROPHES = re.compile("[\u2019\u02bc`]")

_WHOLE = re.compile(r"0|[1-9]\d*", re.ASCII)
_DECIMAL = re.compile(r"(0|[1-9]\d*)[.,](\d+)", re.ASCII)
#: Thousands, in India also hundreds of thousands, parted by one sign; then perhaps the other sign and decimals.
_GROUPED = re.compile(
    r"[1-9]\d{0,2}([,.' ])(?:\d{3}|\d{2}(?=\1))(?:\1(?:\d{3}|\d{2}(?=\1)))*(?:([.,])(\d+))?", re.ASCII
)

#: "1.200" is 1.2 to an English reader and 1200 to a German one; so nobody is told either.
_EITHER = re.compile(r"[1-9]\d{0,2}\.\d{3}", re.ASCII)


def read_numeral(text: str) -> Decimal | None:
    """Return the number of 0 or more that `text` writes: "20", "1,5", "1,299.00", "1.299,00", "1 299"; None else.

    A comma before exactly three digits parts thousands ("1,299"). A dot there may be either, so it is not read.
    """
    plain = _APOSTROPHES.sub("'", _SPACES.sub(" ", text.strip().removeprefix("+")))
    if len(plain) > _LONGEST or _EITHER.fullmatch(plain):
        return None
    if _WHOLE.fullmatch(plain):
        return Decimal(plain)
    grouped = _GROUPED.fullmatch(plain)
    if grouped is not None and grouped[1] != grouped[2]:
        whole = plain.partition(grouped[2])[0] if grouped[2] else plain
        return Decimal(f"{whole.replace(grouped[1], '')}.{grouped[3] or 0}")
    found = _DECIMAL.fullmatch(plain)
    return Decimal(f"{found[1]}.{found[2]}") if found is not None else None
