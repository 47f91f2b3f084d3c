"""What does a signed token hold? JSON Web Signatures (RFC 7515) in one line or as JSON, and SD-JWT (RFC 9901).

Reading says nothing of whether the signature is right; `token_check.py` does.
"""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from services.credentials.finding import NotCheckable
from services.credentials.loose_values import elements, objects
from services.credentials.signatures.multibase import base64url
from services.intake.strict_json import DEEPEST, JsonRejected, read_json

#: A token in one line: three parts in base 64, the first of which is a JSON object; what follows "~" is disclosed.
_COMPACT = re.compile(r"(?P<token>eyJ[\w-]*\.[\w-]*\.[\w-]*)(?P<disclosed>~[\w.~-]*)?", re.ASCII)

#: Parts of an SD-JWT that are put back into it.
MOST_DISCLOSURES = 200

#: Members of a token that are about the token and not about what was achieved (RFC 7519, section 4.1; RFC 7800).
_OF_THE_TOKEN = frozenset({"iss", "sub", "aud", "exp", "nbf", "iat", "jti", "cnf", "nonce", "vct", "_sd_alg", "status"})

#: What a credential of the data model 1.1 lacks where its token says it, and the member of the token that does.
_SAID_BY_TOKEN = (("issuer", "iss"), ("issuanceDate", "nbf"), ("expirationDate", "exp"), ("id", "jti"))


@dataclass(frozen=True, kw_only=True)
class Token:
    """A token as it came: its header, what it holds, and, where its signature can be checked, the whole in one line."""

    kind: str
    header: Mapping[str, Any]
    payload: Mapping[str, Any]
    compact: str | None = None


def token_in(document: Any) -> Token | None:
    """Return the token that a text or a JSON object is, None where it is none. Raises NotCheckable for a broken one."""
    if isinstance(document, str):
        found = _COMPACT.fullmatch(document.strip())
        return _from_line(found["token"], found["disclosed"]) if found else None
    if not isinstance(document, Mapping):
        return None
    if "payload" in document and ("signatures" in document or "signature" in document):
        return _from_json(document)
    proofs = [one.get("jwt") for one in objects(document.get("proof"))]
    return token_in(proofs[0]) if len(proofs) == 1 and isinstance(proofs[0], str) else None


def credential_in(token: Token) -> Any:
    """Return the credential, presentation or record that a token holds; None where it holds none of them."""
    payload = token.payload
    for name in ("vc", "vp"):
        if isinstance(inner := payload.get(name), Mapping):
            return _with_what_the_token_says(inner, payload) if name == "vc" else inner
    own = {name: member for name, member in payload.items() if name not in _OF_THE_TOKEN}
    known = {"credentialSubject", "verifiableCredential", "badge", "assertions", "signedAssertions"}
    return own if known & own.keys() else None


def _with_what_the_token_says(inner: Mapping[str, Any], payload: Mapping[str, Any]) -> dict[str, Any]:
    said = {name: payload[claim] for name, claim in _SAID_BY_TOKEN if payload.get(claim) is not None}
    if isinstance(payload.get("exp"), int | float) and "validUntil" in inner:
        said.pop("expirationDate")
    if "validFrom" in inner:
        said.pop("issuanceDate", None)
    return said | dict(inner)


def _from_line(compact: str, disclosed: str | None) -> Token:
    header, payload, _signature = compact.split(".")
    held = _object(base64url(payload))
    if disclosed is not None:
        held = _disclosed(held, disclosed.split("~")[1:-1])
    return Token(kind="JWT" if disclosed is None else "SD-JWT", header=_header(header), payload=held, compact=compact)


def _from_json(document: Mapping[str, Any]) -> Token:
    """Return the token written as JSON: of several signatures the first. A payload may stand there as it is."""
    signed = next(objects(document.get("signatures")), document)
    written, protected = document.get("payload"), signed.get("protected")
    header = _header(protected) if isinstance(protected, str) else {}
    kind = "electronic seal (JAdES)" if is_seal(header) else "JWS"
    if isinstance(written, Mapping):
        return Token(kind=kind, header=header, payload=written)
    text = written if isinstance(written, str) else ""
    if text.lstrip().startswith("{"):
        return Token(kind=kind, header=header, payload=_object(text.encode()))
    compact = f"{protected}.{text}.{signed.get('signature')}"
    whole = compact if _COMPACT.fullmatch(compact) else None
    return Token(kind=kind, header=header, payload=_object(base64url(text)), compact=whole)


def is_seal(header: Mapping[str, Any]) -> bool:
    """Say whether a token's header is that of an electronic seal or signature (ETSI TS 119 182-1, JAdES)."""
    own = {"x5t#o", "sigT", "sigX5ts", "srCms", "sigPl", "sigD"}
    return not own.isdisjoint(header) or {"x5c", "x5t#S256"} <= header.keys()


def _header(part: str) -> Mapping[str, Any]:
    return _object(base64url(part))


def _object(raw: bytes) -> Mapping[str, Any]:
    try:
        found = read_json(raw)
    except JsonRejected:
        found = None
    if not isinstance(found, Mapping):
        raise NotCheckable("It is a signed token whose parts are no JSON objects")
    return found


def _disclosed(payload: Mapping[str, Any], disclosures: list[str]) -> Mapping[str, Any]:
    """Return a payload with what was disclosed put where its hashes stand, and without the other hashes."""
    hidden: dict[str, list[Any]] = {}
    for one in disclosures[:MOST_DISCLOSURES]:
        try:
            parts = read_json(base64url(one))
        except (JsonRejected, NotCheckable):
            continue
        if isinstance(parts, list):
            hidden[_hash(one)] = parts
    whole: Mapping[str, Any] = _put_back(payload, hidden, DEEPEST)
    return whole


def _put_back(value: Any, hidden: dict[str, list[Any]], depth: int) -> Any:
    if depth == 0:
        return None
    if isinstance(value, list):
        return [_put_back(found, hidden, depth - 1) for one in value for found in _element(one, hidden)]
    if not isinstance(value, Mapping):
        return value
    members = {name: _put_back(member, hidden, depth - 1) for name, member in value.items() if name != "_sd"}
    for digest in elements(value.get("_sd")):
        match hidden.pop(str(digest), None):
            case [_salt, str(name), member] if name not in members:
                members[name] = _put_back(member, hidden, depth - 1)
    return members


def _element(one: Any, hidden: dict[str, list[Any]]) -> list[Any]:
    """Return an element of a list, or what was disclosed in its place; nothing where that was not."""
    if not isinstance(one, Mapping) or one.keys() != {"..."}:
        return [one]
    match hidden.pop(str(one["..."]), None):
        case [_salt, member]:
            return [member]
    return []


def _hash(disclosure: str) -> str:
    return base64.urlsafe_b64encode(sha256(disclosure.encode()).digest()).rstrip(b"=").decode()
