"""What does a client, or an operator, add to the catalogue? Credentials and stacks in one file of JSON Lines.

A line is a credential as in `catalogue/credentials.jsonl`, or {"stack": {...}}. `credwise catalogue import` writes it.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from services.recommender.knowledge.credentials.credential import Credential, Stack
from services.recommender.knowledge.credentials.files.catalogue_file import (
    read_credential,
    read_stack,
    write_credential,
    write_stack,
)
from services.recommender.knowledge.credentials.files.catalogue_parts import Skills
from services.recommender.knowledge.files.entries import Entry, Problems


@dataclass(frozen=True, kw_only=True)
class Additions:
    """What is added: credentials, stacks, what messages call the file, and the hash of its text."""

    credentials: tuple[Credential, ...]
    stacks: tuple[Stack, ...]
    name: str
    content_hash: str


def read_additions(text: str, name: str, skills: Skills, problems: Problems) -> Additions:
    """Return what the lines of `text` add; every problem is noted with its line in `problems`."""
    shared: dict[object, object] = {}
    credentials, stacks = [], []
    for entry in _lines(text, name, problems):
        inner = entry.inner("stack")
        if inner is not None:
            entry.close()
            stack = read_stack(inner)
            if stack is not None:
                stacks.append(stack)
        else:
            credentials.append(_sharing(read_credential(entry, skills), shared))
    content_hash = f"sha256:{sha256(text.encode()).hexdigest()}"
    return Additions(credentials=tuple(credentials), stacks=tuple(stacks), name=name, content_hash=content_hash)


def write_additions(credentials: Iterable[Credential], stacks: Iterable[Stack]) -> Iterator[str]:
    """Yield the lines, ends included, that `read_additions` reads back, in the order of ids."""
    for credential in sorted(credentials, key=lambda known: known.id):
        yield _line(write_credential(credential))
    for stack in sorted(stacks, key=lambda known: known.id):
        yield _line({"stack": write_stack(stack)})


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) + "\n"


def _lines(text: str, name: str, problems: Problems) -> Iterator[Entry]:
    # Not splitlines(): JSON may hold U+2028, which it would take for the end of a line.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{name}, line {number}"
        try:
            yield Entry(json.loads(line), where=where, problems=problems)
        except (ValueError, RecursionError) as error:
            problems.add(where, f"must be one JSON object: {error}")


def _sharing(credential: Credential, shared: dict[object, object]) -> Credential:
    """Return the credential with parts that others have as well held once: a large catalogue repeats few of them."""
    for name in ("issuer", "source", "skills", "field_terms", "cost", "occupations"):
        value = getattr(credential, name)
        object.__setattr__(credential, name, shared.setdefault(value, value))
    return credential
