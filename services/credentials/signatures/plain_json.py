"""What exactly is signed when JSON itself is signed? It has one way of writing (RFC 8785)."""

import json
from collections.abc import Mapping
from math import isfinite
from typing import Any

from services.credentials.finding import NotCheckable

#: From here on ECMAScript writes numbers with an exponent, and below the second one as well (ECMA-262, 6.1.6.1.20).
_EXPONENT_FROM = 1e21
_EXPONENT_BELOW = 1e-6


def written(value: Any) -> bytes:
    """Return `value` as RFC 8785 writes it. Raises NotCheckable where it cannot be written."""
    try:
        return _text(value).encode()
    except UnicodeEncodeError:
        raise NotCheckable("It holds half of a character, which cannot be written and so not signed.") from None


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        members = sorted(value.items(), key=lambda member: member[0].encode("utf-16-be"))
        return "{" + ",".join(f"{_quoted(name)}:{_text(member)}" for name, member in members) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(_text, value)) + "]"
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return _quoted(value)
    return _number(float(value))


def _quoted(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _number(value: float) -> str:
    if not isfinite(value):
        raise NotCheckable("It holds a number that JSON does not have.")
    if value == int(value) and abs(value) < _EXPONENT_FROM:
        return str(int(value))
    digits, _, exponent = repr(value).partition("e")
    if not exponent:
        return digits
    power = int(exponent)
    if _EXPONENT_BELOW <= abs(value) < 1:
        sign, whole = ("-", digits[1:]) if value < 0 else ("", digits)
        return f"{sign}0.{'0' * (-power - 1)}{whole.replace('.', '')}"
    return f"{digits}e{'+' if power > 0 else '-'}{abs(power)}"
