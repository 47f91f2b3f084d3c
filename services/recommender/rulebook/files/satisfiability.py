"""Can a rule fire at all, and does each of its conditions say something?

Conditions compare one fact with literals, so what a branch admits of a fact is decided by trying the values around its
literals: between two neighbouring literals nothing changes. No solver is needed, and no answer is a guess.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, combinations, product

from services.recommender.rulebook.engine.plain import holds
from services.recommender.rulebook.problems import Problem
from services.recommender.rulebook.rule import NEGATIONS, Branch, Comparison, Condition, Rule
from services.recommender.rulebook.vocabulary import (
    LARGEST_NUMBER,
    UNKNOWN,
    FactField,
    Group,
    Kind,
    Value,
    words_in,
    words_joined,
)

#: How many ways to reach a rule through its findings are tried before it is taken for reachable; findings that wait for
#: one another in a circle end here too.
MOST_WAYS = 200


def check_solvable(rules: Iterable[Rule]) -> list[Problem]:
    """Return a problem per condition that cannot hold, always holds or adds nothing, and per needless alternative."""
    return [problem for rule in rules for problem in (*_faulty_branches(rule), *_needless_alternatives(rule))]


def check_findings(rules: Iterable[Rule]) -> list[Problem]:
    """Return a problem per branch that waits for a finding which cannot hold where its other conditions do.

    `rules` must be all rules of the book; one that is missing might conclude what others wait for.
    """
    rules = list(rules)
    concluding: dict[str, list[Branch]] = {}
    for rule in rules:
        for finding in rule.findings_concluded():
            concluding.setdefault(finding, []).extend(rule.branches)
    problems = []
    for rule in rules:
        for number, branch in enumerate(rule.branches):
            if possible(branch) and not _reachable(branch, concluding, iter(range(MOST_WAYS))):
                names = " and ".join(f"finding.{name}" for name in findings_waited_for(branch))
                sentence = f"can never hold: where its other conditions do, no rule concludes {names}"
                problems.append(_problem(rule, number, sentence))
    return problems


def implies(one: Branch, other: Branch) -> bool:
    """Say whether `other` holds wherever `one` does."""
    # Most laws and rules share whole conditions, and what is one of those that hold needs no trying.
    held = frozenset(one)
    left = tuple(condition for condition in other if condition not in held)
    return all(
        admitted(field, own, (*own, *others)) <= admitted(field, others, (*own, *others))
        for field in fields_of(left)
        for own, others in ((conditions_on(field, one), conditions_on(field, left)),)
    )


def _faulty_branches(rule: Rule) -> Iterator[Problem]:
    for number, branch in enumerate(rule.branches):
        for field, fault in _faults_in(branch):
            yield _problem(rule, number, fault, f".{field.full_name}")


def _needless_alternatives(rule: Rule) -> Iterator[Problem]:
    """Yield alternatives that hold only where another one does; of two that say the same, the later one."""
    sound = [(number, branch) for number, branch in enumerate(rule.branches) if possible(branch)]
    for number, branch in sound:
        for other, its in sound:
            same = implies(its, branch)
            if number != other and implies(branch, its) and not (same and number < other):
                but = "holds wherever this one does" if not same else "says the same"
                yield _problem(rule, number, f"adds nothing, since alternative {other} {but}; remove it")
                break


def _faults_in(branch: Branch) -> Iterator[tuple[FactField, str]]:
    """Yield what is wrong with the conditions of one branch, fact by fact."""
    for field in fields_of(branch):
        own = conditions_on(field, branch)
        if not admitted(field, own, own):
            words = " and ".join(str(condition) for condition in own)
            never = "can never hold" if len(own) == 1 else "cannot hold together"
            yield field, f"{words} {never}; the rule would not fire"
            continue
        for index, condition in enumerate(own):
            others = own[:index] + own[index + 1 :]
            if admitted(field, (condition,), own) == admitted(field, (), own):
                yield field, f"{condition} always holds; remove it"
            # That the unknown stays out is said beside a negation, though it would all the same.
            elif condition.comparison is Comparison.KNOWN and any(o.comparison in NEGATIONS for o in others):
                continue
            # Of two that say the same, only the later one is at fault.
            elif others and admitted(field, others, own) <= admitted(field, (condition,), own):
                if any(admitted(field, (o,), own) == admitted(field, (condition,), own) for o in own[index + 1 :]):
                    continue
                words = " and ".join(str(other) for other in others)
                yield field, f"{condition} follows from {words}; remove it"


def _reachable(branch: Branch, concluding: Mapping[str, list[Branch]], tries: Iterator[int]) -> bool:
    """Say whether `branch` can hold when the findings it waits for are replaced by what concludes them."""
    if not possible(branch):
        return False
    waited = findings_waited_for(branch)
    if not waited:
        return True
    own = tuple(c for c in branch if not (c.field.group is Group.FINDING and c.field.name in waited))
    for chosen in product(*(concluding.get(name, []) for name in waited)):
        joined = own + tuple(condition for part in chosen for condition in part)
        if next(tries, None) is None or _reachable(joined, concluding, tries):
            return True
    return False


def possible(branch: Branch) -> bool:
    return all(admitted(field, conditions_on(field, branch), branch) for field in fields_of(branch))


def findings_waited_for(branch: Branch) -> tuple[str, ...]:
    """Return the findings that must have been concluded for `branch` to hold."""
    return tuple(
        field.name
        for field in fields_of(branch)
        if field.group is Group.FINDING and admitted(field, conditions_on(field, branch), branch) == {"yes"}
    )


def fields_of(branch: Branch) -> tuple[FactField, ...]:
    return tuple(dict.fromkeys(condition.field for condition in branch))


def conditions_on(field: FactField, branch: Branch) -> Branch:
    # By name, since whole fields take long to compare and no two have one name.
    name = field.full_name
    return tuple(condition for condition in branch if condition.field.full_name == name)


def admitted(field: FactField, conditions: Branch, around: Iterable[Condition]) -> frozenset[Value]:
    """Return which of the values that matter all `conditions` admit; `around` says which literals matter."""
    values = _values_that_matter(field, around)
    return frozenset(value for value in values if all(holds(condition, value) for condition in conditions))


def _values_that_matter(field: FactField, around: Iterable[Condition]) -> frozenset[Value]:
    if field.kind is Kind.TEXT:
        return frozenset({None, "some words"})
    if field.kind is Kind.CHOICE:
        return _joined(field, around) if field.several else frozenset(field.allowed)
    literals = {c.literal for c in conditions_on(field, tuple(around)) if type(c.literal) is int}
    near = {value + step for value in literals for step in (-1, 0, 1) if isinstance(value, int)}
    return frozenset({None, -LARGEST_NUMBER, LARGEST_NUMBER, *near} - {-LARGEST_NUMBER - 1, LARGEST_NUMBER + 1})


def _joined(field: FactField, around: Iterable[Condition]) -> frozenset[Value]:
    """Return every value of the words that conditions name, and one that they do not name, alone and together."""
    asked = {word for one in conditions_on(field, tuple(around)) for word in _asked(one)} - {UNKNOWN}
    words = [*sorted(asked), *[word for word in field.allowed if word not in asked | {UNKNOWN}][:1]]
    together = chain.from_iterable(combinations(words, size) for size in range(len(words) + 1))
    return frozenset(words_joined(one) for one in together)


def _asked(condition: Condition) -> tuple[str, ...]:
    return condition.literal if isinstance(condition.literal, tuple) else words_in(condition.literal)


def _problem(rule: Rule, number: int, sentence: str, fact: str = "") -> Problem:
    member = (f"when.any.{number}" if len(rule.branches) > 1 else "when") + fact
    return Problem(file=rule.file, line=0, rule=rule.id, member=member, sentence=sentence)
