"""What is a line of a batch? A profile to accept, or a refusal to remember; and how is what became of it kept?"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

#: What an entry begins with that says why a line is refused; services/ledger/store/lua/_batches.lua.
REFUSED_MARK = "!"

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
    """Return what is kept of a refused line."""
    named = {} if line.line_id is None else {"line_id": line.line_id}
    return json.dumps({**(line.refusal or {}), **named}, ensure_ascii=False, separators=(",", ":"))


def read_entry(number: int, stored: str) -> LineEntry:
    """Read what is kept of a line."""
    if stored.startswith(REFUSED_MARK):
        members = json.loads(stored.removeprefix(REFUSED_MARK))
        said = {name: value for name, value in members.items() if name not in _OF_THE_LINE}
        return LineEntry(number=number, line_id=members.get("line_id"), job_id=None, refusal=said)
    job_id, _, line_id = stored.partition(" ")
    return LineEntry(number=number, line_id=line_id or None, job_id=job_id, refusal=None)
