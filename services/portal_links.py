"""How does whoever runs a receiver look after its endpoint without a client's key? By a signed link that ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.signed_links import SignedLink, SignedLinks

#: Where links lead below the public address of the API.
PATH = "/portal/"

#: Hours for which a link is good when nobody says: a working day.
USUAL_HOURS = 12

#: The longest that a link may be good for, in hours: a month.
MOST_HOURS = 31 * 24


@dataclass(frozen=True, kw_only=True)
class Portal:
    """What a link opens: one endpoint of a client, until `expires_at` (UTC)."""

    client: str
    endpoint: str
    expires_at: datetime

    @property
    def name(self) -> str:
        """The endpoint as operators call it."""
        return f"{self.client}/{self.endpoint}"


class PortalLinks:
    """Makes links below `public_url` and reads their tokens; see `SignedLinks` for the keys."""

    def __init__(self, *, keys: Sequence[str], public_url: str) -> None:
        self._links = SignedLinks(keys=keys, address=f"{public_url}{PATH}", purpose="credwise.portal-link/1")

    def link(self, *, client: str, endpoint: str, expires_at: datetime) -> SignedLink:
        """Return the link that opens an endpoint's page until `expires_at`; raise LinksNotSetUp."""
        return self._links.link(client, endpoint, expires_at)

    def read(self, token: str, now: datetime) -> Portal:
        """Return what the token of a link opens; raise LinkInvalid, and LinkExpired from its end on."""
        opened = self._links.read(token, now)
        return Portal(client=opened.owner, endpoint=opened.what, expires_at=opened.expires_at)
