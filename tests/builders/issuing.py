"""An issuer of credentials for tests: a did:key made from a seed, which signs documents in both forms that we check."""

import json
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from services.credentials.canonical import Canonicaliser

CONTEXTS = Path(__file__).resolve().parents[2] / "data" / "contexts"
CANONICAL = Canonicaliser(CONTEXTS)

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

#: The two ways to sign, and the context that each needs beside those of a document of the data model 1.1.
FORMS = {
    "Ed25519Signature2020": "https://w3id.org/security/suites/ed25519-2020/v1",
    "eddsa-rdfc-2022": "https://w3id.org/security/data-integrity/v2",
}


def base58(raw):
    number, digits = int.from_bytes(raw, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        digits = ALPHABET[rest] + digits
    return "1" * (len(raw) - len(raw.lstrip(b"\0"))) + digits


class Issuer:
    """Signs as `did`, by default the did:key of the key that `seed` (one byte, repeated) makes."""

    def __init__(self, seed=1, did=None):
        self._key = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
        self.multikey = "z" + base58(b"\xed\x01" + self._key.public_key().public_bytes_raw())
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
        needed = FORMS[form]
        if not (form == "eddsa-rdfc-2022" and context[0].endswith("/credentials/v2")) and needed not in context:
            document = document | {"@context": [*context, needed]}
        proof = {
            "type": "DataIntegrityProof" if form == "eddsa-rdfc-2022" else form,
            "created": "2025-03-01T00:00:00Z",
            "verificationMethod": self.method,
            "proofPurpose": "assertionMethod",
        }
        proof |= ({"cryptosuite": form} if form == "eddsa-rdfc-2022" else {}) | options
        unsecured = {name: value for name, value in document.items() if name != "proof"}
        parts = (proof | {"@context": document["@context"]}, unsecured)
        signed = b"".join(sha256(CANONICAL.canonical(part).quads).digest() for part in parts)
        proof["proofValue"] = "z" + base58(self._key.sign(signed))
        before = document.get("proof", [])
        return document | {"proof": [*before, proof] if before else proof}

    def did_document(self):
        """Return what a did:web of this issuer publishes."""
        method = {"id": self.method, "type": "Multikey", "controller": self.did, "publicKeyMultibase": self.multikey}
        return json.dumps({"id": self.did, "verificationMethod": [method], "assertionMethod": [self.method]}).encode()
