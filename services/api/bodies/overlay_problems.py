"""What is wrong with an overlay, said as the problems of a document: each with its file, line and place in the body."""

from dataclasses import dataclass

from services.intake.problems import MOST_REPORTED, FieldProblem
from services.intake.strict_json import pointer_to
from services.recommender.rulebook.problems import RulebookError


@dataclass(frozen=True, kw_only=True)
class RuleProblem(FieldProblem):
    """A problem in a file that was sent as a text: `line` is counted from 1, 0 where the file as a whole is meant."""

    file: str
    line: int
    rule: str
    path: str
    suggestion: str | None


def rule_problems(error: RulebookError) -> list[RuleProblem]:
    """Return every problem of the overlay's files, up to the most that an answer holds."""
    return [
        RuleProblem(
            pointer=pointer_to("/files", problem.file) if problem.file else "/files",
            detail=problem.sentence,
            file=problem.file,
            line=problem.line,
            rule=problem.rule,
            path=problem.member,
            suggestion=problem.suggestion,
        )
        for problem in error.problems[:MOST_REPORTED]
    ]
