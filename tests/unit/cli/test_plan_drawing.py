"""`credwise recommend --plan` draws the plan, or says why there is none."""

import json
from xml.etree import ElementTree as ET

import pytest
from commands import invoke

PROFILE = {
    "learner_id": "L-1",
    "field": {"occupation": "15-1252.00"},
    "goal": "signal_currency",
    "hours_per_week": 8,
    "stack_goal": {"kind": "professional_designation", "credential": "cncf-kubestronaut"},
}


@pytest.fixture
def draw(tmp_path):
    def run(profile, drawing="plan.svg"):
        asked = tmp_path / "profile.json"
        asked.write_text(json.dumps(profile), encoding="utf-8")
        target = tmp_path / drawing
        return invoke("recommend", asked, "--plan", target), target

    return run


def test_the_best_plan_is_drawn_into_the_file_and_told_on_the_terminal(draw):
    result, target = draw(PROFILE)
    assert result.exit_code == 0, result.output
    assert "The plan: " in result.output
    svg = ET.fromstring(target.read_text(encoding="utf-8"))  # noqa: S314 - our own drawing
    assert any("Certified Kubernetes" in (text.text or "") for text in svg.iter("{http://www.w3.org/2000/svg}text"))


def test_without_a_goal_of_the_catalogue_the_command_says_what_to_name(draw):
    result, target = draw({**PROFILE, "stack_goal": {"kind": "none"}})
    assert result.exit_code == 1
    assert "stack_goal names no stack or credential" in result.output
    assert not target.exists()


def test_a_file_that_cannot_be_written_is_named(draw):
    result, _ = draw(PROFILE, "no/such/folder/plan.svg")
    assert result.exit_code == 1
    assert "could not be written" in result.output
