"""What could the learner change so that it is advised? Only what was decided again and does what is said."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from services.recommender.decision.decision import Decision
from services.recommender.decision.judged import Judged
from services.recommender.explaining.asking.worth_asking import open_questions
from services.recommender.explaining.what_if.counterfactuals import Decide
from services.recommender.explaining.what_if.levers import changes
from services.recommender.knowledge.credentials.credential import Credential
from services.recommender.learner import Profile
from services.recommender.paths import PathKind
from services.recommender.wording.messages import Message, say


@dataclass(frozen=True, kw_only=True)
class Step:
    """A change to try: of a lever, in words that follow "If you", or an answer, in words that follow "With"."""

    lever: str
    sentence: Callable[[Message], Message]
    profile: Profile


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """A change that was tried and helps, and the rank that it gives; None for a path that is advised then."""

    lever: str
    sentence: Message
    profile: Profile
    rank: int | None


def changes_for_credential(
    judged: Judged, decision: Decision, credentials: Mapping[str, Credential], decide: Decide
) -> list[Proposed]:
    """Return per lever the smallest change that has it shown, or shown in a better place."""
    now = rank_of(judged.credential.id, decision)

    def helped(after: Decision) -> tuple[int, Message] | None:
        then = rank_of(judged.credential.id, after)
        if then is None or (now is not None and then >= now):
            return None
        return then, say("why_not.would_rank", title=judged.credential.title, rank=then)

    return list(_proposed(_steps([judged], decision, credentials), decide, helped))


def changes_for_path(
    path: PathKind, advice: str, decision: Decision, credentials: Mapping[str, Credential], decide: Decide
) -> list[Proposed]:
    """Return per lever the smallest change with which the path is advised."""

    def helped(after: Decision) -> tuple[None, Message] | None:
        if after.verdict.path is not path:
            return None
        return None, say("why_not.would_be_advised", advice=advice)

    return list(_proposed(_steps(decision.judged, decision, credentials), decide, helped))


def rank_of(identity: str, decision: Decision) -> int | None:
    """Return the place of a credential among those shown, from 1."""
    ids = [weighed.credential.id for weighed, _ in decision.ranked.shown]
    return ids.index(identity) + 1 if identity in ids else None


def _steps(
    candidates: Iterable[Judged], decision: Decision, credentials: Mapping[str, Credential]
) -> Iterator[list[Step]]:
    """Yield, per lever and per open question, what to try, the smallest or likeliest first."""
    for of_lever in changes(decision.situation, candidates, credentials):
        yield [
            Step(
                lever=change.lever.value,
                sentence=partial(_if_you, change.words),
                profile=change.profile,
            )
            for change in of_lever
        ]
    for question in open_questions(decision):
        yield [
            Step(
                lever=question.code.value,
                sentence=partial(_with, trial.words),
                profile=trial.profile,
            )
            for trial in sorted(question.trials, key=lambda trial: -trial.percent)
        ]


def _if_you(change: Message, outcome: Message) -> Message:
    return say("why_not.if_you", change=change, outcome=outcome)


def _with(answer: Message, outcome: Message) -> Message:
    return say("why_not.with", answer=answer, outcome=outcome)


def _proposed(
    steps: Iterable[list[Step]], decide: Decide, helped: Callable[[Decision], tuple[int | None, Message] | None]
) -> Iterator[Proposed]:
    """Yield of each lever the first change that helps; a question that asks for the same adds nothing to it."""
    told: set[str] = set()
    for of_lever in steps:
        for step in of_lever:
            if step.lever in told:
                break
            if (found := helped(decide(step.profile))) is not None:
                told.add(step.lever)
                rank, outcome = found
                yield Proposed(lever=step.lever, sentence=step.sentence(outcome), profile=step.profile, rank=rank)
                break
