"""How does a learner open the page of a recommendation without a client's key? By a signed link that ends.

The link's token says which client's recommendation it opens and until when, and its signature binds all three. It says
nothing of the learner. Signing is itsdangerous's: HMAC-SHA256, compared in constant time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from itsdangerous import BadData, URLSafeSerializer

#: Where links lead below the public address of the API.
PATH = "/r/"

#: Hours for which a link is good when nobody says: time to read it, to talk about it, and to read it again.
USUAL_HOURS = 14 * 24

#: The longest that a link may be good for, in hours: a year.
MOST_HOURS = 366 * 24

#: What stands in the token of a link whose holder may answer questions.
ANSWERS = "answers"

#: What the keys are used for; a signature made for something else is worth nothing here.
_SALT = b"credwise.learner-link/1"


class LinkInvalid(Exception):
    """The token was not signed with a key that is in use. Ask for a new link."""


class LinkExpired(Exception):
    """The link was good, and its time is over. Ask for a new link."""


class LinksNotSetUp(Exception):
    """There is no key to sign links with; the message says what to set."""


@dataclass(frozen=True, kw_only=True)
class LearnerLink:
    """A link as it is handed on: `url` for the learner, and the moment (UTC) at which it ends."""

    url: str
    expires_at: datetime

    @property
    def token(self) -> str:
        """What the link ends with."""
        return self.url.rpartition("/")[2]

    def as_members(self) -> dict[str, str]:
        """Return it JSON-ready."""
        return {"url": self.url, "expires_at": self.expires_at.isoformat(timespec="seconds").replace("+00:00", "Z")}


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
    """Makes links below `public_url` and reads their tokens.

    Of `keys` the first signs; the others stay good, so that keys can rotate.
    """

    def __init__(self, *, keys: Sequence[str], public_url: str) -> None:
        self.public_url = public_url
        # The library signs with the last.
        self._signer = (
            URLSafeSerializer(
                list(reversed(keys)),
                salt=_SALT,
                signer_kwargs={"key_derivation": "hmac", "digest_method": sha256},
            )
            if keys
            else None
        )

    @property
    def are_set_up(self) -> bool:
        """Tell whether there is a key to sign with."""
        return self._signer is not None

    def link(
        self,
        *,
        client: str,
        recommendation: str,
        expires_at: datetime,
        may_answer: bool = False,
        begun_with: str | None = None,
    ) -> LearnerLink:
        """Return the link that opens a client's recommendation until `expires_at`; raise LinksNotSetUp.

        The same arguments give the same link while the first key is the same.
        """
        if self._signer is None:
            raise LinksNotSetUp("Links for learners need a key: the operator sets CREDWISE_LINK_KEYS.")
        until = int(expires_at.timestamp())
        # A link that only opens the page is the one that earlier versions made.
        more = [ANSWERS, *([begun_with] if begun_with else [])] if may_answer else []
        token = self._signer.dumps([client, recommendation, until, *more])
        text = token if isinstance(token, str) else token.decode("ascii")
        return LearnerLink(url=f"{self.public_url}{PATH}{text}", expires_at=datetime.fromtimestamp(until, UTC))

    def read(self, token: str, now: datetime) -> Linked:
        """Return what the token of a link opens; raise LinkInvalid, and LinkExpired from its end on."""
        if self._signer is None:
            raise LinkInvalid
        try:
            client, recommendation, until, *more = self._signer.loads(token)
        except BadData as error:
            raise LinkInvalid from error
        if now.timestamp() >= until:
            raise LinkExpired
        return Linked(
            client=client,
            recommendation=recommendation,
            expires_at=datetime.fromtimestamp(until, UTC),
            may_answer=more[:1] == [ANSWERS],
            begun_with=more[1] if more[1:] else None,
        )
