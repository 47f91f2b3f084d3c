"""What does an API key look like, and was this one typed right? Its checksum tells, without asking anybody."""

import hmac
import re
import secrets
import string
from dataclasses import dataclass
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

#: `cw_`, the id, the secret, and the checksum of all before it. Keys of releases before checksums end with the secret.
KEY_TEXT = re.compile(
    rf"(cw_([{KEY_ID_LETTERS}]{{{KEY_ID_LENGTH}}})_([A-Za-z0-9_-]{{43}}))([0-9A-Za-z]{{{CHECKSUM_LENGTH}}})?"
)


@dataclass(frozen=True, kw_only=True)
class KeyText:
    """The parts of a key's text."""

    key_id: str
    secret: str

    def __str__(self) -> str:
        body = f"cw_{self.key_id}_{self.secret}"
        return body + _checksum(body)


def new_key_text() -> KeyText:
    """Return a key that nobody can guess."""
    key_id = "".join(secrets.choice(KEY_ID_LETTERS) for _ in range(KEY_ID_LENGTH))
    return KeyText(key_id=key_id, secret=secrets.token_urlsafe(SECRET_BYTES))


def read_key_text(text: str) -> KeyText | None:
    """Return the parts of a text that may be a key; None for one that was never made, or not copied as it was."""
    parts = KEY_TEXT.fullmatch(text)
    if parts is None:
        return None
    body, key_id, secret, checksum = parts.groups()
    if checksum is not None and not hmac.compare_digest(checksum, _checksum(body)):
        return None
    return KeyText(key_id=key_id, secret=secret)


def _checksum(body: str) -> str:
    left, letters = crc32(body.encode()), ""
    for _ in range(CHECKSUM_LENGTH):
        left, place = divmod(left, len(CHECKSUM_LETTERS))
        letters = CHECKSUM_LETTERS[place] + letters
    return letters
