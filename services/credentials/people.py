"""Who is named in a document? Known so that no name of a person becomes the title of what is held."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice, permutations
from typing import Any

from services.credentials.loose_values import elements, line, objects, types_of

#: Members that name a person, and members that hold a description of one.
_NAMES = frozenset(
    {
        *("name", "fullName", "formattedName", "displayName", "preferredName", "birthName"),
        *("givenName", "familyName", "additionalName", "patronymicName", "firstName", "lastName"),
        *("given", "middle", "family"),
        *("learnerName", "recipientName", "holderName", "studentName", "participantName"),
    }
)
_PERSONS = ("person", "profile", "recipient", "recipientProfile", "extensions:recipientProfile", "learner", "holder")

#: Names of which every order is looked for ("Doe, Jane"), and of which every two are; further ones only alone.
_MOST_PARTS = 3
_MOST_PAIRED = 6

#: Names looked for in one document; one that names more people is a list of them.
MOST_NAMES = 100

#: What stands before a person's name in a title and means nothing without it.
_LEFT_OVER = re.compile(
    r"[\s,:;|\u2013\u2014-]*\b(?:awarded|issued|presented|granted)?\s*\b(?:to|for|of|by|an|für|para|pour)\s*$"
)
_EDGES = " \t-\u2013\u2014:,;|'\u2019()"

#: Words that a title has and the name of a person has not; a title of other words may be a name.
_OF_AWARDS = re.compile(
    r"certif|zertif|badge|diplom|degree|bachelor|\bmasters?\b|doctorate|licen[cs]|award|course|training|program|workshop|"
    r"credential|qualif|complet|\bassociate|speciali|profession|fundamental|introduct|advanced|\bbasics|\blevel|science|"
    r"engineering|management|development|skills|\blearning|school|academy|\bexam\b|\btest|\d|[+#/&]",
    re.IGNORECASE,
)

#: A name of a person as it is written: up to four words with capitals, and small ones between them.
_LIKE_A_NAME = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w'\u2019.-]*,?|de|da|do|dos|del|der|den|van|von|la|le|bin|ibn|al|el|y|e")


#: Two to four words with capitals before a dash or an "'s", and after "for" or "to" at the end of a title.
_TWO_CAPITALS = r"[^\W\d_a-zß-öø-ÿ][\w'\u2019.-]*(?: [^\W\d_a-zß-öø-ÿ][\w.-]*){1,3}"
_BEFORE_IT = re.compile(rf"({_TWO_CAPITALS}?)(?:['\u2019]s | [-\u2013\u2014|] |: )")
_FOR_SOMEBODY = re.compile(rf" (?:(?:awarded|issued|presented|granted) )?(?:for|to|für|pour|para) {_TWO_CAPITALS}$")


def people_in(document: Mapping[str, Any], subject: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of persons in a document, the longest first: of its subject, recipient, learner or holder."""
    places = [subject, *(one for place in (subject, document) for one in _described(place))]
    parts = [[*islice(_names_in(one), MOST_NAMES)] for one in islice(places, MOST_NAMES)]
    whole = {" ".join(order) for names in parts for order in _orders(names)}
    known = {name for names in parts for name in names} | whole
    return tuple(sorted(known, key=lambda name: (-len(name), name))[:MOST_NAMES])


def without_people(title: str | None, people: tuple[str, ...], *, single: bool = True) -> str | None:
    """Return a title without names of persons, in whatever case; without `single`, one word alone is left.

    What is left of "Certificate for Jane Doe" is "Certificate"; nothing, where nothing else was said.
    """
    for person in people if title else ():
        if single or " " in person:
            pattern = rf"(?<!\w){_spaced(person)}(?:['\u2019]s)?(?!\w)"
            shorter = re.sub(pattern, " ", title or "", flags=re.IGNORECASE)
            if shorter != title:
                title = _LEFT_OVER.sub("", " ".join(shorter.split()).strip(_EDGES)).strip(_EDGES)
    return title or None


def may_be_a_person(title: str, document: Mapping[str, Any]) -> bool:
    """Say whether a text that nothing explains could be somebody's name: it looks like one and says nothing else.

    Some issuers write the learner's name where the credential's belongs.
    """
    if "@" in title:
        return True
    words = title.split()
    if _OF_AWARDS.search(title) or not all(_LIKE_A_NAME.fullmatch(word) for word in words):
        return False
    types = " ".join(types_of(document)).casefold()
    return not any(len(word) > len("and") and word.casefold() in types for word in words)


def without_likely_names(title: str, issuer: str | None) -> str:
    """Return a title without what may be the name of a person nobody names otherwise: before it, or whom it is for."""
    before = _BEFORE_IT.match(title)
    if before and before[1].casefold() not in (issuer or "").casefold():
        title = title[before.end() :]
    return _FOR_SOMEBODY.sub("", title).strip(_EDGES)


def _spaced(person: str) -> str:
    """Return a pattern of a name whose parts are parted by spaces or commas."""
    return "[ ,]+".join(re.escape(part) for part in person.split())


def _described(place: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for member in _PERSONS:
        yield from objects(place.get(member))


def _names_in(person: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names in a description of a person; one that is hashed is nobody's."""
    for member in sorted(_NAMES & person.keys()):
        for said in elements(person[member]):
            if isinstance(said, Mapping) and _NAMES & said.keys():
                yield from _names_in(said)
            elif (name := line(said)) is not None:
                yield name
    for one in (person, *objects(person.get("identifier"))):
        for member in ("identity", "identityHash"):
            if one.get("hashed") is not True and (name := line(one.get(member))) is not None:
                yield name


def _orders(names: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield the names in every order, one by one and taken apart."""
    for several in (names, *(name.replace(",", " ").split() for name in names)):
        if len(several) == _MOST_PARTS:
            yield from permutations(several)
        if 1 < len(several) <= _MOST_PAIRED:
            yield from permutations(several, 2)
