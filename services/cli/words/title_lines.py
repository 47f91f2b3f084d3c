"""What does each title of a file mean? One JSON line per title, for whoever measures or maps many at once."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Protocol

from services.cli.words.lines_read import as_read, json_line
from services.encoder.offering import is_doubtful, taken_first
from services.recommender.knowledge.occupations.languages.english_meanings import ENGLISH
from services.recommender.knowledge.occupations.occupations import Occupations
from services.recommender.knowledge.occupations.resolution import (
    Ambiguous,
    Resolution,
    Resolved,
    TitleCandidate,
)

#: The most occupations that are listed beside what a title was taken for.
CANDIDATES = 10

#: Where words or an encoder order them, they are asked about so many.
ORDERED = 40


class Order(Protocol):
    """Orders what English titles may mean, so many `at_once`, and adds what no list finds; an encoder or words do."""

    at_once: int

    def ordered(
        self, asked: Sequence[tuple[str, Sequence[TitleCandidate]]]
    ) -> Iterator[tuple[TitleCandidate, ...]]: ...


def title_lines(
    titles: Iterable[str],
    known: Occupations,
    *,
    language: str | None,
    country: str | None,
    order: Order | None = None,
) -> Iterator[str]:
    """Yield one JSON object for each title: `title`, `code`, `confidence`, `how`, `language` and `candidates`.

    `code` is null where the title would be asked back, and `confidence` (0-100) then that of the first candidate.
    With an `order` the candidates of English titles come in it, behind what the title was taken for, and `doubtful`
    says that this is not among the first of them.
    """
    unread = iter(titles)
    while together := list(islice(unread, order.at_once if order else 1)):
        read = [_read(title, known, language, country, ORDERED if order else CANDIDATES) for title in together]
        if order:
            _put_in_order(read, order)
        for said, candidates in read:
            yield json_line({**said, "candidates": [_as_listed(each) for each in candidates[:CANDIDATES]]})


def _read(
    title: str, known: Occupations, language: str | None, country: str | None, most: int
) -> tuple[dict[str, Any], Sequence[TitleCandidate]]:
    """Return what is said of a title, and up to `most` occupations that it may mean by the lists."""
    words = as_read(title)
    found = known.resolve(words, language=language, country=country)
    candidates = known.candidates(words, most, language=language, country=country)
    return {"title": title, **_as_taken(found, candidates)}, candidates


def _put_in_order(read: list[tuple[dict[str, Any], Sequence[TitleCandidate]]], order: Order) -> None:
    """Order what the English titles among those that were read may mean, and say which is doubtful."""
    english = [number for number, (said, _) in enumerate(read) if said["language"] == ENGLISH]
    asked = [(as_read(read[number][0]["title"]), read[number][1]) for number in english]
    for number, ordered in zip(english, order.ordered(asked), strict=True):
        said, _ = read[number]
        said["doubtful"] = said["code"] is not None and is_doubtful(said["code"], ordered)
        read[number] = said, taken_first(said["code"], ordered)


def _as_taken(found: Resolution, candidates: Sequence[TitleCandidate]) -> dict[str, Any]:
    """Return what a title was taken for; where it would be asked back, as sure as of the first candidate."""
    code: str | None = None
    sure, how = max((each.confidence for each in candidates), default=0), "unknown"
    match found:
        case Resolved():
            code, sure, how = found.occupation.code, found.confidence, found.matched_by.value
        case Ambiguous():
            how = "several"
    return {"code": code, "confidence": sure, "how": how, "language": found.language}


def _as_listed(candidate: TitleCandidate) -> dict[str, Any]:
    return {
        "code": candidate.occupation.code if candidate.occupation else None,
        "esco": candidate.esco,
        "title": candidate.title,
        "confidence": candidate.confidence,
    }
