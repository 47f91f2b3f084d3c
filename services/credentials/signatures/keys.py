"""Whose key made a signature? did:key and did:jwk carry it; did:web and addresses are asked, where that is allowed."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from joserfc.errors import JoseError
from joserfc.jwk import import_key

from services.credentials.finding import NotCheckable
from services.credentials.loose_values import elements, objects
from services.credentials.signatures.multibase import base64url, multikey

#: Returns the bytes at an address; raises NotCheckable where it may not or cannot be fetched.
Fetch = Callable[[str], bytes]

PublicKey = Ed25519PublicKey | EllipticCurvePublicKey | RSAPublicKey

#: Bits of an RSA key that are checked: shorter ones can be forged, longer ones keep the processor busy.
RSA_BITS = range(2048, 8193)

#: A did:jwk is the key itself in base 64; longer ones are none.
LONGEST_JWK = 4096


@dataclass(frozen=True, kw_only=True)
class SigningKey:
    """A public key and the DID, or the place on the web (https://host), of whose it is."""

    controller: str
    key: PublicKey


def key_of(method: Any, fetch: Fetch) -> SigningKey:
    """Return the key that a proof's verification method, or a token's `kid`, names. Raises NotCheckable."""
    named = method.get("id") if isinstance(method, Mapping) else method
    if not isinstance(named, str) or not named:
        raise NotCheckable("The proof does not say which key made it.")
    controller, _, _fragment = named.partition("#")
    if controller.startswith("did:key:"):
        return SigningKey(controller=controller, key=multikey(controller.removeprefix("did:key:")))
    if controller.startswith("did:jwk:"):
        return SigningKey(controller=controller, key=_key_in_did(controller.removeprefix("did:jwk:")))
    if controller.startswith("did:web:"):
        return SigningKey(controller=controller, key=_key_on_the_web(controller, named, fetch))
    if controller.startswith("https://"):
        return SigningKey(controller=origin(controller), key=_key_at(controller, named, fetch))
    raise NotCheckable(
        f"Its key {named[:120]} is neither did:key, did:jwk, did:web nor https, which are looked up here."
    )


def vouches(controller: str, issuer: str) -> bool:
    """Say whether a key of `controller` speaks for `issuer`: they are the same, or lie at the same place on the web."""
    return controller == issuer or (controller.startswith("https://") and origin(issuer) == controller)


def origin(address: str) -> str:
    """Return the scheme and host of an address, which say who answers for what lies there; "" where it has none."""
    try:
        parts = urlsplit(address)
        return f"{parts.scheme}://{parts.netloc.lower()}" if parts.scheme and parts.hostname else ""
    except ValueError:
        return ""


def did_web_address(did: str) -> str:
    """Return where the document of a did:web is (did:web method, section 3.2)."""
    host, *path = (unquote(part) for part in did.removeprefix("did:web:").split(":"))
    return f"https://{host}/{'/'.join(path) if path else '.well-known'}/did.json"


def json_web_key(members: Mapping[str, Any]) -> PublicKey:
    """Return the public key that a JWK (RFC 7517) describes. Raises NotCheckable."""
    try:
        key = import_key({name: value for name, value in members.items() if isinstance(value, str)}).public_key
    except (JoseError, ValueError, TypeError, KeyError, UnsupportedAlgorithm):
        raise NotCheckable("The key is not a JSON Web Key of a kind that is checked here.") from None
    return _usable(key)


def pem_key(text: str) -> PublicKey:
    """Return the public key in a text as PEM. Raises NotCheckable."""
    try:
        return _usable(load_pem_public_key(text.encode()))
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise NotCheckable("The key is not a public key as PEM.") from None


def _usable(key: Any) -> PublicKey:
    if not isinstance(key, PublicKey) or (isinstance(key, RSAPublicKey) and key.key_size not in RSA_BITS):
        raise NotCheckable("The key is neither Ed25519, elliptic nor RSA of 2,048 to 8,192 bits.")
    return key


def _key_in_did(encoded: str) -> PublicKey:
    try:
        members = json.loads(base64url(encoded)) if len(encoded) <= LONGEST_JWK else None
    except (ValueError, RecursionError):
        members = None
    if not isinstance(members, Mapping):
        raise NotCheckable("Its did:jwk holds no key.")
    return json_web_key(members)


def _key_on_the_web(did: str, method: str, fetch: Fetch) -> PublicKey:
    address = did_web_address(did)
    document = fetched_object(address, fetch)
    if document.get("id") != did:
        raise NotCheckable(f"{address} holds no document of {did}.")
    return _signing_key(document, did, method, address)


def _signing_key(document: Mapping[str, Any], owner: str, method: str, address: str) -> PublicKey:
    """Return the key `method` of a controller's document; without a fragment, its only one."""
    signing = elements(document.get("assertionMethod"))
    # A key's name may be written relative to its document, and described where it is allowed or apart from that.
    allowed = {_name(one, owner) for one in signing}
    wanted = {method} if "#" in method or len(allowed) != 1 else allowed
    for one in (*objects(document.get("verificationMethod")), *objects(signing)):
        if _name(one, owner) in wanted & allowed:
            return _described(one)
    raise NotCheckable(f"{address} does not name the key {method} as one that may sign credentials.")


def _described(method: Mapping[str, Any]) -> PublicKey:
    if isinstance(jwk := method.get("publicKeyJwk"), Mapping):
        return json_web_key(jwk)
    return multikey(str(method.get("publicKeyMultibase", "")))


def _key_at(address: str, method: str, fetch: Fetch) -> PublicKey:
    """Return the key at an address: a JWK, a key as PEM (Open Badges 2.0), a multikey, or a document that names it."""
    found = fetched_object(address, fetch)
    if "kty" in found:
        return json_web_key(found)
    if isinstance(pem := found.get("publicKeyPem"), str):
        return pem_key(pem)
    if "publicKeyJwk" in found or "publicKeyMultibase" in found:
        return _described(found)
    return _signing_key(found, address, method, address)


def fetched_object(address: str, fetch: Fetch) -> Mapping[str, Any]:
    """Return the JSON object at an address. Raises NotCheckable."""
    try:
        found = json.loads(fetch(address))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, Mapping):
        raise NotCheckable(f"{address.partition('?')[0][:200]} holds no JSON object.")
    return found


def _name(method: Any, did: str) -> str:
    name = method.get("id") if isinstance(method, Mapping) else method
    return f"{did}{name}" if str(name).startswith("#") else str(name)
