"""Does each rule fire where its author says it does, and keep silent where it should?

Every case runs on the engine and on the plain evaluator; test_file.py reads the cases.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from services.recommender.rulebook.engine import plain
from services.recommender.rulebook.engine.durable import Engine
from services.recommender.rulebook.engine.plain import FactSheet
from services.recommender.rulebook.problems import Problem
from services.recommender.rulebook.rule import SUBJECT_AT, Condition, Rule
from services.recommender.rulebook.vocabulary import SUBJECT_OF, UNKNOWN, Group, Subject, Value

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

    @property
    def fault(self) -> str:
        """What is unexpected, and by which conditions; empty where the case passed."""
        if self.passed:
            return ""
        if self.engine_fired != self.plain_fired:
            fires, silent = ("engine", "plain evaluator") if self.engine_fired else ("plain evaluator", "engine")
            return f"by the {fires} it fires, by the {silent} it does not; that is no fault of the rule, so report it"
        if self.fired_rightly:
            given = self.case.rule.points_at(self.case.facts)
            return f"the rule must give {self.case.points} points here, and gives {given}"
        if not self.case.fires:
            return "the rule must stay silent here, and fires: all its conditions hold"
        return f"the rule must fire here, and stays silent: {'; '.join(_unmet(self.case))}"


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
    sentence = f'"{case.name}": {outcome.fault}'
    return Problem(file=case.file, line=case.line, rule=case.rule.id, member="", sentence=sentence)


def _unmet(case: Case) -> list[str]:
    """Return what does not hold in the alternative that the case comes nearest to."""
    unmet = [[c for c in branch if not plain.holds(c, _value(c, case))] for branch in case.rule.branches]
    values = {condition: _value(condition, case) for condition in min(unmet, key=len)}
    return [f"it asks that {each}, and it is {UNKNOWN if value is None else value}" for each, value in values.items()]


def _value(condition: Condition, case: Case) -> Value:
    return case.facts.get(condition.field.full_name, condition.field.blank)


def _is_shared(name: str) -> bool:
    return SUBJECT_OF[Group(name.partition(".")[0])] is Subject.DECISION
