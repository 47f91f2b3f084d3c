"""Which page does somebody see who asks for a recommendation: the report, or one that says why it is not there?"""

import json
from http import HTTPStatus

from flask import Response, request

from services.api.schemas.members import query
from services.ledger.work.jobs import JobState, JobView
from services.presenting.page.report import FORM_POLICY, PAGE_POLICY, Form, report_html, waiting_html
from services.recommender.recommendation.document import UnreadableRecommendation, read_recommendation
from services.recommender.wording.messages import say

#: The parameter of every page of a recommendation.
FULL = query("full", "Open the full report for an adviser, so that it is printed too. It needs no value.")


def page_of(view: JobView, form: Form | None = None, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """Return the page of an evaluation as it stands, with a form where it may be answered."""
    return page(_html_of(view, form), status, policy=FORM_POLICY if form else PAGE_POLICY)


def page(html: str, status: HTTPStatus = HTTPStatus.OK, policy: str = PAGE_POLICY) -> Response:
    """Return a page that no search engine lists and no other page frames."""
    answer = Response(html, status=status, content_type="text/html; charset=utf-8")
    answer.headers["Content-Security-Policy"] = f"{policy}; frame-ancestors 'none'"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return answer


def _html_of(view: JobView, form: Form | None) -> str:
    if view.recommendation is not None:
        try:
            made = read_recommendation(json.loads(view.recommendation))
            return report_html(made, full="full" in request.args, form=form)
        except UnreadableRecommendation as error:
            sentence = say("page.older_form", error=str(error))
            return waiting_html(say("page.older_form_title"), sentence, asks_again=False)
    match view.state:
        case JobState.WAITING:
            sentence = say("page.waiting")
        case JobState.RUNNING:
            sentence = say("page.running")
        case JobState.COMPLETED:
            return waiting_html(say("page.not_kept_title"), say("page.not_kept"), asks_again=False)
        case _:
            detail = view.detail or say("page.failed")
            return waiting_html(say("page.failed_title"), detail, asks_again=False)
    return waiting_html(say("page.not_ready_title"), sentence, asks_again=True)
