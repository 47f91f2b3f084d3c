"""The form of a learner's page: only where the client allows it, read as the API reads answers, and never lost."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from services.api.app import create_app
from services.ledger.work.jobs import JobState
from services.presenting.page.report import FORM_POLICY, PAGE_POLICY
from services.recommender.situation.errors import UnresolvedOccupation

ADDRESS = "/v1/recommendations/rec_1/link"
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def link(api, ports, profile):
    """Make a link to a recommendation that asks for something to show and for a licence."""
    api.post("/v1/profiles", json=profile)
    ports.advisor.resolve_occupation = lambda _profile, _overlay: None

    def make(**wanted):
        return api.post(ADDRESS, json=wanted).json["url"].removeprefix("https://credwise.example.org")

    return make


@pytest.fixture
def visitor(settings, ports):
    """A browser without any key."""
    return create_app(settings, ports).test_client()


def test_the_form_is_there_where_the_client_allows_it(link, visitor):
    answering, reading = visitor.get(link(answers=True)), visitor.get(link())
    assert "<form" in answering.text
    assert '<input type="radio" name="licence" value="yes">' in answering.text
    assert answering.headers["Content-Security-Policy"] == f"{FORM_POLICY}; frame-ancestors 'none'"
    assert "<form" not in reading.text
    assert "Do you hold a valid licence" in reading.text
    assert reading.headers["Content-Security-Policy"] == f"{PAGE_POLICY}; frame-ancestors 'none'"


def test_answers_lead_to_the_new_recommendation_by_a_link_that_ends_with_the_first(link, visitor, ports):
    place = link(answers=True, hours=1)
    sent = visitor.post(f"{place}/answers", data={"licence": "yes", "evidence": ""})
    assert sent.status_code == 303
    assert json.loads(ports.jobs.accepted["rec_2"][1])["credentials_held"] == [{"title": "Admission to the bar"}]
    assert ports.jobs.follows["rec_2"] == "rec_1"
    linked = ports.links.read(sent.headers["Location"].rpartition("/")[2], NOON)
    assert (linked.client, linked.recommendation, linked.may_answer) == ("hr", "rec_2", True)
    assert linked.expires_at == NOON + timedelta(hours=1)
    assert linked.begun_with == "rec_1"
    assert sent.headers["Location"].startswith("../")
    again = visitor.post(f"{place}/answers", data={"licence": "yes"})
    assert again.headers["Location"] == sent.headers["Location"]


@pytest.mark.parametrize("data", [{"licence": "perhaps"}, {}])
def test_what_cannot_be_used_brings_the_page_back(link, visitor, ports, data):
    sent = visitor.post(f"{link(answers=True)}/answers", data=data)
    assert sent.status_code == 422
    assert "<form" in sent.text
    assert ("must be one of: yes, no" in sent.text) == bool(data)
    assert "rec_2" not in ports.jobs.accepted


def test_a_link_that_only_opens_the_page_takes_no_answers(link, visitor, ports):
    place = link()
    assert visitor.post(f"{place}/answers", data={"licence": "yes"}).status_code == 404
    assert visitor.get(f"{place}/why-not?name=degree").status_code == 404
    assert "rec_2" not in ports.jobs.accepted


def test_a_link_that_is_wrong_or_over_takes_no_answers(link, visitor, ports):
    place = link(answers=True)
    assert visitor.post(f"{place}x/answers", data={"licence": "yes"}).status_code == 404
    assert visitor.get(f"{place}/why-not").status_code == 400
    ports.jobs.view = _waiting
    assert visitor.post(f"{place}/answers", data={"licence": "yes"}).status_code == 409


def test_no_more_is_decided_by_a_link_than_a_person_asks(link, visitor, ports):
    place = link(answers=True)
    ports.link_uses.left = 1
    assert visitor.post(f"{place}/answers", data={"licence": "yes"}).status_code == 303
    for spent in (visitor.post(f"{place}/answers", data={"licence": "no"}), visitor.get(f"{place}/why-not?name=x")):
        assert (spent.status_code, spent.mimetype) == (429, "text/html")
        assert "within a day" in spent.text
    assert "rec_3" not in ports.jobs.accepted
    assert visitor.get(place).status_code == 200


def test_what_does_not_fit_any_more_is_a_page_too(link, visitor, ports):
    place = link(answers=True)

    def unknown(_profile, _overlay):
        raise UnresolvedOccupation("No occupation is called that.", ())

    ports.advisor.resolve_occupation = unknown
    sent = visitor.post(f"{place}/answers", data={"licence": "yes"})
    assert (sent.status_code, sent.mimetype) == (409, "text/html")
    assert "Nothing new can be decided" in sent.text


def _waiting(_client, job_id):
    return type("View", (), {"id": job_id, "recommendation": None, "state": JobState.WAITING})()
