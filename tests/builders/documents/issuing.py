"""An issuer of credentials for tests: a did:key made from a seed, which signs documents in both forms that we check."""

import json
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from services.credentials.signatures.canonical import Canonicaliser
from services.credentials.signatures.plain_json import written

CONTEXTS = Path(__file__).resolve().parents[3] / "data" / "contexts"
CANONICAL = Canonicaliser(CONTEXTS)

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

INTEGRITY = "https://w3id.org/security/data-integrity/v2"

#: The ways to sign, and the context that each needs beside those of a document of the data model 1.1.
FORMS = {"Ed25519Signature2020": "https://w3id.org/security/suites/ed25519-2020/v1", "eddsa-rdfc-2022": INTEGRITY}
MORE_FORMS = {"eddsa-jcs-2022": INTEGRITY, "ecdsa-rdfc-2019": INTEGRITY, "ecdsa-jcs-2019": INTEGRITY}

#: The curves beside Ed25519: the bytes before a multikey, the hash and the bytes of half a signature.
CURVES = {
    "P-256": (ec.SECP256R1(), b"\x80\x24", hashes.SHA256(), 32),
    "P-384": (ec.SECP384R1(), b"\x81\x24", hashes.SHA384(), 48),
}


def base58(raw):
    number, digits = int.from_bytes(raw, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        digits = ALPHABET[rest] + digits
    return "1" * (len(raw) - len(raw.lstrip(b"\0"))) + digits


class Issuer:
    """Signs as `did`, by default the did:key of the key that `seed` (one byte, repeated) makes."""

    def __init__(self, seed=1, did=None, curve=None):
        self._curve = CURVES[curve] if curve else None
        if curve:
            group, prefix, _, half = self._curve
            self.key = ec.derive_private_key(int.from_bytes(bytes([seed]) * (half - 1)), group)
            public = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
        else:
            prefix, self.key = b"\xed\x01", Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
            public = self.key.public_key().public_bytes_raw()
        self.multikey = "z" + base58(prefix + public)
        self.did = did or f"did:key:{self.multikey}"
        self.method = f"{self.did}#{self.multikey}"

    def badge(self, *, model=2, **changes):
        """Return an unsigned Open Badge of this issuer in the data model 1.1 or 2.0."""
        first = {1: "https://www.w3.org/2018/credentials/v1", 2: "https://www.w3.org/ns/credentials/v2"}[model]
        begins = {1: "issuanceDate", 2: "validFrom"}[model]
        return {
            "@context": [first, "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
            "id": "urn:uuid:00000000-0000-4000-8000-000000000001",
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "name": "SQL querying",
            "issuer": {"id": self.did, "type": ["Profile"], "name": "Example Data Institute"},
            begins: "2025-03-01T00:00:00Z",
            "credentialSubject": {
                "id": "did:example:learner",
                "type": ["AchievementSubject"],
                "achievement": {
                    "id": "https://example.org/achievements/sql",
                    "type": ["Achievement"],
                    "achievementType": "MicroCredential",
                    "name": "SQL Querying Micro-credential",
                    "description": "Write and tune queries.",
                    "criteria": {"narrative": "A project and its defence."},
                    "alignment": [
                        {
                            "type": ["Alignment"],
                            "targetName": "SQL",
                            "targetType": "CFItem",
                            "targetUrl": "http://data.europa.eu/esco/skill/598de5b0-5b58-4ea7-8058-a4bc4d18c742",
                        }
                    ],
                },
            },
        } | changes

    def sign(self, document, form="eddsa-rdfc-2022", **options):
        """Return the document with one proof more."""
        context = document["@context"]
        suite, needed = form != "Ed25519Signature2020", (FORMS | MORE_FORMS)[form]
        if not (suite and context[0].endswith("/credentials/v2")) and needed not in context:
            document = document | {"@context": [*context, needed]}
        proof = {
            "type": "DataIntegrityProof" if suite else form,
            "created": "2025-03-01T00:00:00Z",
            "verificationMethod": self.method,
            "proofPurpose": "assertionMethod",
        }
        proof |= ({"cryptosuite": form} if suite else {}) | options
        unsecured = {name: value for name, value in document.items() if name != "proof"}
        parts = (proof | {"@context": document["@context"]}, unsecured)
        bodies = [written(part) if "jcs" in form else CANONICAL.canonical(part).quads for part in parts]
        proof["proofValue"] = "z" + base58(self.signature(b"".join(map(self._hash, bodies))))
        before = document.get("proof", [])
        return document | {"proof": [*before, proof] if before else proof}

    def signature(self, signed):
        """Return the bytes of this issuer's signature over bytes."""
        if self._curve is None:
            return self.key.sign(signed)
        _, _, algorithm, half = self._curve
        return b"".join(
            part.to_bytes(half) for part in decode_dss_signature(self.key.sign(signed, ec.ECDSA(algorithm)))
        )

    def _hash(self, content):
        if self._curve is None:
            return sha256(content).digest()
        state = hashes.Hash(self._curve[2])
        state.update(content)
        return state.finalize()

    def did_document(self):
        """Return what a did:web of this issuer publishes."""
        method = {"id": self.method, "type": "Multikey", "controller": self.did, "publicKeyMultibase": self.multikey}
        return json.dumps({"id": self.did, "verificationMethod": [method], "assertionMethod": [self.method]}).encode()
