"""A tree head: how many decisions a client's log has, and their root, signed with Ed25519.

What is signed is a checkpoint as transparency logs write it (c2sp.org/tlog-checkpoint): the log's name, the size, the
root in base64, and a further line, the moment in milliseconds since 1970.
"""

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from services.merkle_log.entries import milliseconds

#: Characters of a key's id: the first of the SHA-256 of the public key, in hexadecimal.
KEY_ID_LENGTH = 16
#: Bytes of a signature, and of the seed of a key.
SIGNATURE_BYTES, SEED_BYTES = 64, 32


@dataclass(frozen=True, kw_only=True)
class PublicKey:
    """What signatures are checked with; `since` is when it first signed, None where it has not yet."""

    public: bytes
    since: datetime | None = None

    @property
    def id(self) -> str:
        """Name it, by its digest."""
        return sha256(self.public).hexdigest()[:KEY_ID_LENGTH]

    def has_signed(self, signature: bytes, message: bytes) -> bool:
        """Tell whether the signature is right."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


class Signer:
    """The key that signs from now on."""

    def __init__(self, seed: bytes) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = PublicKey(public=self._private.public_key().public_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        """Return the signature of `message`."""
        return self._private.sign(message)


def open_signer(seed: bytes | None) -> Signer | None:
    """Return what signs with the key of the settings; None where there is none."""
    return None if seed is None else Signer(seed)


@dataclass(frozen=True, kw_only=True)
class TreeHead:
    """`key` is the id of the key that signed."""

    client: str
    size: int
    root: bytes
    at: datetime
    key: str
    signature: bytes

    def is_signed_by(self, key: PublicKey) -> bool:
        """Tell whether the signature is that of `key`."""
        return key.id == self.key and key.has_signed(
            self.signature, checkpoint(self.client, self.size, self.root, milliseconds(self.at))
        )


def checkpoint(client: str, size: int, root: bytes, at: int) -> bytes:
    """Return what is signed of a tree head; `at` is milliseconds since 1970."""
    return f"credwise/{client}\n{size}\n{b64encode(root).decode()}\n{at}\n".encode()


def signed_head(signer: Signer, client: str, size: int, root: bytes, now: datetime) -> TreeHead:
    """Sign the tree head of a client's log; the moment is kept to the millisecond."""
    at = now.replace(microsecond=now.microsecond // 1000 * 1000)
    signature = signer.sign(checkpoint(client, size, root, milliseconds(at)))
    return TreeHead(client=client, size=size, root=root, at=at, key=signer.public.id, signature=signature)
