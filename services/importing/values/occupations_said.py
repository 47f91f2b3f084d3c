"""Which occupations does a source name? Codes of SOC and O*NET-SOC, in frameworks' alignments and in words."""

import re

from services.importing.values.json_ld import Node

#: An O*NET-SOC code, with or without its suffix, anywhere in a notation or address.
_OCCUPATION = re.compile(r"\b(\d{2}-\d{4})(?:\.(\d{2}))?\b", re.ASCII)


def read_occupations(node: Node, name: str = "occupationType") -> tuple[str, ...]:
    """Return the O*NET-SOC 2019 codes of the occupations a credential is for, in their full form."""
    said: list[str] = []
    for one in node.nodes(name):
        said.extend(text for member in ("codedNotation", "targetNode", "codeValue") for text in one.texts(member))
    said.extend(node.texts(name))
    codes = [_OCCUPATION.search(text) for text in said]
    return tuple(dict.fromkeys(f"{code.group(1)}.{code.group(2) or '00'}" for code in codes if code))
