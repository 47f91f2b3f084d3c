"""Which section of a résumé does a line open? By a list of headings, whatever their case, accents and signs."""

import re
from functools import cache
from importlib.resources import files

from services.recommender.names.job_titles.letters import fold_letters

#: A heading has at most so many characters.
_LONGEST = 60
_INLINE = re.compile(r"^([^:]{3,40}):\s+(\S.*)$")
_AND = re.compile(r"\s(?:and|und|et|y|e|en)\s")
_APART = re.compile(r"^(?:\w ){3,}\w$")


def heading(text: str) -> str | None:
    """Return the kind of section that the line opens; None where it is no heading."""
    if len(text) > _LONGEST:
        return None
    plain = _plain(text)
    whole = _kinds().get(plain)
    if whole is None and _APART.match(plain):
        whole = _kinds().get(plain.replace(" ", ""))
    if whole is None:
        # "Education & Certifications": its lines are read as the first, and what that does not know is shown.
        kinds = [_kinds().get(part) for part in _AND.split(plain)]
        whole = kinds[0] if len(kinds) > 1 and all(kinds) else None
    return whole


def heading_and_text(text: str) -> tuple[str, str] | None:
    """Return the kind of section and what follows the heading on its own line: "Skills: Python, SQL"."""
    found = _INLINE.match(text)
    kind = heading(found[1]) if found else None
    return (kind, found[2]) if found and kind else None


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", fold_letters(text.replace("&", " and "))).split())


@cache
def _kinds() -> dict[str, str]:
    kinds: dict[str, str] = {}
    for line in files(__package__).joinpath("headings.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            kind, listed = line.split("\t")
            kinds |= dict.fromkeys(listed.split(" | "), kind)
    return kinds
