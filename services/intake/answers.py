"""What does a profile become when questions are answered? The stored document with each answer where it belongs.

An answer is read by the schema of profiles, as if it had been sent with the profile; what is wrong with one is told at
the question's code.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from services.intake.problems import FieldProblem, ProfileRejected
from services.intake.profile_schema import read_profile
from services.intake.strict_json import JSON, pointer_to
from services.intake.suggestions import likest
from services.recommender.learner import Profile
from services.recommender.recommendation.asking import WorthAsking
from services.recommender.recommendation.codes import AnswerKind

#: What an answer of none leaves where a question has a place for it.
_NOTHING: tuple[JSON, ...] = (None, [])


def with_answers(stored: Mapping[str, Any], asked: Sequence[WorthAsking], answers: Mapping[str, JSON]) -> Profile:
    """Return the profile that `stored` becomes by `answers`, code by code.

    `asked` are the questions that were put of it. Raise ProfileRejected with every problem.
    """
    questions = {question.code.value: question for question in asked}
    problems = [FieldProblem(pointer=pointer_to("", code), detail=_not_asked(code, questions)) for code in answers]
    problems = [problem for problem in problems if problem.pointer[1:] not in questions]
    if not answers:
        problems = [FieldProblem(pointer="", detail=f"holds no answer; {_were_asked(questions)}")]
    document: dict[str, Any] = deepcopy(dict(stored))
    for code, answer in answers.items():
        if code in questions:
            problems += _put(questions[code], answer, document)
    if problems:
        raise ProfileRejected(problems)
    try:
        return read_profile(document)
    except ProfileRejected as error:
        told = [_at_its_question(problem, [questions[code] for code in answers]) for problem in error.problems]
        raise ProfileRejected(told) from None


def _put(question: WorthAsking, answer: JSON, document: dict[str, Any]) -> list[FieldProblem]:
    """Put an answer into the document, or return what is wrong with it."""
    value = answer
    if answer is None and question.kind is not AnswerKind.DAY:
        detail = "must not be null; leave the answer out where it is not known"
        return [FieldProblem(pointer=pointer_to("", question.code.value), detail=detail)]
    if question.kind is AnswerKind.CHOICE:
        chosen = next((choice for choice in question.choices if choice.code == answer), None)
        if chosen is None:
            return [FieldProblem(pointer=pointer_to("", question.code.value), detail=_not_offered(question, answer))]
        value = chosen.value
    elif question.kind is AnswerKind.MONEY and type(answer) is int:
        value = {"amount": answer, "currency": question.unit}
    has_nothing = question.kind in {AnswerKind.CHOICE, AnswerKind.DAY, AnswerKind.TEXTS}
    if has_nothing and value in _NOTHING:
        document["answered"] = [*document.get("answered", ()), question.code.value]
    else:
        _put_at(document, question.member, value)
    return []


def _put_at(document: dict[str, Any], pointer: str, value: JSON) -> None:
    """Put `value` at a JSON pointer (RFC 6901), making what is not there on the way; "-" adds it to a list."""
    *way, last = pointer.removeprefix("/").split("/")
    part: Any = document
    for position, token in enumerate(way):
        if isinstance(part, list):
            part = part[int(token)]
        else:
            part = part.setdefault(token, [] if [*way, last][position + 1] == "-" else {})
    if isinstance(part, list):
        part.append(value)
    else:
        part[last] = value


def _not_asked(code: str, questions: Mapping[str, WorthAsking]) -> str:
    meant = likest(code, questions)
    suggestion = f'did you mean "{meant}"? ' if meant else ""
    return f"was not asked; {suggestion}{_were_asked(questions)}"


def _were_asked(questions: Mapping[str, WorthAsking]) -> str:
    if not questions:
        return "nothing was asked of this recommendation; send a changed profile as a new one"
    return f"asked were: {', '.join(questions)}; send anything else in a changed profile"


def _not_offered(question: WorthAsking, answer: JSON) -> str:
    codes = [choice.code for choice in question.choices]
    meant = likest(answer, codes) if isinstance(answer, str) else None
    suggestion = f'; did you mean "{meant}"?' if meant else ""
    return f"must be one of: {', '.join(codes)}{suggestion}"


def _at_its_question(problem: FieldProblem, answered: Sequence[WorthAsking]) -> FieldProblem:
    """Return the problem at the code of the answer that it is in; at its place in the profile where it is in none."""
    for question in answered:
        member = question.member.removesuffix("/-")
        if problem.pointer == member or problem.pointer.startswith(f"{member}/"):
            rest = problem.pointer.removeprefix(member)
            return FieldProblem(pointer=pointer_to("", question.code.value) + rest, detail=problem.detail)
    return problem
