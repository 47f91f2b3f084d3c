"""Which bytes does a multibase text stand for, and which public key a multikey (Controlled Identifiers 1.0)?"""

import base64
import binascii

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from services.credentials.finding import NotCheckable

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

#: The bytes before each kind of public key (multicodec numbers as varints): Ed25519, and the curves P-256 and P-384.
ED25519_PREFIX = b"\xed\x01"
_CURVES: dict[bytes, ec.EllipticCurve] = {b"\x80\x24": ec.SECP256R1(), b"\x81\x24": ec.SECP384R1()}

#: Longer texts are no key or signature; decoding base 58 takes time in the square of the length.
LONGEST_BASE58 = 256


def decode(text: str) -> bytes:
    """Return the bytes of a multibase text in base 58 (z) or base 64 for addresses (u). Raises NotCheckable."""
    kind, digits = text[:1], text[1:]
    if kind == "z" and len(digits) <= LONGEST_BASE58:
        return _base58(digits)
    if kind == "u":
        return base64url(digits)
    raise NotCheckable("A value that should be multibase (z or u and what follows) is not.")


def base64url(digits: str) -> bytes:
    """Return the bytes of a text in base 64 for addresses, padded or not. Raises NotCheckable."""
    try:
        return base64.b64decode(digits + "=" * (-len(digits) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise NotCheckable("A value that should be base 64 for addresses is not.") from None


def multikey(text: str) -> Ed25519PublicKey | ec.EllipticCurvePublicKey:
    """Return the public key that a multikey ("z6Mk...", "zDna...", "z82L...") is. Raises NotCheckable."""
    raw = decode(text)
    prefix, key = raw[:2], raw[2:]
    try:
        if prefix == ED25519_PREFIX:
            return Ed25519PublicKey.from_public_bytes(key)
        if (curve := _CURVES.get(prefix)) is not None:
            return ec.EllipticCurvePublicKey.from_encoded_point(curve, key)
    except ValueError:
        raise NotCheckable("The key is not one: its bytes are no point of its curve.") from None
    raise NotCheckable("The key is neither Ed25519, P-256 nor P-384, the kinds of multikey that are checked here.")


def _base58(digits: str) -> bytes:
    number = 0
    for digit in digits:
        value = _BASE58.find(digit)
        if value < 0:
            raise NotCheckable("A value that should be base 58 is not.")
        number = number * 58 + value
    zeros = len(digits) - len(digits.lstrip(_BASE58[0]))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")
