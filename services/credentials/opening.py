"""Put the examiner together for one process: settings in, something that examines posted profiles out."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from services.reading.posted_profile import PostedProfile
from services.recommender.learner import Profile
from services.settings import Settings

if TYPE_CHECKING:
    from services.credentials.examine import Examiner

#: Where the JSON-LD contexts lie in the data folder.
CONTEXTS_DIR = Path("contexts")


@dataclass
class LazyExaminer:
    """Examines posted profiles; what that takes is loaded with the first document, since most profiles hold none."""

    contexts: Path
    hosts: tuple[str, ...]
    today: Callable[[], date]
    _open: "Callable[[], Examiner] | None" = None
    _lock: Lock = field(default_factory=Lock)

    def examine(self, posted: PostedProfile) -> Profile:
        """Return the profile to keep: without documents, with what they say and how they stand."""
        if not posted.documents:
            return posted.profile
        with self._lock:
            examiner = self._open = self._open or self._loaded()
        return examiner().examine(posted)

    def _loaded(self) -> "Callable[[], Examiner]":
        """Return what makes an examiner for one profile: contexts and answers are kept for all of them."""
        # PyLD, lxml and OpenSSL take a tenth of a second to import and some memory.
        from services.credentials.examine import Examiner  # noqa: PLC0415
        from services.credentials.fetching import AllowedFetch, LimitedFetch  # noqa: PLC0415
        from services.credentials.forms.opened import Opener  # noqa: PLC0415
        from services.credentials.hosted import HostedBadges  # noqa: PLC0415
        from services.credentials.signatures.canonical import Canonicaliser  # noqa: PLC0415
        from services.credentials.signatures.proofs import Proofs  # noqa: PLC0415
        from services.credentials.signatures.token_check import Tokens  # noqa: PLC0415
        from services.credentials.status_lists import StatusLists  # noqa: PLC0415

        canonical, allowed = Canonicaliser(self.contexts), AllowedFetch(self.hosts)

        def examiner() -> Examiner:
            fetch = LimitedFetch(allowed)
            proofs = Proofs(canonical, fetch, self.today)
            opener = Opener(fetch, Tokens(fetch, self.today), HostedBadges(fetch))
            return Examiner(opener, proofs, StatusLists(fetch, proofs.check, self.today))

        return examiner


def open_examiner(settings: Settings, today: Callable[[], date]) -> LazyExaminer:
    """Return the examiner that `settings` describes; `today` is asked when a status list's own dates are checked."""
    return LazyExaminer(contexts=settings.data_dir / CONTEXTS_DIR, hosts=settings.credential_hosts, today=today)
