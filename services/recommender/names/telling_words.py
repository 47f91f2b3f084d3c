"""Do two names speak of the same maker, or of the same role? By their telling words, or by how their words begin."""

from functools import lru_cache

from services.recommender.names.folding import fold

#: Words of company names and of skills that tell nobody apart.
_COMMON_WORDS = frozenset(
    {"a", "academy", "and", "cloud", "college", "company", "computing", "corporation", "data", "education", "for"}
    | {"foundation", "global", "group", "inc", "institute", "international", "learning", "ltd", "network", "of"}
    | {"platform", "professional", "school", "security", "service", "software", "solution", "system", "technology"}
    | {"the", "training", "university", "web"}
)

#: Names that are kept folded; the same issuers and titles come up in decision after decision.
_KEPT = 8192

#: Letters in which words of one family agree: analyst and analytics, manager and management, designer and design.
_BEGINNING = 5


@lru_cache(_KEPT)
def own_words(name: str) -> frozenset[str]:
    """Return the words of `name` that tell it from others: of "Amazon Web Services", only "amazon"."""
    return frozenset(fold(name).split()) - _COMMON_WORDS


@lru_cache(_KEPT)
def word_beginnings(name: str) -> frozenset[str]:
    """Return how the words of `name` begin, so that "Data Analyst" and "data analytics" are the same."""
    return frozenset(word[:_BEGINNING] for word in fold(name).split())
