"""GET /v1/recommendations/{id}/page: a page for people, under the same scope, with a policy of its own."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from documents.report_documents import document_text

from services.api.app import create_app
from services.ledger.store.errors import NotFound
from services.ledger.work.jobs import JobState, JobView
from services.presenting.page.report import PAGE_POLICY

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ADDRESS = "/v1/recommendations/rec_1/page"


class OneJob:
    """A ledger with one evaluation of the client "hr"."""

    def __init__(self, state, recommendation=None, detail=None):
        self.state, self.recommendation, self.detail = state, recommendation, detail

    def view(self, client, job_id):
        if (client, job_id) != ("hr", "rec_1"):
            raise NotFound(job_id)
        return JobView(
            id=job_id,
            state=self.state,
            accepted_at=NOON,
            started_at=None,
            finished_at=None,
            reason="poison" if self.detail else None,
            detail=self.detail,
            recommendation=self.recommendation,
            summary={},
            deliveries=(),
        )


@pytest.fixture
def ask(settings, ports):
    """Ask for the page of a job with the key of a client."""

    def run(job, *, key="cw_hr", address=ADDRESS):
        client = create_app(settings, replace(ports, jobs=job)).test_client()
        return client.get(address, headers={"Authorization": f"Bearer {key}"} if key else {})

    return run


def test_a_recommendation_is_a_page(ask):
    answer = ask(OneJob(JobState.COMPLETED, document_text("would-be-lawyer")))
    assert (answer.status_code, answer.content_type) == (200, "text/html; charset=utf-8")
    assert "<h1>Clear: a degree first, then the licence" in answer.text
    assert answer.headers["Content-Security-Policy"] == f"{PAGE_POLICY}; frame-ancestors 'none'"
    assert "unsafe" not in PAGE_POLICY
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("state", [JobState.WAITING, JobState.RUNNING])
def test_until_it_is_made_a_plain_page_asks_again(ask, state):
    answer = ask(OneJob(state))
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    assert "Not ready yet" in answer.text
    assert 'http-equiv="refresh"' in answer.text


def test_what_was_set_aside_says_why_and_does_not_ask_again(ask):
    answer = ask(OneJob(JobState.DEAD, detail="It was started three times & failed."))
    assert "It was started three times &amp; failed." in answer.text
    assert "refresh" not in answer.text


def test_a_recommendation_that_is_kept_no_longer_says_so(ask):
    answer = ask(OneJob(JobState.COMPLETED))
    assert "No longer kept" in answer.text
    assert "refresh" not in answer.text


@pytest.mark.parametrize("member", sorted(json.loads(document_text("would-be-lawyer"))))
def test_a_document_of_an_older_form_is_answered_whichever_member_it_lacks(ask, member):
    document = {n: v for n, v in json.loads(document_text("would-be-lawyer")).items() if n != member}
    assert ask(OneJob(JobState.COMPLETED, json.dumps(document))).status_code == 200


@pytest.mark.parametrize(
    ("key", "address", "status"),
    [
        (None, ADDRESS, 401),
        ("cw_hr:profiles:write", ADDRESS, 403),
        ("cw_other", ADDRESS, 404),
        ("cw_hr", "/v1/recommendations/rec_2/page", 404),
    ],
)
def test_what_is_refused_is_a_problem_document(ask, key, address, status):
    answer = ask(OneJob(JobState.COMPLETED, document_text("would-be-lawyer")), key=key, address=address)
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
