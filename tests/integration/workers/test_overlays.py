"""An evaluate worker with a client's overlay: the one that was active at acceptance, however often the job is run."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from services.ledger.work.jobs import JobState, Queue
from services.recommender.rulebook.overlays.reading import hash_of_overlay
from tests.integration.workers.conftest import CLIENT

RULES = Path(__file__).resolve().parents[3] / "rules"
OURS = (RULES / "field_culture" / "credential_field_asks_for_certification.yaml").read_text(encoding="utf-8")
FILES = {
    "overlay.yaml": 'cultures: {"15-12": {culture: degree_focused, source: Our survey of 2026}}\n',
    "our_market/everybody_explores.yaml": OURS.replace(
        "id: field_culture/credential-field-asks-for-certification", "id: our_market/everybody-explores"
    ).replace("field.culture: {equals: credential_driven}", "learner.goal: {equals: fill_skill_gap}"),
}


@pytest.fixture
def evaluate(evaluate_with, advisor):
    return evaluate_with(advisor)


def document(view, job_id):
    return json.loads(view(job_id).recommendation)


def test_the_overlay_decides_is_named_and_its_culture_is_shown_beside_the_measured_one(
    evaluate, ledger, accept, view, advisor
):
    ledger.overlays.put(CLIENT, hash_of_overlay(FILES), FILES)
    job_id = accept()
    assert evaluate(job_id) == "evaluated, 0 to deliver"
    decided = document(view, job_id)
    assert decided["provenance"]["rulebook"] == advisor.rulebook.content_hash
    assert decided["provenance"]["overlay"] == hash_of_overlay(FILES)
    assert decided["field"]["declared"] == {"culture": "degree_focused", "source": "Our survey of 2026"}
    assert (decided["field"]["culture"], decided["field"]["culture_basis"]) == ("degree_focused", "declared")
    assert decided["field"]["measured_culture"] not in {None, "degree_focused"}
    rules = {entry["rule"] for path in decided["paths"] for entry in path["contributions"]}
    assert "our_market/everybody-explores" in rules


def test_what_the_profile_declares_comes_before_the_overlay(evaluate, ledger, accept, view):
    ledger.overlays.put(CLIENT, hash_of_overlay(FILES), FILES)
    field = {"occupation": "15-1252.00", "declared_culture": {"culture": "mixed", "source": "The learner's employer"}}
    job_id = accept(field=field)
    evaluate(job_id)
    assert document(view, job_id)["field"]["declared"] == field["declared_culture"]


def test_without_an_overlay_none_is_named(evaluate, accept, view):
    job_id = accept()
    evaluate(job_id)
    assert document(view, job_id)["provenance"]["overlay"] is None
    assert document(view, job_id)["field"]["declared"] is None


def test_a_job_that_is_run_again_gives_the_same_bytes_whatever_was_put_since(
    ledger, accept, view, evaluate_with, advisor
):
    ledger.overlays.put(CLIENT, hash_of_overlay(FILES), FILES)
    first, second = accept(), accept()
    evaluate_with(advisor)(first)
    assert ledger.jobs.claim(Queue.EVALUATE, second, "one that dies")
    ledger.overlays.deactivate(CLIENT)
    assert evaluate_with(advisor, hours=1)(second).startswith("evaluated")
    assert view(first).recommendation == view(second).recommendation


def test_an_overlay_that_does_not_fit_any_more_sets_the_job_aside_with_every_problem(evaluate, ledger, accept, view):
    ledger.overlays.put(CLIENT, "sha256:old", {"overlay.yaml": "switch_off: [field_culture/gone]\n"})
    job_id = accept()
    assert evaluate(job_id) == "dead-lettered (overlay_incompatible)"
    assert view(job_id).state is JobState.DEAD
    assert 'overlay.yaml:1, switch_off.0: the rulebook has no rule "field_culture/gone"' in view(job_id).detail


def test_a_rulebook_is_put_together_once_for_many_jobs(ledger, accept, advisor, evaluate_with):
    ours = replace(advisor, overlaid=type(advisor.overlaid)())
    evaluate = evaluate_with(ours)
    ledger.overlays.put(CLIENT, hash_of_overlay(FILES), FILES)
    for _ in range(3):
        evaluate(accept())
    assert len(ours.overlaid) == 1
