"""Signed tokens for tests: JSON Web Signatures of the issuers of `issuing.py`, and of an RSA key."""

import json
from base64 import urlsafe_b64encode
from functools import cache
from hashlib import sha256

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

ALGORITHMS = {None: "EdDSA", "P-256": "ES256", "P-384": "ES384"}


def url64(raw):
    return urlsafe_b64encode(raw if isinstance(raw, bytes) else json.dumps(raw).encode()).rstrip(b"=").decode()


def token(issuer, payload, curve=None, **header):
    """Return `payload` as a token that `issuer` signed; a header that is None is left out."""
    named = {"alg": ALGORITHMS[curve], "kid": issuer.method, "typ": "JWT"} | header
    signed = f"{url64({name: value for name, value in named.items() if value is not None})}.{url64(payload)}"
    return f"{signed}.{url64(issuer.signature(signed.encode()))}"


@cache
def rsa_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def rsa_pem():
    return rsa_key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def rsa_token(payload, **header):
    signed = f"{url64({'alg': 'RS256'} | header)}.{url64(payload)}"
    return f"{signed}.{url64(rsa_key().sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


def sd_jwt(issuer, payload, **hidden):
    """Return an SD-JWT whose `hidden` members stand as hashes, and what discloses them."""
    disclosures = {name: url64(["salt", name, value]) for name, value in hidden.items()}
    hashed = [url64(sha256(one.encode()).digest()) for one in disclosures.values()]
    return token(issuer, payload | {"_sd": hashed, "_sd_alg": "sha-256"}, typ="vc+sd-jwt"), disclosures
