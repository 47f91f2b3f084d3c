"""What does a learner's form say? Typed answers of a request become answers by code, and what is wrong with them."""

from collections.abc import Iterable, Mapping

from flask import request

from services.intake.problems import FieldProblem
from services.intake.strict_json import JSON
from services.intake.typed_answers import typed_answer
from services.presenting.page.report import Form
from services.recommender.recommendation.asking import WorthAsking

#: What of a form's text is looked at; nobody types so much.
LONGEST_TYPED = 2000


def typed_in_form(asked: Iterable[WorthAsking]) -> dict[str, str]:
    """Return what was typed or chosen, by the question's code; what was left empty is left out."""
    found: dict[str, str] = {}
    for question in asked:
        given = [text.strip()[:LONGEST_TYPED] for text in request.form.getlist(question.code.value)]
        typed = next((text for text in reversed(given) if text), None)
        if typed is not None:
            found[question.code.value] = typed
    return found


def answers_typed(asked: Iterable[WorthAsking], typed: Mapping[str, str]) -> dict[str, JSON]:
    """Return the answers that were typed, as `with_answers` takes them."""
    return {
        question.code.value: typed_answer(question, typed[question.code.value])
        for question in asked
        if question.code.value in typed
    }


def form_again(typed: Mapping[str, str], problems: Iterable[FieldProblem]) -> Form:
    """Return the form with what was typed and what is wrong with it, for a page at the answers' own address."""
    by_code: dict[str, str] = {}
    for problem in problems:
        by_code.setdefault(problem.pointer.split("/")[1] if problem.pointer else "", problem.detail)
    return Form(answers_to="answers", why_not_to="why-not", typed=typed, problems=by_code)


def form_of(token: str) -> Form:
    """Return the empty form, for a page at the link's own address."""
    return Form(answers_to=f"{token}/answers", why_not_to=f"{token}/why-not")
