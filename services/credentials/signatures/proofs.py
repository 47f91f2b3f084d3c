"""Is a document's proof right, and is the key its issuer's? Every proof of it counts, and every chain of proofs."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.credentials.claims import issuer_id
from services.credentials.finding import Finding, NotCheckable
from services.credentials.loose_values import day, elements, objects
from services.credentials.signatures.canonical import Canonicaliser, written_alike
from services.credentials.signatures.keys import Fetch, SigningKey, key_of, vouches
from services.credentials.signatures.multibase import decode
from services.credentials.signatures.plain_form import require_plain_form
from services.credentials.signatures.plain_json import written
from services.credentials.signatures.suites import digest, hash_for, is_right, suite_of
from services.recommender.scales import Proof

#: Proofs looked at in one document; a credential carries one, or one per form.
MOST_PROOFS = 4

#: Longer documents (characters of JSON) are not checked: canonicalising this much takes seconds.
LONGEST_SIGNED = 256 * 1024

UNSIGNED = "It carries no signature: only the learner says so."


class _ChainBroken(NotCheckable):
    """A proof continues one that is not in the document, so that something of what was signed is missing."""


class SignatureWrong(Exception):
    """The signature does not fit the document; the message says which key it should have been made with."""


class Proofs:
    """Checks documents with the canonicaliser and the way to fetch keys that it was given."""

    def __init__(self, canonical: Canonicaliser, fetch: Fetch, today: Callable[[], date]) -> None:
        self._canonical = canonical
        self._fetch = fetch
        self._today = today

    def check(self, document: Mapping[str, Any]) -> Finding:
        """Check every proof of a document.

        One wrong signature makes it tampered, whatever the others say; a proof that continues one that is missing
        leaves it unverifiable; else one right signature of its issuer's key makes it verified. Where none could be
        checked it is unverifiable. Status and dates are looked at elsewhere.
        """
        carried = elements(document.get("proof"))
        given = _each_once(document)
        if not given:
            return Finding(proof=Proof.UNVERIFIABLE, why="Its proof is not an object.") if carried else _unsigned()
        if len(json.dumps(document)) > LONGEST_SIGNED:
            why = f"It is longer than the {LONGEST_SIGNED} characters that are checked."
            return Finding(proof=Proof.UNVERIFIABLE, why=why)
        unchecked = [] if all(isinstance(one, Mapping) for one in carried) else ["One of its proofs is not an object."]
        if len(given) > MOST_PROOFS:
            unchecked.append(f"It carries more than the {MOST_PROOFS} proofs that are checked.")
        broken: str | None = None
        signed_by = []
        for proof in given[:MOST_PROOFS]:
            try:
                signed_by.append(self._verify(document, proof).controller)
            except _ChainBroken as reason:
                broken = broken or str(reason)
            except NotCheckable as reason:
                unchecked.append(str(reason))
            except SignatureWrong as wrong:
                return Finding(proof=Proof.TAMPERED, why=str(wrong))
        if broken is not None or not signed_by:
            return Finding(proof=Proof.UNVERIFIABLE, why=broken or unchecked[0])
        return bound_to_issuer(issuer_id(document), signed_by, unchecked)

    def _verify(self, document: Mapping[str, Any], proof: Mapping[str, Any]) -> SigningKey:
        """Return the key that made `proof`; raise NotCheckable, or SignatureWrong where it did not make it."""
        before = _proofs_before(document, proof)
        suite = suite_of(proof)
        key = key_of(proof.get("verificationMethod"), self._fetch)
        algorithm = hash_for(suite, key.key)
        options, body = _parts(document, proof, before)
        made = self._statements(options, body) if suite.json_ld else _as_json(options, body, document)
        signature = _signature(proof)
        ways = [digest(algorithm, first) + digest(algorithm, second) for first, second in made.ways]
        if not any(is_right(key.key, signature, signed) for signed in ways):
            if suite.json_ld and not written_alike(document):
                raise NotCheckable("It holds control characters, which issuers' software does not sign in one way.")
            raise SignatureWrong(
                f"What it says is not what the key of {key.controller[:120]} signed: it was changed, or forged."
            )
        if made.undefined:
            names = ", ".join(made.undefined)
            raise NotCheckable(f"Its contexts do not define every member ({names}), so no signature covers those.")
        if suite.json_ld:
            require_plain_form(document)
        self._require_current(proof)
        return key

    def _statements(self, options: Mapping[str, Any], body: Mapping[str, Any]) -> "_Made":
        """Return what is signed of JSON-LD: what the proof's own members and the document state."""
        proof, stated = self._canonical.canonical(options), self._canonical.canonical(body)
        if not stated.quads:
            raise NotCheckable("It has no contexts that say what it means, so nobody can tell what was signed.")
        return _Made(ways=((proof.quads, stated.quads),), undefined=(*proof.undefined, *stated.undefined))

    def _require_current(self, proof: Mapping[str, Any]) -> None:
        """Raise NotCheckable for a proof that was made to hold until a day that has passed."""
        if proof.get("expires") is None:
            return
        ends = day(proof["expires"])
        if ends is None or ends < self._today():
            until = f"on {ends}" if ends else "at a time that is not a date"
            raise NotCheckable(
                f"Its signature is right, but it was made to hold no longer than a time: it ended {until}."
            )


@dataclass(frozen=True, kw_only=True)
class _Made:
    """The ways in which what is signed may have been written (proof's members, document), and what no way covers."""

    ways: tuple[tuple[bytes, bytes], ...]
    undefined: tuple[str, ...] = ()


def _as_json(options: Mapping[str, Any], body: Mapping[str, Any], document: Mapping[str, Any]) -> _Made:
    """Return what is signed of plain JSON: every member, so that none can be undefined.

    Signers differ on whether the document's contexts count among the proof's members where the proof names none.
    """
    alone = {name: value for name, value in options.items() if name != "@context"}
    ways, signed = [options, alone] if "@context" in document else [alone], written(body)
    return _Made(ways=tuple((written(one), signed) for one in ways))


def _parts(
    document: Mapping[str, Any], proof: Mapping[str, Any], before: list[Mapping[str, Any]]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what is signed: the proof's own members, and the document with the proofs `before` this one only."""
    context = document.get("@context")
    if "@context" in proof:
        # What was signed are the contexts the proof names; the document may have been given more since.
        named, now = elements(proof["@context"]), elements(context)
        if now[: len(named)] != named:
            raise NotCheckable("Its proof was made with other contexts than the document has.")
        context = proof["@context"]
    options = {name: value for name, value in proof.items() if name != "proofValue"} | {"@context": context}
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    if context is not None:
        unsecured["@context"] = context
    if before:
        unsecured["proof"] = before
    return options, unsecured


def _signature(proof: Mapping[str, Any]) -> bytes:
    """Return the bytes of a proof's signature; none where it is not written as one, which no key fits."""
    try:
        return decode(str(proof.get("proofValue")))
    except NotCheckable:
        return b""


def _each_once(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the proofs of a document; one that was written twice is one proof."""
    return list({json.dumps(one, sort_keys=True): one for one in objects(document.get("proof"))}.values())


def _proofs_before(document: Mapping[str, Any], proof: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the proofs that `proof` was made over as well (W3C Data Integrity 1.0, "Proof Chains").

    Raises _ChainBroken where it names one that the document does not hold, or holds twice in two wordings.
    """
    if proof.get("previousProof") is None:
        return []
    named = elements(proof["previousProof"])
    if not named:
        raise _ChainBroken("One of its proofs says that it continues another one and names none.")
    others = [one for one in _each_once(document) if one is not proof]
    before = []
    for name in dict.fromkeys(map(json.dumps, named)):
        found = [one for one in others if one.get("id") is not None and json.dumps(one["id"]) == name]
        if len(found) != 1 or not name.strip('"'):
            there = "is in it more than once" if found else "is not in the document"
            raise _ChainBroken(f"One of its proofs continues another one, {name[:120]}, which {there}.")
        before += found
    return before


def bound_to_issuer(issuer: str, signed_by: list[str], unchecked: list[str]) -> Finding:
    """Say whether the issuer is among those who signed; that it is not shows only where every proof was checked."""
    if any(vouches(controller, issuer) for controller in signed_by):
        return Finding(
            proof=Proof.VERIFIED, why=f"The signature is right, and its key is the issuer's ({issuer[:120]})."
        )
    if issuer.startswith(("did:key:", "did:jwk:")) and not unchecked:
        why = f"It names the issuer {issuer[:120]} but is signed with the key of {signed_by[0][:120]}."
        return Finding(proof=Proof.TAMPERED, why=why)
    if unchecked:
        why = f"The key of {signed_by[0][:120]} signed it, but not every proof could be checked: {unchecked[0]}"
        return Finding(proof=Proof.UNVERIFIABLE, why=why)
    named = issuer[:120] or "nobody"
    why = f"The signature is right, but nothing shows that the key of {signed_by[0][:120]} is its issuer's ({named})."
    return Finding(proof=Proof.UNVERIFIABLE, why=why)


def _unsigned() -> Finding:
    return Finding(proof=Proof.SELF_DECLARED, why=UNSIGNED)
