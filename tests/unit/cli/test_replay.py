"""A stored decision is recomputed to the byte, and what differs is named."""

import json
from pathlib import Path

import pytest
from commands import invoke

SAMPLE = Path(__file__).resolve().parents[3] / "data" / "samples" / "nurse-adding-telehealth.json"


def run(*arguments):
    return invoke(*arguments)


@pytest.fixture(scope="module")
def decided():
    return json.loads(run("recommend", SAMPLE, "--json", "--on", "2026-11-22").output)


@pytest.mark.parametrize(
    "wrap",
    [
        lambda document: document,
        lambda document: {"type": "recommendation.completed", "data": {"id": "rec_1", "address": "x", **document}},
        lambda document: {"id": "rec_1", "state": "completed", "recommendation": document},
    ],
)
def test_a_decision_is_the_same_bytes_however_it_came(decided, wrap, tmp_path):
    (tmp_path / "decision.json").write_text(json.dumps(wrap(decided), indent=2))
    result = run("replay", tmp_path / "decision.json")
    assert (result.exit_code, "byte by byte" in result.output) == (0, True), result.output


def test_a_changed_decision_is_named_by_its_place(decided, tmp_path):
    decided = {**decided, "verdict": {**decided["verdict"], "margin": 99}}
    (tmp_path / "decision.json").write_text(json.dumps(decided))
    result = run("replay", tmp_path / "decision.json")
    assert result.exit_code == 1
    assert "/verdict/margin: was 99" in result.output


def test_another_rulebook_is_named(decided, tmp_path):
    decided = {**decided, "provenance": {**decided["provenance"], "rulebook": "sha256:0"}}
    (tmp_path / "decision.json").write_text(json.dumps(decided))
    result = run("replay", tmp_path / "decision.json")
    assert result.exit_code == 3
    assert "rulebook: it was made from sha256:0" in result.output


@pytest.mark.parametrize(
    "content", ["{}", "[]", "no json", '{"form": 1, "profile": 2, "decided_on": 3, "provenance": {}}']
)
def test_what_is_no_decision_is_said(content, tmp_path):
    (tmp_path / "decision.json").write_text(content)
    result = run("replay", tmp_path / "decision.json")
    assert (result.exit_code, result.output.startswith("Error: ")) == (1, True)
