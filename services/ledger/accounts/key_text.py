"""What do keys and access tokens look like, and was this one typed right? A checksum tells, without asking anybody."""

import hmac
import re
import secrets
import string
from dataclasses import dataclass
from enum import StrEnum
from zlib import crc32

#: Letters of a key id: no underscore, which parts the id from the secret.
KEY_ID_LETTERS = string.ascii_lowercase + string.digits

#: Letters in a key id; it only names the key, the secret part protects it.
KEY_ID_LENGTH = 12

#: Random bytes of the secret part; with so many a plain digest cannot be searched, so no slow hash is needed.
SECRET_BYTES = 32

#: The letters of a checksum, and how many of them 32 bits take.
CHECKSUM_LETTERS = string.digits + string.ascii_letters
CHECKSUM_LENGTH = 6

#: `cw_` or `cwt_`, the key's id, the secret, and the checksum of all before it. Keys of releases before checksums end
#: with the secret.
KEY_TEXT = re.compile(
    rf"((cwt?)_([{KEY_ID_LETTERS}]{{{KEY_ID_LENGTH}}})_([A-Za-z0-9_-]{{43}}))([0-9A-Za-z]{{{CHECKSUM_LENGTH}}})?"
)


class Credential(StrEnum):
    """What such a text is, by how it begins: a key, or a token that was made of one and is good for minutes."""

    KEY = "cw"
    ACCESS = "cwt"


@dataclass(frozen=True, kw_only=True)
class KeyText:
    """The parts of the text of a key, or of an access token, which names the key that it was made of."""

    key_id: str
    secret: str
    kind: Credential = Credential.KEY

    def __str__(self) -> str:
        body = f"{self.kind}_{self.key_id}_{self.secret}"
        return body + _checksum(body)


def new_key_text() -> KeyText:
    """Return a key that nobody can guess."""
    key_id = "".join(secrets.choice(KEY_ID_LETTERS) for _ in range(KEY_ID_LENGTH))
    return KeyText(key_id=key_id, secret=secrets.token_urlsafe(SECRET_BYTES))


def new_token_text(key_id: str) -> KeyText:
    """Return an access token of this key that nobody can guess."""
    return KeyText(key_id=key_id, secret=secrets.token_urlsafe(SECRET_BYTES), kind=Credential.ACCESS)


def is_token(text: str) -> bool:
    """Tell whether a text is meant to be an access token."""
    return text.startswith(f"{Credential.ACCESS}_")


def read_key_text(text: str, kind: Credential = Credential.KEY) -> KeyText | None:
    """Return the parts of a text that may be one; None for one that was never made, or not copied as it was."""
    parts = KEY_TEXT.fullmatch(text)
    if parts is None or parts[2] != kind:
        return None
    body, _, key_id, secret, checksum = parts.groups()
    if checksum is not None and not hmac.compare_digest(checksum, _checksum(body)):
        return None
    return KeyText(key_id=key_id, secret=secret, kind=kind)


def _checksum(body: str) -> str:
    left, letters = crc32(body.encode()), ""
    for _ in range(CHECKSUM_LENGTH):
        left, place = divmod(left, len(CHECKSUM_LETTERS))
        letters = CHECKSUM_LETTERS[place] + letters
    return letters
