"""What do titles mean that are written short? "NEBOSH Gen Cert", "SSIAP2 recyclé 2024", "F-gassen cat. 1", "BHV'er".

Only spellings are given, the likeliest first; whether something is called so, a catalogue says. Pure.
"""

import re
from collections.abc import Iterator

#: Usual shortenings of words that any credential's name may hold.
_LONG = {
    "adv": "advanced",
    "cert": "certificate",
    "certif": "certificate",
    "dip": "diploma",
    "fnd": "foundation",
    "gen": "general",
    "grad": "graduate",
    "inter": "intermediate",
    "intl": "international",
    "mgmt": "management",
    "mgt": "management",
    "nat": "national",
    "prof": "professional",
    "qual": "qualification",
}
_SHORT = re.compile(rf"\b({'|'.join(_LONG)})\b\.?", re.IGNORECASE)

#: "cat. 1", "kat. C", and what it is short for in the languages of the titles.
_CATEGORY = re.compile(r"\b[ck]at\.?(?= ?(?:\d|[ivx]+\b|[a-e]\b))", re.IGNORECASE)
_CATEGORIES = ("category", "categorie", "categoria", "kategorie", "kategori", "kategoria")

#: A class or level that is written without a space: "SSIAP2", "BTEC3". A code goes on behind it: "ISO27001", "BS7671".
_JOINED = re.compile(r"\b([A-Z]{3,})(\d)(?![\w-])")

#: That a card was renewed, and when; it says nothing of which card it is.
_RENEWED = re.compile(
    r"[\s,(]+(?:recycl[ée]e?s?|recyclage|remis [àa] niveau|mac|refreshed|refresher(?: done)?|renewed|up to date|"
    r"in date|aufgefrischt|verlängert|aktualisiert|gültig|renovad[oa]|actualizad[oa]|reciclad[oa]|atualizad[oa]|"
    r"vigente|rinnovat[oa]|aggiornat[oa]|verlengd|herhaald|geldig|odnowion[aey]|ważn[aey]|odświeżon[aey]|"
    r"förnyad|förnyat|giltigt?)"
    r"(?:[\s,]+(?:in|en|nel|em|w|im|le)?\s*(?:\d{1,2}[/.])?(?:20)\d\d)?\)?\s*$",
    re.IGNORECASE,
)

#: Who has it, in Dutch: "BHV'er", "VCA'er".
_HOLDER = re.compile(r"(?<=[A-Z])['\u2019-]ers?\b")


def spelt_out(title: str) -> Iterator[str]:
    """Yield other spellings of `title`, without what says that it was renewed; nothing where it has no short form."""
    bare = _HOLDER.sub("", _RENEWED.sub("", title))
    long = _SHORT.sub(lambda short: _LONG[short[1].casefold()], bare)
    plain = _JOINED.sub(r"\1 \2", long)
    spellings = (bare, long, plain, *(_CATEGORY.sub(each, plain) for each in _CATEGORIES))
    yield from (each for each in dict.fromkeys(spellings) if each != title and each.strip())
