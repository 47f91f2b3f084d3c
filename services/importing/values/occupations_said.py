"""Which occupations does a source name? Codes of SOC and O*NET-SOC, in frameworks' alignments and in words."""

import re
from collections.abc import Iterable

from services.importing.import_report import ImportNotes
from services.importing.values.linked_data.json_ld import Node
from services.recommender.knowledge.occupations.former_codes import OccupationCodes

#: An O*NET-SOC code, with or without its suffix, anywhere in a notation or address. Words may follow it at once.
_OCCUPATION = re.compile(r"(?<![\w-])(\d{2}-\d{4})(?:\.(\d{2}))?(?![\d-])", re.ASCII)


def occupations_of(node: Node, *names: str, codes: OccupationCodes | None, notes: ImportNotes) -> tuple[str, ...]:
    """Return the O*NET-SOC 2019 codes of the occupations that members name; where they name none, that is noted."""
    said: list[str] = []
    for one in node.nodes(*names):
        members = ("codedNotation", "targetNode", "codeValue", "identifier", "termCode", "targetUrl", "url")
        said.extend(text for member in members for text in one.texts(member))
        said.extend([one.id] if one.id else [])
    said.extend(text for name in names for text in node.texts(name))
    found = occupations_said(said, node.place, codes, notes)
    if said and not any(_OCCUPATION.search(text) for text in said):
        notes.mend(node.place, said[-1], f"holds no O*NET-SOC code of an occupation, as {names[0]}; it was left out")
    return found


def occupations_said(
    said: Iterable[str], place: str, codes: OccupationCodes | None, notes: ImportNotes
) -> tuple[str, ...]:
    """Return the codes of today, in full, that texts hold; those of SOC 2010 by what became of them, which is noted."""
    found: dict[str, None] = {}
    for text in said:
        for digits, part in _OCCUPATION.findall(text):
            code = f"{digits}.{part or '00'}"
            today = code if codes is None else codes.of_today(code)
            if today is None:
                notes.mend(place, code, "is the code of no occupation in O*NET-SOC 2019; it was left out")
            else:
                found[today] = None
            if today not in {None, code}:
                notes.mend(place, code, f"is a code of SOC 2010; read as {today} of 2019")
    return tuple(found)
