"""What of a posting's headline is the title? Takes off how senior, where, and under which contract."""

import re
from collections.abc import Iterator

from services.recommender.names.folding import fold

#: Words before a title that say how senior, not what the work is. Left out when the whole is no title.
_SENIORITY = frozenset({"senior", "junior", "lead", "principal", "staff", "mid", "midlevel", "experienced"})

#: Words around a title that say nothing of the work: level, place of work, contract, and "(m/f/d)".
_NOISE = frozenset(
    {
        *("i", "ii", "iii", "iv", "1", "2", "3", "4", "level"),
        *(
            "remote",
            "hybrid",
            "onsite",
            "full",
            "part",
            "time",
            "contract",
            "temporary",
            "permanent",
            "urgent",
            "hiring",
        ),
        *("m", "f", "w", "d", "x", "all", "gender"),
    }
)

#: What stands in brackets, or behind a dash or bar with space around it, may be about the job and not its name.
_BRACKET = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_BEHIND = re.compile(r"\s+[-\u2013\u2014|]\s+")


def plainer(text: str) -> Iterator[str]:
    """Yield the folded title and what is left of it without what says nothing of the work, each once, never empty."""
    key = fold(text)
    bare = fold(" ".join(_said(_BRACKET.sub(lambda found: f" - {found[1]} - ", text))))
    untailed = _without_tail(bare)
    seen = {""}
    for each in (key, _without_seniority(key), bare, untailed, _without_seniority(untailed)):
        if each not in seen:
            seen.add(each)
            yield each


def _said(text: str) -> Iterator[str]:
    """Yield the parts of a headline that hold more than noise."""
    for part in _BEHIND.split(f" {text} "):
        if not set(fold(part.replace("-", " ")).split()) <= _NOISE:
            yield part


def _without_tail(key: str) -> str:
    words = key.split()
    while words and words[-1] in _NOISE:
        words = words[:-1]
    return " ".join(words)


def _without_seniority(key: str) -> str:
    words = key.split()
    while words and words[0] in _SENIORITY:
        words = words[1:]
    return " ".join(words)
