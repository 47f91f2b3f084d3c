"""Which bytes does a multibase text stand for, and which Ed25519 key a multikey (Controlled Identifiers 1.0)?"""

import base64
import binascii

from services.credentials.finding import NotCheckable

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

#: The two bytes before an Ed25519 public key (multicodec 0xed as a varint), and how long key and signature are.
ED25519_PREFIX = b"\xed\x01"
KEY_BYTES = 32
SIGNATURE_BYTES = 64

#: Longer texts are no key or signature; decoding base 58 takes time in the square of the length.
LONGEST_BASE58 = 256


def decode(text: str) -> bytes:
    """Return the bytes of a multibase text in base 58 (z) or base 64 for addresses (u). Raises NotCheckable."""
    kind, digits = text[:1], text[1:]
    if kind == "z" and len(digits) <= LONGEST_BASE58:
        return _base58(digits)
    if kind == "u":
        try:
            return base64.b64decode(digits + "=" * (-len(digits) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            pass
    raise NotCheckable("A value that should be multibase (z or u and what follows) is not.")


def ed25519_key(text: str) -> bytes:
    """Return the 32 bytes of the Ed25519 public key that a multikey ("z6Mk...") is. Raises NotCheckable."""
    key = decode(text)
    if not key.startswith(ED25519_PREFIX) or len(key) != len(ED25519_PREFIX) + KEY_BYTES:
        raise NotCheckable("The key is not an Ed25519 key, the only kind that is checked here.")
    return key[len(ED25519_PREFIX) :]


def _base58(digits: str) -> bytes:
    number = 0
    for digit in digits:
        value = _BASE58.find(digit)
        if value < 0:
            raise NotCheckable("A value that should be base 58 is not.")
        number = number * 58 + value
    zeros = len(digits) - len(digits.lstrip(_BASE58[0]))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")
