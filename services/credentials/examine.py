"""From a profile as it was sent to the profile that is kept: every document becomes what it says and how it stands."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from services.credentials.claims import Claims, credentials_inside, is_self_issued, read_claims
from services.credentials.finding import Finding, NotCheckable
from services.credentials.forms.opened import Opened, Opener
from services.credentials.forms.unread import Unread, why_unread, why_untitled
from services.credentials.loose_values import line
from services.credentials.signatures.proofs import UNSIGNED, Proofs
from services.credentials.status_lists import StatusLists, names_a_status
from services.intake.profile_schema import MOST_CREDENTIALS, MOST_EVIDENCE
from services.intake.standing_schemas import LONGEST_REASON
from services.reading.posted_profile import PostedDocument, PostedProfile
from services.recommender.learner import UNTITLED, Evidence, HeldCredential, Profile
from services.recommender.scales import HeldStatus, Proof, Revocation

#: Which proof is the better one, the weakest first.
_BY_PROOF = (Proof.TAMPERED, Proof.UNREADABLE, Proof.SELF_DECLARED, Proof.UNVERIFIABLE, Proof.VERIFIED)

#: What is said where documents hold more than a profile does.
_MORE = f"What comes after it was not read: a profile holds {MOST_CREDENTIALS} credentials."

#: What is said of a credential whose issuer is who holds it.
_ISSUED_BY_ITS_HOLDER = "Whoever holds it issued it: only the learner says so."

#: What is said of a document that was changed or forged, whatever it says itself.
_NOT_HELD = "So it counts as not held."


@dataclass(frozen=True, kw_only=True)
class _Examined:
    """What one award is kept as; `identity` is what its document calls itself, by which it is known again."""

    credential: HeldCredential
    evidence: tuple[Evidence, ...] = ()
    identity: str | None = None


class Examiner:
    """Examines documents. Total: whatever JSON was sent, each document ends with a proof and a reason."""

    def __init__(self, opener: Opener, proofs: Proofs, statuses: StatusLists) -> None:
        self._opener = opener
        self._proofs = proofs
        self._statuses = statuses

    def examine(self, posted: PostedProfile) -> Profile:
        """Return the profile with what its documents say among the credentials held and the evidence.

        An award that several documents hold counts once. Of more than a profile may hold, the first are looked at.
        """
        profile = posted.profile
        room = MOST_CREDENTIALS - len(profile.credentials_held)
        looked_at = list(islice((one for document in posted.documents for one in self._examine(document)), room + 1))
        found = _once(looked_at)[:room]
        if found and len(looked_at) > room:
            found[-1] = _with_more(found[-1])
        shown = [piece for one in found for piece in one.evidence]
        return replace(
            profile,
            credentials_held=(*profile.credentials_held, *(one.credential for one in found)),
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
        if finding.proof is Proof.TAMPERED:
            return finding
        if is_self_issued(document):
            finding = replace(finding, proof=Proof.SELF_DECLARED, why=_ISSUED_BY_ITS_HOLDER)
        return self._with_status(document, finding)

    def _with_status(self, document: Mapping[str, Any], finding: Finding) -> Finding:
        """Ask whether the issuer has revoked a document; where it cannot be asked, a right signature proves less."""
        if finding.revoked or not names_a_status(document):
            return finding
        try:
            reason = self._statuses.why_revoked(document)
        except NotCheckable as error:
            right = finding.proof is Proof.VERIFIED
            known = "The signature is right, but whether" if right else f"{finding.why} Whether"
            why = f"{known} it was revoked is not known: {error}"
            proof = Proof.UNVERIFIABLE if right else finding.proof
            return replace(finding, proof=proof, why=why, revocation=Revocation.NOT_ASKED)
        asked = replace(finding, revocation=Revocation.ASKED)
        return asked if reason is None else replace(asked, revoked=True, why=reason)


def _once(found: Iterable[_Examined]) -> list[_Examined]:
    """Return each award once: of one that came several times, what is revoked, else what is proved best."""
    best: dict[object, _Examined] = {}
    for place, one in enumerate(found):
        held = one.credential
        known = one.identity is not None and held.proof is not Proof.TAMPERED
        key: object = (one.identity, held.title) if known else place
        if key not in best or _weight(held) > _weight(best[key].credential):
            best[key] = one
    return list(best.values())


def _weight(held: HeldCredential) -> tuple[bool, int]:
    return held.status is HeldStatus.REVOKED, _BY_PROOF.index(held.proof)


def _with_more(last: _Examined) -> _Examined:
    """Return the last award that is kept, saying that there was more."""
    why = line(f"{_MORE} {last.credential.why or ''}", LONGEST_REASON)
    return replace(last, credential=replace(last.credential, why=why))


def _achieved(document: Mapping[str, Any], finding: Finding, credential: str | None) -> Iterator[_Examined]:
    """Yield what a credential says was achieved; without a name for it nobody can say what is held."""
    identity = line(document.get("id"))
    for claims in read_claims(document):
        untitled = replace(finding, why=f"{why_untitled(document)} {finding.why}") if claims.title is None else finding
        yield replace(_held(claims, claims.title or UNTITLED, untitled, credential), identity=identity)


def _unread(unread: Unread, credential: str | None) -> _Examined:
    why = line(unread.why, LONGEST_REASON)
    held = HeldCredential(title=unread.title, credential=credential, proof=Proof.UNREADABLE, why=why)
    return _Examined(credential=held)


def _of_the_record(finding: Finding) -> Finding:
    """Return what holds for a credential without a proof of its own: what holds for the record it lies in."""
    if finding.proof is Proof.SELF_DECLARED and not finding.revoked:
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
        revocation=finding.revocation,
    )
    # Work shown by a forged or revoked document is not shown.
    counts = finding.proof is not Proof.TAMPERED and held.status is not HeldStatus.REVOKED and title != UNTITLED
    return _Examined(credential=held, evidence=claims.evidence if counts else ())
