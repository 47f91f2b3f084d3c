"""What does each title of a file mean? One JSON line per title, for whoever measures or maps many at once."""

import json
from collections.abc import Iterable, Iterator

from services.recommender.knowledge.occupations.occupations import Occupations
from services.recommender.knowledge.occupations.resolution import Ambiguous, Resolved, Unknown

#: The most occupations that are listed beside what a title was taken for.
CANDIDATES = 10


def title_lines(
    titles: Iterable[str], known: Occupations, *, language: str | None, country: str | None
) -> Iterator[str]:
    """Yield one JSON object for each title: `title`, `code`, `confidence`, `how`, `language` and `candidates`.

    `code` is null where the title would be asked back, and `confidence` (0-100) then that of the first candidate.
    """
    for title in titles:
        found = known.resolve(title, language=language, country=country)
        candidates = known.candidates(title, CANDIDATES, language=language, country=country)
        likeliest = max((each.confidence for each in candidates), default=0)
        code: str | None = None
        match found:
            case Resolved():
                code, sure, how = found.occupation.code, found.confidence, found.matched_by.value
            case Ambiguous():
                sure, how = likeliest, "several"
            case Unknown():
                sure, how = likeliest, "unknown"
        yield json.dumps(
            {
                "title": title,
                "code": code,
                "confidence": sure,
                "how": how,
                "language": found.language,
                "candidates": [
                    {
                        "code": each.occupation.code if each.occupation else None,
                        "esco": each.esco,
                        "title": each.title,
                        "confidence": each.confidence,
                    }
                    for each in candidates
                ],
            },
            ensure_ascii=False,
        )
