"""What comes of the tests of a rules folder: of each case, and of each golden learner?"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from services.intake.problems import FieldProblem, ProfileRejected
from services.intake.profile_schema import read_profile
from services.recommender.decision.decision import Decision
from services.recommender.knowledge.known import Knowledge
from services.recommender.learner import Profile
from services.recommender.recommend import reach_decision
from services.recommender.rulebook.files.parts.marked_yaml import MarkedDocument
from services.recommender.rulebook.files.rulebook import Rulebook
from services.recommender.rulebook.gate.golden_learner import GoldenLearner
from services.recommender.rulebook.gate.testing import Case, run_cases
from services.recommender.rulebook.problems import Problem
from services.recommender.situation.errors import UnresolvedOccupation
from services.recommender.yaml_faults import not_text

#: How many of the items shown `among_first_three` looks at.
FIRST = 3


@dataclass(frozen=True, kw_only=True)
class Result:
    """What came of one test: what it belongs to (a rule's or a learner's id), its place, and what was unexpected."""

    id: str
    name: str
    file: str
    line: int
    faults: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        return not self.faults


def results_of_cases(cases: Iterable[Case]) -> Iterator[Result]:
    """Run each case on the engine and on the plain evaluator."""
    for outcome in run_cases(cases):
        case = outcome.case
        faults = (outcome.fault,) if outcome.fault else ()
        yield Result(id=case.rule.id, name=case.name, file=case.file, line=case.line, faults=faults)


def results_of_learners(
    learners: Iterable[GoldenLearner], knowledge: Knowledge, rulebook: Rulebook
) -> Iterator[Result]:
    """Decide for each golden learner, and compare the decision with what is expected."""
    titles = [credential.title for credential in knowledge.catalogue.credentials.values()]
    for learner in learners:
        try:
            decision = reach_decision(
                profile_of(learner), knowledge=knowledge, rulebook=rulebook, on=learner.decided_on
            )
            faults = (*_unknown_titles(learner, titles), *_disagreements(learner, decision))
        except ProfileRejected as error:
            faults = tuple(f"profile{problem.pointer}: {problem.detail}" for problem in error.problems)
        except UnresolvedOccupation as error:
            codes = ", ".join(f"{code} {title}" for code, title in error.candidates)
            faults = (f"profile{error.pointer}: {error.detail} {codes}".rstrip(),)
        yield Result(id=learner.id, name=learner.about, file=learner.file, line=learner.line, faults=faults)


def _unknown_titles(learner: GoldenLearner, titles: list[str]) -> Iterator[str]:
    for title in (*learner.among_first_three, *learner.never_shown):
        if title not in titles:
            near = get_close_matches(title, titles, n=1)
            yield f'the catalogue has no "{title}"' + (f'; did you mean "{near[0]}"?' if near else "")


def _disagreements(learner: GoldenLearner, decision: Decision) -> Iterator[str]:
    verdict = decision.verdict.path
    if verdict not in learner.verdicts:
        yield f"expected the verdict {' or '.join(learner.verdicts)}; it is {verdict}"
    shown = [judged.credential.title for judged, _ in decision.ranking.shown]
    first = ", ".join(f'"{title}"' for title in shown[:FIRST]) or "nothing"
    for title in learner.among_first_three:
        if title not in shown[:FIRST]:
            yield f'expected "{title}" among the first three; shown first: {first}'
    for title in learner.never_shown:
        if title in shown:
            yield f'"{title}" must not be shown, and stands in place {shown.index(title) + 1}'


def profile_problems(learners: Iterable[GoldenLearner]) -> list[Problem]:
    """Return what is wrong with the profiles of golden learners, each with its line."""
    problems = []
    for learner in learners:
        try:
            profile_of(learner)
        except ProfileRejected as error:
            problems += [_placed(problem, learner) for problem in error.problems]
    return problems


def profile_of(learner: GoldenLearner) -> Profile:
    """Read the profile as it would be posted, where days are words; raise ProfileRejected."""
    return read_profile(json.loads(json.dumps(learner.profile, default=str)))


def _placed(problem: FieldProblem, learner: GoldenLearner) -> Problem:
    member = ".".join(("profile", *problem.pointer.split("/")[1:]))
    line, said = learner.document.line_of_member(member), not_text(_at(problem.pointer, learner.document))
    return Problem(file=learner.file, line=line, rule="", member=member, sentence=problem.detail + said)


def _at(pointer: str, document: MarkedDocument) -> bool | None:
    """Return the yes or no that YAML made of the word at `pointer` ("language: no"), None where it made none."""
    value = document.value["profile"] if isinstance(document.value, dict) else None
    for step in pointer.split("/")[1:]:
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, list) and step.isdigit():
            value = dict(enumerate(value)).get(int(step))
    return value if isinstance(value, bool) else None
