"""What does one give up for the other? The verdict's path and its runner-up side by side.

Each path is shown by the best candidate that was left of its kind, and by what holds of the path itself. What is not
known stays None: a trade-off with a guess in it decides nothing.
"""

from dataclasses import dataclass

from services.recommender.decision.decision import Decision
from services.recommender.decision.judged import Judged
from services.recommender.knowledge.credentials.credential import Cost
from services.recommender.paths import PATHS, PathKind
from services.recommender.scales import Culture


@dataclass(frozen=True, kw_only=True)
class Side:
    """One path: `weeks` and `cost` of its best candidate, `closes` and `of` missing requirements it would close.

    `recognised_by` names who is known to accept that candidate; `asked_for` says whether the field's employers mostly
    ask for this kind of path (None: not known); `stacks` whether it is a step toward the stack goal, or carries credit.
    """

    path: PathKind
    example: str | None
    weeks: int | None
    cost: Cost | None
    closes: int | None
    of: int
    recognised_by: tuple[str, ...]
    asked_for: bool | None
    stacks: bool | None


def trade_off(decision: Decision) -> tuple[Side, Side] | None:
    """Return the verdict's path and the runner-up; None where no other path is left."""
    if decision.verdict.runner_up is None:
        return None
    return _side(decision, decision.verdict.path), _side(decision, decision.verdict.runner_up)


def _side(decision: Decision, path: PathKind) -> Side:
    best = _best(decision, path)
    fit = best.fit if best else None
    return Side(
        path=path,
        example=best.credential.title if best else None,
        weeks=best.time.weeks_needed if best else decision.paths.facts[path].typical_weeks,
        cost=best.credential.cost if best else None,
        closes=fit.skills_closed + (fit.asked_for_by_name == "required") if fit else None,
        of=len(decision.situation.gap) + len(decision.situation.missing_credentials),
        recognised_by=tuple(one.by for one in best.credential.recognised_in(decision.situation.place)) if best else (),
        asked_for=asked_for(decision.situation.culture, path),
        stacks=_stacks(best) if best else None,
    )


def _best(decision: Decision, path: PathKind) -> Judged | None:
    """Return the first of its kind among those shown, else the best that was left in the running and is of some use."""
    shown = [judged for judged, _ in decision.ranking.shown]
    left = [judged for judged in decision.judged if not judged.said.exclusions and judged.said.score > 0]
    of_use = (judged for judged in left if judged.fit.missing_skills_taught or not decision.situation.gap)
    best_first = sorted(of_use, key=lambda judged: (-judged.said.score, judged.credential.id))
    return next((one for one in (*shown, *best_first) if one.credential.kind.value == path.value), None)


def asked_for(culture: Culture, path: PathKind) -> bool | None:
    """Return whether employers in a field of this culture mostly ask for `path`; None in mixed and unknown fields."""
    if not any(culture in one.mostly_asked_for_in for one in PATHS.values()):
        return None
    return culture in PATHS[path].mostly_asked_for_in


def _stacks(best: Judged) -> bool | None:
    if best.fit.stack_step != "no":
        return True
    return True if best.credential.credits else None
