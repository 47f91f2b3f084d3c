"""Does a text speak of being registered, in whatever order it says so? "Inscrita no COREN", "HCPC registered physio".

The names of licences are compared word by word; beside them people write that they are registered, with whom or as
what, in any order and language, with their number behind it. Pure: the professions are in registered_professions.tsv.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_PROFESSIONS = Path(__file__).with_name("registered_professions.tsv")

#: Beginnings of words that say so: registered, entered, admitted, allowed; and what shows it, a card or a number.
_SAYS_SO = re.compile(
    r"registr\w*|registered|registration|registriert\w*|geregistreerd|registratie\w*|registo|rejestr\w*|zarejestr\w*|"
    r"licence|licencia\w*|lizen[zs]\w*|licenca|licencja|licencje|licencji|licenza|certificated|admitted|enrolled|"
    r"eingetragen\w*|eintrag\w*|zugelassen\w*|zulassung\w*|bestellt\w*|bestellung|approbi\w*|approbation|"
    r"anerkannt\w*|anerkennung|\w*bewilligung\w*|konzession\w*|berufserlaubni\w*|erlaubnisurkunde|"
    r"inscrit\w*|inscri[pc]\w*|iscri\w+|abilitat\w*|abilitazion\w*|habilit\w*|colegiad\w*|colegiacion|ejerciente|"
    r"agree\w*|agrement|autoris\w*|autoriz\w*|titulaire|assermente\w*|barreau|ordre|ordine|albo|decret\w*|"
    r"ingeschreven|inschrijving|bevoeg\w*|lesbevoegd\w*|erkend\w*|erkenning|beedigd\w*|gecertificeerd|tableau|"
    r"wpis\w*|uprawn\w*|zezwoleni\w*|pwz|credenciad\w*|certificad[oa]|cedula|cartao|carteira|ordem|membro|membre|"
    r"legitim\w*|leg|auktoris\w*|forordn\w*|behorig\w*|godkand|"
    r"card|carte|carta|tarjeta|tessera|tesserino|badge|pas|beveiligingspa\w*|karta|kort|\w*ausweis|carne|carnet|"
    r"pin|reg|tip|attest\w*"
)

#: A number by which somebody is registered: "12A3456E", "SW12345", "654321"; neither a year nor a postcode.
_NUMBER = re.compile(r"\d{6,}|(?=\w*\d{4})(?=\w*[a-z])[a-z\d]+")


def says_registered(words: tuple[str, ...]) -> bool:
    """Say whether one of `words`, small and without accents, speaks of a registration, a licence or a card of it."""
    return any(map(_SAYS_SO.fullmatch, words))


def is_numbered(words: tuple[str, ...]) -> bool:
    """Say whether one of `words` is a number of a register."""
    return any(map(_NUMBER.fullmatch, words))


@cache
def registered_professions(language: str) -> tuple[tuple[str, str], ...]:
    """Return pairs of what a registered profession is called in a language, and the O*NET-SOC code of its work."""
    return tuple(
        (name.strip(), code)
        for codes, own, names in _rows()
        if own == language
        for name in names.split(";")
        for code in codes.split()
    )


def _rows() -> Iterator[list[str]]:
    lines = _PROFESSIONS.read_text(encoding="utf-8").splitlines()[1:]
    return (line.split("\t") for line in lines)
