"""Which entries of a catalogue does somebody mean by a title, with or without its issuer in front?"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from services.recommender.knowledge.credentials.credential import Credential, CredentialKind, Stack
from services.recommender.names.skill_words import fold, without_brackets

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
        for entry in entries:
            issuer = _issuer(entry)
            if issuer not in folded:
                folded[issuer] = fold(issuer)
            self._issuers[entry.id] = folded[issuer]
            for name in _names(entry):
                if entry.id not in names[name]:
                    names[name].append(entry.id)
            for name in map(fold, _SHORT_NAME.findall(entry.title)):
                bracketed[name].append(entry.id)
        # A bracket often holds the issuer, "(ARRT)", and gives its name only to what no other is said to be called.
        self._ids = {name: tuple(ids) for name, ids in (bracketed | names).items()}
        levelless: dict[str, list[str]] = defaultdict(list)
        for name, ids in names.items():
            short = _CERTIFIED_LEVEL.sub(r"\1", _CERTIFICATE_LEVEL.sub("", name))
            if short != name:
                levelless[short] += [one for one in ids if name.startswith(f"{self._issuers[one]} ")]
        self._levelless = {name: tuple(ids) for name, ids in levelless.items()}
        self._kept = lru_cache(_KEPT)(self._called)

    def called(self, text: str) -> frozenset[str]:
        """Return the ids of the entries called `text`; where none is, of those that are called so but for a level."""
        return self._kept(text)

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
    return (issuer, "".join(word[0] for word in words)) if len(words) >= _WORDS_WITH_INITIALS else (issuer,)


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
