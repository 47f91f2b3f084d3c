"""What does a decision rest on, however much time and money there is? Read once for profiles that differ by no more.

Most of the changes that are tried for a learner, and half of the questions that are put, are about hours, a deadline or
a budget. What words mean, what is held, which credentials are worth a look and what these would do is the same then.
"""

import dataclasses
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from services.recommender.decision.candidates import Candidates, select_candidates
from services.recommender.decision.facts.candidate.calculator import FitCalculator
from services.recommender.decision.facts.candidate.price_limits import PriceFacts
from services.recommender.decision.facts.candidate.skills import SkillsCompared
from services.recommender.decision.facts.candidate.time_limits import TimeFacts
from services.recommender.decision.facts.field import FieldFacts, field_facts
from services.recommender.decision.facts.holdings.held import HeldFacts, held_facts, lapsed_beyond_catalogue
from services.recommender.decision.facts.learner import LearnerFacts, learner_facts
from services.recommender.decision.facts.path import PathFacts
from services.recommender.decision.facts.role import RoleFacts, role_facts
from services.recommender.decision.facts.usual_way import paths_behind
from services.recommender.decision.kept.candidate import Candidate
from services.recommender.decision.ranking.other_trades import of_other_trades
from services.recommender.decision.ranking.worth_a_place import Worth
from services.recommender.knowledge.known import Knowledge
from services.recommender.learner import Budget, Profile
from services.recommender.paths import PathKind
from services.recommender.situation.measures.durations import InTime
from services.recommender.situation.place import place_of
from services.recommender.situation.requirements import interchangeable_steps
from services.recommender.situation.role.role_skills import skills_in
from services.recommender.situation.situation import Situation

#: The members of a profile that say what time and money there is, and all the others.
_MEANS = {"hours_per_week", "deadline", "budget"}
_ALL_ELSE = attrgetter(*(each.name for each in dataclasses.fields(Profile) if each.name not in _MEANS))

#: Hours a week and the deadline: what the times of candidates rest on beside the ground.
Pace = tuple[int | None, date | None]

#: The candidates that are looked at together, in their order.
Ids = tuple[str, ...]

#: What the facts of a path rest on beside the ground: the path, the days that it typically takes and whether these are
#: left, its open candidates with their scores and whether each is worth a place, and whether advisers name it in vain.
PathOn = tuple[PathKind, int | None, InTime, tuple[tuple[str, int, bool], ...], bool]


@dataclass(frozen=True, kw_only=True)
class WorkedOut:
    """What was worked out on one ground, by what it rests on beside the ground.

    The candidates, and their time and money, by their ids; the facts of paths, of those without candidates by the days
    left; and who is worth a place, by how the candidates were weighed.
    """

    candidates: dict[Ids, list[Candidate]] = dataclasses.field(default_factory=dict)
    times: dict[tuple[Pace, Ids], list[TimeFacts]] = dataclasses.field(default_factory=dict)
    prices: dict[tuple[Budget | None, Ids], list[PriceFacts]] = dataclasses.field(default_factory=dict)
    paths: dict[PathOn, PathFacts] = dataclasses.field(default_factory=dict)
    empty_paths: dict[tuple[PathKind, int | None], PathFacts] = dataclasses.field(default_factory=dict)
    worth: dict[tuple[int, ...], Worth] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Ground:
    """A situation of which time and money do not matter, what is true in it, and the candidates in it.

    That of any time and money will do, so grounds are equal that were read for another.

    `missing` are the skills that the learner lacks; `interchangeable` are steps toward the goal of which another one
    would do; `other_trades` are candidates meant for other work; `behind` are the paths that lie behind the learner;
    `lapsed_beyond` counts by path what has lapsed that the catalogue does not know.
    """

    situation: Situation = dataclasses.field(compare=False)
    learner: LearnerFacts
    held: HeldFacts
    field: FieldFacts
    role: RoleFacts
    candidates: Candidates
    missing: frozenset[str]
    interchangeable: frozenset[str]
    other_trades: frozenset[str]
    behind: frozenset[PathKind]
    lapsed_beyond: Mapping[PathKind, int]
    calculator: FitCalculator = dataclasses.field(compare=False)
    worked_out: WorkedOut = dataclasses.field(default_factory=WorkedOut, init=False, compare=False, repr=False)


def ground_of(situation: Situation, knowledge: Knowledge, skills: SkillsCompared) -> Ground:
    """Return the ground of `situation`, in which `skills` are compared."""
    candidates, known = select_candidates(situation, knowledge.catalogue), knowledge.catalogue.credentials
    return Ground(
        situation=situation,
        learner=learner_facts(situation, knowledge),
        held=held_facts(situation, knowledge),
        field=field_facts(situation),
        role=role_facts(situation),
        candidates=candidates,
        missing=skills_in((*situation.gap, *situation.preferred_gap)),
        interchangeable=interchangeable_steps(situation.aim.requirement) if situation.aim else frozenset(),
        other_trades=of_other_trades(situation, (known[one] for one in candidates.shortlist)),
        behind=paths_behind(situation),
        lapsed_beyond=lapsed_beyond_catalogue(situation, knowledge),
        calculator=FitCalculator.of(situation, knowledge.catalogue.credentials, knowledge.bodies, skills),
    )


def whatever_the_means(profile: Profile) -> Hashable:
    """Return what profiles have in common that differ by time and money alone: all else, and the place.

    The currency of a budget says in which country somebody is who does not say it.
    """
    return _ALL_ELSE(profile), place_of(profile)
