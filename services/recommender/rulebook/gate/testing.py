"""Does each rule fire where its author says it does, and keep silent where it should?

Every case runs on the engine and on the plain evaluator; cases.py reads the cases.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from services.recommender.rulebook.engine import plain
from services.recommender.rulebook.engine.durable import Engine
from services.recommender.rulebook.engine.plain import FactSheet
from services.recommender.rulebook.problems import Problem
from services.recommender.rulebook.rule import SUBJECT_AT, Rule
from services.recommender.rulebook.vocabulary import SUBJECT_OF, Group, Subject, Value

#: What the one candidate or path of a test is called.
SUBJECT = "the one under test"


@dataclass(frozen=True, kw_only=True)
class Case:
    """One situation, whether the rule must fire in it and, where that is said, how many points it must give."""

    rule: Rule
    name: str
    facts: Mapping[str, Value]
    fires: bool
    file: str
    line: int
    points: int | None = None

    def sheet(self) -> FactSheet:
        shared = {name: value for name, value in self.facts.items() if _is_shared(name)}
        own = {name: value for name, value in self.facts.items() if name not in shared}
        if SUBJECT_AT[self.rule.stage] is Subject.DECISION:
            return FactSheet(shared=shared)
        return FactSheet(shared=shared, subjects={SUBJECT: own})


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What the engine and the plain evaluator made of a case."""

    case: Case
    engine_fired: bool
    plain_fired: bool

    @property
    def fired_rightly(self) -> bool:
        return self.engine_fired == self.plain_fired == self.case.fires

    @property
    def passed(self) -> bool:
        wanted = self.case.points
        return self.fired_rightly and (wanted is None or wanted == self.case.rule.points_at(self.case.facts))


def run_cases(cases: Iterable[Case]) -> Iterator[Outcome]:
    """Run each case on the engine, its rule compiled once, and on the plain evaluator."""
    by_rule: dict[str, list[Case]] = {}
    for case in cases:
        by_rule.setdefault(case.rule.id, []).append(case)
    for rule_id, own in by_rule.items():
        with Engine(rule_id, [own[0].rule]) as engine:
            for case in own:
                sheet = case.sheet()
                yield Outcome(
                    case=case,
                    engine_fired=bool(engine.fire(sheet)),
                    plain_fired=bool(plain.fire([case.rule], sheet)),
                )


def failures(cases: Iterable[Case]) -> list[Problem]:
    """Run the cases and return those that failed, said as problems of their files."""
    return [_failed(outcome) for outcome in run_cases(cases) if not outcome.passed]


def _failed(outcome: Outcome) -> Problem:
    case = outcome.case
    if outcome.fired_rightly:
        given = case.rule.points_at(case.facts)
        sentence = f'"{case.name}": the rule must give {case.points} points here, and gives {given}'
    else:
        sentence = f'"{case.name}": the rule must {"fire" if case.fires else "stay silent"} here, and does not'
    return Problem(file=case.file, line=case.line, rule=case.rule.id, member="", sentence=sentence)


def _is_shared(name: str) -> bool:
    return SUBJECT_OF[Group(name.partition(".")[0])] is Subject.DECISION
