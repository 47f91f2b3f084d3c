"""How does somebody open a page without a client's key? By a signed link that ends.

The link's token says what it opens and until when, and its signature binds all of it. Signing is itsdangerous's:
HMAC-SHA256, compared in constant time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from itsdangerous import BadData, URLSafeSerializer


class LinkInvalid(Exception):
    """The token was not signed with a key that is in use. Ask for a new link."""


class LinkExpired(Exception):
    """The link was good, and its time is over. Ask for a new link."""


class LinksNotSetUp(Exception):
    """There is no key to sign links with; the message says what to set."""


@dataclass(frozen=True, kw_only=True)
class SignedLink:
    """A link as it is handed on: `url` for whoever opens it, and the moment (UTC) at which it ends."""

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
class Opened:
    """What a token says: `what`, of which `owner`, until `expires_at` (UTC), and `more` that its maker put in."""

    owner: str
    what: str
    expires_at: datetime
    more: tuple[Any, ...]


class SignedLinks:
    """Makes links below `address` and reads their tokens.

    Of `keys` the first signs; the others stay good, so that keys can rotate. A signature made for another `purpose` is
    worth nothing.
    """

    def __init__(self, *, keys: Sequence[str], address: str, purpose: str) -> None:
        self._address = address
        # The library signs with the last.
        self._signer = (
            URLSafeSerializer(
                list(reversed(keys)),
                salt=purpose.encode(),
                signer_kwargs={"key_derivation": "hmac", "digest_method": sha256},
            )
            if keys
            else None
        )

    @property
    def are_set_up(self) -> bool:
        """Tell whether there is a key to sign with."""
        return self._signer is not None

    def link(self, owner: str, what: str, expires_at: datetime, more: Sequence[Any] = ()) -> SignedLink:
        """Return the link that opens something until `expires_at`; raise LinksNotSetUp.

        The same arguments give the same link while the first key is the same.
        """
        if self._signer is None:
            raise LinksNotSetUp("Links need a key to sign them with: the operator sets CREDWISE_LINK_KEYS.")
        until = int(expires_at.timestamp())
        token = self._signer.dumps([owner, what, until, *more])
        text = token if isinstance(token, str) else token.decode("ascii")
        return SignedLink(url=f"{self._address}{text}", expires_at=datetime.fromtimestamp(until, UTC))

    def read(self, token: str, now: datetime) -> Opened:
        """Return what a token opens; raise LinkInvalid, and LinkExpired from its end on."""
        if self._signer is None:
            raise LinkInvalid
        try:
            owner, what, until, *more = self._signer.loads(token)
        except BadData as error:
            raise LinkInvalid from error
        if now.timestamp() >= until:
            raise LinkExpired
        return Opened(owner=owner, what=what, expires_at=datetime.fromtimestamp(until, UTC), more=tuple(more))
