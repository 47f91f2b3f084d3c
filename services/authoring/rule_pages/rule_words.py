"""How is a rule said on a page: what must hold, and what follows from it?"""

from collections.abc import Iterator
from re import Match

from services.recommender.rulebook.files.code_words import Wording
from services.recommender.rulebook.rule import (
    Ask,
    Branch,
    Caution,
    Conclude,
    Condition,
    Effect,
    GradedPoints,
    Rule,
    RuleOut,
    Stage,
    Weigh,
)

#: What an effect without a path falls on, by the stage of its rule.
MATCHED = {Stage.FINDINGS: "the decision", Stage.CREDENTIALS: "the credential", Stage.PATHS: "the path that matched"}


def conditions_told(rule: Rule) -> Iterator[str]:
    """Yield what must hold: what all alternatives share once, then what each adds."""
    shared = tuple(c for c in rule.branches[0] if all(c in branch for branch in rule.branches))
    yield "When:"
    yield ""
    yield from (f"- {_condition(condition)}" for condition in shared)
    if len(rule.branches) > 1:
        yield "- and one of:"
        for branch in rule.branches:
            yield f"  - {_joined(tuple(condition for condition in branch if condition not in shared))}"


def _joined(branch: Branch) -> str:
    return " and ".join(_condition(condition) for condition in branch)


def _condition(condition: Condition) -> str:
    name = condition.field.full_name
    return f"`{name}`{safe(str(condition).removeprefix(name))}"


def effect_told(effect: Effect, matched: str, wording: Wording) -> str:
    match effect:
        case Conclude(finding=finding):
            return f"conclude `finding.{finding}`"
        case Weigh(dimension=dimension, points=points):
            return f"{_points(points)} {in_words(dimension)} for {_target(effect, matched)}{_by(points)}"
        case RuleOut():
            return f"rule out {_target(effect, matched)}"
        case Caution(code=code):
            return f"caution: {safe(wording.cautions[code])}{_beside(effect.path)}"
        case Ask(code=code):
            return f"ask: {safe(wording.questions[code])}{_beside(effect.path)}"


def _points(points: int | GradedPoints) -> str:
    if isinstance(points, int):
        return f"{points:+d}"
    return f"{points.steps[0].points:+d} to {points.steps[-1].points:+d}"


def _by(points: int | GradedPoints) -> str:
    """Return the steps of a table of points, each with the value from which it reaches."""
    if isinstance(points, int):
        return ""
    steps = ", ".join(f"{step.points:+d} from {points.by.show(step.start)}" for step in points.steps)
    return f", by `{points.by.full_name}`: {steps}"


def _target(effect: Weigh | RuleOut, matched: str) -> str:
    return f"the path {in_words(effect.path)}" if effect.path else matched


def _beside(path: str | None) -> str:
    return f" (on the path {in_words(path)})" if path else ""


def shown(found: Match[str]) -> str:
    """Return a fact that `because` shows as code, where nothing is escaped."""
    return "`{" + found[1].replace("\\", "") + "}`"


def in_words(code: str) -> str:
    return code.replace("_", " ")


def safe(text: str) -> str:
    """Return `text` so that Markdown shows it as it is written: no emphasis, no tags, no table cells."""
    for sign in ("\\", "*", "_", "<", ">", "|", "[", "]", "`"):
        text = text.replace(sign, f"\\{sign}")
    return text
