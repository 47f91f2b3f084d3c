"""What exactly is signed when a JSON-LD document is signed? Its canonical N-Quads (RDFC-1.0), by PyLD.

PyLD implements URDNA2015, which RDFC-1.0 standardised. The two write the same bytes but for control characters in
texts, and `written_alike` says whether a document is free of those. Contexts come from files; nothing is fetched.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import factorial
from pathlib import Path
from threading import Lock
from typing import Any

from cachetools import LRUCache
from pyld import jsonld
from pyld.canon import URDNA2015
from pyld.context_resolver import ContextResolver

from services.credentials.finding import NotCheckable

#: Orders of indistinguishable nodes that are tried for one document. Honest badges need none or a few; a document made
#: to exhaust the algorithm (RDFC-1.0, section 7.1) needs billions.
MOST_ORDERS = 20_000

#: What relative addresses are taken to be relative to, so that they can be told from full ones: a name that no address
#: on the internet can have (RFC 6761).
RELATIVE = "https://relative.invalid/"

#: Resolved contexts kept; there are fewer files than this, the rest are contexts written inside documents.
RESOLVED_KEPT = 64

#: Control characters that RDFC-1.0 writes as escapes and older canonicalisation as they are, or PyLD otherwise.
_WRITTEN_DIFFERENTLY = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, kw_only=True)
class Canonical:
    """A document as it is signed, and the members that no context defines, which therefore are not in it."""

    quads: bytes
    undefined: tuple[str, ...]


class Canonicaliser:
    """Turns documents into what is signed. One per process; calls take turns, for PyLD's caches are not for threads."""

    def __init__(self, contexts: Path) -> None:
        """Serve the contexts that `contexts`/index.json lists; each file is read when it is first asked for."""
        index: dict[str, dict[str, str]] = json.loads((contexts / "index.json").read_text(encoding="utf-8"))
        self._files = {address: contexts / entry["file"] for address, entry in index.items()}
        self._loaded: dict[str, Any] = {}
        self._resolver = ContextResolver(LRUCache(maxsize=RESOLVED_KEPT), self._load)
        self._turn = Lock()

    def canonical(self, document: Mapping[str, Any]) -> Canonical:
        """Return the canonical N-Quads of `document`.

        Raises NotCheckable where a context is not among ours, a name or type is no full address (implementations
        differ on those), the document is not JSON-LD, or its nodes are too alike to be put in order.
        """
        undefined: list[str | None] = []
        options = {"documentLoader": self._load, "contextResolver": self._resolver, "base": RELATIVE}
        processor = jsonld.JsonLdProcessor(on_property_dropped=undefined.append)
        with self._turn:
            try:
                expanded = processor.expand(document, options)
                _refuse_relative(expanded)
                dataset = processor.to_rdf(expanded, options)
                quads: str = _Bounded().main(dataset, {"format": "application/n-quads"})
            except NotCheckable:
                raise
            except Exception as error:  # PyLD raises whatever a broken document leads it to.
                raise _not_checkable(error) from error
        names = {"a member" if name is None else name.removeprefix(RELATIVE)[:60] for name in undefined}
        return Canonical(quads=quads.encode(), undefined=tuple(sorted(names)))

    def _load(self, address: str, _options: Any) -> dict[str, Any]:
        if address not in self._files:
            raise NotCheckable(f"Its context {address[:200]} is not among those Credwise carries.")
        if address not in self._loaded:
            self._loaded[address] = json.loads(self._files[address].read_text(encoding="utf-8"))
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": address,
            "document": self._loaded[address],
        }


def written_alike(document: Any) -> bool:
    """Say whether every canonicalisation writes the texts of `document` alike: they hold no control characters."""
    if isinstance(document, str):
        return _WRITTEN_DIFFERENTLY.search(document) is None
    if isinstance(document, Mapping):
        return all(written_alike(value) for value in document.values())
    return all(written_alike(value) for value in document) if isinstance(document, list) else True


class _Bounded(URDNA2015):  # type: ignore[misc] # PyLD is not typed
    """The algorithm with a limit on the one step whose work grows without bound (Hash N-Degree Quads, step 5.4)."""

    def __init__(self) -> None:
        super().__init__()
        self._orders = 0

    def create_hash_to_related(self, id_: str, issuer: Any) -> Any:
        related = super().create_hash_to_related(id_, issuer)
        self._orders += sum(factorial(min(len(alike), 12)) for alike in related.values())
        if self._orders > MOST_ORDERS:
            raise NotCheckable("Too many of its parts are exactly alike to be put in the order that was signed.")
        return related


def _refuse_relative(value: Any) -> None:
    """Raise NotCheckable for a name or type that is no full address."""
    if isinstance(value, list):
        for one in value:
            _refuse_relative(one)
    elif isinstance(value, dict):
        if isinstance(types := value.get("@type", []), list):
            for name in types:
                if _is_relative(name):
                    said = name.removeprefix(RELATIVE)[:60]
                    raise NotCheckable(f"{said!r} is neither a full address nor a word of its contexts.")
            if _is_relative(value.get("@id")):
                # Which one is not said: an id may be a person's address of mail.
                raise NotCheckable("One of its ids is not a full address.")
        for one in value.values():
            _refuse_relative(one)


def _is_relative(name: Any) -> bool:
    return isinstance(name, str) and name.startswith(RELATIVE)


def _not_checkable(error: BaseException) -> NotCheckable:
    """Return our own error where PyLD wrapped one, else one that says that the document is not JSON-LD."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, NotCheckable):
            return cause
        cause = cause.__cause__ or cause.__context__
    return NotCheckable("It is not a JSON-LD document that can be brought into the form that was signed.")
