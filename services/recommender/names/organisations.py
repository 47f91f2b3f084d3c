"""Do two names mean the same organisation? "Deloitte LLP" is Deloitte: legal forms say who is liable, not who it is."""

import re
import unicodedata
from functools import lru_cache

#: Legal forms as they stand behind a name, and without dots: those that ISO 20275 lists for the countries whose
#: employers are met most often, as people shorten them (remembered; see data/employers/SOURCE.md).
_BEHIND = frozenset(
    {
        # United Kingdom, Ireland, United States, Canada, Australia, India, Singapore
        *("ltd", "limited", "plc", "llp", "lp", "llc", "inc", "incorporated", "corp", "corporation", "co", "company"),
        *("pllc", "pc", "cic", "cio", "dac", "clg", "uc", "ulc", "ltee", "pty", "pvt", "private", "pte", "sdn", "bhd"),
        # Germany, Austria, Switzerland
        *("gmbh", "ggmbh", "mbh", "ag", "kg", "kgaa", "ohg", "gbr", "ug", "ev", "eg", "ek", "se", "sarl"),
        # France, Belgium, the Netherlands, Luxembourg
        *("sa", "sas", "sasu", "eurl", "snc", "sca", "scop", "bv", "nv", "vof", "cv", "bvba", "cvba", "asbl", "vzw"),
        # Spain, Portugal, Latin America, Italy, Romania
        *("sl", "slu", "slne", "sau", "sc", "scoop", "lda", "ltda", "eireli", "epe", "spa", "srl", "srls", "sapa"),
        # Nordic and Baltic countries
        *("ab", "publ", "as", "asa", "aps", "oy", "oyj", "hf", "ehf", "ou", "uab", "sia"),
        # Poland, Czechia, Slovakia, Hungary, the Balkans, Greece, Turkey
        *("sro", "spol", "kft", "zrt", "nyrt", "doo", "dd", "ad", "eood", "ood", "ae", "epe", "sti"),
        # Elsewhere
        *(
            "wirtschaftsprufungsgesellschaft",
            "kk",
            "gk",
            "ooo",
            "oao",
            "pao",
            "zao",
            "jsc",
            "ojsc",
            "pjsc",
            "llo",
            "fze",
            "wll",
            "tbk",
            "berhad",
        ),
    }
)

#: Forms of several words, and short ones that people write with gaps, parted by commas.
_BEHIND_IN_WORDS = tuple(
    tuple(form.split())
    for form in [
        "sp z oo",
        "sp z o o",
        "sp k",
        "sp j",
        "sa de cv",
        "s a de c v",
        "sapi de cv",
        "sab de cv",
        "s a",
        "s p a",
        "s r l",
        "s l",
        "b v",
        "n v",
        "a s",
        "a g",
        "e v",
        "d o o",
        "s r o",
        "fz llc",
        "kabushiki kaisha",
        "and",
        "und",
        "et",
        "y",
    ]
)

#: Forms that stand in front of a name, and the article.
_IN_FRONT = frozenset({"the", "ooo", "oao", "pao", "zao", "pt", "uab", "sia", "ab", "firma"})

#: Words that initials mostly leave out, and the fewest letters that initials have.
_LITTLE = frozenset({"of", "the", "and", "for", "in", "at", "de", "la", "di", "du", "der", "des", "und", "y", "et"})
_SHORTEST_INITIALS = 3

_SILENT = re.compile(r"[.'\u2019`\u00b4]")
_BRACKETS = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"\w+")

#: Names that are kept folded: the same employers and issuers come up in decision after decision.
_KEPT = 8192


@lru_cache(_KEPT)
def organisation(name: str) -> str:
    """Return the name without case, accents, punctuation, brackets, the article and legal forms, for comparing.

    Folding what is folded changes nothing. A name that is nothing but a legal form stays.
    """
    while (folded := _folded(name)) != name:
        name = folded
    return name


def is_same(name: str, other: str) -> bool:
    """Say whether two names mean one organisation: folded alike, or one the initials of the other."""
    one, two = _short(organisation(name)), _short(organisation(other))
    return one == two or one in _initials(two) or two in _initials(one)


def names_it(words: str, name: str) -> bool:
    """Say whether `words` hold the name of the organisation, as in "a degree of State University"."""
    return is_same(words, name) or f" {_short(organisation(name))} " in f" {_short(organisation(words))} "


def _short(folded: str) -> str:
    return folded.replace("institute of technology", "tech")


def _initials(folded: str) -> frozenset[str]:
    """Return the initials of a long name, with those of its little words and without."""
    words = folded.replace("tech", "institute of technology").split()
    telling = [word for word in words if word not in _LITTLE]
    forms = {"".join(word[0] for word in some) for some in (words, telling)}
    return frozenset(form for form in forms if len(form) >= _SHORTEST_INITIALS)


def _folded(name: str) -> str:
    words = _words(_BRACKETS.sub(" ", name)) or _words(name)
    while (bare := _without_one_form(words)) != words:
        words = bare
    return " ".join(words)


def _words(name: str) -> list[str]:
    spread = unicodedata.normalize("NFKD", name.casefold()).replace("&", " and ")
    plain = "".join(sign for sign in spread if not unicodedata.combining(sign))
    return _WORD.findall(_SILENT.sub("", plain).replace("_", " "))


def _without_one_form(words: list[str]) -> list[str]:
    if len(words) > 1 and words[0] in _IN_FRONT:
        return words[1:]
    for form in _BEHIND_IN_WORDS:
        if len(words) > len(form) and tuple(words[-len(form) :]) == form:
            return words[: -len(form)]
    return words[:-1] if len(words) > 1 and words[-1] in _BEHIND else words
