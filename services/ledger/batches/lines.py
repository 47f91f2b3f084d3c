"""What is a line of a batch? A profile to accept, or a refusal to remember; and how is what became of it kept?"""

import json
import zlib
from base64 import b85decode, b85encode
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from services.ledger.batches.refusal_words import WORDS

#: What an entry begins with that says why a line is refused; services/ledger/store/lua/_batches.lua.
REFUSED_MARK = "!"

#: How a refusal begins that is kept compressed by the words that refusals are made of; JSON begins with a bracket.
_PACKED = "z"

#: Deflate without a header (RFC 1951).
_RAW = -zlib.MAX_WBITS

#: Members of a refusal that are for finding the line, and no part of what is said about it.
_OF_THE_LINE = frozenset({"line_id"})


@dataclass(frozen=True, kw_only=True)
class SentLine:
    """One line as it was sent: its number from 1, and its own id where it has one.

    Either `profile` (canonical JSON text) with its `fingerprint`, or `refusal`: why it is not taken.
    """

    number: int
    line_id: str | None = None
    profile: str | None = None
    fingerprint: str = ""
    refusal: Mapping[str, Any] | None = None


class LineOutcome(StrEnum):
    """What became of a line when it was sent. A conflict is a refusal: its id was used for another profile."""

    ACCEPTED = "accepted"
    REPLAYED = "replayed"
    CONFLICT = "conflict"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class LineEntry:
    """What is kept of a line: the evaluation that it became, or why it is refused."""

    number: int
    line_id: str | None
    job_id: str | None
    refusal: Mapping[str, Any] | None


def refusal_text(line: SentLine) -> str:
    """Return what is kept of a refused line. Most say what many say, and take a tenth of their length."""
    named = {} if line.line_id is None else {"line_id": line.line_id}
    text = json.dumps({**(line.refusal or {}), **named}, ensure_ascii=False, separators=(",", ":"))
    packing = zlib.compressobj(level=9, wbits=_RAW, zdict=WORDS)
    # What is half of a character is no text, and is told with a question mark in its place.
    return _PACKED + b85encode(packing.compress(text.encode("utf-8", "replace")) + packing.flush()).decode()


def read_entry(number: int, stored: str) -> LineEntry:
    """Read what is kept of a line."""
    if stored.startswith(REFUSED_MARK):
        members = json.loads(_unpacked(stored.removeprefix(REFUSED_MARK)))
        said = {name: value for name, value in members.items() if name not in _OF_THE_LINE}
        return LineEntry(number=number, line_id=members.get("line_id"), job_id=None, refusal=said)
    job_id, _, line_id = stored.partition(" ")
    return LineEntry(number=number, line_id=line_id or None, job_id=job_id, refusal=None)


def _unpacked(kept: str) -> str | bytes:
    """Return the JSON of a refusal; those of a release before, and conflicts, are kept as they are."""
    if not kept.startswith(_PACKED):
        return kept
    unpacking = zlib.decompressobj(wbits=_RAW, zdict=WORDS)
    return unpacking.decompress(b85decode(kept.removeprefix(_PACKED))) + unpacking.flush()
