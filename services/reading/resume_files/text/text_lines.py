"""The lines of a résumé's text: numbered, without bullets and hidden characters."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

#: What a line of a column begins with, once in the first and twice in the second: the column goes on after a break.
COLUMN = "\x1f"

_BULLET = re.compile(
    r"^[\s\u2022\u25cf\u25aa\u25e6\u2023\u00b7\uf0b7\u27a2\u2713*o>\-\u2013]+(?=\s)|^[\u2022\u25cf\u25aa\u25e6\u2023\uf0b7\u27a2\u2713]+"
)
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")

#: A range of dates that goes on on the next line, where the column is narrow.
_GOES_ON = re.compile(r"\b(?:19|20)\d\d\s*[-\u2010-\u2015]$")

#: What such a range goes on with is no longer than this.
_LONGEST_END = 30

#: What stands on a page and belongs to no section: its number, when it was printed and from where.
_OF_THE_PAGE = re.compile(
    r"(?:(?:page|seite|p\u00e1gina|pagina|side|str)\.?\s*)?[-\u2013(]?\s*\d{1,3}\s*(?:(?:/|\||of|von|de|sur|di|van)\s*\d{1,3})?\s*[-\u2013)]?"
    r"|\d{1,2}[/.]\d{1,2}[/.]\d{2,4},?\s+\d{1,2}:\d\d(?:\s*[ap]m)?(?:\s+\S.{0,60})?"
    r"|(?:file:///|about:blank)\S*(?:\s+\d{1,3}/\d{1,3})?",
    re.IGNORECASE,
)

#: Letters that were set as one, and the hyphen that shows only where a line breaks.
_AS_LETTERS = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}
    | {"\u00a0": " ", "\u00ad": None}
)

#: How much of a line is kept and shown.
LONGEST = 2_000
_SHOWN = 120


#: What parts stand between, and signs that belong to none of them.
_EDGES = " \t.,;:|\u00b7\u2022-\u2010\u2011\u2012\u2013\u2014"


def tidy(text: str) -> str:
    """Return the text without signs at its edges; a bracket stays with the one that it belongs to."""
    text = text.strip(_EDGES)
    while text.count(")") > text.count("(") and text.endswith(")"):
        text = text[:-1].strip(_EDGES)
    while text.count("(") > text.count(")") and (text.startswith("(") or text.endswith("(")):
        text = (text[1:] if text.startswith("(") else text[:-1]).strip(_EDGES)
    return text[1:-1].strip(_EDGES) if text.startswith("(") and text.find(")") == len(text) - 1 else text


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line that holds something: its number in the text, whether a bullet stood before it, and its column, if any."""

    number: int
    text: str
    bullet: bool = False
    column: int = 0

    def shown(self, why: str) -> str:
        """Return a sentence on the line."""
        text = self.text if len(self.text) <= _SHOWN else f"{self.text[:_SHOWN]}…"
        return f'line {self.number}, "{text}", {why}'


@dataclass(frozen=True)
class Read:
    """The entries of a section, and a sentence on each line that was not understood."""

    entries: list[dict[str, Any]] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)


def text_lines(text: str) -> list[Line]:
    """Return the lines that hold something; tabs stay, since they part what stands in columns."""
    found: list[Line] = []
    for number, raw in enumerate(text.translate(_AS_LETTERS).splitlines(), start=1):
        column = min(len(raw) - len(raw.lstrip(COLUMN)), 2)
        whole = _HIDDEN.sub(" ", raw[column:LONGEST])
        plain = _BULLET.sub("", whole).strip().strip("|").strip()
        if _OF_THE_PAGE.fullmatch(plain):
            continue
        if found and _GOES_ON.search(found[-1].text) and 0 < len(plain) <= _LONGEST_END:
            found[-1] = replace(found[-1], text=f"{found[-1].text} {plain}")
        elif any(map(str.isalnum, plain)):
            found.append(Line(number=number, text=plain, bullet=_BULLET.match(whole) is not None, column=column))
    return found
