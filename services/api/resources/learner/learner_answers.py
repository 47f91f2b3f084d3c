"""The forms of a learner's page: answers that make a new recommendation, and why something is not advised."""

from http import HTTPStatus
from typing import Any

from flask import redirect

from services.api.advice.answering import accept_answers
from services.api.advice.stored import stored_recommendation
from services.api.advice.why_not_then import NAME, asked_name, why_not_then
from services.api.edge.resource import Resource
from services.api.pages.learner_forms import answers_typed, form_again, typed_in_form
from services.api.pages.learner_pages import WITHOUT_PAGE, by_link, html, take_use
from services.api.pages.report_pages import page, page_of
from services.api.ports import ports
from services.intake.problems import ProfileRejected
from services.learner_links import PATH, Linked
from services.presenting.page.report import why_not_html

learner_answers = Resource("Answers of learners", "What a learner sends from the page that a link opens.")

_FORM = {
    "required": True,
    "content": {
        "application/x-www-form-urlencoded": {"schema": {"type": "object", "additionalProperties": {"type": "string"}}}
    },
}


@learner_answers.operation(
    "POST",
    f"{PATH}<string:token>/answers",
    body=_FORM,
    answers={
        303: html("The answers were accepted; the page of the new recommendation."),
        409: html("The recommendation is not there to be answered."),
        422: html("The page again, with what is wrong with an answer."),
        429: html("Too much was asked by this link today."),
        **WITHOUT_PAGE,
    },
)
def send_learner_answers(*, token: str) -> Any:
    """Send the answers of a learner's page.

    The new recommendation is opened by a new link, which ends when this one does.
    """

    def take(linked: Linked) -> Any:
        take_use(linked)
        made = stored_recommendation(linked.client, linked.recommendation)
        typed = typed_in_form(made.worth_asking)
        try:
            given = answers_typed(made.worth_asking, typed)
            document, _, _ = accept_answers(linked.client, linked.recommendation, made, given)
        except ProfileRejected as error:
            view = ports().jobs.view(linked.client, linked.recommendation)
            return page_of(view, form_again(typed, error.problems), HTTPStatus.UNPROCESSABLE_ENTITY)
        link = ports().links.link(
            client=linked.client,
            recommendation=document["id"],
            expires_at=linked.expires_at,
            may_answer=True,
            begun_with=linked.first,
        )
        # Relative: a browser follows a form only to where the page came from, whatever we are called there.
        return redirect(f"../{link.token}", HTTPStatus.SEE_OTHER)

    return by_link(token, take)


@learner_answers.operation(
    "GET",
    f"{PATH}<string:token>/why-not",
    takes_long=True,
    parameters=[NAME],
    answers={
        200: html("Why it is not what was advised, or that it is."),
        400: html("No name was asked about."),
        409: html("The recommendation is not there to be asked about."),
        429: html("Too much was asked by this link today."),
        **WITHOUT_PAGE,
    },
)
def ask_why_not_by_link(*, token: str) -> Any:
    """Ask from a learner's page why a credential or a path is not what was advised."""

    def explain(linked: Linked) -> Any:
        take_use(linked)
        then = why_not_then(linked.client, linked.recommendation, asked_name())
        return page(why_not_html(then.answer, then.note, back_to=f"../{token}"))

    return by_link(token, explain)
