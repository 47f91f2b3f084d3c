"""Which catalogue is in force for a client with one of its own? Each is laid over the shared one once per process."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock

from services.recommender.knowledge.credentials.additions import Additions, read_additions
from services.recommender.knowledge.credentials.catalogue import Catalogue, CatalogueRejected
from services.recommender.knowledge.credentials.files.catalogue_parts import Skills
from services.recommender.knowledge.files.entries import Problems
from services.recommender.knowledge.known import Knowledge

#: What messages call a client's own catalogue.
NAME = "The client's catalogue"

#: Catalogues kept, those used last.
MOST_KEPT = 32

#: Credentials that the catalogues kept may hold together; 50,000 take some 200 MB. The one used last is always kept.
MOST_CREDENTIALS_KEPT = 50_000


@dataclass(frozen=True, kw_only=True)
class OwnCatalogue:
    """One version of a client's own catalogue: its hash, and how its text is had where it is not known here yet."""

    content_hash: str
    read: Callable[[], str]


class OwnCatalogues:
    """Catalogues by the hashes of what they are made from; safe between threads."""

    def __init__(self, most: int = MOST_KEPT, most_credentials: int = MOST_CREDENTIALS_KEPT) -> None:
        self._most, self._most_credentials = most, most_credentials
        self._lock = Lock()
        self._kept: OrderedDict[tuple[str, str], tuple[Catalogue, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def knowledge(self, shared: Knowledge, own: OwnCatalogue | None) -> Knowledge:
        """Return `shared` with the client's catalogue over its own, or `shared` itself for None.

        Raises CatalogueRejected where the two do not fit together any more, and what `own.read` raises.
        """
        if own is None:
            return shared
        name = (shared.catalogue.content_hash, own.content_hash)
        with self._lock:
            found = self._kept.get(name)
        # Not under the lock: a large catalogue takes seconds, for which others need not wait.
        catalogue, size = found or _lay_over(shared, own)
        with self._lock:
            self._kept[name] = catalogue, size
            self._kept.move_to_end(name)
            while len(self._kept) > 1 and self._is_too_much():
                self._kept.popitem(last=False)
        return replace(shared, catalogue=catalogue, additions=own.content_hash)

    def _is_too_much(self) -> bool:
        return len(self._kept) > self._most or sum(size for _, size in self._kept.values()) > self._most_credentials


def read_own(text: str, skills: Skills) -> Additions:
    """Return what the text of a client's catalogue adds; raises CatalogueRejected with every problem of every line."""
    problems = Problems()
    additions = read_additions(text, NAME, skills, problems)
    if problems.found:
        raise CatalogueRejected(f"{NAME} cannot be read:\n  " + "\n  ".join(problems.found))
    return additions


def _lay_over(shared: Knowledge, own: OwnCatalogue) -> tuple[Catalogue, int]:
    additions = read_own(own.read(), shared.skills)
    return shared.catalogue.adding(additions), len(additions.credentials)
