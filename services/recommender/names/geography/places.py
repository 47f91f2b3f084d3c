"""Which country's registration is meant? By the countries and the registering bodies that somebody's words name."""

from collections.abc import Mapping
from functools import cache, lru_cache

from services.recommender.learner import HeldCredential
from services.recommender.names.folding import fold
from services.recommender.names.geography.countries import country_code

#: The country whose licences data/licensure lists (ISO 3166). Who does not say where they are is answered as one there.
LISTED_CODE = "US"

#: English names under which countries send and take licensed people, parted by ";". Left out is what names more than
#: a country in titles of American licences: Georgia, Jordan, Lebanon, Jersey.
_COUNTRIES = """
argentina; australia; austria; bahrain; bangladesh; belgium; botswana; brazil; bulgaria; cameroon; canada;
chile; china; colombia; croatia; cuba; cyprus; czech republic; denmark; egypt; england; estonia; ethiopia; fiji;
finland; france; germany; ghana; greece; hong kong; hungary; iceland; india; indonesia; iran; iraq; ireland;
israel; italy; jamaica; japan; kenya; kuwait; latvia; lithuania; luxembourg; malawi; malaysia; malta; mauritius;
morocco; namibia; nepal; netherlands; new zealand; nigeria; northern ireland; norway; oman; pakistan; peru;
philippines; poland; portugal; qatar; romania; russia; rwanda; saudi arabia; scotland; serbia; singapore;
slovakia; slovenia; south africa; south korea; spain; sri lanka; sweden; switzerland; syria; taiwan; tanzania;
thailand; trinidad and tobago; tunisia; turkey; uganda; ukraine; united arab emirates; united kingdom; united
states; venezuela; vietnam; wales; zambia; zimbabwe
"""

#: Other names of countries, and the bodies that register people there: general knowledge, to be checked with each.
NAMED_BY = {
    "US": "usa; u.s.; nclex; anab; american council on education",
    "GB": "uk; great britain; britain; nmc; hcpc; gmc; qts; gphc; nursing and midwifery council; "
    "health and care professions council; general medical council; "
    "social work england",
    "AU": "ahpra; nmba; nursing and midwifery board of australia",
    "IE": "nmbi; coru",
    "NZ": "nursing council of new zealand; ncnz; teaching council of aotearoa",
    "IN": "indian nursing council; kerala; tamil nadu; maharashtra; karnataka; punjab",
    "PH": "professional regulation commission",
    "AE": "uae; dubai health authority",
    "SA": "scfhs; saudi commission for health specialties",
}


@cache
def countries_listed() -> Mapping[tuple[str, ...], str]:
    """Return the code of each country by the folded words of its English name."""
    names = {name.strip(): code for name in _COUNTRIES.split(";") if (code := country_code(name.strip()))}
    return {tuple(fold(name).split()): code for name, code in names.items()}


@cache
def _meanings() -> Mapping[tuple[str, ...], str]:
    """Return the code of each country by the folded words of its names and of its bodies."""
    bodies = {name.strip(): code for code, others in NAMED_BY.items() for name in others.split(";")}
    return {**countries_listed(), **{tuple(fold(name).split()): code for name, code in bodies.items()}}


#: Texts that are kept read; the same titles come up in decision after decision.
_KEPT = 8192

#: Words that say that a registration is with a body, and so no entry in a list of patients, domains or events.
_BODY = frozenset({"authority", "board", "college", "commission", "council", "ministry", "nmc", "hcpc", "society"})

#: Shorter words in capitals are "IT", "HR" and initials, and no bodies that register people.
_SHORTEST_BODY = 3

#: What people call the entry in a register.
_REGISTERED = frozenset({"pin", "registered", "registration", "registrant"})


@lru_cache(_KEPT)
def countries_in(text: str) -> frozenset[str]:
    """Return the countries (ISO 3166-1) that `text` names, by themselves or by a body of theirs."""
    return find_meanings(text, _meanings())


def find_meanings(text: str, meanings: Mapping[tuple[str, ...], str]) -> frozenset[str]:
    """Return what the words of `text` that stand together mean, by `meanings`."""
    words, longest = tuple(fold(text).split()), max(map(len, meanings))
    return frozenset(
        meanings[words[start:end]]
        for start in range(len(words))
        for end in range(start + 1, min(len(words), start + longest) + 1)
        if words[start:end] in meanings
    )


def speaks_of(text: str, country: str) -> bool:
    """Say whether `text` may speak of `country` (ISO 3166): it names it, or no country at all."""
    named = countries_in(text)
    return not named or country in named


@lru_cache(_KEPT)
def names_registration(text: str) -> bool:
    """Say whether `text` names a registration with a professional body: "NMC registration", not "patient registration".

    A body shows by its kind of name, by being known here, or by being written in capitals. Qualified Teacher Status is
    an entry in a register too.
    """
    words = frozenset(fold(text).split())
    if "qts" in words or "qualified teacher status" in fold(text):
        return True
    return bool(words & _REGISTERED) and bool(_bodies(text) or words & _BODY or countries_in(text))


def is_registration(held: HeldCredential, asked: str) -> bool:
    """Say whether what is held is the registration that a posting asks for in the words `asked`, by its body."""
    said, words = frozenset(fold(f"{held.title} {held.issuer or ''}").split()), frozenset(fold(asked).split())
    return words <= said or bool(_bodies(asked) & said)


def _bodies(text: str) -> frozenset[str]:
    parts = (word.strip("(),.") for word in text.split())
    return frozenset(fold(part) for part in parts if part.isupper() and len(part) >= _SHORTEST_BODY) - _REGISTERED
