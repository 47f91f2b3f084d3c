"""Which skills are near to one another? What names a narrower kind of the same thing, in words or by ESCO's tree.

Near is "troubleshoot" to "perform ICT troubleshooting", and "computer programming" to "Python". Each pair is (the wider
one, the narrower one). Whoever has one of the two has not got the other: it is only a part of the way.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from services.recommender.knowledge.skills import SkillIndex
from services.recommender.names.skills.skill_words import fold, without_brackets
from tools.build_data.sources.european.esco import EscoSkill, Narrower

#: What ESCO's skills begin with and what adds nothing to them: "perform ICT troubleshooting".
_DOING = frozenset({"perform", "use", "apply", "conduct", "provide", "execute", "undertake", "implement", "do"})

#: In labels with such words what comes last is not what is spoken of: "leadership in nursing".
_JOINING = frozenset(
    {"of", "and", "or", "in", "to", "for", "with", "on", "by", "from", "at", "the", "a", "an", "as", "into", "about"}
    | {"using", "within", "against", "during", "through", "s"}
)

#: A name that says so many words more is another thing.
_MOST_WORDS_MORE = 2

#: What has more kinds than this, by the words alone or by ESCO's tree of doings, is near to nothing: "use databases".
MOST_KINDS = 20

#: Letters in which words of one family agree: troubleshoot and troubleshooting.
_BEGINNING = 5

Pair = tuple[str, str]


def near_pairs(index: SkillIndex, skills: Iterable[EscoSkill], tree: Iterable[Narrower]) -> tuple[Pair, ...]:
    """Return the pairs of skills that are near, each as (wider, narrower), sorted."""
    knowledge = {f"esco:{skill.uuid}": skill.of_knowledge for skill in skills}
    branches = [pair for pair in map(_pair, tree) if knowledge.keys() >= set(pair)]
    fields = {pair for pair in branches if all(knowledge[one] for one in pair)}
    doings = {pair for pair in branches if pair not in fields and _tells(index, pair[0]) & _tells(index, pair[1])}
    worded = {(wider, skill) for skill in index for wider in _wider(skill, index, doing=not knowledge.get(skill, True))}
    return tuple(sorted(fields | _few(doings) | _few(worded)))


def _pair(narrower: Narrower) -> Pair:
    return f"esco:{narrower.wider}", f"esco:{narrower.skill}"


def _few(pairs: set[Pair]) -> set[Pair]:
    kinds = Counter(wider for wider, _ in pairs)
    return {pair for pair in pairs if kinds[pair[0]] <= MOST_KINDS}


def _wider(skill: str, index: SkillIndex, *, doing: bool) -> Iterator[str]:
    """Yield the skills whose name is what that of `skill` ends with, or, of a `doing`, the verb it begins with."""
    words = fold(without_brackets(index.label(skill))).split()
    if _JOINING & set(words):
        return
    plain = doing and words[0] in _DOING
    if doing and not plain and len(words) <= _MOST_WORDS_MORE + 1:
        yield from _named_by_verb(skill, words[0], index)
    if doing and not plain:
        return
    words = words[1:] if plain else words
    for more in range(0 if plain else 1, min(_MOST_WORDS_MORE, len(words) - 1) + 1):
        found = index.named(" ".join(words[more:]))
        if found and found != skill and _stands_in(words[-1], index.label(found)):
            yield found
            return


def _named_by_verb(skill: str, verb: str, index: SkillIndex) -> Iterator[str]:
    for key in (verb, f"{verb}ing", f"{verb.removesuffix('e')}ing"):
        found = index.named(key)
        label = index.label(found) if found else ""
        # A name in capitals is a tool's or a language's: "Polish", "HARVEST".
        if found and found != skill and label.islower() and " " not in label and _begins(verb) == _begins(label):
            yield found


def _stands_in(word: str, label: str) -> bool:
    """Say whether the label has the word, or one or more of it: "security" is not in "securities"."""
    return not {word, f"{word}s", word.removesuffix("s"), word.removesuffix("ing")}.isdisjoint(fold(label).split())


def _tells(index: SkillIndex, skill: str) -> frozenset[str]:
    words = fold(index.label(skill)).split()
    return frozenset(_begins(word) for word in words if word not in _DOING and word not in _JOINING)


def _begins(word: str) -> str:
    return word[:_BEGINNING]
