"""Which rulebook is in force for a client with an overlay? Each is put together once per process, and kept a while."""

from collections import OrderedDict
from threading import Lock

from services.recommender.rulebook.files.rulebook import Rulebook
from services.recommender.rulebook.overlays.overlay import apply_overlay
from services.recommender.rulebook.overlays.reading import Files, hash_of_overlay, read_overlay

#: Rulebooks kept, those used last; one takes about a megabyte and some hundredths of a second to put together.
MOST_KEPT = 32


class OverlaidRulebooks:
    """Rulebooks by the hashes of what they are made from; safe between threads.

    One that is dropped lives on for whoever uses it still; its engines give their memory back with the last of them.
    """

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._lock = Lock()
        self._kept: OrderedDict[tuple[str, str], Rulebook] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def rulebook(self, base: Rulebook, files: Files | None) -> Rulebook:
        """Return `base` with the overlay in `files` over it, or `base` itself for None.

        Raises RulebookError where the overlay does not fit `base`, which may have changed since it was checked.
        """
        if files is None:
            return base
        name = (base.content_hash, hash_of_overlay(files))
        with self._lock:
            found = self._kept.get(name) or apply_overlay(base, read_overlay(files, base))
            self._kept[name] = found
            self._kept.move_to_end(name)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return found
