"""JSON has one way of writing: RFC 8785. What is signed or digested is written so, and anybody can write it again."""

import json
from collections.abc import Mapping
from math import isfinite
from typing import Any

import msgspec

#: From here on ECMAScript writes numbers with an exponent, and below the second one as well (ECMA-262, 6.1.6.1.20).
_EXPONENT_FROM = 1e21
_EXPONENT_BELOW = 1e-6


class NotWritable(ValueError):
    """The value has no such form: it holds half of a character, or a number that JSON does not have."""


def written(value: Any) -> bytes:
    """Return `value` as RFC 8785 writes it. Raises NotWritable."""
    try:
        return _text(value).encode()
    except UnicodeEncodeError:
        raise NotWritable("It holds half of a character, which cannot be written and so not signed.") from None


def rewritten(text: str) -> str:
    """Return a JSON text as RFC 8785 writes it; one that has no such form, or is no JSON, as it is."""
    broken: list[str] = []

    def note(number: str) -> float:
        broken.append(number)
        return float(number)

    try:
        value = msgspec.json.Decoder(float_hook=note).decode(text)
        plain = msgspec.json.encode(value, order="sorted").decode()
        # Half a character has no units. Where one has two, msgspec sorts names otherwise than RFC 8785, and it writes
        # such numbers otherwise.
        units = len(plain.encode("utf-16-le")) // 2
        return plain if not broken and units == len(plain) else written(value).decode()
    except (ValueError, RecursionError, msgspec.MsgspecError):
        return text


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        members = sorted(value.items(), key=lambda member: member[0].encode("utf-16-be", "surrogatepass"))
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
        raise NotWritable("It holds a number that JSON does not have.")
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
