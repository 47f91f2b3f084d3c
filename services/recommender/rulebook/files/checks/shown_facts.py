"""May a sentence show a fact that is unknown, nothing, or one of what it names in the plural, where its rule fires?

Codes are looked at too: what a caution or a question shows must be known wherever a rule uses it.
"""

import re
from collections.abc import Iterable, Iterator

from services.recommender.rulebook.files.checks.what_follows import Consequences, may_be
from services.recommender.rulebook.files.code_words import Wording
from services.recommender.rulebook.files.rule_file import PLACEHOLDER
from services.recommender.rulebook.problems import Problem
from services.recommender.rulebook.rule import Ask, Caution, Rule
from services.recommender.rulebook.vocabulary import UNKNOWN, FactField, Kind, Subject, Value, Vocabulary

#: A fact behind a colon, where nothing reads as well as something: "years so far: 0".
_BEHIND_A_COLON = re.compile(r":\s*\{([^{}]*)\}")

#: A number in front of what it counts, which is called otherwise where it is one: "{credential.hours} hours".
_COUNTED = re.compile(r"\{([^{}]*)\} (?:\w+ )?(?!is\b|as\b|its\b|has\b|was\b|this\b)[a-z]+s\b")

#: The word of a choice that stands for nothing.
NOTHING = "none"


def check_shown(
    rules: Iterable[Rule], wording: Wording, vocabulary: Vocabulary, consequences: Consequences
) -> Iterator[Problem]:
    """Yield a problem per fact in a sentence that need not have anything to show."""
    for rule in rules:
        for member, text in _texts(rule, wording):
            listed = frozenset(_BEHIND_A_COLON.findall(text))
            for name in dict.fromkeys(PLACEHOLDER.findall(text)):
                field = vocabulary.get(name)
                empty = _empty_in(rule, field, consequences) if field else frozenset()
                if fault := _fault(empty, name, listed=name in listed):
                    yield Problem(file=rule.file, line=0, rule=rule.id, member=member, sentence=fault)
            for name in dict.fromkeys(_COUNTED.findall(text)):
                if (field := vocabulary.get(name)) and 1 in _may_be(rule, field, consequences, {1}):
                    sentence = f'shows {name} before a plural, and it may be 1 here; show it behind a colon: "hours: 1"'
                    yield Problem(file=rule.file, line=0, rule=rule.id, member=member, sentence=sentence)


def _texts(rule: Rule, wording: Wording) -> Iterator[tuple[str, str]]:
    yield "because", rule.because
    for index, effect in enumerate(rule.effects):
        match effect:
            case Caution(code=code):
                yield f"then.{index}.caution", wording.cautions.get(code, "")
            case Ask(code=code):
                yield f"then.{index}.ask", wording.questions.get(code, "")


def _empty_in(rule: Rule, field: FactField, consequences: Consequences) -> frozenset[Value]:
    """Return which values with nothing to show a fact may have where the rule fires."""
    return _may_be(rule, field, consequences, {None, 0} if field.kind is Kind.NUMBER else {None, UNKNOWN, NOTHING})


def _may_be(rule: Rule, field: FactField, consequences: Consequences, values: set[Value]) -> frozenset[Value]:
    """Return which of `values` a fact may have where the rule fires."""
    found: set[Value] = set()
    for branch in rule.branches:
        for way in consequences.ways(branch):
            if field.subject is Subject.DECISION or any(one.field.subject is field.subject for one in branch):
                found |= may_be(field, way, [0, 1]) & values
    return frozenset(found)


def _fault(empty: frozenset[Value], name: str, *, listed: bool) -> str | None:
    if empty & {None, UNKNOWN}:
        return f"shows {name}, which may be unknown here; let when ask that it is known, or leave it out"
    if empty and not listed:
        word = "0" if 0 in empty else NOTHING
        return (
            f'shows {name}, which may be {word} here; show it behind a colon, as in "hours: {word}", or keep that out'
        )
    return None
