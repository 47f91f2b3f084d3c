"""What do the fired rules add up to? The score is the sum of the contributions listed beside it, and nothing else."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from services.recommender.paths import PathKind
from services.recommender.rulebook.files.code_words import fill_in
from services.recommender.rulebook.files.rulebook import Rulebook
from services.recommender.rulebook.rule import (
    Ask,
    Caution,
    Conclude,
    Dimension,
    Effect,
    Firing,
    GradedPoints,
    RuleOut,
    Weigh,
    firings,
)
from services.recommender.rulebook.vocabulary import Value


class Contribution(NamedTuple):
    """Points that one rule gave or took on one dimension, and why, in words for the learner.

    A tuple, since hundreds are made for every learner.
    """

    rule: str
    dimension: Dimension
    points: int
    because: str


@dataclass(frozen=True, kw_only=True)
class Remark:
    """A caution or a question: its code, its sentence, and the rule that put it with its reason."""

    code: str
    text: str
    rule: str
    because: str


@dataclass(frozen=True, kw_only=True)
class Exclusion:
    """A rule took this out of the running, and why."""

    rule: str
    because: str


@dataclass(frozen=True, kw_only=True)
class Tally:
    """Everything the rules said of one candidate, of one path, or of the decision as a whole."""

    contributions: tuple[Contribution, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    cautions: tuple[Remark, ...] = ()
    questions: tuple[Remark, ...] = ()

    @cached_property
    def score(self) -> int:
        return sum(contribution.points for contribution in self.contributions)

    def by_dimension(self) -> dict[Dimension, int]:
        """Return the points per dimension; dimensions that no rule touched are left out."""
        totals: dict[Dimension, int] = {}
        for contribution in self.contributions:
            totals[contribution.dimension] = totals.get(contribution.dimension, 0) + contribution.points
        return totals


#: The subject of what is said of the decision as a whole.
OVERALL = ""


#: What was tallied without words, by the rules that count on each subject: the effects that are graded, each with its
#: subject, and what it came to by the points of these.
Tallied = dict[
    tuple[tuple[str, tuple[str, ...]], ...],
    tuple[tuple[tuple[Weigh, str], ...], dict[tuple[int, ...], Mapping[str, Tally]]],
]

FactsOf = Callable[[str], Mapping[str, Value]]


def tally_untold(
    rules_on: Mapping[str, tuple[str, ...]], rulebook: Rulebook, facts_of: FactsOf, tallied: Tallied
) -> Mapping[str, Tally]:
    """Add up as `tally` does without words; the same is added up once and kept in `tallied`."""
    key = tuple(rules_on.items())
    kept = tallied.get(key)
    if kept is None:
        graded = tuple(
            (weigh, subject)
            for subject, rules in key
            for rule in rules
            for weigh in rulebook.rules[rule].weighs()
            if isinstance(weigh.points, GradedPoints)
        )
        kept = tallied[key] = (graded, {})
    graded, by_points = kept
    points = tuple([weigh.points_at(facts_of(subject)) for weigh, subject in graded])
    said = by_points.get(points)
    if said is None:
        said = by_points[points] = tally(firings(rules_on), rulebook, facts_of, in_words=False)
    return said


def tally(fired: Iterable[Firing], rulebook: Rulebook, facts_of: FactsOf, *, in_words: bool = True) -> dict[str, Tally]:
    """Add up what `fired` per subject: a candidate's id, a path's kind, or OVERALL.

    `facts_of` returns the facts that `because` may show for a subject. An effect that names a path falls on that path,
    once however many subjects its rule fired on. Without `in_words` reasons and sentences are left empty.
    """

    def fill(words: str, subject: str) -> str:
        return fill_in(words, facts_of(subject), rulebook.vocabulary) if in_words and words else ""

    said: dict[str, dict[tuple[str, int], tuple[Effect, Firing]]] = {}
    for firing in fired:
        rule = rulebook.rules[firing.rule]
        for place, effect in enumerate(rule.distinct_effects):
            named: PathKind | None = None if isinstance(effect, Conclude) else effect.path
            subject = named.value if named else firing.subject
            said.setdefault(subject, {}).setdefault((firing.rule, place), (effect, firing))
    return {
        subject: _tally_one(effects.values(), rulebook, fill, facts_of) for subject, effects in sorted(said.items())
    }


def _tally_one(
    effects: Iterable[tuple[Effect, Firing]],
    rulebook: Rulebook,
    fill: Callable[[str, str], str],
    facts_of: Callable[[str], Mapping[str, Value]],
) -> Tally:
    contributions: list[Contribution] = []
    exclusions: list[Exclusion] = []
    cautions: list[Remark] = []
    questions: list[Remark] = []
    for effect, firing in effects:
        rule = rulebook.rules[firing.rule]
        because = fill(rule.because, firing.subject)
        match effect:
            case Weigh(dimension=dimension):
                points = effect.points_at(facts_of(firing.subject))
                contributions.append(Contribution(rule=rule.id, dimension=dimension, points=points, because=because))
            case RuleOut():
                exclusions.append(Exclusion(rule=rule.id, because=because))
            case Caution(code=code):
                words = fill(rulebook.wording.cautions[code], firing.subject)
                cautions.append(Remark(code=code, text=words, rule=rule.id, because=because))
            case Ask(code=code):
                words = fill(rulebook.wording.questions[code], firing.subject)
                questions.append(Remark(code=code, text=words, rule=rule.id, because=because))
    return Tally(
        contributions=tuple(contributions),
        exclusions=tuple(exclusions),
        cautions=once(cautions),
        questions=once(questions),
    )


def once(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Keep the first of remarks with the same code: two rules may put the same question."""
    first: dict[str, Remark] = {}
    for remark in remarks:
        first.setdefault(remark.code, remark)
    return tuple(first.values())
