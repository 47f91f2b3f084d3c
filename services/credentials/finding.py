"""What came of checking one document's signature and status?"""

from dataclasses import dataclass

from services.recommender.scales import Proof, Revocation


@dataclass(frozen=True, kw_only=True)
class Finding:
    """`why` is one or two sentences for people. `revoked` is what the issuer's status list says.

    `revocation` says whether it was looked at; None where nothing says how to.
    """

    proof: Proof
    why: str
    revoked: bool = False
    revocation: Revocation | None = None


class NotCheckable(Exception):
    """Something that checking needs is not to be had, which says nothing against the document; the message says what.

    It makes the credential unverifiable. What speaks against a document is a finding, not this.
    """


class NotAllowed(NotCheckable):
    """It lies at a host that the operator does not allow to be asked, which is how a fresh installation stands."""


class Gone(NotCheckable):
    """Whoever published it answers that it is withdrawn (HTTP 410): so a hosted badge is revoked (Open Badges 2.0)."""
