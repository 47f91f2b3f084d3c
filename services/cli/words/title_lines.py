"""What does each title of a file mean? One JSON line per title, for whoever measures or maps many at once."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from services.cli.words.lines_read import as_read, json_line
from services.encoder.title_order import TitleOrder, is_doubtful, taken_first
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

#: Where an encoder orders them, it is asked about so many.
ORDERED = 40


def title_lines(
    titles: Iterable[str],
    known: Occupations,
    *,
    language: str | None,
    country: str | None,
    order: TitleOrder | None = None,
) -> Iterator[str]:
    """Yield one JSON object for each title: `title`, `code`, `confidence`, `how`, `language` and `candidates`.

    `code` is null where the title would be asked back, and `confidence` (0-100) then that of the first candidate.
    With an `order` the candidates of English titles come in it, behind what the title was taken for, and `doubtful`
    says that this is not among the first of them.
    """
    for title in titles:
        words = as_read(title)
        found = known.resolve(words, language=language, country=country)
        ordering = order if found.language == ENGLISH else None
        candidates = known.candidates(words, ORDERED if ordering else CANDIDATES, language=language, country=country)
        said = _as_taken(found, candidates)
        if ordering:
            candidates = ordering.ordered(words, candidates)
            said["doubtful"] = said["code"] is not None and is_doubtful(said["code"], candidates)
            candidates = taken_first(said["code"], candidates)
        listed = [_as_listed(each) for each in candidates[:CANDIDATES]]
        yield json_line({"title": title, **said, "candidates": listed})


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
