"""Verify Credwise's log of decisions offline: one file, Python 3.11, and the package `cryptography`.

    python verify.py log LOG KEYS [HEADS]                 what `credwise audit export` wrote
    python verify.py receipt RECEIPT ANSWER KEYS CLIENT   the answers of /v1/recommendations/{id}/receipt and without
    python verify.py erasure ANSWER KEYS                  the answer of DELETE /v1/learners/{id}

KEYS answers /v1/audit/keys, HEADS /v1/audit/heads. Exit code 0: as signed; 1: a line says what is not; 2: unreadable.
"""

import json
import re
import sys
from base64 import b64decode, b64encode
from binascii import unhexlify
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from decimal import Decimal
from functools import cache, reduce
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ENTRY = re.compile(rb"(0|[1-9]\d*) ([0-9a-f]{64}) (?:- -|([0-9a-f]{32}) (\{.*\}))")
HEAD = re.compile(rb"head ([1-9]\d*) (\d+) ([0-9a-f]{64}) ([0-9a-f]{16}) ([0-9a-f]{128})")


@cache
def read_keys(path: str) -> dict[str, bytes]:
    return {
        sha256(raw).hexdigest()[:16]: raw
        for raw in (b64decode(key["public"]) for key in json.loads(Path(path).read_bytes())["keys"])
    }


def is_signed(keys: str, key: str, signature: bytes, message: bytes) -> bool:
    with suppress(KeyError, InvalidSignature):
        Ed25519PublicKey.from_public_bytes(read_keys(keys)[key]).verify(signature, message)
        return True
    return False


def checkpoint(client: str, size: int, root: bytes, at: object) -> bytes:
    return f"credwise/{client}\n{size}\n{b64encode(root).decode()}\n{at}\n".encode()


def commitment(salt: bytes, text: bytes) -> bytes:
    return sha256(b"\0" + salt + sha256(text).digest()).digest()


def node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right).digest()


def verify_log(log: str, keys: str, kept: str = "") -> Iterator[str]:
    title, *lines = Path(log).read_bytes().removesuffix(b"\n").split(b"\n")
    entries = [line for line in lines if not line.startswith(b"head ")]
    found = [HEAD.fullmatch(line) for line in lines[len(entries) :]]
    if None in found or not found:
        yield "A head is missing, changed or in another place."
    heads = [(int(h[1]), h[2].decode(), unhexlify(h[3]), h[4].decode(), unhexlify(h[5])) for h in found if h]
    for head in json.loads(Path(kept).read_bytes())["heads"] if kept else ():
        root, signature = b64decode(head["root"]), b64decode(head["signature"])
        heads.append((head["size"], head["checkpoint"].split("\n")[3], root, head["key"], signature))
    roots: dict[int, bytes] = dict.fromkeys((size for size, *_ in heads), b"")
    yield from verify_entries(entries, roots)
    for size, at, root, key, signature in heads:
        if not is_signed(keys, key, signature, checkpoint(title.decode()[15:], size, root, at)):
            yield f"The head of {size} entries is not signed by a known key."
        if roots[size] != root:
            yield f"The first {size} entries are not those whose head was signed."
    if len(entries) not in roots:
        yield f"No head is signed of all {len(entries)} entries."


def verify_entries(entries: Iterable[bytes], roots: dict[int, bytes]) -> Iterator[str]:
    peaks, absent = list[bytes](), set[int]()
    for position, line in enumerate(entries):
        entry = ENTRY.fullmatch(line)
        leaf = unhexlify(entry[2]) if entry else bytes(32)
        if entry is None or int(entry[1]) != position:
            yield f"Entry {position} is missing, changed or in another place."
        elif entry[3] is None:
            absent.add(position)
        elif commitment(unhexlify(entry[3]), entry[4]) != leaf:
            yield f"Entry {position} was changed: {entry[4][:90].decode('utf-8', 'replace')}"
        elif entry[4].startswith(b'{"at":'):
            absent -= {at for first, last in json.loads(entry[4])["removed"] for at in range(first, last + 1)}
        for _ in range(((position + 1) & -(position + 1)).bit_length() - 1):
            leaf = node(peaks.pop(), leaf)
        peaks.append(leaf)
        if position + 1 in roots:
            roots[position + 1] = reduce(lambda root, peak: node(peak, root), reversed(peaks))
    yield from (f"Entry {position} is missing, and nothing says why." for position in sorted(absent))


def canonical(value: Any) -> str:
    """Return JSON as RFC 8785 writes it."""
    if isinstance(value, dict):
        members = sorted(value.items(), key=lambda member: member[0].encode("utf-16-be"))
        return "{" + ",".join(f"{canonical(name)}:{canonical(member)}" for name, member in members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, float) and not value.is_integer():
        return format(Decimal(repr(value)), "f") if abs(value) >= float("1e-6") else repr(value).replace("e-0", "e-")
    whole = int(value) if isinstance(value, float) and abs(value) < float("1e21") else value
    return json.dumps(whole, ensure_ascii=False)


def verify_receipt(receipt: str, answer: str, keys: str, client: str) -> Iterator[str]:
    given, shown = Path(receipt).read_bytes(), json.loads(Path(answer).read_bytes())
    index, size, at = (int.from_bytes(given[start : start + 8]) for start in (12, 20, 28))
    key, salt, leaf, signature = (given[start:end] for start, end in ((4, 12), (36, 52), (52, 84), (84, 148)))
    record = {"id": shown["id"], "recommendation": shown["recommendation"]}
    for name in ("accepted_at", "finished_at"):
        moment = shown[name] and datetime.fromisoformat(shown[name])
        record[name] = moment and int(moment.timestamp()) * 1000 + moment.microsecond // 1000
    if given[:4] != b"CWR1" or commitment(salt, canonical(record).encode()) != leaf:
        yield "The recommendation is not the one that the receipt was given for."
    root, place, last = leaf, index, size - 1
    for step in (given[start : start + 32] for start in range(148, len(given), 32)):
        root = node(step, root) if place & 1 or place == last else node(root, step)
        while place == last and not place & 1 and place:
            place, last = place >> 1, last >> 1
        place, last = place >> 1, last >> 1
    if last or index >= size or not is_signed(keys, key.hex(), signature, checkpoint(client, size, root, at)):
        yield "The receipt does not lead to a tree head that a known key signed."


def verify_erasure(answer: str, keys: str) -> Iterator[str]:
    receipt = json.loads(Path(answer).read_bytes())["receipt"]
    if not is_signed(keys, receipt["key"], b64decode(receipt["signature"]), receipt["statement"].encode()):
        yield "The statement is not signed by a known key."


def main(what: str = "", *given: str) -> int:
    try:
        wrong = list({"log": verify_log, "receipt": verify_receipt, "erasure": verify_erasure}[what](*given))  # type: ignore[operator]
    except (OSError, LookupError, ValueError, TypeError, AttributeError) as error:
        print(f"{error!r}\n\n{__doc__}")
        return 2
    print("\n".join(wrong) or "All is as it was signed.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
