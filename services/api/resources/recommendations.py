"""GET /v1/recommendations/{id}, and its page: how far is it, what was recommended, did the webhooks arrive?"""

import json
from typing import Any

from flask import Response

from services.api.ports import ports
from services.api.problems import NOT_FOUND
from services.api.resource import Answer, Resource
from services.api.schemas.answers import EvaluationSchema
from services.ledger.accounts.clients import Caller, Scope
from services.ledger.jobs import JobState, JobView
from services.presenting.page.report import PAGE_POLICY, report_html, waiting_html
from services.recommender.recommendation.document import UnreadableRecommendation, read_recommendation
from services.recommender.wording.messages import say

recommendations = Resource("Recommendations", "What came of the profiles that were sent in.")


@recommendations.operation(
    "GET",
    "/v1/recommendations/<string:recommendation_id>",
    needs=Scope.READ_RECOMMENDATIONS,
    answers={200: Answer(description="The evaluation as it stands.", schema=EvaluationSchema)},
    refuses=(NOT_FOUND,),
)
def get_recommendation(*, recommendation_id: str, caller: Caller) -> Any:
    """Ask for a recommendation."""
    view = ports().jobs.view(caller.client, recommendation_id)
    made = None if view.recommendation is None else json.loads(view.recommendation)
    return {**vars(view), "recommendation": made}


@recommendations.operation(
    "GET",
    "/v1/recommendations/<string:recommendation_id>/page",
    needs=Scope.READ_RECOMMENDATIONS,
    answers={
        200: Answer(
            description="The recommendation as a page; until it is made, a page that says so and asks again.",
            schema={"type": "string"},
            media_type="text/html",
        )
    },
    refuses=(NOT_FOUND,),
)
def get_recommendation_page(*, recommendation_id: str, caller: Caller) -> Any:
    """Ask for a recommendation as a page for people."""
    page = Response(
        _page_of(ports().jobs.view(caller.client, recommendation_id)), content_type="text/html; charset=utf-8"
    )
    page.headers["Content-Security-Policy"] = f"{PAGE_POLICY}; frame-ancestors 'none'"
    return page


def _page_of(view: JobView) -> str:
    if view.recommendation is not None:
        try:
            return report_html(read_recommendation(json.loads(view.recommendation)))
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
