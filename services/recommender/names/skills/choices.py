"""What do the words of a posting ask for: one thing, several, or one of several? Parts "A or B", "A, B and C", "A/B".

Many names hold such words and signs themselves (PL/SQL, CI/CD, research and development), so that nothing is parted
that is a name as a whole, and nothing into parts that are no names.
"""

import re
from collections.abc import Callable, Iterator

from services.recommender.names.skills.skill_words import fold

#: What is asked for all at once, each part by the words of which one suffices.
Asked = tuple[tuple[str, ...], ...]

#: Says whether words name something that is known: a skill, or a credential.
IsName = Callable[[str], bool]

_AND = re.compile(r"\s*,?\s+(?:and|as well as|plus|und|sowie|och|oraz)\s+|\s*&\s*|\s*;\s*", re.IGNORECASE)
_OR = re.compile(
    r"\s*,?\s+(?:(?:and|und|och|et|en|y|e)\s*/\s*(?:or|oder|eller|ou|of|o)|or|oder|bzw\.?|eller|ou|lub|albo)\s+",
    re.IGNORECASE,
)

#: The Dutch, Spanish and Italian "or" are words of other languages too, and part what is a name on both sides only.
_OR_BETWEEN_NAMES = re.compile(r"\s+(?:of|o|u)\s+")
_COMMA = re.compile(r"\s*,\s*")
_SLASH = re.compile(r"\s*[/|]\s*")

#: Behind these words stand examples, any of which will do: "BI tools such as Tableau, Power BI".
_EXAMPLES = re.compile(
    r"^(?P<kind>.+?)(?:\s+such as\s+|\s+like\s+|\s*\(\s*|\s+(?=e\.?g\.?|for example))"
    r"(?:(?:e\.?\s?g\.?|for example|such as|i\.?\s?e\.?)[,:]?\s+)?(?P<list>[^()]+)\)?$",
    re.IGNORECASE,
)

#: What opens a choice without being part of it.
_OPENING = re.compile(r"^(?:either|both|one of|any of)\s+", re.IGNORECASE)

#: What leaves a list open and names nothing by itself: "or equivalent", "or similar tools", "etc.".
_OPEN_END = re.compile(
    r"^(?:an?\s+)?(?:equivalent|equal|similar|comparable|related|other|others|another|etc)\b[\w\s.]*$", re.IGNORECASE
)

#: Two words for one thing; where "and" stands between them nothing is parted.
_ONE_THING = re.compile(
    r"\b(research|health|terms|food|mergers|profit|supply|search|heating|arts|trial|time|policies|diversity|equity)"
    r"\s+(?:and|&)\s+(?=(?:development|safety|conditions|beverage|acquisitions|loss|demand|rescue|cooling|crafts|error|"
    r"materials|procedures|inclusion)\b)",
    re.IGNORECASE,
)
_HELD_TOGETHER = "\x00"


def asked_for(text: str, is_name: IsName) -> Asked:
    """Return what `text` asks for: everything that stands there, each as the words of which one suffices.

    Text that cannot be parted into names is one thing as it stands. "A, B or C" is one of three, "A, B and C" is three,
    "A/B" is either.
    """
    whole: Asked = ((text,),)
    if (choice := _examples(text, is_name)) or is_name(text):
        return (choice,) if choice else whole
    sides = _OR_BETWEEN_NAMES.split(text)
    if len(sides) > 1 and all(map(is_name, sides)):
        return (tuple(sides),)
    together = _ONE_THING.sub(lambda match: f"{match[1]}{_HELD_TOGETHER}", _OPENING.sub("", text))
    parts = [part.strip() for part in _AND.split(together) if part.strip()]
    asked = tuple(tuple(choice) for part in parts for choice in _listed(part, is_name))
    asked = tuple(choice for choice in asked if choice)
    asked = _completed(asked, is_name) if len(asked) > 1 else asked
    if not asked or not _is_told(asked, is_name):
        return whole
    return tuple(tuple(words.replace(_HELD_TOGETHER, " and ") for words in choice) for choice in asked)


def alternatives_in(text: str) -> tuple[str, ...]:
    """Return the sides of "A or B", "A, B or C" and "A/B"; none where nothing stands between two."""
    sides = [one.strip() for phrase in _OR.split(text) for part in _COMMA.split(phrase) for one in _SLASH.split(part)]
    return tuple(side for side in sides if side) if len(sides) > 1 else ()


def parts_of(text: str, is_name: IsName) -> tuple[str, ...]:
    """Return all that `text` names, whichever words join it: who says "Python/R" of themselves knows both."""
    parts = [words for choice in asked_for(text, is_name) for words in choice]
    sides = [words for part in parts for words in _SLASH.split(part) if words and is_name(words)]
    if not sides or any(map(is_name, parts)):
        return tuple(dict.fromkeys((*parts, *sides)))
    return tuple(dict.fromkeys(sides))


def _examples(text: str, is_name: IsName) -> tuple[str, ...]:
    """Return the kind of thing and its examples, where several are given: "BI tools (Tableau, Power BI)"."""
    given = _EXAMPLES.match(text)
    if given is None:
        return ()
    named = tuple(_alternatives(given["list"], is_name, listed=True))
    if not named[1:] or not all(map(is_name, named)):
        return ()
    return (given["kind"], *named) if is_name(given["kind"]) else named


def _listed(part: str, is_name: IsName) -> Iterator[tuple[str, ...]]:
    """Yield the choices that stand between two "and": one where "or" joins it, each by itself where commas do."""
    commas = _COMMA.split(part)
    if _OR.search(part) or (is_name(part) and not all(map(is_name, commas))):
        yield tuple(_alternatives(part, is_name, listed=True))
        return
    for one in commas:
        yield tuple(_alternatives(one, is_name, listed=False))


def _alternatives(part: str, is_name: IsName, *, listed: bool) -> Iterator[str]:
    """Yield the words of which one suffices; with `listed`, commas part them as well."""
    for phrase in _OR.split(part):
        for one in _COMMA.split(phrase) if listed and not is_name(phrase) else (phrase,):
            words = _OPENING.sub("", one.strip())
            sides = [side for side in _SLASH.split(words) if side]
            named = [is_name(side) and not side.isdigit() for side in sides]
            # Where each side is a phrase, one that is known shows that the slash parts two names.
            phrases = all(" " in side for side in sides)
            whole = is_name(words) or not (all(named) or (phrases and any(named)))
            for name in (words,) if whole else sides:
                if name and not _OPEN_END.match(name):
                    yield name


def _completed(asked: Asked, is_name: IsName) -> Asked:
    """Give parts what they share with the others: "Microsoft Word and Excel", "written and spoken communication"."""
    first, last = asked[0][0].split(), asked[-1][-1].split()

    def complete(words: str) -> str:
        ways = (words, f"{words} {last[-1]}", f"{first[0]} {words}")
        return next((way for way in ways if is_name(way)), words)

    return tuple(tuple(map(complete, choice)) for choice in asked)


def _is_told(asked: Asked, is_name: IsName) -> bool:
    """Say whether the parts are names: all of what is asked for together, and at least one of a single choice."""
    names = [[is_name(words.replace(_HELD_TOGETHER, " and ")) for words in choice] for choice in asked]
    if len(asked) == 1:
        return any(names[0])
    return all(all(choice) for choice in names) and len({fold(c) for choice in asked for c in choice}) > 1
