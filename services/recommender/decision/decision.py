"""What has been decided, before it is written down."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.recommender.decision.facts.field import FieldFacts
from services.recommender.decision.facts.learner import LearnerFacts
from services.recommender.decision.facts.path import PathFacts
from services.recommender.decision.facts.together import Facts
from services.recommender.decision.judged import Judged
from services.recommender.decision.kept.ground import Ground
from services.recommender.decision.ranking.ranking import Ranking
from services.recommender.decision.scoring import Remark, Tally, once
from services.recommender.decision.verdict import Verdict
from services.recommender.paths import PathKind
from services.recommender.planning.planning import StackPlan
from services.recommender.rulebook.rule import Firing
from services.recommender.situation.situation import Situation


@dataclass(frozen=True, kw_only=True)
class PathsJudged:
    """What the rules said of each path and of the decision as a whole, and the facts the paths were judged by."""

    said: Mapping[PathKind, Tally]
    overall: Tally
    facts: Mapping[PathKind, PathFacts]


@dataclass(frozen=True, kw_only=True)
class Decision:
    """Everything that was found, judged and ranked for one learner. `shared` are the facts of the whole decision."""

    situation: Situation
    ground: Ground
    shared: Facts
    concluded: tuple[Firing, ...]
    judged: tuple[Judged, ...]
    paths: PathsJudged
    verdict: Verdict
    ranking: Ranking
    stack_plan: StackPlan | None = None

    @property
    def learner(self) -> LearnerFacts:
        return self.ground.learner

    @property
    def field(self) -> FieldFacts:
        return self.ground.field

    @property
    def beyond(self) -> tuple[str, ...]:
        """The candidates beyond the shortlist that are named."""
        return self.ground.candidates.beyond

    @property
    def beyond_count(self) -> int:
        """How many there are beyond the shortlist in all."""
        return self.ground.candidates.beyond_count

    @property
    def cautions(self) -> tuple[Remark, ...]:
        """What to mind: what is said of the path advised, then of the decision as a whole; the same once."""
        return once((*self._advised.cautions, *self.paths.overall.cautions))

    @property
    def questions(self) -> tuple[Remark, ...]:
        """What to ask before enrolling, in the order of `cautions`."""
        return once((*self._advised.questions, *self.paths.overall.questions))

    @property
    def _advised(self) -> Tally:
        return self.paths.said[self.verdict.path]
