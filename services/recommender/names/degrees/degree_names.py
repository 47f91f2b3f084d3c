"""Which level of education does the name of a degree stand for? "B.Tech", "High School Diploma", "PhD candidate".

The usual names of the English-speaking world, and of its neighbours as they stand in résumés; their words are in
degree_words. Pure. A level is never read higher than the name says for certain.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial

from services.recommender.names.degrees import degree_ends as ends
from services.recommender.names.degrees import degree_lookalikes as lookalikes
from services.recommender.names.degrees import degree_words as words
from services.recommender.scales import EducationLevel

_RANK = {level: rank for rank, level in enumerate(EducationLevel)}
_OF_SHORT_FORM = {form: level for level, forms in words.SHORT_FORMS.items() for form in forms.split()}
_OF_CAPITALS = {form: level for level, forms in words.IN_CAPITALS.items() for form in forms.split()}

#: What is one word where its letters stand apart; "A.B.D." is all but dissertation.
_TOGETHER = frozenset({*_OF_SHORT_FORM, *_OF_CAPITALS, "abd"})

#: Letters of one short form that stand apart: "Ph. D.", "A. A. S.", "LL. B", "B Tech".
_APART = re.compile(
    r"\b(?:(?:[A-Z]|[A-Za-z]{1,5}(?=\.)|[Pp][Hh]|Pharm|LL|MB|PG|Psy|Ed|Grad|Cert|Dip)(?:\.[\s-]?|\s|-))+[A-Za-z]{1,6}\b\.?"
)
_SEPARATOR = re.compile(r"\s[-\u2010-\u2015]+\s|[,;:|()\[\]\u2013\u2014]|(?<!Dipl)(?<!DIPL)\.(?:\s|$)")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?'?|\|")
_YEAR = re.compile(r"(?<!\d)(?:20|21)\d\d(?!\d)")


@dataclass(frozen=True)
class DegreeName:
    """What the name of a degree says: its level, and whether it says that the degree is under way or was given up."""

    level: EducationLevel
    under_way: bool = False
    given_up: bool = False


@dataclass(frozen=True)
class _Part:
    """What stands between two commas or brackets: the levels it names, and whether they were completed."""

    levels: tuple[EducationLevel, ...]
    under_way: bool
    given_up: bool


def read_degree_names(text: str, this_year: int) -> tuple[DegreeName, ...]:
    """Return what `text` names: the highest level completed, then the highest under way, and given up.

    Nobody completes a degree before the lower one that is not done: what stands at or above such a level is not
    completed either. A year after `this_year` says that the degree beside it is under way.
    """
    parts = _joined_to_their_degrees(list(_parts(_plain(text), this_year)))
    undone = [level for part in parts if part.under_way or part.given_up for level in part.levels]
    bound = min((_RANK[level] for level in undone), default=len(_RANK))
    done = [level for part in parts for level in part.levels if _RANK[level] < bound]
    under_way = [level for part in parts if part.under_way for level in part.levels]
    given_up = [level for part in parts if part.given_up for level in part.levels]
    names = []
    if done:
        names.append(DegreeName(_highest(done)))
    if under_way:
        names.append(DegreeName(_highest(under_way), under_way=True))
    if given_up:
        names.append(DegreeName(_highest(given_up), given_up=True))
    return tuple(names)


def lower_degrees_named(text: str, than: EducationLevel) -> tuple[EducationLevel, ...]:
    """Return the degrees lower `than` one that stand beside it: of "Bachelor's and Master's", the bachelor's."""
    plain = _without_what_only_sounds_like_it(_plain(text))
    named = {level for level, called in words.STEPS if _holds(called, plain)}
    named |= {level for part in plain.split("|") for level in _levels_of_short_forms(part, capitals=True, alone=False)}
    return tuple(level for level, _ in words.STEPS if level in named and _RANK[level] < _RANK[than])


def names_no_level(text: str) -> bool:
    """Tell whether `text` speaks of a degree without saying which: "Degree", "Graduation", "University"."""
    return _holds(words.LEVEL_UNNAMED, _plain(text))


def names_vary(text: str) -> bool:
    """Tell whether `text` names what countries understand differently: "Diploma", "Licenciatura", "Meister"."""
    return _holds(words.VARYING, _plain(text))


def said_beside(text: str) -> DegreeName | None:
    """Return what another member than the name says of a degree's end; its level is not known."""
    plain = _plain(text)
    given_up, under_way = _holds(ends.BESIDE_GIVEN_UP, plain), _holds(ends.BESIDE_UNDER_WAY, plain)
    if not given_up and not under_way:
        return None
    return DegreeName(EducationLevel.UNKNOWN, under_way=not given_up, given_up=given_up)


def _highest(levels: list[EducationLevel]) -> EducationLevel:
    return max(levels, key=_RANK.__getitem__)


def _parts(plain: str, this_year: int) -> Iterator[_Part]:
    """Yield the parts of a text, each with the levels it names for itself."""
    text = _without_what_only_sounds_like_it(plain)
    certificate, alone = _holds(words.OF_A_CERTIFICATE, text), len(text.split()) == 1
    levels: tuple[EducationLevel, ...] = ()
    for place, part in enumerate(text.split("|")):
        no_degree = certificate and (place > 0 or _holds(words.OF_A_CERTIFICATE, part))
        no_degree |= place > 1 and not levels and part.strip().casefold() in words.STATES
        levels = (*_levels_in_words(part), *_levels_of_short_forms(part, capitals=not no_degree, alone=alone))
        given_up = _holds(ends.GIVEN_UP, part)
        to_come = any(int(year) > this_year for year in _YEAR.findall(part))
        yield _Part(levels, not given_up and (to_come or _holds(ends.UNDER_WAY, part)), given_up)


def _joined_to_their_degrees(parts: list[_Part]) -> list[_Part]:
    """Return the parts that name a level; what another says of an end belongs to the one before it, or to the first."""
    joined: list[_Part] = []
    before = _Part((), under_way=False, given_up=False)
    for part in parts:
        if not part.levels and joined:
            joined[-1] = _with_the_end_of(joined[-1], part)
        elif part.levels:
            joined.append(part if joined else _with_the_end_of(part, before))
        else:
            before = _with_the_end_of(before, part)
    return joined


def _with_the_end_of(part: _Part, other: _Part) -> _Part:
    given_up = part.given_up or other.given_up
    return _Part(part.levels, not given_up and (part.under_way or other.under_way), given_up)


def _levels_in_words(part: str) -> list[EducationLevel]:
    return [level for level, pattern in words.IN_WORDS if _holds(pattern, part)][:1]


def _levels_of_short_forms(part: str, *, capitals: bool, alone: bool) -> list[EducationLevel]:
    """Return the levels of all short forms; those that mean more things as well only with `capitals`."""
    tokens = part.split()
    found = []
    for place, token in enumerate(tokens):
        form = token.casefold()
        telling = alone or (sum(letter.isupper() for letter in token) > 1 and capitals)
        if telling and place and form in words.ENGLISH_WORDS and part.isupper():
            continue
        level = _OF_SHORT_FORM.get(form) or (_OF_CAPITALS.get(form) if telling else None)
        if level is not None:
            found.append(level)
    return found


def _without_what_only_sounds_like_it(plain: str) -> str:
    """Return the text in which what holds the words of a degree and is none stands as what it is."""
    for instead, pattern in lookalikes.INSTEAD:
        plain = _anywhere(pattern).sub(partial(_put, instead), plain)
    return _levels_by_number(plain)


def _put(instead: str, found: re.Match[str]) -> str:
    """Return `instead` and the bars of what was found, so that the parts stay as many."""
    return f"{instead} {'|' * found[0].count('|')}"


def _levels_by_number(plain: str) -> str:
    """Return the text in which "NVQ Level 3" and its like stand as the level of education they are."""
    number = _in_a_part(lookalikes.LEVEL_BY_NUMBER).search(plain)
    long = _holds(lookalikes.LEVELLED, plain)
    if (
        number is None
        or _holds(lookalikes.OTHER_FRAMEWORKS, plain)
        or not (long or _holds(lookalikes.LEVELLED_SHORT, plain))
    ):
        return _in_a_part(lookalikes.VOCATIONAL_UNNAMED).sub(" ", plain)
    instead = lookalikes.INSTEAD_OF_LEVEL.get(number[1].casefold(), "")
    if not long:
        instead = "" if instead == "secondary" else instead and "certificate"
    without = _in_a_part(f"{lookalikes.LEVELLED}\n{lookalikes.LEVELLED_SHORT}").sub(" ", plain.replace(number[0], " "))
    return f"{instead} {without}"


def _plain(text: str) -> str:
    """Return words with single spaces and a bar between parts; letters of one short form stand together, in capitals.

    Apostrophes stay; hyphens, slashes and the rest part words.
    """
    apart = _SEPARATOR.sub(" | ", _APART.sub(_together, text.replace("\u2019", "'")))
    return " ".join(_WORD.findall(apart)).strip("| ")


def _together(found: re.Match[str]) -> str:
    """Return the letters of a short form together, wherever one begins in what was found."""
    letters = re.findall(r"[A-Za-z]+", found[0])
    for first in range(len(letters) - 1):
        for last in range(len(letters), first + 1, -1):
            form = "".join(letters[first:last])
            if form.casefold() in _TOGETHER:
                return " ".join([*letters[:first], form.upper(), *letters[last:]])
    return found[0]


@cache
def _in_a_part(pattern: str) -> re.Pattern[str]:
    """Return the alternatives of a table as whole words; a line that ends in a bar goes on in the next."""
    alternatives = "|".join(line.strip() for line in pattern.strip().splitlines()).replace("||", "|")
    return re.compile(rf"(?<![^\W_])(?:{alternatives})(?![^\W_])", re.IGNORECASE)


@cache
def _anywhere(pattern: str) -> re.Pattern[str]:
    """Return the pattern with commas and brackets allowed in each gap."""
    lines = "\n".join(line.strip() for line in pattern.strip().splitlines())
    return _in_a_part(re.sub(" (\\??)", lambda gap: "[ |]*" if gap[1] else "[ |]+", lines))


def _holds(pattern: str, part: str) -> bool:
    return _in_a_part(pattern).search(part.strip()) is not None
