"""Is this text a code of an occupation? Reads SOC and O*NET-SOC codes however they are written."""

import re

#: A SOC or O*NET-SOC code; dashes of any length or none, because documents that are pasted from have them.
_CODE = re.compile(r"\s*([0-9]{2})[-\u2010-\u2015]?([0-9]{4})(?:\.?([0-9]{2}))?\s*")


def written_out(text: str) -> str | None:
    """Return the code in full, like "15-1252.00"; None for a text that is no code."""
    found = _CODE.fullmatch(text)
    return f"{found[1]}-{found[2]}.{found[3] or '00'}" if found else None


def minor_group(code: str) -> str:
    """Return the minor group of a SOC code, in which occupations are near each other ("15-12" of "15-1232.00")."""
    return code[:5]


def major_group(code: str) -> str:
    """Return the major group of a SOC code, in which the work is of one sort ("15" of "15-1232.00")."""
    return code[:2]
