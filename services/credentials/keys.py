"""Whose key made a signature? did:key carries its key; did:web is asked for it, where that is allowed."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from services.credentials.finding import NotCheckable
from services.credentials.loose_values import elements, objects
from services.credentials.multibase import ed25519_key

#: Returns the bytes at an address; raises NotCheckable where it may not or cannot be fetched.
Fetch = Callable[[str], bytes]


@dataclass(frozen=True, kw_only=True)
class SigningKey:
    """An Ed25519 public key (32 bytes) and the DID, or other address, of whose it is."""

    controller: str
    key: bytes


def key_of(method: Any, fetch: Fetch) -> SigningKey:
    """Return the key that a proof's verification method names. Raises NotCheckable."""
    named = method.get("id") if isinstance(method, Mapping) else method
    if not isinstance(named, str) or not named:
        raise NotCheckable("The proof does not say which key made it.")
    controller, _, _fragment = named.partition("#")
    if controller.startswith("did:key:"):
        return SigningKey(controller=controller, key=ed25519_key(controller.removeprefix("did:key:")))
    if controller.startswith("did:web:"):
        return SigningKey(controller=controller, key=_key_on_the_web(controller, named, fetch))
    raise NotCheckable(f"Its key {named[:120]} is neither a did:key nor a did:web, the only ones looked up here.")


def did_web_address(did: str) -> str:
    """Return where the document of a did:web is (did:web method, section 3.2)."""
    host, *path = (unquote(part) for part in did.removeprefix("did:web:").split(":"))
    return f"https://{host}/{'/'.join(path) if path else '.well-known'}/did.json"


def _key_on_the_web(did: str, method: str, fetch: Fetch) -> bytes:
    address = did_web_address(did)
    try:
        document = json.loads(fetch(address))
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, Mapping) or document.get("id") != did:
        raise NotCheckable(f"{address} holds no document of {did}.")
    signing = elements(document.get("assertionMethod"))
    # A key's name may be written relative to its document, and described where it is allowed or apart from that.
    allowed = {_name(one, did) for one in signing}
    for one in (*objects(document.get("verificationMethod")), *objects(signing)):
        if _name(one, did) == method and method in allowed:
            return ed25519_key(str(one.get("publicKeyMultibase", "")))
    raise NotCheckable(f"{address} does not name the key {method} as one that may sign credentials.")


def _name(method: Any, did: str) -> str:
    name = method.get("id") if isinstance(method, Mapping) else method
    return f"{did}{name}" if str(name).startswith("#") else str(name)
