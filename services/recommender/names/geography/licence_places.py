"""Of which country does a licence say that it is? By a country, a region, or a body that registers people there.

A country that is named weighs more than a body: a Nursing and Midwifery Council of Nigeria is not the British one.
Where somebody was trained is not where they are licensed.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from babel import Locale

from services.recommender.learner import HeldCredential
from services.recommender.names.folding import fold
from services.recommender.names.geography.countries import NAMED_IN
from services.recommender.names.geography.places import NAMED_BY, countries_listed, find_meanings

#: Regions that license for themselves, or stand in the names of bodies that do. Left out is what names more than one
#: place: Victoria, and Punjab by itself, which names.places knows as India's.
_REGIONS = {
    "US": "alabama; alaska; arizona; arkansas; california; colorado; connecticut; delaware; florida; georgia; hawaii; "
    "idaho; illinois; indiana; iowa; kansas; kentucky; louisiana; maine; maryland; massachusetts; michigan; minnesota; "
    "mississippi; missouri; montana; nebraska; nevada; new hampshire; new jersey; new mexico; new york; "
    "north carolina; north dakota; ohio; oklahoma; oregon; pennsylvania; rhode island; south carolina; "
    "south dakota; tennessee; texas; utah; vermont; virginia; washington; west virginia; wisconsin; wyoming; "
    "puerto rico",
    "CA": "ontario; quebec; québec; british columbia; alberta; manitoba; saskatchewan; nova scotia; new brunswick; "
    "newfoundland",
    "AU": "new south wales; nsw; queensland; tasmania; south australia; western australia; northern territory",
    "IN": "kerala; tamil nadu; maharashtra; karnataka; punjab; gujarat; rajasthan; uttar pradesh; west bengal; "
    "telangana; andhra pradesh; haryana; delhi",
    "DE": "bayern; bavaria; hessen; sachsen; niedersachsen; nordrhein westfalen; baden württemberg",
    "BR": "são paulo; rio de janeiro; minas gerais; paraná; bahia",
}

#: Bodies that register people, beside those that names.places knows: general knowledge, to be checked with each.
_BODIES = {
    "BR": "coren; cofen; crefito; coffito; cremesp; crmv",
    "PH": "prc; professional regulation commission; philippine",
    "KE": "nck; knec; kmpdc",
    "NG": "nmcn; mdcn; coren nigeria",
    "ZA": "sanc; hpcsa",
    "PK": "pnc; pmdc; pakistan nursing council",
    "IN": "indian nursing council; knmc; dental council of india; bar council of india",
    "IE": "nmbi; coru; teaching council of ireland",
    "NZ": "ncnz",
    "CA": "cno; bccnm; crna; oiiq; college of nurses of ontario",
    "US": "board of nursing",
    "AE": "dha; haad; doh abu dhabi",
    "SA": "scfhs",
    "QA": "qchp",
    "SG": "singapore nursing board",
    "HK": "nursing council of hong kong",
}

#: What people call what is of a country, where that is the name of no language that a licence may be to teach.
_ADJECTIVES = {
    "AU": "australian",
    "BR": "brazilian",
    "CA": "canadian",
    "EG": "egyptian",
    "GH": "ghanaian",
    "IN": "indian",
    "JM": "jamaican",
    "KE": "kenyan",
    "NG": "nigerian",
    "PK": "pakistani",
    "ZA": "south african",
    "ZW": "zimbabwean",
}

#: Names of countries in other languages that are everyday words elsewhere: "Rhode Island" is not in Iceland.
_NO_NAMES = frozenset({"island", "indie", "korea", "oman", "peru"})

#: An examination that several countries ask for says nothing of who licensed somebody.
_OF_SEVERAL = frozenset({"nclex"})

#: Where somebody learned, by the words before it.
_LEARNED = re.compile(
    r"\b(?:trained|educated|qualified|studied|graduated|degree|diploma|born)\s+(?:in|from|at)\s+(?:the\s+)?\w+",
    re.IGNORECASE,
)

#: A country by its code, as it stands in brackets. "CA" and "IN" are states as well.
_CODES = {
    "US": "US",
    "USA": "US",
    "UK": "GB",
    "GB": "GB",
    "AU": "AU",
    "NZ": "NZ",
    "PH": "PH",
    "IE": "IE",
    "KE": "KE",
    "NG": "NG",
}
_BRACKET = re.compile(rf"[(\[]({'|'.join(_CODES)})[)\]]")

#: Texts that are kept read; the same titles come up in decision after decision.
_KEPT = 8192


@lru_cache(_KEPT)
def licence_places(text: str) -> frozenset[str]:
    """Return the countries (ISO 3166-1) of which a licence called `text` says that it is; none where it is silent."""
    said = _LEARNED.sub(" ", text)
    named = find_meanings(said, _names()) | {_CODES[code] for code in _BRACKET.findall(said)}
    return named or find_meanings(said, _bodies())


def places_of(held: HeldCredential) -> frozenset[str]:
    """Return the countries of which a credential held says that it is, by its title or its issuer."""
    return licence_places(held.title) or licence_places(held.issuer or "")


def is_of_another_country(held: HeldCredential, here: Iterable[str]) -> bool:
    """Say whether a licence held says that it is of another country than those of `here`."""
    named = places_of(held)
    return bool(named) and named.isdisjoint(here)


@cache
def _names() -> Mapping[tuple[str, ...], str]:
    """Return the code of each country by the folded words of its names in all languages, and of its regions."""
    codes = frozenset(countries_listed().values())
    abroad = {
        tuple(fold(name).split()): code
        for language in NAMED_IN
        for code in sorted(codes)
        if (name := str(Locale(language).territories.get(code, ""))).casefold() not in _NO_NAMES | {""}
    }
    return {**_read(_REGIONS), **_read(_ADJECTIVES), **abroad, **countries_listed()}


@cache
def _bodies() -> Mapping[tuple[str, ...], str]:
    known = {
        words: code
        for words, code in _read(NAMED_BY).items()
        if words not in {tuple(one.split()) for one in _OF_SEVERAL}
    }
    return {**known, **_read(_BODIES)}


def _read(names: Mapping[str, str]) -> dict[tuple[str, ...], str]:
    return {tuple(fold(name).split()): code for code, others in names.items() for name in others.split(";")}
