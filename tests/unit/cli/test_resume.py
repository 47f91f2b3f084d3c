"""`credwise recommend --resume` answers for a résumé, and says what it did not use."""

import json

import pytest
from click.testing import CliRunner

from services.cli.advising.recommend import recommend

RESUME = {"basics": {"name": "Robin Example"}, "skills": [{"name": "SQL"}], "education": []}


@pytest.fixture
def resume(tmp_path):
    path = tmp_path / "resume.json"
    path.write_text(json.dumps(RESUME), encoding="utf-8")
    return str(path)


def test_a_resume_is_answered_and_what_was_dropped_is_said(resume):
    options = ["--occupation", "Data Scientists", "--goal", "explore", "--on", "2026-11-22", "--json"]
    result = CliRunner().invoke(recommend, ["--resume", resume, *options])
    assert result.exit_code == 0, result.output
    assert "Not used: /resume/basics" in result.stderr
    recommendation = json.loads(result.stdout)
    assert recommendation["profile"]["skills"] == [{"name": "SQL"}]
    assert "Robin" not in result.stdout


@pytest.mark.parametrize(
    "options",
    [
        ["--resume", "x.json"],
        ["--goal", "explore"],
        ["x.json", "--resume", "y.json"],
        ["x.json", "--goal", "explore"],
        [],
    ],
)
def test_a_resume_needs_an_occupation_and_a_goal_and_no_profile(options):
    result = CliRunner().invoke(recommend, options)
    assert result.exit_code == 2
    assert "--occupation and --goal" in result.output


def test_a_resume_is_answered_for_the_country_given(resume):
    options = ["--occupation", "Data Scientists", "--goal", "explore", "--country", "GB", "--json"]
    result = CliRunner().invoke(recommend, ["--resume", resume, *options])
    assert json.loads(result.stdout)["field"]["country"] == "GB"
