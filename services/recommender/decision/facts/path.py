"""What is true of each path, once its candidates have been judged?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.recommender.decision.facts.degree import degree_asked
from services.recommender.paths import PATHS, PathKind
from services.recommender.rulebook.vocabulary import UNKNOWN, Value
from services.recommender.scales import HeldStatus, StackGoalKind
from services.recommender.situation.durations import DAYS_A_WEEK, weeks_of
from services.recommender.situation.licences_named import is_called_licence, names_licence
from services.recommender.situation.situation import Situation


@dataclass(frozen=True, kw_only=True)
class OpenCandidate:
    """A candidate that no rule took out: its kind, score, days needed, and the share of the gap it closes.

    `stack_step` and `held` are the facts of the same names. `helps` says whether it closes something missing, is a step
    toward the goal, has been begun, has lapsed, or is asked for by name; anything does where nothing is missing.
    """

    kind: str
    score: int
    days: int | None
    gap_share: int | None
    stack_step: str = "no"
    held: str = "no"
    helps: bool = True


def path_facts(
    kind: PathKind, situation: Situation, candidates: Iterable[OpenCandidate], lapsed_beyond: int = 0
) -> dict[str, Value]:
    """Return every path.* fact of one path.

    `lapsed_beyond` counts what has lapsed and the catalogue does not know; what people let lapse and renew is mostly a
    certification, so that it is counted as one.
    """
    ours = [candidate for candidate in candidates if candidate.kind == kind.value]
    serving = [candidate for candidate in ours if candidate.helps and candidate.score > 0]
    best = max(serving or ours, key=lambda candidate: candidate.score, default=None)
    days = _typical_days(kind, situation, ours)
    return {
        "path.kind": kind.value,
        "path.typical_weeks": weeks_of(days),
        "path.in_time": in_time(days, situation.days_left),
        "path.candidates": len(ours),
        "path.serving": len(serving),
        "path.best_score": best.score if best else None,
        "path.best_gap_share": best.gap_share if best else None,
        "path.asked_for_by_name": _asked_for_by_name(kind, situation),
        "path.leads_to_goal": _leads_to_goal(kind, situation, ours),
        "path.stack_steps": sum(1 for candidate in ours if candidate.stack_step == "next"),
        "path.renewals": sum(1 for candidate in ours if candidate.held == HeldStatus.EXPIRED)
        + (lapsed_beyond if kind is PathKind.CERTIFICATION else 0),
        "path.begun": sum(1 for candidate in ours if candidate.held == HeldStatus.IN_PROGRESS),
    }


def _asked_for_by_name(kind: PathKind, situation: Situation) -> str:
    """Return whether the posting names a credential of this kind that is missing, open to the learner or not.

    One that was revoked is no wish to follow before that is settled; a requirement stays one.
    """
    asked = [one for one in situation.asked_credentials if one.missing and one.kind and one.kind.value == kind.value]
    if any(one.required for one in asked):
        return "required"
    return "preferred" if any(one.held is not HeldStatus.REVOKED for one in asked) else "no"


def empty_paths(facts: Mapping[PathKind, Mapping[str, Value]]) -> frozenset[PathKind]:
    """Return the paths that consist in taking a credential while no open one of their kind serves."""
    return frozenset(kind for kind in facts if PATHS[kind].is_a_credential and not facts[kind]["path.serving"])


def is_only_a_maybe(shared: Mapping[str, Value], licence: Mapping[str, Value]) -> bool:
    """Say whether the licence is only one that some places ask for: nobody names it, and nobody builds toward it.

    `licence` are the facts of its path.
    """
    named = shared["learner.licence"] != "not_named" or licence["path.asked_for_by_name"] != "no"
    return shared["field.licensed"] == "some_states" and not named and licence["path.leads_to_goal"] != "yes"


def unsettled_paths(shared: Mapping[str, Value], facts: Mapping[PathKind, Mapping[str, Value]]) -> frozenset[PathKind]:
    """Return the paths against which something speaks that their points need not show.

    Against needing nothing speaks what has lapsed or ends soon and is about the role, and a licence that the work needs
    and that does not count today, or of which neither the record nor years in the field tell. Against the licence, that
    only some places are known to ask for it.
    """
    maybe = is_only_a_maybe(shared, facts[PathKind.LICENCE])
    return _nothing_is_unsettled(shared) | (frozenset({PathKind.LICENCE}) if maybe else frozenset())


def _nothing_is_unsettled(shared: Mapping[str, Value]) -> frozenset[PathKind]:
    licensed, licence = shared["field.licensed"], shared["learner.licence"]
    if licence == "not_named":
        open_licence = licensed == "everywhere" and shared["learner.years_in_field"] is None
    else:
        open_licence = licensed in {"everywhere", "some_states"} and licence != "valid"
    lapsing = ("learner.credentials_expired_for_role", "learner.credentials_expiring")
    unsettled = open_licence or any(shared[name] for name in lapsing)
    return frozenset({PathKind.NOTHING_NEEDED}) if unsettled else frozenset()


def _leads_to_goal(kind: PathKind, situation: Situation, candidates: list[OpenCandidate]) -> str:
    """Return whether this path leads to the stack goal.

    By the open steps where a stack of the catalogue is the goal, by its kind where a credential is, else by what the
    goal is called.
    """
    goal = situation.profile.stack_goal
    if goal.kind is StackGoalKind.NONE:
        return "no"
    if goal.credential is not None and names_licence(goal.credential, situation.occupation):
        return "yes" if kind is PathKind.LICENCE else "no"
    if situation.aim is not None and situation.aim.stack is not None:
        return "yes" if any(candidate.stack_step != "no" for candidate in candidates) else "no"
    if situation.aim is not None and situation.aim.kind is not None:
        return "yes" if situation.aim.kind.value == kind.value else "no"
    if goal.credential is not None and is_called_licence(goal.credential):
        return "yes" if kind is PathKind.LICENCE else "no"
    if not any(path.serves_goal is goal.kind for path in PATHS.values()):
        return UNKNOWN
    return "yes" if PATHS[kind].serves_goal is goal.kind else "no"


def _typical_days(kind: PathKind, situation: Situation, candidates: list[OpenCandidate]) -> int | None:
    """Return the least a path takes: a degree whatever the catalogue holds, others what their candidates say."""
    if kind is PathKind.DEGREE:
        return degree_asked(situation).weeks * DAYS_A_WEEK
    if (least := PATHS[kind].least_days) is not None:
        return least
    useful = [c.days for c in candidates if c.days is not None and c.score > 0]
    return min(useful, default=None)


def in_time(days: int | None, left: int | None) -> str:
    """Return whether `days` fit into those that are left, as rules read it."""
    if left is None:
        return "no_deadline"
    if days is None:
        return "unknown"
    return "yes" if days <= left else "no"
