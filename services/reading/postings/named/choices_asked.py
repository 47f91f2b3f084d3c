"""Which things that a clause names are asked for all at once, and of which does one suffice? "Bash and/or Python"."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from services.reading.postings.named.mentions import Mention
from services.reading.postings.word_lists import plain

_OR = r"(?:and\s?/\s?or|und\s?/\s?oder|et\s?/\s?ou|y\s?/\s?o|or|oder|ou|o|u|bzw\.?|/|\||sowie oder)"
_AND = r"(?:and|und|et|y|e|sowie|as well as|plus|&|\+|both|mit|with)"

#: Words of no meaning of their own that may stand between two names.
_FILLING = (
    r"(?:(?:a|an|the|in|with|of|similar|der|die|das|den|dem|mit|von|le|la|les|l|el|los|en|de|d|either|also|"
    r"knowledge|experience|kenntnisse|erfahrung|connaissances?|conocimientos?|experiencia)\s+)*"
)

_ONE_OR = re.compile(rf"\s*,?\s*{_OR}\s*{_FILLING}")
_ONE_AND = re.compile(rf"\s*,?\s*{_AND}\s+{_FILLING}|\s*&\s*")
_COMMA = re.compile(rf"\s*[,/]\s*{_FILLING}")

#: Before a list they say that one of it suffices.
_ANY = re.compile(
    r"(?:one of|one or more of|any of|either|such as|e\.g\.,?|e\. ?g\.,?|for example|like|eine[rm]? der|z\. ?b\.|wie|"
    r"wie z\. ?b\.|beispielsweise|l une? des|par exemple|tel(?:le)?s? que|comme|p\. ?ej\.|por ejemplo|como|alguno de|"
    r"alguna de|una? de)\s*(?:the following|folgenden|suivants?|siguientes)?\s*:?\s*[(]?\s*$"
)

#: Behind a list they say that something like it would do as well.
_LIKE_IT = (
    r"similar|equivalent|comparable|related|other|ahnlich\w*|vergleichbar\w*|gleichwertig\w*|similaires?|equivalent\w*|"
    r"autres?|parecid\w+|similares?|equivalente\w*"
)
_OPEN_END = re.compile(rf"\s*,?\s*{_OR}\s+(?:an?\s+|eine?\w*\s+|une?\s+)?(?:\w+\s+)?(?:{_LIKE_IT})|\s*,?\s*etc")


def choices(mentions: Iterable[Mention], text: str, offset: int) -> Iterator[tuple[Mention, ...]]:
    """Yield the mentions of a clause, in their places, as choices: everything yielded is asked for.

    Parted by commas, what stands before "or" belongs to its choice. `text` is the clause and begins at `offset`.
    """
    folded = plain(text)
    ordered = sorted(mentions, key=lambda one: one.start)
    for run in _runs(ordered, folded, offset):
        gaps = [_gap(one, other, folded, offset) for one, other in pairwise(run)]
        for choice in _split(run, gaps, folded, offset):
            # "CPA or CPA candidate" is one thing.
            yield tuple({one.id or one.label.casefold(): one for one in reversed(choice)}.values())[::-1]


def _gap(one: Mention, other: Mention, folded: str, offset: int) -> str:
    return folded[one.end - offset : other.start - offset]


def _runs(ordered: list[Mention], folded: str, offset: int) -> Iterator[list[Mention]]:
    """Yield the mentions that nothing but commas and joining words parts."""
    run: list[Mention] = []
    for one in ordered:
        joined = run and any(
            words.fullmatch(_gap(run[-1], one, folded, offset)) for words in (_ONE_OR, _ONE_AND, _COMMA)
        )
        if run and not joined:
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _split(run: list[Mention], gaps: list[str], folded: str, offset: int) -> Iterator[tuple[Mention, ...]]:
    if len(run) > 1 and _is_one_choice(run, gaps, folded, offset):
        yield tuple(run)
        return
    choice = [run[0]]
    for one, gap in zip(run[1:], gaps, strict=True):
        if _ONE_OR.fullmatch(gap):
            choice.append(one)
        else:
            yield tuple(choice)
            choice = [one]
    yield tuple(choice)


def _is_one_choice(run: list[Mention], gaps: list[str], folded: str, offset: int) -> bool:
    """Say whether one of all suffices: "one of A, B and C", "A, B or C", "(A, B, or similar)", examples in brackets."""
    before, behind = folded[: run[0].start - offset], folded[run[-1].end - offset :]
    if _ANY.search(before):
        return True
    if any(_ONE_AND.fullmatch(gap) for gap in gaps):
        return False
    in_brackets = before.rstrip().endswith("(") and behind.lstrip().startswith(")")
    return bool(_ONE_OR.fullmatch(gaps[-1]) or _OPEN_END.match(behind) or in_brackets)
