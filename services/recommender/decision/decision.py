"""What has been decided, before it is written down."""

from dataclasses import dataclass
from functools import cached_property

from services.recommender.decision.facts.field import FieldFacts
from services.recommender.decision.facts.learner import LearnerFacts
from services.recommender.decision.facts.together import Facts
from services.recommender.decision.judged import Judged
from services.recommender.decision.kept.ground import Ground
from services.recommender.decision.kept.line_up import LineUp
from services.recommender.decision.paths_judged import PathsJudged
from services.recommender.decision.ranking.ranked import Ranked, Ranking
from services.recommender.decision.scoring import Remark, Tally, once
from services.recommender.decision.verdict import Verdict
from services.recommender.planning.planning import StackPlan
from services.recommender.rulebook.rule import Firing
from services.recommender.situation.situation import Situation


@dataclass(frozen=True, kw_only=True)
class Decision:
    """Everything that was found, judged and ranked for one learner. `shared` are the facts of the whole decision."""

    situation: Situation
    ground: Ground
    shared: Facts
    concluded: tuple[Firing, ...]
    line_up: LineUp
    paths: PathsJudged
    verdict: Verdict
    ranked: Ranked
    stack_plan: StackPlan | None = None

    @property
    def judged(self) -> tuple[Judged, ...]:
        """The candidates, each with all that was found about it."""
        return self.line_up.judged

    @cached_property
    def ranking(self) -> Ranking:
        """The same as `ranked`, of candidates with all that was found about them."""
        judged = {one.credential.id: one for one in self.judged}
        return Ranking(
            shown=tuple((judged[one.credential.id], role) for one, role in self.ranked.shown),
            left_out=tuple((judged[one.credential.id], why) for one, why in self.ranked.left_out),
        )

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
