"""What does the learner answer at the terminal? Up to three questions, each read as the API reads an answer."""

import click

from services.intake.answers import with_answers
from services.intake.problems import ProfileRejected
from services.intake.strict_json import JSON
from services.intake.typed_answers import typed_answer
from services.recommender.learner import Profile
from services.recommender.recommendation.asking import WorthAsking
from services.recommender.recommendation.codes import AnswerKind
from services.recommender.recommendation.document import Recommendation
from services.recommender.wording import formats
from services.recommender.wording.messages import say

#: Suggestions that are compared: those looked at first.
FIRST = 3


def ask(made: Recommendation) -> Profile | None:
    """Put the questions worth asking on standard error, and return the profile as answered; None without an answer."""
    if not made.worth_asking:
        click.echo(say("ask.nothing_to_ask"), err=True)
        return None
    answers: dict[str, JSON] = {}
    for question in made.worth_asking:
        answer = _ask_one(question, made)
        if answer is not None:
            answers[question.code.value] = answer[0]
    return with_answers(made.profile, made.worth_asking, answers) if answers else None


def _ask_one(question: WorthAsking, made: Recommendation) -> tuple[JSON] | None:
    """Return the answer alone in a tuple, since it may be null; None where the question was passed over."""
    click.echo(f"\n{question.text}\n  {question.why}", err=True)
    for number, choice in enumerate(question.choices, start=1):
        click.echo(f"  {number}  {choice.text}", err=True)
    while True:
        try:
            text = click.prompt(_hint(question), default="", show_default=False, err=True)
        except click.Abort:
            # The input has ended: what was answered so far counts.
            return None
        if not text.strip():
            return None
        answer = typed_answer(question, text)
        try:
            with_answers(made.profile, made.worth_asking, {question.code.value: answer})
        except ProfileRejected as error:
            click.echo("\n".join(f"  {problem.detail}" for problem in error.problems), err=True)
        else:
            return (answer,)


def _hint(question: WorthAsking) -> str:
    match question.kind:
        case AnswerKind.NUMBER | AnswerKind.MONEY:
            return say("ask.number", unit=question.unit or "")
        case AnswerKind.DAY:
            return say("ask.day")
        case AnswerKind.TEXTS:
            return say("ask.texts")
        case AnswerKind.CHOICE:
            return say("ask.choice")


def what_changed(before: Recommendation, after: Recommendation) -> list[str]:
    """Return what the answers changed, in sentences."""
    changed: list[str] = []
    if before.verdict.sentence != after.verdict.sentence:
        changed.append(say("ask.verdict_was", now=after.verdict.sentence, before=before.verdict.sentence))
    then, now = _first(before), _first(after)
    if then != now:
        changed.append(say("ask.first_were", now=_listed(now), before=_listed(then)))
    return changed or [say("ask.nothing_changed")]


def _first(made: Recommendation) -> list[str]:
    return [item.credential.title for item in made.items[:FIRST]]


def _listed(titles: list[str]) -> str:
    return formats.listed(titles) or say("label.none")
