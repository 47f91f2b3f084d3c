"""How do secrets lie in Redis? Sealed by a key from the environment, each for its endpoint; without a key, open.

AES-256-GCM with a random nonce. What names the endpoint is authenticated with it, so that what was sealed for one
endpoint opens for no other; docs/decisions/0054 says why it is no Fernet.
"""

from base64 import b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from os import urandom
from typing import TYPE_CHECKING

from services.ledger.store.errors import SecretLocked

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

#: What a sealed secret begins with: "sealed.<id of the key>.<base64 of nonce and ciphertext>". It has no colons and
#: spaces, which part what stands beside it in a field.
SEALED = "sealed."

#: What a process says of itself whose release knows sealed secrets: where no key opens one, its webhooks wait.
KNOWS_SEALED = {"sealed_secrets": "known"}

#: Random bytes before each ciphertext, as NIST SP 800-38D wants them.
NONCE_BYTES = 12

#: Characters of a key's id: they tell keys apart, and nothing of a key.
ID_LENGTH = 8


@dataclass(frozen=True)
class Seal:
    """The keys of 32 bytes: the first seals, all of them open. Without any, secrets are stored as they are."""

    keys: Sequence[bytes] = field(default=(), repr=False)

    @property
    def key_id(self) -> str:
        """The id of the key that seals now; "" where none does."""
        return id_of(self.keys[0]) if self.keys else ""

    def close(self, secret: str, lane: str) -> str:
        """Return the secret as it is stored for the endpoint at `lane` (keys.lane)."""
        if not self.keys:
            return secret
        nonce = urandom(NONCE_BYTES)
        sealed = nonce + _cipher(self.keys[0]).encrypt(nonce, secret.encode(), _bound_to(lane))
        return f"{SEALED}{self.key_id}.{urlsafe_b64encode(sealed).decode()}"

    def open(self, stored: str, lane: str) -> str:
        """Return the secret of what is stored for the endpoint at `lane`; raise SecretLocked."""
        if not stored.startswith(SEALED):
            return stored
        named = key_id_of(stored)
        for key in self.keys:
            if id_of(key) == named and (secret := _opened(key, stored, lane)) is not None:
                return secret
        if named not in map(id_of, self.keys):
            raise SecretLocked(f"It was sealed by key {named}, which CREDWISE_SECRETS_KEYS does not hold here.")
        raise SecretLocked(f"What is stored is not what key {named} sealed for this endpoint: it was changed or moved.")


def key_id_of(stored: str) -> str:
    """Return the id of the key that sealed what is stored; "" where it lies open."""
    return stored.removeprefix(SEALED).partition(".")[0] if stored.startswith(SEALED) else ""


def id_of(key: bytes) -> str:
    """Return the name by which sealed secrets and people know a key."""
    return sha256(b"credwise key id\0" + key).hexdigest()[:ID_LENGTH]


def _opened(key: bytes, stored: str, lane: str) -> str | None:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - ten megabytes, for who has keys only

    try:
        sealed = b64decode(stored.rpartition(".")[2], altchars=b"-_", validate=True)
        return _cipher(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _bound_to(lane)).decode()
    except (InvalidTag, ValueError):
        return None


@cache
def _cipher(key: bytes) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - as above

    return AESGCM(key)


def _bound_to(lane: str) -> bytes:
    return b"credwise endpoint secret\0" + lane.encode()
