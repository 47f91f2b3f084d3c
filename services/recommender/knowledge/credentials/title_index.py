"""Which entries of a catalogue does somebody mean by a title, with or without its issuer in front?"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from services.recommender.knowledge.credentials.credential import Credential, CredentialKind, Stack
from services.recommender.names.initials import JOINING, initials_in
from services.recommender.names.skills.skill_words import fold, without_brackets

#: A short form as it stands in a name: "CPA" of "CPA Program (CPA Australia)".
_ABBREVIATION = re.compile(r"(?<![\w-])[A-Z]{2,7}(?![\w-])")

#: A short name in brackets, "(CISSP)" or "(PSM I)": it has two capital letters or more, unlike "(blended)".
_SHORT_NAME = re.compile(r"\(([^()]*[A-Z][^()]*[A-Z][^()]*)\)")

#: The level that people leave out of a name that begins with its issuer: "Google UX Design Professional Certificate",
#: "AWS Certified Developer - Associate". Only behind "Certified" and more: "Project Management" never names the PMP.
_CERTIFICATE_LEVEL = re.compile(r" professional(?= certificate$)")
_CERTIFIED_LEVEL = re.compile(r"( certified \S.*) (?:associate|professional)$")

#: No issuer's name has more words; a longer text is not tried at every place where an issuer could end.
_LONGEST_ISSUER = 12

#: Initials of fewer words are too short to tell issuers apart.
_WORDS_WITH_INITIALS = 3


#: So short a word ending in "s" is no plural.
_SHORTEST_PLURAL = 3

#: Two capitals: "ARM", and not "the employer".
_CAPITALS = re.compile(r"[A-Z][^A-Z]*[A-Z]")

#: What a short course is called, in nine languages, that postings ask for by name as they do for a certification.
_CALLS_ITSELF = re.compile(
    r"\b(?:certifi|zertifi|licen[cs]|endorse|card\b|permit|habilitation|abilitazion|patentin|attestat|carn[eé]|tarjeta"
    r"|zaświadczeni|uprawnieni|świadectw)|(?:schein|bescheinigung|bewijs|intyg|bevis|kort)\b",
    re.IGNORECASE,
)

#: Words around the name of any credential, which tell none from another.
_OF_ANY_CREDENTIAL = JOINING | {
    *("card", "certificate", "certification", "certified", "credential", "designation", "endorsement", "licence"),
    *("license", "licensed", "licensure", "qualification", "required", "preferred", "state", "valid", "current"),
}


#: Texts whose entries are kept: every decision reads the same posting and the same record several times.
_KEPT = 16_384


class TitleIndex:
    """Ids by title. The issuer is compared when somebody asks, so that the index holds each title only once."""

    def __init__(self, entries: Iterable[Credential | Stack]) -> None:
        """Index credentials or stacks by their titles and short names."""
        names: dict[str, list[str]] = defaultdict(list)
        bracketed: dict[str, list[str]] = defaultdict(list)
        self._issuers: dict[str, str] = {}
        folded: dict[str, str] = {}
        resembled: dict[str, set[str]] = defaultdict(set)
        abbreviated: dict[str, set[str]] = defaultdict(set)
        for entry in entries:
            issuer = _issuer(entry)
            if issuer not in folded:
                folded[issuer] = fold(issuer)
            self._issuers[entry.id] = folded[issuer]
            for name in _names(entry):
                if entry.id not in names[name]:
                    names[name].append(entry.id)
            for name in () if _lists_subjects(entry) else _short_names(entry.title, folded[issuer]):
                bracketed[name].append(entry.id)
            for word in _telling_words(entry, folded[issuer]):
                resembled[word].add(entry.id)
            for word in _abbreviations(entry):
                abbreviated[word].add(entry.id)
        # A bracket often holds the issuer, "(ARRT)", and gives its name only to what no other is said to be called.
        self._ids = {name: tuple(ids) for name, ids in (bracketed | names).items()}
        levelless: dict[str, list[str]] = defaultdict(list)
        for name, ids in names.items():
            short = _CERTIFIED_LEVEL.sub(r"\1", _CERTIFICATE_LEVEL.sub("", name))
            if short != name:
                levelless[short] += [one for one in ids if name.startswith(f"{self._issuers[one]} ")]
        self._levelless = {name: tuple(ids) for name, ids in levelless.items()}
        self._resembled = {word: frozenset(ids) for word, ids in resembled.items()}
        self._abbreviated = {word: frozenset(ids) for word, ids in abbreviated.items()}
        self._kept = lru_cache(_KEPT)(self._called)

    def called(self, text: str) -> frozenset[str]:
        """Return the ids of the entries called `text`; where none is, of those that are called so but for a level."""
        return self._kept(text)

    def resembling(self, text: str) -> frozenset[str]:
        """Return the ids of the certifications and licences in whose names, makers included, all words of `text` stand.

        "Hazardous materials endorsement" leaves a word of the title out, and "ARRT CT" has initials.
        """
        words = {_singular(word) for word in fold(text).split()} - _OF_ANY_CREDENTIAL
        if not words:
            return frozenset()
        found = frozenset.intersection(*(self._resembled.get(word, frozenset()) for word in words))
        # Who only names the issuer names none of what it issues.
        return frozenset(one for one in found if not words <= _maker_words(self._issuers[one]))

    def abbreviated(self, short: str) -> frozenset[str]:
        """Return the ids of what counts in some countries only and has `short`, in capitals, among its names."""
        return self._abbreviated.get(short, frozenset())

    def _called(self, text: str) -> frozenset[str]:
        key = fold(text)
        found = set(self._ids.get(key, ()))
        words = key.split()
        for end in range(1, min(len(words), _LONGEST_ISSUER + 1)):
            issuer = " ".join(words[:end])
            candidates = self._ids.get(fold(" ".join(words[end:])), ())
            found.update(name for name in candidates if issuer in _spoken(self._issuers[name]))
        return frozenset(found or self._levelless.get(key, ()))


def _spoken(issuer: str) -> tuple[str, ...]:
    """Return the issuer and, of three words or more, its initials: "PMI" for the Project Management Institute."""
    words = issuer.split()
    if len(words) < _WORDS_WITH_INITIALS:
        return (issuer,)
    ways = (words, [word for word in words if word not in JOINING])
    return (issuer, *dict.fromkeys("".join(word[0] for word in way) for way in ways if len(way) > 1))


@lru_cache(_KEPT)
def _maker_words(issuer: str) -> frozenset[str]:
    return frozenset(_singular(word) for name in _spoken(issuer) for word in name.split())


def _short_names(title: str, issuer: str) -> Iterator[str]:
    """Yield what stands in brackets, where several things do each of them, "(ARM, IREM)", but not who issues it."""
    for bracket in _SHORT_NAME.findall(title):
        parts = [part for part in re.split(r"\s*,\s*", bracket) if _CAPITALS.search(part)]
        yield from (name for name in dict.fromkeys(map(fold, (bracket, *parts))) if name not in _spoken(issuer)[1:])


def _lists_subjects(entry: Credential | Stack) -> bool:
    """Say whether brackets of the title list what a course is about, "(PF, ESIC, TDS)", and not what it is called."""
    course = not isinstance(entry, Stack) and entry.kind is CredentialKind.MICRO_CREDENTIAL
    return course and any("," in bracket for bracket in _SHORT_NAME.findall(entry.title))


def _is_resembled(entry: Credential) -> bool:
    """Say whether people ask for `entry` by some of the words of its title; a course is named after its subject."""
    if entry.kind is CredentialKind.MICRO_CREDENTIAL:
        return bool(_CALLS_ITSELF.search(entry.title))
    return entry.kind is not CredentialKind.DEGREE


def _telling_words(entry: Credential | Stack, issuer: str) -> frozenset[str]:
    """Return the words of the entry's names and of its issuer, and the initials of words that stand together."""
    if isinstance(entry, Stack) or not _is_resembled(entry):
        return frozenset()
    found = set(_maker_words(issuer))
    for name in (entry.title, *entry.also_called):
        words = fold(name).split()
        found.update(words, initials_in(words))
    return frozenset(map(_singular, found))


def _abbreviations(entry: Credential | Stack) -> frozenset[str]:
    """Return the words in capitals of the names of what counts in some countries only."""
    if isinstance(entry, Stack) or not entry.valid_in:
        return frozenset()
    return frozenset(word for name in (entry.title, *entry.also_called) for word in _ABBREVIATION.findall(name))


def _singular(word: str) -> str:
    return word.removesuffix("s") if len(word) > _SHORTEST_PLURAL else word


def _issuer(entry: Credential | Stack) -> str:
    return entry.issuer if isinstance(entry, Stack) else entry.issuer.name


def _names(entry: Credential | Stack) -> Iterator[str]:
    title = without_brackets(entry.title)
    names = [entry.title, title]
    names += () if isinstance(entry, Stack) else entry.also_called
    # "CompTIA Security+" is also called "Security+"; but "MongoDB Basics" is not called "Basics".
    if not isinstance(entry, Stack) and entry.kind is not CredentialKind.MICRO_CREDENTIAL:
        issuer = _issuer(entry)
        names.append(title.removeprefix(f"{issuer} "))
        # "AWS Certified Developer - Associate" is also called "AWS Developer Associate", but not "Developer Associate".
        names.append(re.sub(rf"^{re.escape(issuer)} Certified\b", issuer, title))
    yield from dict.fromkeys(fold(name) for name in names)
