"""A client's own catalogue from the post to the recommendation: for its learners only, and the one of the acceptance."""

import json
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from services.api.bodies.catalogue_body import SentCatalogue
from services.api.bodies.catalogue_reading import read_catalogue
from services.cli import main
from services.importing.drafts import Provenance
from services.ledger.store import keys
from services.ledger.store.connection import connect
from services.ledger.work.jobs import JobState, Queue
from services.recommender.knowledge.own_catalogues import OwnCatalogues
from tests.integration.workers.conftest import CLIENT

CTDL = (Path(__file__).parents[2] / "data/ctdl/ctdl_catalog_stack.json").read_bytes()
CSV = b"title,issuer,address,skills\nSQL at Acme,Acme,https://acme.example.org/sql,SQL\n"
LEARNER = {"occupation": "15-2051.01", "target_role": {"title": "Data analyst", "required_skills": ["SQL"]}}


@pytest.fixture
def evaluate_at(evaluate_with, advisor):
    """The task with no client's catalogue put together yet, as it works some time from now."""
    return partial(evaluate_with, replace(advisor, own_catalogues=OwnCatalogues()))


@pytest.fixture
def evaluate(evaluate_at):
    return evaluate_at()


@pytest.fixture
def post(ledger, advisor):
    """Read and keep a catalogue as the API does, and make it the active one; returns its hash."""

    def post(raw):
        said = Provenance(title="x", licence="y", read_on=date(2026, 11, 22))
        read = read_catalogue(SentCatalogue(raw=raw), CLIENT, said, advisor.knowledge, most_seconds=60)
        name = read.additions.content_hash
        ledger.catalogues.put(CLIENT, name, read.text, credentials=1, stacks=0)
        ledger.catalogues.activate(CLIENT, name)
        return name

    return post


def document(view, job_id):
    return json.loads(view(job_id).recommendation)


def recommended(view, job_id):
    return {item["credential"]["id"] for item in document(view, job_id)["items"]}


def test_what_a_client_added_is_recommended_to_its_learners_and_named(evaluate, post, accept, view, advisor):
    name = post(CTDL)
    job_id = accept(**LEARNER)
    assert evaluate(job_id) == "evaluated, 0 to deliver"
    assert any(one.startswith(f"{CLIENT}:") for one in recommended(view, job_id))
    provenance = document(view, job_id)["provenance"]
    assert provenance["catalogue_additions"] == name
    assert provenance["catalogue"] not in {name, advisor.knowledge.catalogue.content_hash}


def test_it_is_recommended_to_no_other_clients_learners(evaluate, ledger, post, accept):
    post(CTDL)
    profile = json.dumps({"learner_id": "l", "goal": "fill_skill_gap", "field": {"occupation": "15-2051.01"}})
    job_id = ledger.jobs.accept(client="lms", profile=profile, fingerprint="f", idempotency_key=None).job_id
    evaluate(accept(**LEARNER))
    evaluate(job_id)
    text = ledger.jobs.view("lms", job_id).recommendation
    assert CLIENT not in text
    assert json.loads(text)["provenance"]["catalogue_additions"] is None


def test_an_earlier_version_is_brought_back_and_done_without(evaluate, ledger, post, accept, view):
    first, second = post(CTDL), post(CSV)
    named = []
    for wanted in (second, first, None):
        ledger.catalogues.activate(CLIENT, wanted)
        job_id = accept(**LEARNER)
        evaluate(job_id)
        named.append(document(view, job_id)["provenance"]["catalogue_additions"])
        assert (f"{CLIENT}:ce-mic-0001" in view(job_id).recommendation) == (wanted == first)
    assert named == [second, first, None]


def test_a_job_that_is_run_again_after_a_crash_gives_the_same_bytes_whatever_was_activated_since(
    ledger, post, accept, view, evaluate_at
):
    post(CTDL)
    first, second = accept(**LEARNER), accept(**LEARNER)
    evaluate_at()(first)
    assert ledger.jobs.claim(Queue.EVALUATE, second, "one that dies")
    post(CSV)
    assert evaluate_at(hours=1)(second).startswith("evaluated")
    assert view(first).recommendation == view(second).recommendation


def test_a_decision_with_a_clients_catalogue_is_replayed_with_the_stored_version(
    evaluate, ledger, post, accept, environment
):
    post(CTDL)
    job_id = accept(**LEARNER)
    evaluate(job_id)
    ledger.catalogues.activate(CLIENT, None)
    result = CliRunner().invoke(main, ["replay", job_id], env=environment)
    assert (result.exit_code, "byte by byte" in result.output) == (0, True), result.output


def test_a_catalogue_that_does_not_fit_any_more_sets_the_job_aside_with_every_problem(evaluate, ledger, accept, view):
    entry = json.dumps({"stack": {"id": "hr:s"}}) + "\n"
    ledger.catalogues.put(CLIENT, "sha256:old", entry, credentials=0, stacks=1)
    ledger.catalogues.activate(CLIENT, "sha256:old")
    job_id = accept()
    assert evaluate(job_id) == "dead-lettered (catalogue_incompatible)"
    assert view(job_id).state is JobState.DEAD
    assert "line 1" in view(job_id).detail


def test_a_catalogue_that_is_gone_sets_the_job_aside(evaluate, post, accept, view, settings):
    name = post(CSV)
    job_id = accept()
    with connect(settings.redis_url) as redis:
        redis.delete(f"{keys.CATALOGUE}{CLIENT}:{name}")
    assert evaluate(job_id) == "dead-lettered (catalogue_gone)"
    assert name in view(job_id).detail
