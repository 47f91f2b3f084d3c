"""What is wrong between rules that are each sound by themselves, and with what a single one means?"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from services.recommender.rulebook.files.code_words import Wording
from services.recommender.rulebook.files.rule_file import PLACEHOLDER
from services.recommender.rulebook.files.satisfiability import check_findings, check_solvable, implies
from services.recommender.rulebook.problems import Problem
from services.recommender.rulebook.rule import Ask, Caution, Effect, Rule, Weigh
from services.recommender.rulebook.vocabulary import SUBJECT_OF, Group, Subject, suggestion

#: Where a source can be read; anything else is not an address a reader can follow.
ADDRESS = re.compile(r"https?://\S+")


def check_each(rules: Iterable[Rule], wording: Wording) -> list[Problem]:
    """Return what no single member of a rule shows: codes without words, conditions that cannot hold, doubles.

    Lines are left at 0; the caller knows the files.
    """
    rules = list(rules)
    return [
        *_codes_without_words(rules, wording),
        *_same_rules(rules),
        *check_solvable(rules),
        *(problem for rule in rules for problem in (*_said_twice(rule), *_unshowable(rule), *_addresses(rule))),
    ]


def check_whole(rules: Iterable[Rule], wording: Wording, folder: str) -> list[Problem]:
    """Return what only all rules together show: words without use, findings that cannot be reached.

    With a rule missing the answer would be wrong. `folder` is how messages call the rules folder.
    """
    rules = list(rules)
    return [*_words_without_use(rules, wording, folder), *check_findings(rules)]


def _codes_without_words(rules: list[Rule], wording: Wording) -> Iterator[Problem]:
    for rule in rules:
        for index, effect in enumerate(rule.effects):
            match effect:
                case Caution(code=code):
                    name, file, texts = "caution", "cautions.yaml", wording.cautions
                case Ask(code=code):
                    name, file, texts = "ask", "questions.yaml", wording.questions
                case _:
                    continue
            if code not in texts and file not in wording.unread:
                sentence = f'"{code}" has no sentence in {file}{suggestion(code, texts)}'
                yield _problem(rule, f"then.{index}.{name}", sentence)


def _words_without_use(rules: list[Rule], wording: Wording, folder: str) -> Iterator[Problem]:
    used = {effect.code for rule in rules for effect in rule.effects if isinstance(effect, Caution | Ask)}
    for file, texts in (("cautions.yaml", wording.cautions), ("questions.yaml", wording.questions)):
        for code in sorted(set(texts) - used):
            sentence = "no rule uses this code; remove it"
            yield Problem(file=f"{folder}/{file}", line=0, rule="", member=code, sentence=sentence)


def _same_rules(rules: list[Rule]) -> Iterator[Problem]:
    """Two rules under the same conditions with the same effects, whatever the order and the points, are one rule."""
    alike: dict[object, list[Rule]] = {}
    for rule in rules:
        looked_at = frozenset(frozenset(condition.field for condition in branch) for branch in rule.branches)
        shape = (looked_at, frozenset(_without_points(effect) for effect in rule.effects))
        alike.setdefault(shape, []).append(rule)
    for group in alike.values():
        for rule in group:
            twins = [other for other in group if other is not rule and _same_conditions(rule, other)]
            if twins:
                names = ", ".join(other.id for other in twins)
                but = "" if all(set(other.effects) == set(rule.effects) for other in twins) else ", but for the points"
                yield _problem(rule, "", f"has the same conditions and effects as {names}{but}; keep one")


def _same_conditions(rule: Rule, other: Rule) -> bool:
    return all(any(implies(branch, its) for its in other.branches) for branch in rule.branches) and all(
        any(implies(its, branch) for branch in rule.branches) for its in other.branches
    )


def _without_points(effect: Effect) -> Effect:
    return replace(effect, points=0) if isinstance(effect, Weigh) else effect


def _said_twice(rule: Rule) -> Iterator[Problem]:
    shapes = [_without_points(effect) for effect in rule.effects]
    for index, shape in enumerate(shapes):
        if shape in shapes[:index]:
            first = shapes.index(shape)
            yield _problem(rule, f"then.{index}", f"does what then.{first} does already; keep one, with all the points")


def _unshowable(rule: Rule) -> Iterator[Problem]:
    """Facts that `because` names but the rule does not see would reach the learner as "unknown"."""
    if "{" in (rest := PLACEHOLDER.sub("", rule.because)) or "}" in rest:
        yield _problem(rule, "because", "has a brace without its partner; a fact is shown by its name in braces")
    seen = {Subject.DECISION, *(condition.field.subject for condition in rule.conditions())}
    for name in PLACEHOLDER.findall(rule.because):
        subject = SUBJECT_OF[Group(name.partition(".")[0])]
        if subject not in seen:
            sentence = f"shows {name}, but no condition looks at a {subject}; the learner would read unknown"
            yield _problem(rule, "because", sentence)


def _addresses(rule: Rule) -> Iterator[Problem]:
    for index, source in enumerate(rule.sources):
        if source.address is not None and not ADDRESS.fullmatch(source.address):
            yield _problem(rule, f"sources.{index}.address", "must begin with https:// and hold no space")


def _problem(rule: Rule, member: str, sentence: str) -> Problem:
    return Problem(file=rule.file, line=0, rule=rule.id, member=member, sentence=sentence)
