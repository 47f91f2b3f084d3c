"""Which moment does a receiver's header name? Pure, and total: any text has an answer, none raises."""

import re
from datetime import UTC, datetime, timedelta, timezone

#: An HTTP date (RFC 9110, section 5.6.7) as senders write it: the weekday and the zone may be missing, the year may
#: have two digits, and the zone may be an offset as in mail. No number has more digits than it can need.
_DATE = re.compile(
    r"(?:[A-Za-z]{3,9},? +)?([0-9]{1,2})[ -]([A-Za-z]{3})[ -]([0-9]{2}|[0-9]{4}) +"
    r"([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?: +(?:GMT|UTC|UT|Z|([+-])([0-9]{2})([0-9]{2})))?"
)
#: The form of C's asctime, which RFC 9110 has recipients accept.
_ASCTIME = re.compile(r"[A-Za-z]{3} ([A-Za-z]{3}) +([0-9]{1,2}) ([0-9]{1,2}):([0-9]{2}):([0-9]{2}) ([0-9]{4})(?: GMT)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

#: Years of two digits from here on are of the last century, as in mail.
_LAST_CENTURY_FROM = 69


def read_http_date(text: str | None) -> datetime | None:
    """Return the moment that a header names, with its zone (UTC where it names none); None where it names no moment."""
    text = (text or "").strip()
    try:
        if found := _DATE.fullmatch(text):
            day, month, year, hour, minute, second, sign, hours, minutes = found.groups()
            ahead = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
            zone = timezone(-ahead if sign == "-" else ahead)
        elif found := _ASCTIME.fullmatch(text):
            month, day, hour, minute, second, year = found.groups()
            zone = UTC
        else:
            return None
        of_year = _MONTHS.index(month.lower()) + 1
        return datetime(_year(year), of_year, int(day), int(hour), int(minute), int(second), tzinfo=zone)
    except ValueError:
        # No such month, day, hour or zone.
        return None


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:  # noqa: PLR2004 - digits of a whole year
        return year
    return year + (1900 if year >= _LAST_CENTURY_FROM else 2000)
