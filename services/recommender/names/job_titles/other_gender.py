"""What is a title for a woman called for a man? Few lists have "Softwareentwicklerin", most "Softwareentwickler"."""

from collections.abc import Iterator, Mapping

#: Endings of a word in a folded title for women, each with that for men; the longest that fits counts, and all that it
#: is listed with are tried. Kept by hand.
_ENDINGS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "de": (("frau", "mann"), ("innen", "er"), ("in", ""), ("te", "ter")),
    "es": (("triz", "tor"), ("ora", "or"), ("esa", ""), ("a", "o")),
    "fr": (("euse", "eur"), ("trice", "teur"), ("iere", "ier"), ("ere", "er"), ("enne", "en"), ("ee", "e"), ("e", "")),
    "it": (("trice", "tore"), ("essa", "e"), ("ora", "ore"), ("a", "o"), ("a", "e")),
    "nl": (("ster", "er"), ("euse", "eur"), ("trice", "teur")),
    "pl": (("czka", "k"), ("rka", "rz"), ("owa", "owy"), ("tka", "t"), ("tka", "ta"), ("ka", ""), ("na", "ny")),
    "pt": (("triz", "tor"), ("ora", "or"), ("eira", "eiro"), ("a", "o")),
    "sv": (("ska", ""), ("inna", "")),
}

#: Where the noun stands in a title: last in the Germanic languages, first in the others.
_NOUN_LAST = frozenset({"de", "nl", "sv"})

#: Nothing shorter is an ending's word: "Koch" of "Kochin", but no "b" of "bin".
_SHORTEST = 3


def other_genders(folded: str, language: str) -> Iterator[str]:
    """Yield a folded title with its noun, or its noun and the word beside it, in the form for men, where it has one."""
    words = folded.split()
    if not words:
        return
    at = len(words) - 1 if language in _NOUN_LAST else 0
    beside = at - 1 if language in _NOUN_LAST else at + 1
    for noun in _for_men(words[at], language):
        changed = [*words[:at], noun, *words[at + 1 :]]
        yield " ".join(changed)
        if 0 <= beside < len(words):
            for other in _for_men(words[beside], language):
                yield " ".join([*changed[:beside], other, *changed[beside + 1 :]])


def shorter_titles(folded: str, language: str) -> Iterator[str]:
    """Yield a folded title's noun, and ever more of the words beside it, but not all."""
    words = folded.split()
    for length in range(1, len(words)):
        yield " ".join(words[-length:] if language in _NOUN_LAST else words[:length])


def _for_men(word: str, language: str) -> Iterator[str]:
    fitting = [each for each in _ENDINGS.get(language, ()) if word.endswith(each[0])]
    longest = max((len(ending) for ending, _ in fitting), default=0)
    for ending, instead in fitting:
        if len(ending) == longest and len(word) - len(ending) >= _SHORTEST:
            yield word[: -len(ending)] + instead
