"""What is a rule? Conditions over facts, the effects that follow, and why: frozen values, next to no behaviour."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from services.recommender.paths import PathKind
from services.recommender.rulebook.rule_source import RuleSource
from services.recommender.rulebook.vocabulary import FactField, Subject, Value


class Comparison(StrEnum):
    """The closed set of comparisons. None but `equals: unknown` and `known` ever matches a value that is unknown."""

    EQUALS = "equals"
    NOT_EQUALS = "not_equals"
    ANY_OF = "any_of"
    NONE_OF = "none_of"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    KNOWN = "known"


#: How a comparison reads in a sentence.
IN_WORDS = {
    Comparison.EQUALS: "is",
    Comparison.NOT_EQUALS: "is not",
    Comparison.ANY_OF: "is one of",
    Comparison.NONE_OF: "is none of",
    Comparison.AT_LEAST: "is at least",
    Comparison.AT_MOST: "is at most",
    Comparison.MORE_THAN: "is more than",
    Comparison.LESS_THAN: "is less than",
}


#: The same of a fact that may be several words at once.
OF_SEVERAL = {
    Comparison.EQUALS: "includes",
    Comparison.NOT_EQUALS: "does not include",
    Comparison.ANY_OF: "includes one of",
    Comparison.NONE_OF: "includes none of",
}

#: The comparisons that ask what a fact is not.
NEGATIONS = frozenset({Comparison.NOT_EQUALS, Comparison.NONE_OF})


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One comparison of one fact with a literal: a number, a word, a tuple of words, or a bool for `known`."""

    field: FactField
    comparison: Comparison
    literal: int | str | bool | tuple[str, ...]

    def __hash__(self) -> int:
        # Kept, since a field is hashed member by member and the checks of rules ask for it a million times.
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.field.full_name, self.comparison, self.literal))

    def __str__(self) -> str:
        if self.comparison is Comparison.KNOWN:
            return f"{self.field.full_name} is {'known' if self.literal else 'unknown'}"
        literal = ", ".join(self.literal) if isinstance(self.literal, tuple) else str(self.literal)
        words = OF_SEVERAL if self.field.several else IN_WORDS
        return f"{self.field.full_name} {words[self.comparison]} {literal}"


#: One way for a rule to fire: all of its conditions hold. A rule without `any` has exactly one.
Branch = tuple[Condition, ...]


class Dimension(StrEnum):
    """What a point speaks for."""

    RELEVANCE = "relevance"
    RECOGNITION = "recognition"
    APPLIED_SKILL = "applied_skill"
    FEASIBILITY = "feasibility"
    CURRENCY = "currency"
    STACKING = "stacking"
    PURPOSE = "purpose"


@dataclass(frozen=True, kw_only=True)
class Conclude:
    """State a finding that later rules may build on."""

    finding: str


@dataclass(frozen=True, kw_only=True)
class PointStep:
    """From this value of the fact on, so many points, up to the next step."""

    start: int
    points: int


@dataclass(frozen=True, kw_only=True)
class GradedPoints:
    """Points by the value of one number, in steps from the lowest to the highest."""

    by: FactField
    steps: tuple[PointStep, ...]

    def at(self, value: Value) -> int:
        """Return the points at `value`: those of the last step that begins there or below, 0 where none does."""
        points = 0
        if isinstance(value, int):
            for step in self.steps:
                if step.start > value:
                    break
                points = step.points
        return points


@dataclass(frozen=True, kw_only=True)
class Weigh:
    """Add whole points on one dimension, to `path` or, without one, to the candidate or path that matched."""

    dimension: Dimension
    points: int | GradedPoints
    path: PathKind | None = None

    def points_at(self, facts: Mapping[str, Value]) -> int:
        """Return what it gives where `facts` hold: the same everywhere, or the points of the step that is reached."""
        if isinstance(self.points, GradedPoints):
            return self.points.at(facts.get(self.points.by.full_name))
        return self.points


@dataclass(frozen=True, kw_only=True)
class RuleOut:
    """Take `path`, or the candidate or path that matched, out of the running."""

    path: PathKind | None = None


@dataclass(frozen=True, kw_only=True)
class Caution:
    """Attach a caution, by its code in cautions.yaml, to `path`, to what matched, or to the whole decision."""

    code: str
    path: PathKind | None = None


@dataclass(frozen=True, kw_only=True)
class Ask:
    """Put a question to ask before enrolling, by its code in questions.yaml."""

    code: str
    path: PathKind | None = None


Effect = Conclude | Weigh | RuleOut | Caution | Ask


class Stage(StrEnum):
    """The rulesets in the order they run; a rule's stage follows from what it speaks of."""

    FINDINGS = "findings"
    CREDENTIALS = "credentials"
    PATHS = "paths"


#: Which facts beside the learner's a stage's rules may speak of.
SUBJECT_AT = {Stage.FINDINGS: Subject.DECISION, Stage.CREDENTIALS: Subject.CANDIDATE, Stage.PATHS: Subject.PATH}


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One piece of advice. `id` is "chapter/name" and never changes; `because` is what the learner reads.

    Where it fires on a subject, the rules named in `instead_of` do not count for that subject, nor do those that they
    stand in for. `adds_to` names rules that it always comes with, when it gives a reason of its own; nothing follows
    from that but that nobody takes the two for one reason counted twice.
    """

    id: str
    title: str
    rationale: str
    sources: tuple[RuleSource, ...]
    branches: tuple[Branch, ...]
    effects: tuple[Effect, ...]
    because: str
    stage: Stage
    file: str
    instead_of: tuple[str, ...] = ()
    adds_to: tuple[str, ...] = ()

    @cached_property
    def distinct_effects(self) -> tuple[Effect, ...]:
        """Its effects, each once: what is said twice counts once."""
        return tuple(dict.fromkeys(self.effects))

    @property
    def chapter(self) -> str:
        return self.id.partition("/")[0]

    def conditions(self) -> Iterator[Condition]:
        """Yield every condition of every branch."""
        for branch in self.branches:
            yield from branch

    def findings_used(self) -> frozenset[str]:
        return frozenset(c.field.name for c in self.conditions() if c.field.group == "finding")

    def weighs(self) -> Iterator[Weigh]:
        """Yield its effects that give or take points."""
        return (effect for effect in self.effects if isinstance(effect, Weigh))

    def points_at(self, facts: Mapping[str, Value]) -> int:
        """Return what all its weighs give together where `facts` hold."""
        return sum(weigh.points_at(facts) for weigh in self.weighs())

    def findings_concluded(self) -> frozenset[str]:
        return frozenset(effect.finding for effect in self.effects if isinstance(effect, Conclude))


class Firing(NamedTuple):
    """A rule fired on a subject: a candidate's id, a path's kind, or "" for the whole decision.

    A tuple, since hundreds are made and sorted for every learner.
    """

    rule: str
    subject: str = ""


def firings(rules_on: Mapping[str, Iterable[str]]) -> tuple[Firing, ...]:
    """Return the firings of the rules on each subject, sorted."""
    return tuple(sorted([Firing(rule, subject) for subject, rules in rules_on.items() for rule in rules]))
