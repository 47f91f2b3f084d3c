"""What does each title of a file mean? One JSON line per title, for whoever measures or maps many at once."""

import json
from collections.abc import Iterable, Iterator

from services.encoder.title_order import TitleOrder, is_doubtful
from services.recommender.knowledge.occupations.languages.english_meanings import ENGLISH
from services.recommender.knowledge.occupations.occupations import Occupations
from services.recommender.knowledge.occupations.resolution import Ambiguous, Resolved, Unknown

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
    With an `order` the candidates of English titles come in it, and `doubtful` says that what was taken is not among
    the first of them.
    """
    for title in titles:
        found = known.resolve(title, language=language, country=country)
        ordering = order if found.language == ENGLISH else None
        candidates = known.candidates(title, ORDERED if ordering else CANDIDATES, language=language, country=country)
        likeliest = max((each.confidence for each in candidates), default=0)
        code: str | None = None
        match found:
            case Resolved():
                code, sure, how = found.occupation.code, found.confidence, found.matched_by.value
            case Ambiguous():
                sure, how = likeliest, "several"
            case Unknown():
                sure, how = likeliest, "unknown"
        doubt: dict[str, bool] = {}
        if ordering:
            candidates = ordering.ordered(title, candidates)
            doubt = {"doubtful": code is not None and is_doubtful(code, candidates)}
        yield json.dumps(
            {
                "title": title,
                "code": code,
                "confidence": sure,
                "how": how,
                "language": found.language,
                **doubt,
                "candidates": [
                    {
                        "code": each.occupation.code if each.occupation else None,
                        "esco": each.esco,
                        "title": each.title,
                        "confidence": each.confidence,
                    }
                    for each in candidates[:CANDIDATES]
                ],
            },
            ensure_ascii=False,
        )
