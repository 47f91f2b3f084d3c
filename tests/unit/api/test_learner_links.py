"""POST /v1/recommendations/{id}/link, and the page that a learner opens with it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services.api.app import create_app
from services.learner_links import LearnerLinks
from services.ledger.store.errors import LedgerUnavailable, NotFound
from services.presenting.page.report import PAGE_POLICY

ADDRESS = "/v1/recommendations/rec_1/link"
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
OLD, NEW = "o" * 43, "n" * 43


def place(link):
    """Return where on the server a link leads."""
    return link["url"].removeprefix("https://credwise.example.org")


@pytest.fixture
def made(api, profile):
    """A recommendation of the client "hr" and the link to it."""
    api.post("/v1/profiles", json=profile)
    return api.post(ADDRESS).get_json()


@pytest.fixture
def visit(settings, ports):
    """Open a link without any key, with other ports where a test names some."""

    def run(link, **others):
        return create_app(settings, replace(ports, **others)).test_client().get(place(link))

    return run


def test_a_learner_opens_the_page_without_a_key(made, visit):
    assert made["expires_at"] == "2026-12-06T12:00:00+00:00"
    answer = visit(made)
    assert (answer.status_code, answer.content_type) == (200, "text/html; charset=utf-8")
    assert "a degree first, then the licence" in answer.text


def test_the_page_is_kept_listed_and_told_of_nowhere(made, visit):
    answer = visit(made)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Content-Security-Policy"] == f"{PAGE_POLICY}; frame-ancestors 'none'"
    assert '<meta name="robots" content="noindex, nofollow">' in answer.text


def test_the_link_says_nothing_of_the_learner(made):
    assert "learner-1" not in made["url"]


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(("body", "ends"), [({"hours": 1}, 1), ({}, 336)])
def test_a_link_is_good_for_as_long_as_the_client_says(api, body, ends):
    answer = api.post(ADDRESS, json=body)
    assert answer.status_code == 201
    assert datetime.fromisoformat(answer.get_json()["expires_at"]) == NOON + timedelta(hours=ends)


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("body", [{"hours": 0}, {"hours": 10**6}, {"days": 1}, {"hours": "1"}])
def test_a_lifetime_that_cannot_be_is_refused(api, body):
    assert api.post(ADDRESS, json=body).status_code == 422


def test_a_link_whose_time_is_over_says_so(made, visit):
    answer = visit(made, now=lambda: NOON + timedelta(days=15))
    assert (answer.status_code, answer.mimetype) == (410, "text/html")
    assert "This link has expired" in answer.text


@pytest.mark.parametrize(
    "change", [lambda url: url[:-8], lambda url: url.replace("/r/", "/r/x"), lambda url: url + "x"]
)
def test_a_link_that_was_changed_opens_nothing(made, visit, change):
    answer = visit({"url": change(made["url"])})
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert "This link does not work" in answer.text


@pytest.mark.usefixtures("made")
def test_no_client_makes_a_link_to_what_another_has(settings, ports):
    other = create_app(settings, ports).test_client()
    answer = other.post(ADDRESS, headers={"Authorization": "Bearer cw_other"})
    assert (answer.status_code, answer.get_json()["type"]) == (404, "/problems/not-found")


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(("key", "status"), [("", 401), ("cw_hr:profiles:write", 403)])
def test_making_a_link_takes_the_scope_that_reading_takes(settings, ports, key, status):
    answer = create_app(settings, ports).test_client().post(ADDRESS, headers={"Authorization": f"Bearer {key}"})
    assert answer.status_code == status


@pytest.mark.usefixtures("made")
def test_a_link_that_takes_answers_takes_the_scope_that_answering_takes(settings, ports):
    client = create_app(settings, ports).test_client()

    def asked_with(scopes):
        headers = {"Authorization": f"Bearer cw_hr:{scopes}"}
        return client.post(ADDRESS, headers=headers, json={"answers": True})

    refused = asked_with("recommendations:read")
    assert (refused.status_code, refused.get_json()["type"]) == (403, "/problems/missing-scope")
    assert "credwise keys create --client " in refused.get_json()["detail"]
    assert refused.get_json()["detail"].endswith("--role intake`.")
    assert asked_with("recommendations:read,profiles:write").status_code == 201


def test_a_link_of_a_client_that_has_left_opens_nothing(made, visit, ports):
    assert visit(made).status_code == 200
    ports.callers.left.add("hr")
    assert visit(made).status_code == 404


class Failing:
    def __init__(self, error):
        self.error = error

    def view(self, *_):
        raise self.error


@pytest.mark.parametrize(
    ("error", "status", "title"),
    [
        (NotFound("gone"), 410, "This recommendation is no longer kept"),
        (LedgerUnavailable("away"), 503, "Please try again shortly"),
    ],
)
def test_what_cannot_be_shown_is_said_in_plain_words(made, visit, error, status, title):
    answer = visit(made, jobs=Failing(error))
    assert (answer.status_code, answer.mimetype) == (status, "text/html")
    assert title in answer.text


def test_links_outlive_a_rotation_of_keys_and_not_the_end_of_theirs(settings, ports, api, profile, visit):
    def signed_with(*keys):
        return LearnerLinks(keys=keys, public_url=settings.public_url)

    api.post("/v1/profiles", json=profile)
    before = create_app(settings, replace(ports, links=signed_with(OLD))).test_client()
    link = before.post(ADDRESS, headers={"Authorization": "Bearer cw_hr"}).get_json()
    assert visit(link, links=signed_with(NEW, OLD)).status_code == 200
    assert visit(link, links=signed_with(NEW)).status_code == 404


def test_without_keys_the_operator_is_named(settings, ports, api, profile):
    api.post("/v1/profiles", json=profile)
    keyless = replace(ports, links=LearnerLinks(keys=(), public_url=settings.public_url))
    client = create_app(settings, keyless).test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = "Bearer cw_hr"
    asked = [
        client.post(ADDRESS),
        client.put("/v1/endpoints/lms", json={"address": "https://lms.example.org/hook", "link_hours": 24}),
    ]
    for answer in asked:
        assert (answer.status_code, answer.get_json()["type"]) == (409, "/problems/links-not-set-up")
        assert "CREDWISE_LINK_KEYS" in answer.get_json()["detail"]


def test_an_endpoint_says_for_how_long_its_links_are_good(api):
    wanted = {"address": "https://lms.example.org/hook", "link_hours": 24}
    assert api.put("/v1/endpoints/lms", json=wanted).get_json()["link_hours"] == 24
