"""What does a change of the rules do to one decision? The verdict that turns, the ranks that move, the rules behind it.

Two decisions for one learner are boiled down to a Comparison, which is small enough to be sent between processes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from services.recommender.decision.decision import Decision
from services.recommender.paths import PathKind
from services.recommender.recommendation.codes import VerdictStanding
from services.recommender.rulebook.rule import Rule


@dataclass(frozen=True, kw_only=True)
class DecidedOutcome:
    """What one decision came to: the verdict, and the ids of the credentials shown, best first."""

    path: PathKind
    margin: int | None
    standing: VerdictStanding
    shown: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ComparedLearner:
    """One learner, decided by the old and by the new rules. `rules` are those among the changed that had a say.

    `line` is where the profile stands in its file, from 1.
    """

    line: int
    learner_id: str
    field_title: str
    old: DecidedOutcome
    new: DecidedOutcome
    rules: frozenset[str]

    @property
    def turned(self) -> bool:
        """Whether the verdict is another path."""
        return self.old.path is not self.new.path

    @property
    def top_changed(self) -> bool:
        """Whether another credential stands first, or none does any more."""
        return self.old.shown[:1] != self.new.shown[:1]

    @property
    def moves(self) -> tuple[int, ...]:
        """How many ranks each credential that is shown by both moved."""
        places = {identity: place for place, identity in enumerate(self.new.shown)}
        return tuple(abs(places[each] - place) for place, each in enumerate(self.old.shown) if each in places)

    @property
    def force(self) -> tuple[bool, int, int, int]:
        """How telling an example this is: verdicts that turned between clear margins first, then moved ranks."""
        margins = sum(outcome.margin or 0 for outcome in (self.old, self.new))
        strangers = len(set(self.old.shown) ^ set(self.new.shown))
        return self.turned, margins if self.turned else 0, strangers + sum(self.moves), -self.line


@dataclass(frozen=True, kw_only=True)
class ChangedRules:
    """How two rulebooks differ, by rule id. `reworded` rules decide as before and say it otherwise."""

    added: frozenset[str]
    removed: frozenset[str]
    changed: frozenset[str]
    reworded: frozenset[str]

    @property
    def deciding(self) -> frozenset[str]:
        """The rules that can change a decision."""
        return self.added | self.removed | self.changed


def changed_rules(old: Mapping[str, Rule], new: Mapping[str, Rule]) -> ChangedRules:
    """Return how the rules of two rulebooks differ; where their files lie makes no difference."""
    both = old.keys() & new.keys()
    changed = {name for name in both if _what_it_does(old[name]) != _what_it_does(new[name])}
    return ChangedRules(
        added=frozenset(new.keys() - old.keys()),
        removed=frozenset(old.keys() - new.keys()),
        changed=frozenset(changed),
        reworded=frozenset(name for name in both - changed if old[name].because != new[name].because),
    )


def _what_it_does(rule: Rule) -> object:
    return rule.branches, rule.effects, rule.instead_of


def compare(line: int, old: Decision, new: Decision, deciding: frozenset[str]) -> ComparedLearner:
    """Compare two decisions for the learner on a `line`, by rulebooks that differ in the rules `deciding`."""
    return ComparedLearner(
        line=line,
        learner_id=old.situation.profile.learner_id,
        field_title=old.situation.field_title,
        old=_outcome(old),
        new=_outcome(new),
        rules=frozenset(chain(_rules_heard(old), _rules_heard(new))) & deciding,
    )


def _outcome(decision: Decision) -> DecidedOutcome:
    return DecidedOutcome(
        path=decision.verdict.path,
        margin=decision.verdict.margin,
        standing=decision.verdict.standing,
        shown=tuple(judged.credential.id for judged, _ in decision.ranking.shown),
    )


def _rules_heard(decision: Decision) -> Iterator[str]:
    """Yield every rule that concluded, weighed, ruled out or remarked anything in the decision."""
    yield from (firing.rule for firing in decision.concluded)
    for said in (*decision.paths.said.values(), decision.paths.overall, *(judged.said for judged in decision.judged)):
        yield from (contribution.rule for contribution in said.contributions)
        yield from (exclusion.rule for exclusion in said.exclusions)
        yield from (remark.rule for remark in (*said.cautions, *said.questions))
