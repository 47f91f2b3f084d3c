"""What is true of each path, once its candidates have been judged?"""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from services.recommender.answer import Answer
from services.recommender.decision.facts.candidate.fit import NOT_YET_OPEN, FitFacts
from services.recommender.decision.facts.candidate.time_limits import TimeFacts
from services.recommender.decision.facts.credits import WHERE_ASKED
from services.recommender.decision.facts.degree import degree_asked
from services.recommender.decision.facts.record import FactRecord, fact
from services.recommender.decision.facts.usual_way import NamedFirst, named_first
from services.recommender.paths import PATHS, PathKind
from services.recommender.rulebook.vocabulary import Group
from services.recommender.scales import HeldStatus, StackGoalKind
from services.recommender.situation.credentials.licences_named import is_called_licence, names_licence
from services.recommender.situation.measures.durations import DAYS_A_WEEK, InTime, in_time, weeks_of
from services.recommender.situation.situation import Situation

AskedForByName = Literal["no", "preferred", "required"]


class PathFacts(FactRecord, group=Group.PATH):
    """What rules may ask about a path."""

    kind: PathKind = fact("The path.")
    typical_weeks: int | None = fact(
        "Weeks the path usually takes from a standing start; for credentials, the quickest good candidate.",
        unit="weeks",
    )
    in_time: InTime = fact("Whether that fits before the deadline.")
    candidates: int = fact("Candidates of this kind that were not ruled out.", unit="credentials")
    serving: int = fact(
        "Those of them with points that are worth a place in the answer and close something missing, lead to the goal, "
        "were begun, have lapsed, or are asked for by name; with nothing missing, all worth a place.",
        unit="credentials",
    )
    best_score: int | None = fact(
        "Score of the best that serves, or else of the best; unknown without candidates.", unit="points"
    )
    best_gap_share: int | None = fact(
        "Share of the gap that the best of them closes.", unit="% of missing required skills"
    )
    asked_for_by_name: AskedForByName = fact(
        "Whether the posting names a credential of this kind that is not held; required where it requires one of them, "
        "preferred where one that it would like to see is open or not in the catalogue."
    )
    required_unlisted: int = fact(
        "Credentials of this kind that the posting requires by name, are not held and stand in no catalogue.",
        unit="credentials",
    )
    usual_in_field: int = fact(
        "Without a posting: open candidates of this kind with points that are made for the occupation and not held.",
        unit="credentials",
    )
    named_first: NamedFirst = fact(
        "Whether advisers of the field name something of this kind: first of what is not behind the learner, or later."
    )
    proving_held: int = fact(
        "Candidates of this kind that were not ruled out and would prove anew what the role asks for and is held.",
        unit="credentials",
    )
    leads_to_goal: Answer = fact("Whether the stack goal is a credential of this kind; no without a stack goal.")
    stack_steps: int = fact(
        "Candidates of this kind that are the next step toward the stack goal and were not ruled out.",
        unit="credentials",
    )
    counting_there: int = fact(
        "Candidates of this kind whose credit counts at the institution that the goal names; 0 where none is named.",
        unit="credentials",
    )
    renewals: int = fact(
        "Candidates of this kind that the learner held, that have expired and were not ruled out.", unit="credentials"
    )
    begun: int = fact(
        "Candidates of this kind that the learner has in progress and that were not ruled out.", unit="credentials"
    )


class OpenCandidate(NamedTuple):
    """A candidate of a path that no rule took out: its score and how it fits the learner.

    `helps` says whether it is worth a place in the answer and closes something missing, is a step toward the goal, has
    been begun, has lapsed, or is asked for by name; anything worth a place does where nothing is missing.
    """

    score: int
    fit: FitFacts
    helps: bool


class Beside(NamedTuple):
    """What the facts of a path rest on beside its candidates.

    The paths that lie behind the learner, how many of its kind lapsed that the catalogue does not know, and whether
    advisers name credentials of its kind that were all ruled out or ask for something that the learner has not.
    """

    behind: frozenset[PathKind] = frozenset()
    lapsed: int = 0
    named_in_vain: bool = False


NOTHING_BESIDE = Beside()


def path_facts(
    kind: PathKind,
    situation: Situation,
    ours: Sequence[OpenCandidate] = (),
    days: int | None = None,
    beside: Beside = NOTHING_BESIDE,
) -> PathFacts:
    """Return what is true of one path with `ours` for candidates, which takes so many days (typical_days)."""
    serving = [candidate for candidate in ours if candidate.helps and candidate.score > 0]
    best = max(serving or ours, key=lambda candidate: candidate.score, default=None)
    return PathFacts(
        kind=kind,
        typical_weeks=weeks_of(days),
        in_time=in_time(days, situation.days_left),
        candidates=len(ours),
        serving=len(serving),
        best_score=best.score if best else None,
        best_gap_share=best.fit.gap_share if best else None,
        asked_for_by_name=_asked_for_by_name(kind, situation, ours),
        required_unlisted=len([one for one in situation.required_unlisted if one.kind == kind.value]),
        usual_in_field=len([one for one in serving if _is_usual(one.fit)]),
        named_first=_named_first(kind, situation, ours, beside),
        proving_held=len([one for one in ours if one.fit.proves_held]),
        leads_to_goal=_leads_to_goal(kind, situation, ours),
        stack_steps=len([one for one in ours if one.fit.stack_step == "next"]),
        counting_there=len([one for one in ours if one.fit.credit_at in WHERE_ASKED]),
        renewals=len([one for one in ours if one.fit.held is HeldStatus.EXPIRED]) + beside.lapsed,
        begun=len([one for one in ours if one.fit.held is HeldStatus.IN_PROGRESS]),
    )


def _named_first(
    kind: PathKind, situation: Situation, candidates: Sequence[OpenCandidate], beside: Beside
) -> NamedFirst:
    """Return where advisers of the field name this kind.

    It is later where what they name is ruled out, not yet open to the learner, or beside the posting.
    Nurses are told of the life support card first, and a posting for nursing informatics asks for none.
    """
    place = named_first(kind, situation, beside.behind)
    named = [candidate for candidate in candidates if candidate.fit.named_first != "no"]
    beside_the_posting = situation.skills_from == "named" and named and not any(one.helps for one in named)
    return "later" if place == "first" and (beside.named_in_vain or beside_the_posting) else place


def _is_usual(fit: FitFacts) -> bool:
    return fit.usual_in_field == "yes" and fit.held is not HeldStatus.VALID and fit.prerequisites not in NOT_YET_OPEN


def _asked_for_by_name(kind: PathKind, situation: Situation, candidates: Iterable[OpenCandidate]) -> AskedForByName:
    """Return whether the posting names a credential of this kind that is missing.

    A requirement stays one, open to the learner or not. A wish speaks for its path where it can be followed:
    not for one that was revoked before that is settled, nor for one of the catalogue that is not open yet.
    """
    asked = [one for one in situation.asked_credentials if one.missing and one.kind == kind.value]
    if not asked:
        return "no"
    # Of a choice what is known is the way that can be advised, and what nobody here knows is the other one.
    known = {one.choice for one in situation.missing_credentials if one.choice and not one.unlisted}
    if any(one.required and not (one.unlisted and one.choice in known) for one in asked):
        return "required"
    wished = [one for one in asked if one.held is not HeldStatus.REVOKED]
    fits = [one.fit for one in candidates if one.fit.asked_for_by_name == "preferred"]
    only_later = bool(fits) and all(fit.prerequisites in NOT_YET_OPEN for fit in fits)
    unlisted = any(one.credential is None for one in wished)
    return "preferred" if wished and (unlisted or not only_later) else "no"


def _leads_to_goal(kind: PathKind, situation: Situation, candidates: Sequence[OpenCandidate]) -> Answer:
    """Return whether this path leads to the stack goal.

    By the open steps where a stack of the catalogue is the goal, by its kind where a credential is, else by what the
    goal is called.
    """
    goal = situation.profile.stack_goal
    if goal.kind is StackGoalKind.NONE:
        return Answer.NO
    if goal.credential is not None and names_licence(goal.credential, situation.occupation):
        return Answer.YES if kind is PathKind.LICENCE else Answer.NO
    if situation.aim is not None and situation.aim.stack is not None:
        return Answer.YES if any(candidate.fit.stack_step != "no" for candidate in candidates) else Answer.NO
    if situation.aim is not None and situation.aim.kind is not None:
        return Answer.YES if situation.aim.kind.value == kind.value else Answer.NO
    if goal.credential is not None and is_called_licence(goal.credential):
        return Answer.YES if kind is PathKind.LICENCE else Answer.NO
    if not any(path.serves_goal is goal.kind for path in PATHS.values()):
        return Answer.UNKNOWN
    return Answer.YES if PATHS[kind].serves_goal is goal.kind else Answer.NO


def typical_days(kind: PathKind, situation: Situation, times: Iterable[TimeFacts]) -> int | None:
    """Return the least a path takes: a degree whatever the catalogue holds, others what their candidates say.

    `times` are those of the open candidates of this kind that have points.

    Only what is sure is counted; it is not known where that would be too late and something else may be in time.
    """
    if kind is PathKind.APPRENTICESHIP:
        occupation = situation.occupation
        way = occupation.ways_in.apprenticeship_in(situation.place) if occupation else None
        return way.weeks * DAYS_A_WEEK if way and way.weeks else None
    if kind is PathKind.DEGREE:
        return degree_asked(situation).weeks * DAYS_A_WEEK
    if (least := PATHS[kind].least_days) is not None:
        return least
    useful = [time for time in times if time.days_needed is not None]
    sure = [time.sure_days for time in useful if time.sure_days is not None]
    least, left = min(sure, default=None), situation.days_left
    too_late = least is not None and left is not None and least > left
    return None if too_late and len(sure) < len(useful) else least
