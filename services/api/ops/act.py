"""What is an act of an operator? Called by a name, shown with what it would do, and done when that was confirmed."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Done:
    """What came of an act: a sentence, noted in the audit, and a `secret` that is shown once and noted nowhere."""

    sentence: str
    secret: str = ""


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act on something (`about`, a text). `would` says what it would do, counted; it changes nothing."""

    name: str
    label: str
    would: Callable[[str], str]
    does: Callable[[str], Done]
