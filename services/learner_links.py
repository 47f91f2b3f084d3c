"""How does a learner open the page of a recommendation without a client's key? By a signed link that ends.

The link's token says which client's recommendation it opens and until when, and nothing of the learner.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.signed_links import SignedLink, SignedLinks

#: Where links lead below the public address of the API.
PATH = "/r/"

#: Hours for which a link is good when nobody says: time to read it, to talk about it, and to read it again.
USUAL_HOURS = 14 * 24

#: The longest that a link may be good for, in hours: a year.
MOST_HOURS = 366 * 24

#: What stands in the token of a link whose holder may answer questions.
ANSWERS = "answers"

#: What the keys are used for.
_PURPOSE = "credwise.learner-link/1"


@dataclass(frozen=True, kw_only=True)
class Linked:
    """What a link opens: a recommendation by its id, as its client sees it, until `expires_at` (UTC).

    `may_answer` says whether the client lets whoever has the link answer questions and ask why not; `begun_with` is the
    recommendation whose link the client made, where answers led on from that one to this one.
    """

    client: str
    recommendation: str
    expires_at: datetime
    may_answer: bool = False
    begun_with: str | None = None

    @property
    def first(self) -> str:
        """The recommendation whose link the client made."""
        return self.begun_with or self.recommendation


class LearnerLinks:
    """Makes links below `public_url` and reads their tokens; see `SignedLinks` for the keys."""

    def __init__(self, *, keys: Sequence[str], public_url: str) -> None:
        self.public_url = public_url
        self._links = SignedLinks(keys=keys, address=f"{public_url}{PATH}", purpose=_PURPOSE)

    @property
    def are_set_up(self) -> bool:
        """Tell whether there is a key to sign with."""
        return self._links.are_set_up

    def link(
        self,
        *,
        client: str,
        recommendation: str,
        expires_at: datetime,
        may_answer: bool = False,
        begun_with: str | None = None,
    ) -> SignedLink:
        """Return the link that opens a client's recommendation until `expires_at`; raise LinksNotSetUp."""
        # A link that only opens the page is the one that earlier versions made.
        more = [ANSWERS, *([begun_with] if begun_with else [])] if may_answer else []
        return self._links.link(client, recommendation, expires_at, more)

    def read(self, token: str, now: datetime) -> Linked:
        """Return what the token of a link opens; raise LinkInvalid, and LinkExpired from its end on."""
        opened = self._links.read(token, now)
        return Linked(
            client=opened.owner,
            recommendation=opened.what,
            expires_at=opened.expires_at,
            may_answer=opened.more[:1] == (ANSWERS,),
            begun_with=opened.more[1] if opened.more[1:] else None,
        )
