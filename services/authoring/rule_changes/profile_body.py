"""Which profiles is a change of the rules tried on? A document a line of a file, a JSON array, or one profile."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from services.intake.strict_json import JsonRejected, read_json

#: The body of profiles that is shipped, under the data folder: the samples, and learners of all kinds made up for it.
SHIPPED = Path("samples", "profiles.jsonl")


class BodyUnreadable(Exception):
    """The file holds no profiles that could be told apart; the message says what is wrong with it."""


@dataclass(frozen=True, kw_only=True)
class ProfileBody:
    """Profiles as bytes, each with its number from 1; `numbered` says what is counted: "line" or "profile"."""

    numbered: str
    profiles: Sequence[tuple[int, bytes]]


def read_body(raw: bytes) -> ProfileBody:
    """Tell the profiles in a file apart; what each of them holds is looked at when it is decided.

    Raises BodyUnreadable for an array that is no JSON.
    """
    text = raw.strip()
    if text.startswith(b"["):
        try:
            listed = read_json(text)
        except JsonRejected as error:
            raise BodyUnreadable(f"it begins like a JSON array and cannot be read as one: {error}") from error
        documents = listed if isinstance(listed, list) else []
        return ProfileBody(numbered="profile", profiles=[(n, _bytes(each)) for n, each in enumerate(documents, 1)])
    if _is_one_document(text):
        return ProfileBody(numbered="profile", profiles=[(1, text)])
    lines = [(number, line) for number, line in enumerate(raw.split(b"\n"), 1) if line.strip()]
    return ProfileBody(numbered="line", profiles=lines)


def _is_one_document(text: bytes) -> bool:
    """Say whether the file is one profile written on several lines."""
    if b"\n" not in text:
        return False
    try:
        read_json(text)
    except JsonRejected:
        return False
    return True


def _bytes(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()
