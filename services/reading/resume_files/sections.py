"""What does every form of a résumé become? The sections of jsonresume.org, and what could not be placed in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

#: Lines that could not be placed and are shown; the rest is counted.
MOST_SHOWN = 50


class ResumeRejected(Exception):
    """The file is no résumé that Credwise can read; the text says why, and what to send instead."""


@dataclass(frozen=True, kw_only=True)
class Sections:
    """Sections as jsonresume.org has them, what the file was read as, and a sentence on each thing without a place."""

    read_as: str
    members: Mapping[str, Any]
    unplaced: tuple[str, ...] = field(default=())
