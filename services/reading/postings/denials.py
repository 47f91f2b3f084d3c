"""What does a clause not ask for? "No SQL needed", "kein Muss", "SQL, not Python", "Java rather than C#"."""

import re
from collections.abc import Iterator
from functools import cache

from services.reading.postings.word_lists import pattern_of

#: So many words may stand between "no" and "needed".
_MOST_BETWEEN = 5

#: Words that add nothing to one that says how much something is asked for: "but not strictly a must".
_BESIDE = re.compile(
    r"\b(?:a|an|the|is|are|it|this|that|would|be|but|strictly|absolutely|also|and|only|really|aber|jedoch|ist|sind|das|"
    r"dies|ware|auch|nur|ein|eine|sehr|zwingend|unbedingt|mais|est|c|ce|serait|un|une|pas|non|pero|es|seria|no|not)\b"
)

#: A list that ends in "or" is denied as a whole: "not Java, C# or PHP".
_LISTED = re.compile(r"[^,;()]{1,30}(?:,[^,;()]{1,30})*,?\s(?:or|nor|oder|ou|o|ni|noch)\s[^,;()]{1,30}")


def negations(text: str) -> Iterator[tuple[int, int]]:
    """Yield where plain `text` says that the stretch around is not asked for."""
    shown = _shown(text)
    for words in (pattern_of("negated"), _apart()):
        for found in words.finditer(shown):
            yield found.start(), found.end()


def left_out(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of plain `text` that name what is meant in contrast to what is asked for."""
    shown = _shown(text)
    for found in (*_contrast().finditer(shown), *pattern_of("instead").finditer(shown)):
        listed = _LISTED.fullmatch(shown, found.end())
        comma = shown.find(",", found.end())
        yield found.start(), len(text) if listed or comma < 0 else comma


def says_only_how_much(text: str) -> bool:
    """Say whether plain `text` names nothing, and says how much what stands before it is asked for."""
    without, cues = text, 0
    for words in (pattern_of("welcome"), pattern_of("negated"), _apart()):
        without, found = words.subn(" ", without)
        cues += found
    return cues > 0 and re.search(r"\w", _BESIDE.sub(" ", without)) is None and not _names_between(text)


def _names_between(text: str) -> bool:
    """Say whether a thing stands inside what denies it: "no SQL needed"."""
    return any(re.search(r"\w", _BESIDE.sub(" ", found["between"] or "")) for found in _apart().finditer(text))


def _shown(text: str) -> str:
    """Return `text` with blanks where a word only looks like a denial: "not only SQL"."""
    return pattern_of("no_negation").sub(lambda found: " " * len(found[0]), text)


@cache
def _apart() -> re.Pattern[str]:
    """Return what finds "no ... needed" and "müssen ... nicht", with what stands between them."""
    between = rf"(?P<between>(?:[\s/]+[\w.+#]+){{0,{_MOST_BETWEEN}}}?)[\s/]+"
    no, need = pattern_of("negator").pattern, pattern_of("need").pattern
    german = r"(?<!\w)(?:muss|mussen|musst|brauch\w*|benotig\w*|erwarte\w*|verlange\w*|setzen|fordern)(?!\w)"
    behind = between.replace("between", "within") + r"(?<!\w)(?:nicht|kein\w*)(?!\w)"
    return re.compile(rf"{no}{between}{need}|{german}{behind}")


@cache
def _contrast() -> re.Pattern[str]:
    """Return what finds "not" where a stretch begins with it, or behind "and"."""
    words = pattern_of("not_behind").pattern
    return re.compile(rf"(?:^|(?<=[,(])|(?<=\band)|(?<=\bund)|(?<=\bet)|(?<=\by))\s*{words}(?=\s+[\w.])")
