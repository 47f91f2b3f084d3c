"""What does a change of the rules do to a body of learners? Comparisons counted as they come in, in any order."""

from collections import Counter
from dataclasses import dataclass, field
from statistics import median

from services.authoring.rule_changes.rule_change_effect import ComparedLearner
from services.recommender.paths import PathKind
from services.recommender.recommendation.codes import VerdictStanding

#: Examples kept: the most telling ones.
EXAMPLES = 5


@dataclass(kw_only=True)
class Effect:
    """How often one changed rule had a say, and how often where the verdict turned or another credential came first."""

    decisions: int = 0
    turned: int = 0
    top_changed: int = 0


#: From which path to which a verdict turned.
Turn = tuple[PathKind, PathKind]


@dataclass(kw_only=True)
class Comparisons:
    """Many comparisons. `margins` are those before and after each verdict that turned, where there was another path.

    `turned_otherwise` counts the verdicts that turned although no changed rule had a say: by a declared culture.
    """

    decisions: int = 0
    turns: Counter[Turn] = field(default_factory=Counter)
    margins: dict[Turn, tuple[list[int], list[int]]] = field(default_factory=dict)
    turned_otherwise: int = 0
    standings: Counter[tuple[VerdictStanding, VerdictStanding]] = field(default_factory=Counter)
    top_changed: int = 0
    lists_changed: int = 0
    moved: int = 0
    ranks_moved: int = 0
    ranks_compared: int = 0
    rules: dict[str, Effect] = field(default_factory=dict)
    examples: list[ComparedLearner] = field(default_factory=list)

    def add(self, one: ComparedLearner) -> None:
        """Count one comparison."""
        self.decisions += 1
        if one.turned:
            turn = (one.old.path, one.new.path)
            self.turns[turn] += 1
            before, after = self.margins.setdefault(turn, ([], []))
            before += [one.old.margin] if one.old.margin is not None else []
            after += [one.new.margin] if one.new.margin is not None else []
            self.turned_otherwise += not one.rules
        elif one.old.standing is not one.new.standing:
            self.standings[one.old.standing, one.new.standing] += 1
        self._add_ranks(one)
        for rule in one.rules:
            effect = self.rules.setdefault(rule, Effect())
            effect.decisions += 1
            effect.turned += one.turned
            effect.top_changed += one.top_changed
        if one.turned or one.old.shown != one.new.shown:
            self.examples = sorted([*self.examples, one], key=lambda each: each.force, reverse=True)[:EXAMPLES]

    def _add_ranks(self, one: ComparedLearner) -> None:
        moves = one.moves
        self.top_changed += one.top_changed
        self.lists_changed += one.old.shown != one.new.shown
        self.moved += any(moves)
        self.ranks_moved += sum(moves)
        self.ranks_compared += len(moves)

    @property
    def turned(self) -> int:
        return self.turns.total()

    def median_margins(self, turn: Turn) -> tuple[float | None, float | None]:
        """Return the median lead, in points, that the old and the new verdict have where they turned so."""
        before, after = self.margins[turn]
        return median(before) if before else None, median(after) if after else None

    @property
    def mean_move(self) -> float:
        """The mean of how many ranks a credential moved that is shown by both."""
        return self.ranks_moved / self.ranks_compared if self.ranks_compared else 0.0
