"""Which proofs are checked, and how? A suite says what is hashed, with which kind of key, and how long a signature is.

Ed25519Signature2020 and eddsa-rdfc-2022, eddsa-jcs-2022 (W3C Data Integrity EdDSA Cryptosuites 1.0), ecdsa-rdfc-2019
and ecdsa-jcs-2019 (W3C Data Integrity ECDSA Cryptosuites 1.0): each signs the hash of the proof's own members, then
the hash of the document without its proof.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from services.credentials.finding import NotCheckable
from services.credentials.loose_values import line
from services.credentials.signatures.keys import PublicKey

#: The hash that ECDSA uses on each curve, and the bytes of each half of a signature.
_ON_CURVES: dict[str, tuple[hashes.HashAlgorithm, int]] = {
    "secp256r1": (hashes.SHA256(), 32),
    "secp384r1": (hashes.SHA384(), 48),
}


@dataclass(frozen=True, kw_only=True)
class Suite:
    """A way to sign: `json_ld` says that statements are signed (RDFC-1.0), else the JSON as it is (RFC 8785)."""

    json_ld: bool
    elliptic: bool


_EDDSA_2020 = Suite(json_ld=True, elliptic=False)

#: What a DataIntegrityProof may name as its cryptosuite.
SUITES = {
    "eddsa-rdfc-2022": _EDDSA_2020,
    "eddsa-jcs-2022": Suite(json_ld=False, elliptic=False),
    "ecdsa-rdfc-2019": Suite(json_ld=True, elliptic=True),
    "ecdsa-jcs-2019": Suite(json_ld=False, elliptic=True),
}


def suite_of(proof: Mapping[str, Any]) -> Suite:
    """Return how a proof was made. Raises NotCheckable where it is in another form, or made for another purpose."""
    kind, name = line(proof.get("type")), line(proof.get("cryptosuite"))
    suite = _EDDSA_2020 if kind == "Ed25519Signature2020" else None
    if kind == "DataIntegrityProof":
        suite = SUITES.get(name or "")
    if suite is None:
        form = " ".join(word for word in (kind, name) if word) or "an unnamed form"
        known = ", ".join(SUITES)
        raise NotCheckable(
            f"Its proof is {form}; checked here are Ed25519Signature2020 and DataIntegrityProof {known}."
        )
    if proof.get("proofPurpose") != "assertionMethod":
        raise NotCheckable("Its proof was not made to assert what it says (proofPurpose is not assertionMethod).")
    return suite


def hash_for(suite: Suite, key: PublicKey) -> hashes.HashAlgorithm:
    """Return the hash that `suite` uses with `key`. Raises NotCheckable where they do not belong together."""
    if suite.elliptic and isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name in _ON_CURVES:
        return _ON_CURVES[key.curve.name][0]
    if not suite.elliptic and isinstance(key, Ed25519PublicKey):
        return hashes.SHA256()
    raise NotCheckable("Its key is of another kind than the one that its proof is made with.")


def is_right(key: PublicKey, signature: bytes, signed: bytes) -> bool:
    """Say whether `key` made `signature` over the bytes `signed`."""
    try:
        if isinstance(key, Ed25519PublicKey):
            key.verify(signature, signed)
            return True
        if isinstance(key, ec.EllipticCurvePublicKey):
            algorithm, half = _ON_CURVES[key.curve.name]
            if len(signature) != 2 * half:
                return False
            halves = (int.from_bytes(signature[:half], "big"), int.from_bytes(signature[half:], "big"))
            key.verify(encode_dss_signature(*halves), signed, ec.ECDSA(algorithm))
            return True
    except (InvalidSignature, ValueError):
        pass
    return False


def digest(algorithm: hashes.HashAlgorithm, content: bytes) -> bytes:
    """Return the hash of `content`."""
    state = hashes.Hash(algorithm)
    state.update(content)
    return state.finalize()
