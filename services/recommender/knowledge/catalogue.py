"""Which credentials and stacks are known, who teaches a skill, and which one does a learner mean by a title?

Credentials are read from `catalogue/credentials.jsonl` (the cleaned open lists) and `catalogue/stack_credentials.yaml`
(written by hand), stacks from `catalogue/stacks.yaml`.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from services.recommender.knowledge.catalogue_file import read_credential, read_stack
from services.recommender.knowledge.catalogue_parts import Skills
from services.recommender.knowledge.catalogue_yaml import read_entries
from services.recommender.knowledge.credential import Credential, CredentialKind, Stack
from services.recommender.knowledge.entries import Entry, Problems, suggest
from services.recommender.knowledge.requirements import credentials_named
from services.recommender.knowledge.skill_words import fold, without_brackets
from services.recommender.knowledge.skills import load_skills

#: The files of the catalogue, in the order they are read and hashed.
LISTS_FILE = Path("catalogue", "credentials.jsonl")
STACK_CREDENTIALS_FILE = Path("catalogue", "stack_credentials.yaml")
STACKS_FILE = Path("catalogue", "stacks.yaml")

#: What the licences of the lists ask to be shown, and what the learner should know of the rest.
ATTRIBUTION = (
    "Credentials from awesome-certificates (PanXProject, CC0 1.0) and Free-Certifications (MIT, Copyright (c) 2020 "
    "Cloud Study Network), cleaned and tagged. Stacks and their credentials are facts to be checked with the issuer."
)


#: A short name in brackets, "(CISSP)" or "(PSM I)": it has two capital letters or more, unlike "(blended)".
_SHORT_NAME = re.compile(r"\(([^()]*[A-Z][^()]*[A-Z][^()]*)\)")


class CatalogueRejected(Exception):
    """The catalogue cannot be used; the message lists every problem of every file with its place and remedy."""


class Catalogue:
    """Credentials and stacks by id, and the ways to find them. Immutable once built; every order is sorted."""

    def __init__(self, credentials: Iterable[Credential], stacks: Iterable[Stack], *, content_hash: str) -> None:
        """Index the credentials and stacks; `content_hash` names the files they came from."""
        self.credentials: Mapping[str, Credential] = MappingProxyType(
            {credential.id: credential for credential in sorted(credentials, key=lambda known: known.id)}
        )
        self.stacks: Mapping[str, Stack] = MappingProxyType(
            {stack.id: stack for stack in sorted(stacks, key=lambda known: known.id)}
        )
        self.content_hash = content_hash
        self.attribution = ATTRIBUTION
        self._teaching = _inverted((known.id, (t.skill for t in known.skills)) for known in self.credentials.values())
        self._stacks_with = _inverted(
            (known.id, credentials_named(known.requirement)) for known in self.stacks.values()
        )
        self._by_words = _inverted((known.id, _titles(known)) for known in self.credentials.values())
        self._stacks_by_words = _inverted((known.id, _titles(known)) for known in self.stacks.values())

    def teaching(self, skill: str) -> tuple[str, ...]:
        """Return the ids of the credentials that teach the skill with the id `skill`."""
        return self._teaching.get(skill, ())

    def stacks_with(self, credential: str) -> tuple[str, ...]:
        """Return the ids of the stacks whose requirement names the credential."""
        return self._stacks_with.get(credential, ())

    def find(self, text: str) -> str | None:
        """Return the id of the credential called `text`; None where none is, or more than one.

        A credential is called by its id, its title, the title without its bracket, the short name in that bracket
        ("CISSP"), or the issuer and one of these; where it is no micro-credential, also without the issuer in front.
        """
        return text if text in self.credentials else _only(self._by_words.get(fold(text), ()))

    def find_stack(self, text: str) -> str | None:
        """Return the id of the stack called `text`, as `find` does."""
        return text if text in self.stacks else _only(self._stacks_by_words.get(fold(text), ()))


def load_catalogue(data_dir: Path, skills: Skills | None = None) -> Catalogue:
    """Read the catalogue under `data_dir`; `skills` saves reading the index again. Raises CatalogueRejected."""
    skills = skills or load_skills(data_dir)
    problems = Problems()
    lists = [read_credential(entry, skills) for entry in _lines(data_dir / LISTS_FILE, problems)]
    entries, defaults = read_entries(data_dir / STACK_CREDENTIALS_FILE, "credentials", problems)
    by_hand = [read_credential(entry, skills, defaults) for entry in entries]
    entries, defaults = read_entries(data_dir / STACKS_FILE, "stacks", problems)
    stacks = [stack for entry in entries if (stack := read_stack(entry, defaults)) is not None]
    _check_names([*lists, *by_hand], stacks, problems)
    if problems.found:
        raise CatalogueRejected("The catalogue cannot be used:\n  " + "\n  ".join(problems.found))
    digest = sha256()
    for name in (LISTS_FILE, STACK_CREDENTIALS_FILE, STACKS_FILE):
        digest.update((data_dir / name).read_bytes())
    return Catalogue([*lists, *by_hand], stacks, content_hash=f"sha256:{digest.hexdigest()}")


def _lines(path: Path, problems: Problems) -> Iterator[Entry]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        problems.add(str(path), f"{error}. Make it again with `make data`.")
        return
    for number, line in enumerate(lines, start=1):
        try:
            yield Entry(json.loads(line), where=f"{path}, line {number}", problems=problems)
        except ValueError as error:
            problems.add(f"{path}, line {number}", f"must be one JSON object: {error}")


def _check_names(credentials: list[Credential], stacks: list[Stack], problems: Problems) -> None:
    """Report ids that are used twice, and requirements that name a credential nobody knows."""
    for kind, ids in (("credential", [c.id for c in credentials]), ("stack", [s.id for s in stacks])):
        for used_twice in sorted({name for name in ids if name and ids.count(name) > 1}):
            problems.add(f"{kind} {used_twice}", "two entries have this id; give one of them another")
    known = {credential.id for credential in credentials}
    named = [(f"stack {stack.id}, requirement", stack.requirement) for stack in stacks]
    named += [(f"credential {c.id}, prerequisites", c.prerequisites) for c in credentials if c.prerequisites]
    for where, requirement in named:
        for name in credentials_named(requirement):
            if name not in known:
                problems.add(where, f'no credential has the id "{name}"{suggest(name, sorted(known))}')
    for credential in credentials:
        if credential.superseded_by and credential.superseded_by not in known:
            problems.add(f"credential {credential.id}", f'no credential has the id "{credential.superseded_by}"')


def _inverted(named: Iterable[tuple[str, Iterable[str]]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for name, words in named:
        for word in words:
            found[word].add(name)
    return {word: tuple(sorted(names)) for word, names in found.items()}


def _titles(known: Credential | Stack) -> Iterator[str]:
    issuer = known.issuer if isinstance(known, Stack) else known.issuer.name
    names = [known.title, without_brackets(known.title), *_SHORT_NAME.findall(known.title)]
    # "CompTIA Security+" is also called "Security+"; but "MongoDB Basics" is not called "Basics".
    if not isinstance(known, Stack) and known.kind is not CredentialKind.MICRO_CREDENTIAL:
        names.append(without_brackets(known.title).removeprefix(f"{issuer} "))
    for name in names:
        yield fold(name)
        yield fold(f"{issuer} {name}")


def _only(names: tuple[str, ...]) -> str | None:
    return names[0] if len(names) == 1 else None
