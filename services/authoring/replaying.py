"""Does a stored decision come out the same? What it needs is in it: the profile, the day, and what it was made from."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

#: Members that a webhook or an answer adds around the decision; they are no part of it.
WRAPPING = frozenset({"id", "address"})


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One place where two documents differ, as a JSON pointer, with both values (None where there is none)."""

    pointer: str
    stored: Any
    replayed: Any


class NotADecision(Exception):
    """The document is no recommendation that can be replayed; the message says what is missing."""


def decision_in(document: Any) -> dict[str, Any]:
    """Return the decision in a recommendation, a webhook body (`data`) or an answer of the API (`recommendation`)."""
    for member in ("data", "recommendation"):
        if isinstance(document, dict) and isinstance(document.get(member), dict):
            document = document[member]
    if not isinstance(document, dict) or not {"form", "profile", "decided_on", "provenance"} <= document.keys():
        raise NotADecision("holds no full recommendation: it needs form, profile, decided_on and provenance")
    return {name: value for name, value in document.items() if name not in WRAPPING}


def made_from_others(stored: Mapping[str, Any], replayed: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Return the parts of the provenance that differ, with both hashes: then the bytes may differ rightly."""
    old, new = stored["provenance"], replayed["provenance"]
    return {name: (old.get(name), new.get(name)) for name in sorted({*old, *new}) if old.get(name) != new.get(name)}


def differences(stored: Any, replayed: Any, pointer: str = "") -> Iterator[Difference]:
    """Yield every place where the two differ, in the order of the document."""
    if isinstance(stored, dict) and isinstance(replayed, dict):
        for name in sorted({*stored, *replayed}):
            place = f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}"
            yield from differences(stored.get(name), replayed.get(name), place)
    elif isinstance(stored, list) and isinstance(replayed, list) and len(stored) == len(replayed):
        for index, (one, other) in enumerate(zip(stored, replayed, strict=True)):
            yield from differences(one, other, f"{pointer}/{index}")
    elif json.dumps(stored, sort_keys=True) != json.dumps(replayed, sort_keys=True):
        yield Difference(pointer=pointer, stored=stored, replayed=replayed)
