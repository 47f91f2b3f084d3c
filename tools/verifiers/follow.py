"""Verify that a log only grew since the head that you kept: one file, Python 3.11, and the package `cryptography`.

    python follow.py KEPT NEW KEYS CLIENT

KEPT answers /v1/audit/heads and was kept, NEW answers /v1/audit/heads?since=SIZE with the size of its first head,
KEYS the answer of /v1/audit/keys. Exit code 0: it only grew; 1: it did not, or a signature is wrong; 2: unreadable.
"""

import json
import sys
from base64 import b64decode
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right).digest()


def is_signed(head: dict[str, Any], keys: dict[str, bytes], client: str) -> bool:
    said = head["checkpoint"].split("\n")
    with suppress(KeyError, InvalidSignature):
        key = Ed25519PublicKey.from_public_bytes(keys[head["key"]])
        key.verify(b64decode(head["signature"]), head["checkpoint"].encode())
        return bool(said[:3] == [f"credwise/{client}", str(head["size"]), head["root"]])
    return False


def only_grew(older: int, older_root: bytes, newer: int, newer_root: bytes, path: list[bytes]) -> bool:
    """Tell whether the path shows it (RFC 9162, 2.1.4.2)."""
    if older == newer:
        return older_root == newer_root and not path
    steps = [older_root, *path] if older & (older - 1) == 0 else path
    place, last = older - 1, newer - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = steps[0] if steps else b""
    for step in steps[1:]:
        if place & 1 or place == last:
            old, new = node(step, old), node(step, new)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            new = node(new, step)
        place, last = place >> 1, last >> 1
    return 0 < older < newer and last == 0 and (old, new) == (older_root, newer_root)


def verify(kept: str, new: str, keys_path: str, client: str) -> Iterator[str]:
    publics = [b64decode(key["public"]) for key in json.loads(Path(keys_path).read_bytes())["keys"]]
    keys = {sha256(public).hexdigest()[:16]: public for public in publics}
    older = json.loads(Path(kept).read_bytes())["heads"][0]
    answer = json.loads(Path(new).read_bytes())
    newer, proof = answer["heads"][0], answer["consistency"]
    for name, head in (("kept", older), ("new", newer)):
        if not is_signed(head, keys, client):
            yield f"The {name} head is not signed by a known key, or is of another client's log."
    roots = b64decode(older["root"]), b64decode(newer["root"])
    if not only_grew(older["size"], roots[0], newer["size"], roots[1], [b64decode(step) for step in proof["path"]]):
        yield f"The log of {newer['size']} entries does not begin with the {older['size']} whose head you kept."


def main(*given: str) -> int:
    try:
        wrong = list(verify(*given))
    except (OSError, LookupError, ValueError, TypeError) as error:
        print(f"{error!r}\n\n{__doc__}")
        return 2
    print("\n".join(wrong) or "The log only grew.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
