"""Which of the occupations that a title may mean is the one that the posting's own title names?"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from services.recommender.knowledge.occupations.resolution import Ambiguous, MatchedBy, Resolution, Resolved

#: Occupations of one group of the classification, such as the teachers of schools, begin with so many characters.
GROUP = len("25-2")

#: How sure, in percent, a title is at most that was settled by the posting's. A judgement.
SETTLED_BY_THE_ROLE = 75


def settled_by_role(meant: Ambiguous, title: str | None, read: Callable[[str], Resolution]) -> Resolved | None:
    """Return the occupation that the posting's `title` tells of those `meant`, or one of their group; None in doubt.

    "Lärare" is a title in five occupations, and who aims at a post as "Ämneslärare matematik" means one of them. A
    title that says too little of the work to be taken for any occupation stays so, whatever the posting says.
    """
    if title is None or meant.loose:
        return None
    groups = {one.code[:GROUP] for one in meant.candidates}
    for words in _from_whole_to_parts(title):
        found = read(words)
        if isinstance(found, Resolved) and found.occupation.code[:GROUP] in groups:
            confidence = min(found.confidence, SETTLED_BY_THE_ROLE)
            return replace(found, matched_by=MatchedBy.COMMON_TITLE, confidence=confidence)
    return None


def _from_whole_to_parts(title: str) -> Iterator[str]:
    """Yield the title, then what begins it and what ends it, the longest first: either may be the work itself."""
    words = title.split()
    for count in range(len(words), 0, -1):
        yield " ".join(words[:count])
        if count < len(words):
            yield " ".join(words[-count:])
