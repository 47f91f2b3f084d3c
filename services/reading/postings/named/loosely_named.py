"""Which skills does a text name in other forms of their words? "Solving business problems" is "solve problems".

A skill counts as named where the stems of all words of its label stand close together, and nothing parts them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from services.recommender.knowledge.skills import SkillIndex
from services.recommender.names.skills.skill_words import without_brackets

_WORD = re.compile(r"[A-Za-z][\w+#]*")

#: What parts two things that are asked for.
_PARTING = re.compile(r"[,;:.()!?/\n]|\s(?:and|or)\s")

#: Words that say nothing by themselves.
_SILENT = frozenset(
    {"a", "about", "an", "are", "as", "at", "be", "by", "for", "from", "in", "into", "is", "its", "of", "on", "our"}
    | {"the", "their", "through", "to", "use", "using", "with", "within", "your"}
)

#: English endings of one word's forms; what is left must be long enough to tell words apart.
_ENDINGS = re.compile(
    r"(?:ational|isation|ization|ations?|ements?|ments?|ings?|ities|ity|ies|ers?|ors?|ives?|ances?|ences?|als?|ed|es|s|e|y)$"
)
_SHORTEST_STEM = 4

#: A label of more words is a sentence, and so many other words may stand among those of a label.
_MOST_STEMS = 5
_MOST_BETWEEN = 1


@dataclass(frozen=True, kw_only=True)
class LooselyNamed:
    """A skill named from `start` to `end`, with `between` other words among those of its label."""

    skill: str
    start: int
    end: int
    between: int


def loosely_named(text: str, skills: SkillIndex) -> Iterator[LooselyNamed]:
    """Yield the skills whose label's words stand close together in English `text`, in any form and order."""
    labels = _labels(skills)
    begun = 0
    for end, following in [*((found.start(), found.end()) for found in _PARTING.finditer(text)), (len(text),) * 2]:
        yield from _in_part(text, begun, end, labels)
        begun = following


def says_as_much(words: str, label: str) -> bool:
    """Say whether all that one of two names says, the other says too, in some form of its words."""
    own, others = set(_stems(words)), set(_stems(without_brackets(label)))
    return own <= others or others <= own


def _in_part(
    text: str, begun: int, end: int, labels: Mapping[str, list[tuple[str, frozenset[str]]]]
) -> Iterator[LooselyNamed]:
    words = [found for found in _WORD.finditer(text, begun, end) if found[0].lower() not in _SILENT]
    stems = [_stem(found[0]) for found in words]
    present = frozenset(stems)
    for place, rarest in enumerate(stems):
        for skill, label in labels.get(rarest, ()):
            if not label <= present:
                continue
            near = [
                min((n for n, each in enumerate(stems) if each == stem), key=lambda n: abs(n - place)) for stem in label
            ]
            first, last = min(near), max(near)
            between = last - first + 1 - len(label)
            if between <= _MOST_BETWEEN:
                yield LooselyNamed(skill=skill, start=words[first].start(), end=words[last].end(), between=between)


@lru_cache(2)
def _labels(skills: SkillIndex) -> Mapping[str, list[tuple[str, frozenset[str]]]]:
    """Return the skills and the stems of their labels, by the stem that the fewest labels have."""
    read = [(skill, frozenset(_stems(without_brackets(skills.label(skill))))) for skill in skills]
    several = [
        (skill, stems) for skill, stems in read if 1 < len(stems) <= _MOST_STEMS and not skill.startswith("onet:")
    ]
    counts = Counter(stem for _, stems in several for stem in stems)
    found: defaultdict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    for skill, stems in several:
        found[min(sorted(stems), key=counts.__getitem__)].append((skill, stems))
    return found


def _stems(text: str) -> Iterator[str]:
    return (_stem(word) for word in _WORD.findall(text.replace("-", " ")) if word.lower() not in _SILENT)


def _stem(word: str) -> str:
    small = word.lower()
    ending = _ENDINGS.search(small, _SHORTEST_STEM)
    return small[: ending.start()] if ending else small
