"""Which licences does a text name? Finds their names and short forms in it, the longest where several overlap."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from services.recommender.names.folding import fold
from services.recommender.names.job_titles.letters import fold_letters, without_accents
from services.recommender.names.licences.driving_licences import driving_categories
from services.recommender.names.licences.registrations import is_numbered, says_registered

Words = tuple[str, ...]

#: What `licence_words` makes of every form of the word.
LICENCE_WORD = "licence"

#: Other spellings and forms of a word, so that "licensed teacher" and "teacher's licence" are compared alike.
_ALIKE = {
    "counsellor": "counselor",
    "license": LICENCE_WORD,
    "licensed": LICENCE_WORD,
    "licensure": LICENCE_WORD,
    "practise": "practice",
}

#: Words that part a name without telling it from another: "State medical licence", "licence to practise medicine".
_FILLING = frozenset({"and", "in", "of", "state", "the", "to"})


#: Texts of which is remembered what they name: the same titles are read again and again.
REMEMBERED = 4_096


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """The occupations of which a name is the licence, and those to whose licence it is merely near."""

    own: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Named:
    """What of a text names licences, and the words that are left over.

    `loosely`: no name of a licence stands in it, but who is registered with whom or as what, or a licence to drive
    (`drives`).
    """

    meanings: tuple[Meaning, ...]
    other_words: frozenset[str]
    loosely: bool = False
    drives: bool = False

    @property
    def codes(self) -> frozenset[str]:
        """The occupations of whose licence a name in the text is one."""
        return frozenset[str]().union(*(meaning.own for meaning in self.meanings))

    @property
    def codes_near(self) -> frozenset[str]:
        """The occupations to whose licence a name in the text is near."""
        return frozenset[str]().union(*(meaning.near for meaning in self.meanings))

    def is_of(self, code: str) -> bool:
        """Say whether a name in the text is that of the occupation's licence."""
        return any(code in meaning.own for meaning in self.meanings)

    def is_near(self, code: str) -> bool:
        """Say whether a name in the text is near the occupation's licence."""
        return any(code in meaning.near for meaning in self.meanings)


class LicenceNames:
    """Every name of every licence, with the occupations it belongs to."""

    def __init__(
        self,
        names: Iterable[tuple[str, str]] = (),
        near: Iterable[tuple[str, str]] = (),
        *,
        bodies: Iterable[tuple[str, str]] = (),
        professions: Iterable[tuple[str, str]] = (),
        driving: Mapping[str, frozenset[str]] | None = None,
    ) -> None:
        """Take pairs of a name and an O*NET-SOC code.

        `bodies` are those that register people, `professions` what these are called: who speaks of being registered
        with or as one of them names the licence too. `driving` are the codes by the category of a driving licence.
        """
        own_codes, near_codes = _by_words(names), _by_words(near)
        self._meanings: Mapping[Words, Meaning] = {
            words: Meaning(own=frozenset(own_codes.get(words, ())), near=frozenset(near_codes.get(words, ())))
            for words in own_codes.keys() | near_codes.keys()
        }
        self._bodies, self._professions = _by_words(bodies), _by_words(professions)
        self._driving = driving
        self._longest = max(map(len, (*self._meanings, *self._bodies, *self._professions)), default=0)
        self._remembered = lru_cache(REMEMBERED)(self._named_in)

    def named_in(self, text: str) -> Named:
        """Return the licences named in `text`.

        Where names overlap the longest counts, the word "licence" aside: "dental hygienist licence" names no
        dentist's licence.
        """
        return self._remembered(text)

    def _named_in(self, text: str) -> Named:
        words = licence_words(text)
        found = {
            (start, end): sum(word != LICENCE_WORD for word in words[start:end])
            for start, end in self._spans(len(words))
            if words[start:end] in self._meanings
        }
        if not found:
            return self._loosely_named(text, words)
        kept = [span for span in found if not any(_overlaps(span, o) and found[o] > found[span] for o in found)]
        inside = {place for start, end in kept for place in range(start, end)}
        return Named(
            meanings=tuple(self._meanings[words[start:end]] for start, end in kept),
            other_words=frozenset(word for place, word in enumerate(words) if place not in inside),
        )

    def _loosely_named(self, text: str, words: Words) -> Named:
        """Return what registration is spoken of, or what licence to drive, where no licence is called by its name."""
        others = frozenset(words)
        if codes := self._registered(words):
            return Named(meanings=(Meaning(own=codes),), other_words=others, loosely=True)
        categories = driving_categories(fold_letters(text)) if self._driving is not None else None
        if self._driving is None or categories is None:
            return Named(meanings=(), other_words=others)
        codes = frozenset[str]().union(*(self._driving.get(each, frozenset()) for each in categories))
        return Named(meanings=(Meaning(own=codes),), other_words=others, loosely=True, drives=True)

    def _registered(self, words: Words) -> frozenset[str]:
        numbered = is_numbered(words)
        if not numbered and not says_registered(words):
            return frozenset()
        spans = [words[start:end] for start, end in self._spans(len(words))]
        by, of = (
            frozenset[str]().union(*(known.get(span, ()) for span in spans))
            for known in (self._bodies, self._professions)
        )
        return by & of or by or of

    def _spans(self, length: int) -> Iterator[tuple[int, int]]:
        for start in range(length):
            for end in range(start + 1, min(length, start + self._longest) + 1):
                yield start, end


@lru_cache(REMEMBERED)
def licence_words(text: str) -> Words:
    """Return the words by which names of licences are compared; every form of "licensed" is "licence"."""
    return tuple(_ALIKE.get(word, word) for word in fold(without_accents(text)).split() if word not in _FILLING)


def _by_words(names: Iterable[tuple[str, str]]) -> dict[Words, set[str]]:
    codes: defaultdict[Words, set[str]] = defaultdict(set)
    for name, code in names:
        if words := licence_words(name):
            codes[words].add(code)
    return codes


def _overlaps(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
