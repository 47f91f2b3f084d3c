"""What does an English title mean outside of the United States that no list of theirs or of the country says?"""

from collections.abc import Callable
from dataclasses import replace

from services.recommender.knowledge.occupations.languages.english_meanings import ENGLISH
from services.recommender.knowledge.occupations.languages.how_often import SHORTENED_CONFIDENCE
from services.recommender.knowledge.occupations.resolution import Resolution, Resolved
from services.recommender.names.job_titles.letters import fold_letters

#: Where English titles mean what O*NET says: the United States, also where nobody says the country.
AMERICAN = (None, "US")

#: Whose everyday titles are heard where the country's own say nothing.
NEAREST = "GB"

#: Who learns a trade works in it: "Apprentice Electrician" is asked about as an electrician.
_LEARNERS = frozenset({"apprentice", "apprenticeship"})


def meaning_elsewhere(
    text: str, everyday: Callable[[str, str, str | None], Resolved | None], read: Callable[[str], Resolution]
) -> Resolved | None:
    """Return what a title means in Britain's everyday English, or the trade that an apprentice learns.

    `everyday` says what a title mostly means in a language and a country, `read` what any title means.
    """
    if meant := everyday(text, ENGLISH, NEAREST):
        return replace(meant, confidence=min(meant.confidence, SHORTENED_CONFIDENCE))
    words = text.split()
    trade = " ".join(word for word in words if fold_letters(word) not in _LEARNERS)
    if not trade or len(trade.split()) == len(words):
        return None
    found = read(trade)
    if not isinstance(found, Resolved):
        return None
    return replace(found, confidence=min(found.confidence, SHORTENED_CONFIDENCE))
