"""From a profile as it was sent to the profile that is kept: every document becomes what it says and how it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from services.credentials.claims import Claims, credentials_inside, is_self_issued, read_claims
from services.credentials.finding import Finding, NotCheckable
from services.credentials.forms.opened import Opened, Opener
from services.credentials.forms.unread import Unread, why_unread, why_untitled
from services.credentials.loose_values import line
from services.credentials.signatures.proofs import UNSIGNED, Proofs
from services.credentials.status_lists import StatusLists
from services.intake.profile_schema import MOST_CREDENTIALS, MOST_EVIDENCE
from services.intake.standing_schemas import LONGEST_REASON
from services.reading.posted_profile import PostedDocument, PostedProfile
from services.recommender.learner import UNTITLED, Evidence, HeldCredential, Profile
from services.recommender.scales import HeldStatus, Proof

#: What is said of a document that was changed or forged, whatever it says itself.
_NOT_HELD = "So it counts as not held."


@dataclass(frozen=True, kw_only=True)
class _Examined:
    credential: HeldCredential
    evidence: tuple[Evidence, ...] = ()


class Examiner:
    """Examines documents. Total: whatever JSON was sent, each document ends with a proof and a reason."""

    def __init__(self, opener: Opener, proofs: Proofs, statuses: StatusLists) -> None:
        self._opener = opener
        self._proofs = proofs
        self._statuses = statuses

    def examine(self, posted: PostedProfile) -> Profile:
        """Return the profile with what its documents say among the credentials held and the evidence.

        Of more than a profile may hold, the first are kept.
        """
        profile = posted.profile
        found = [one for document in posted.documents for one in self._examine(document)]
        shown = [piece for one in found for piece in one.evidence]
        return replace(
            profile,
            credentials_held=(*profile.credentials_held, *(one.credential for one in found))[:MOST_CREDENTIALS],
            evidence=tuple(dict.fromkeys((*profile.evidence, *shown)))[:MOST_EVIDENCE],
        )

    def _examine(self, posted: PostedDocument) -> Iterator[_Examined]:
        for opened in self._opener.open(posted.document):
            yield from self._read(opened, posted.credential)

    def _read(self, opened: Opened, credential: str | None, of_record: Finding | None = None) -> Iterator[_Examined]:
        """Yield what one document says, then what the credentials in it say.

        `of_record` is what holds for a document in a record that carries no proof of its own.
        """
        document = opened.document
        unread = why_unread(document)
        if unread is not None:
            yield _unread(unread, credential)
            return
        finding = self._find(document, opened.vouched, of_record)
        yield from _achieved(document, finding, credential)
        for inner in credentials_inside(document):
            for one in self._opener.open(inner):
                yield from self._read(one, None, _of_the_record(finding))

    def _find(self, document: Mapping[str, Any], vouched: Finding | None, of_record: Finding | None) -> Finding:
        """Check signature, then status; a status that cannot be asked makes a right signature unverifiable."""
        finding = vouched or self._proofs.check(document)
        if of_record is not None and document.get("proof") is None and finding.proof is Proof.SELF_DECLARED:
            finding = of_record
        if is_self_issued(document) and finding.proof is not Proof.TAMPERED:
            return Finding(proof=Proof.SELF_DECLARED, why="Whoever holds it issued it: only the learner says so.")
        if finding.proof is not Proof.VERIFIED:
            return finding
        try:
            reason = self._statuses.why_revoked(document)
        except NotCheckable as error:
            why = f"The signature is right, but whether it was revoked is not known: {error}"
            return Finding(proof=Proof.UNVERIFIABLE, why=why)
        return finding if reason is None else replace(finding, revoked=True, why=reason)


def _achieved(document: Mapping[str, Any], finding: Finding, credential: str | None) -> Iterator[_Examined]:
    """Yield what a credential says was achieved; without a name for it nobody can say what is held."""
    for claims in read_claims(document):
        if claims.title is not None:
            yield _held(claims, claims.title, finding, credential)
        else:
            yield _held(claims, UNTITLED, replace(finding, why=f"{why_untitled(document)} {finding.why}"), credential)


def _unread(unread: Unread, credential: str | None) -> _Examined:
    why = line(unread.why, LONGEST_REASON)
    held = HeldCredential(title=unread.title, credential=credential, proof=Proof.UNREADABLE, why=why)
    return _Examined(credential=held)


def _of_the_record(finding: Finding) -> Finding:
    """Return what holds for a credential without a proof of its own: what holds for the record it lies in."""
    if finding.proof is Proof.SELF_DECLARED:
        return Finding(proof=finding.proof, why=UNSIGNED)
    return replace(finding, why=f"It lies in a record that was checked as a whole. {finding.why}")


def _held(claims: Claims, title: str, finding: Finding, credential: str | None) -> _Examined:
    forged = _NOT_HELD if finding.proof is Proof.TAMPERED and title != UNTITLED else ""
    why = " ".join(part for part in (finding.why, claims.remark, forged) if part)
    held = HeldCredential(
        title=title,
        credential=credential,
        issuer=claims.issuer,
        status=HeldStatus.REVOKED if finding.revoked else claims.status,
        issued_on=claims.issued_on,
        expires_on=claims.expires_on,
        proof=Proof.UNVERIFIABLE if claims.in_doubt and finding.proof is Proof.VERIFIED else finding.proof,
        why=line(why, LONGEST_REASON),
        skills=claims.skills,
        aligned=claims.aligned,
        level=claims.level,
        field_of_study=claims.field_of_study,
    )
    # Work shown by a forged or revoked document is not shown.
    counts = finding.proof is not Proof.TAMPERED and held.status is not HeldStatus.REVOKED and title != UNTITLED
    return _Examined(credential=held, evidence=claims.evidence if counts else ())
