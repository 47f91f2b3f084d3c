"""Which open questions are worth asking? Those of which an answer turns the verdict or the first suggestion.

Nothing is guessed: each typical answer is put into the profile and the profile is decided again. What no answer changes
is not asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from services.recommender.decision.decision import Decision
from services.recommender.decision.judged import Weighed
from services.recommender.explaining.advice import in_brief
from services.recommender.explaining.asking import about_aim, about_standing
from services.recommender.explaining.asking.question import Question, Trial
from services.recommender.explaining.what_if.counterfactuals import Decide
from services.recommender.paths import PathKind
from services.recommender.recommendation.asking import MayChange, WorthAsking
from services.recommender.recommendation.parts import Reference
from services.recommender.scales import QuestionCode
from services.recommender.wording.messages import Message, say

#: The most questions put: nobody answers a questionnaire before being told anything.
MOST_ASKED = 3

#: The most decisions that one answer's questions cost; the typical answers together are no more.
MOST_TRIED = 22


@dataclass(frozen=True, kw_only=True)
class _Turn:
    """A trial that turned something, and the decision that it led to."""

    trial: Trial
    after: Decision


def worth_asking(decision: Decision, decide: Decide) -> list[WorthAsking]:
    """Return at most MOST_ASKED questions, the one whose answer most likely turns something first.

    Ties go to what more likely turns the verdict, then by the order of the codes.
    """
    found = [(question, _turns(question, decision, decide)) for question in open_questions(decision)]
    once: dict[QuestionCode, WorthAsking] = {}
    for question, turns in sorted(found, key=lambda each: _rank(each[0], each[1], decision)):
        if turns:
            once.setdefault(question.code, _asked(question, turns, decision))
    return list(once.values())[:MOST_ASKED]


def open_questions(decision: Decision) -> Iterator[Question]:
    """Yield what the profile of `decision` leaves open and was not answered with none or no."""
    situation = decision.situation
    profile = situation.sent or situation.profile
    silent = (
        *about_aim.posting(profile, situation),
        *about_standing.licence(profile, situation),
        *about_aim.country(profile, decision),
        *about_standing.education(profile),
        *about_standing.years_in_field(profile),
        *about_standing.skill_levels(profile, situation),
        *about_standing.evidence(profile, situation),
        *about_aim.budget(profile, decision),
        *about_aim.hours_per_week(profile),
        *about_aim.deadline(profile, situation),
    )
    yield from (question for question in silent if question.code not in profile.answered)


def _turns(question: Question, decision: Decision, decide: Decide) -> list[_Turn]:
    tried = (_Turn(trial=trial, after=decide(trial.profile)) for trial in question.trials)
    return [turn for turn in tried if outcome(turn.after) != outcome(decision)]


def outcome(decision: Decision) -> tuple[PathKind, str | None]:
    """Return what a learner looks at first: the path advised and the first suggestion."""
    first = _first(decision)
    return decision.verdict.path, first.credential.id if first else None


def _first(decision: Decision) -> Weighed | None:
    return decision.ranked.first


def _rank(question: Question, turns: list[_Turn], decision: Decision) -> tuple[int, int, int]:
    in_all = sum(turn.trial.percent for turn in turns)
    of_verdict = sum(turn.trial.percent for turn in turns if _turns_verdict(turn, decision))
    return -in_all, -of_verdict, list(QuestionCode).index(question.code)


def _turns_verdict(turn: _Turn, decision: Decision) -> bool:
    return turn.after.verdict.path is not decision.verdict.path


def _asked(question: Question, turns: list[_Turn], decision: Decision) -> WorthAsking:
    return WorthAsking(
        code=question.code,
        text=question.text,
        why=_why(turns, decision),
        member=question.member,
        kind=question.kind,
        unit=question.unit,
        choices=list(question.choices),
        likelihood=sum(turn.trial.percent for turn in turns),
        may_change=[_may_change(turn) for turn in turns],
    )


def _may_change(turn: _Turn) -> MayChange:
    first = _first(turn.after)
    return MayChange(
        answer=turn.trial.answer,
        text=turn.trial.words,
        likelihood=turn.trial.percent,
        verdict=turn.after.verdict.path,
        first=Reference(id=first.credential.id, title=first.credential.title) if first else None,
    )


def _why(turns: list[_Turn], decision: Decision) -> Message:
    """Return what the answer would change: the verdict where one turns it, by the likeliest answer that does."""
    turn = max(turns, key=lambda each: (_turns_verdict(each, decision), each.trial.percent))
    answer, now, then = turn.trial.words, _first(decision), _first(turn.after)
    if _turns_verdict(turn, decision):
        return say("why_asked.verdict", answer=answer, advice=in_brief(turn.after.verdict.path, decision))
    if now is None and then is not None:
        return say("why_asked.first_of_none", answer=answer, then=then.credential.title)
    if then is None or now is None:
        return say("why_asked.none_left", answer=answer)
    return say("why_asked.first", answer=answer, now=now.credential.title, then=then.credential.title)
