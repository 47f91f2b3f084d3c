"""Is the signature of a token right, and is the key its issuer's? JSON Web Signatures, by joserfc."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from joserfc.errors import BadSignatureError, JoseError
from joserfc.jwk import ECKey, OKPKey, RSAKey
from joserfc.jws import JWSRegistry, deserialize_compact

from services.credentials.claims import issuer_id
from services.credentials.finding import Finding, NotCheckable
from services.credentials.loose_values import day
from services.credentials.signatures.keys import Fetch, PublicKey, SigningKey, json_web_key, key_of
from services.credentials.signatures.proofs import LONGEST_SIGNED, bound_to_issuer
from services.credentials.signatures.tokens import Token, is_seal
from services.recommender.scales import Proof

#: Whose a key is said to be that a token carries itself: nobody's.
_CARRIED = "the token itself"

#: The algorithms that each curve signs with (RFC 7518, section 3.4).
_ON_CURVES = {"secp256r1": "ES256", "secp384r1": "ES384"}


class _Registry(JWSRegistry):
    """Takes tokens as long as documents are, with headers that hold more than the standard's members."""

    max_header_length = 64 * 1024
    max_payload_length = 2 * LONGEST_SIGNED

    def __init__(self, allowed: list[str]) -> None:
        super().__init__(algorithms=allowed, strict_check_header=False)
        # Signers write EdDSA (RFC 8037) for what RFC 9864 calls Ed25519, since it said of which curve.
        self.algorithms = {**JWSRegistry.algorithms, "EdDSA": JWSRegistry.algorithms["Ed25519"]}


class Tokens:
    """Checks tokens with the way to fetch keys that it was given."""

    def __init__(self, fetch: Fetch, today: Callable[[], date]) -> None:
        self._fetch = fetch
        self._today = today

    def check(self, token: Token, document: Mapping[str, Any]) -> Finding:
        """Check the token around `document`, what it holds. Status and dates are looked at elsewhere."""
        try:
            key = self._verify(token, document)
        except NotCheckable as reason:
            return Finding(proof=Proof.UNVERIFIABLE, why=str(reason))
        except BadSignatureError:
            why = f"What it says is not what the key of {_said_key(token)} signed: it was changed, or forged."
            return Finding(proof=Proof.TAMPERED, why=why)
        if key.controller == _CARRIED:
            why = "The signature fits a key that the token carries itself, and nothing shows that it is its issuer's."
            return Finding(proof=Proof.UNVERIFIABLE, why=why)
        return bound_to_issuer(issuer_id(document), [key.controller], [])

    def _verify(self, token: Token, document: Mapping[str, Any]) -> SigningKey:
        """Return the key that signed; raise BadSignatureError where another did, NotCheckable where nobody can tell."""
        if token.compact is None or is_seal(token.header):
            raise NotCheckable(_sealed(token))
        if len(token.compact) > 2 * LONGEST_SIGNED:
            raise NotCheckable(f"It is longer than the {2 * LONGEST_SIGNED} characters that are checked.")
        if str(token.header.get("alg")).casefold() == "none":
            raise NotCheckable("Its token is unsigned (alg none), so that anybody may have written it.")
        if token.header.get("crit"):
            raise NotCheckable("Its header names members that whoever checks it must know, and Credwise does not.")
        issuer = issuer_id(document)
        named = token.payload.get("iss", issuer)
        if issuer and named != issuer:
            raise NotCheckable("Its token names another issuer than the credential in it.")
        key = self._key(token, document, issuer)
        _verify(token.compact, key.key)
        self._require_current(token)
        return key

    def _key(self, token: Token, document: Mapping[str, Any], issuer: str) -> SigningKey:
        """Return the key that the token names, else the one its issuer's name is, else the one that it carries."""
        named = _key_named(token, document, issuer)
        if named is None and isinstance(jwk := token.header.get("jwk"), Mapping):
            return SigningKey(controller=_CARRIED, key=json_web_key(jwk))
        if named is None and "x5c" in token.header:
            raise NotCheckable(_sealed(token))
        return key_of(named or issuer, self._fetch)

    def _require_current(self, token: Token) -> None:
        """Raise NotCheckable for a token around a credential of the data model 2.0 whose own time is over."""
        ends = day(token.payload.get("exp"))
        if "vc" not in token.payload and ends is not None and ends < self._today():
            raise NotCheckable(f"Its signature is right, but the token was made to hold until {ends}.")


def _key_named(token: Token, document: Mapping[str, Any], issuer: str) -> str | None:
    """Return the address of the key: of `kid`, of an Open Badge 2.0's creator, or of an issuer that is its own key."""
    kid = token.header.get("kid")
    if isinstance(kid, str) and kid.startswith(("did:", "https://")):
        return kid
    if isinstance(kid, str) and kid and issuer.startswith("did:web:"):
        return f"{issuer}#{kid.removeprefix('#')}"
    verification = document.get("verification", document.get("verify"))
    creator = verification.get("creator", verification.get("url")) if isinstance(verification, Mapping) else None
    if isinstance(creator, str) and document.get("badge") is not None:
        return creator
    return issuer if issuer.startswith(("did:key:", "did:jwk:")) else None


def _verify(compact: str, key: PublicKey) -> None:
    """Raise BadSignatureError where `key` did not sign; the kind of key says which algorithms there may be."""
    known: OKPKey | ECKey | RSAKey
    if isinstance(key, Ed25519PublicKey):
        algorithms, known = ["EdDSA", "Ed25519"], OKPKey.import_key(key)
    elif isinstance(key, EllipticCurvePublicKey):
        algorithms, known = [_ON_CURVES.get(key.curve.name, "")], ECKey.import_key(key)
    else:
        algorithms, known = ["RS256", "PS256"], RSAKey.import_key(key)
    registry = _Registry(algorithms)
    try:
        deserialize_compact(compact, known, registry=registry)
    except BadSignatureError:
        raise
    except (JoseError, ValueError, TypeError) as error:
        allowed = ", ".join(algorithms)
        raise NotCheckable(f"Its token is not signed in a way that is checked with its key ({allowed}).") from error


def _sealed(token: Token) -> str:
    """Say that a token is sealed and not verified: no list of trusted certificates is asked."""
    if not is_seal(token.header) and "x5c" not in token.header:
        return f"It carries a signature ({token.kind}) without what was signed, as it was signed."
    by = "an electronic seal (JAdES)" if is_seal(token.header) else "a certificate (x5c)"
    return f"It is sealed, not verified: it carries {by}, and Credwise does not check certificates."


def _said_key(token: Token) -> str:
    """Return whose key a token says it is, as far as that is a name of the web."""
    kid = str(token.header.get("kid", "")).partition("#")[0]
    return kid[:120] if kid.startswith(("did:", "https://")) else "its issuer"
