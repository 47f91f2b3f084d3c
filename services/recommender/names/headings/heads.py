"""Which part of a headline may be the title, and what is beyond it? "Truck driver MC licence" begins with one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from services.recommender.names.headings.words import ENGLISH, Around, says_nothing, words_around
from services.recommender.names.job_titles.additions import only_additions
from services.recommender.names.job_titles.letters import fold_letters

#: The languages whose titles may have what is special before the noun: "AZ truck driver".
NOUN_LAST = frozenset({ENGLISH, "de", "nl", "sv"})

#: So many words of a headline are looked at.
MOST_WORDS = 12

#: What parts titles that stand beside one another.
_STROKE = re.compile(r"\s*(?:[/;&+|]|\s-\s)\s*")

#: A stroke between two words, and not before the ending of the other gender: "Enfermero/a".
_BETWEEN_WORDS = re.compile(r"/(?=\w{4})|(?<=\s)/|/(?=\s)")

#: Behind the title: a bracket, or a mark that ends it.
_ENDS = "([,;:/-\u2013\u2014|&+"

#: Short forms in capitals have at most so many letters: "6G", "EFZ", "DMLT".
_SHORT_FORM = 4


@dataclass(frozen=True, kw_only=True)
class Head:
    """The words that may be the title, at the beginning or the end of a headline, and those beyond it."""

    title: str
    beyond: tuple[str, ...]
    first: bool

    @property
    def short(self) -> bool:
        """Whether it is a single word."""
        return len(fold_letters(self.title).split()) == 1


def heads_of(title: str, *, first: bool) -> Iterator[Head]:
    """Yield what begins or ends a headline, the longest first, and never all of it."""
    words = _BETWEEN_WORDS.sub(" / ", title).split()[:MOST_WORDS]
    for count in range(len(words) - 1, 0, -1):
        inner, beyond = (words[:count], words[count:]) if first else (words[-count:], words[:-count])
        edge = inner[-1] if first else inner[0]
        if fold_letters(edge) and (bare := " ".join(inner).strip(" ,;:-\u2013\u2014|/&([")):
            yield Head(title=bare if "(" in bare else bare.rstrip(")]"), beyond=tuple(beyond), first=first)


def telling(head: Head, language: str) -> tuple[str, ...]:
    """Return the folded words beyond a title that may say what the work is: no short forms, grades and fillers."""
    licence = words_around(language)[Around.LICENCE] | words_around(ENGLISH)[Around.LICENCE]
    shouted = head.title.isupper()
    pieces = (piece.strip("()[],;:.") for each in head.beyond for piece in each.split("/"))
    written = (piece for piece in pieces if not _is_short_form(piece, shouted=shouted))
    words = (word for each in written for word in fold_letters(each).split())
    return tuple(
        word
        for word in words
        if not (word in licence or says_nothing(word, language) or only_additions(word, language))
    )


def names_a_setting(head: Head, language: str) -> bool:
    """Say whether what is beyond a title says where the work is: "in a nursing home", "im Rohrleitungsbau"."""
    return head.first and fold_letters(head.beyond[0]) in words_around(language)[Around.SETTING]


def names_another(head: Head, language: str) -> bool:
    """Say whether what is beyond a title is set beside it as another one may be: "Scrum Master / Agile coach"."""
    joins = words_around(language)[Around.JOINS] | words_around(ENGLISH)[Around.JOINS]
    return head.beyond[0][0] in "/&+|" or fold_letters(head.beyond[0]) in joins


def noun_beside(head: Head, language: str) -> str | None:
    """Return the last word of what follows a title without a mark: "assistant" of "dance teacher assistant".

    None where nothing does, or where the language has its nouns first.
    """
    joined = words_around(language)[Around.JOINS] | words_around(language)[Around.FILLER]
    beside: list[str] = []
    for word in head.beyond if head.first and language in NOUN_LAST else ():
        if word[0] in _ENDS or fold_letters(word) in joined:
            break
        beside.append(word)
        if word[-1] in _ENDS:
            break
    return beside[-1].strip(_ENDS) if beside else None


def joined_titles(title: str, language: str) -> tuple[str, ...]:
    """Return the titles that a headline may name beside one another; none where nothing joins any."""
    joins = words_around(language)[Around.JOINS] | words_around(ENGLISH)[Around.JOINS]
    marked = " ".join("/" if fold_letters(word) in joins else word for word in title.split())
    parts = tuple(each for each in (part.strip(" ,()") for part in _STROKE.split(marked)) if each)
    return parts if len(parts) > 1 else ()


def _is_short_form(word: str, *, shouted: bool) -> bool:
    letters = [each for each in word if each.isalpha()]
    if any(each.isdigit() for each in word) or not letters:
        return True
    return not shouted and word.isupper() and len(letters) <= _SHORT_FORM
