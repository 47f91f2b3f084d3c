"""`credwise posting`: an advertisement's text, HTML or JobPosting, one or many."""

import json
from pathlib import Path

import pytest
import yaml
from commands import invoke

POSTINGS = Path("tests/data/postings")


def run(*arguments, text=None):
    return invoke("posting", *arguments, typed=text, COLUMNS="200")


def test_a_text_is_shown_with_what_it_asks_for_and_the_profile():
    text = yaml.safe_load((POSTINGS / "en_data_analyst.yaml").read_text("utf-8"))["text"]
    shown = run("-", text=text)
    assert shown.exit_code == 0, shown.output
    assert shown.output.startswith("Data Analyst (15-2051.01)\nGB, written in en, 3 years of experience\n")
    profile = json.loads(shown.output.partition("For a profile:\n")[2])
    assert {"any_of": ["Python", "R"]} in profile["target_role"]["required_skills"]


def test_text_in_square_brackets_is_text():
    shown = run("-", text="[Remote] Data Analyst\n\nRequirements:\n- SQL\n")
    assert shown.exit_code == 0, shown.output
    assert "SQL" in shown.output


@pytest.mark.parametrize("form", ["lines", "list"])
def test_many_are_one_json_object_a_line_and_what_is_none_is_named(tmp_path, form):
    sent = [
        {"text": "Data Analyst\n\nRequirements:\n- SQL"},
        {"@type": "Course", "name": "SQL"},
        {"@type": "JobPosting", "title": "Comptable", "description": "<p>Vous maîtrisez Excel</p>"},
        "Pflegefachkraft\n\nIhr Profil:\n- Teamfähigkeit",
    ]
    file = tmp_path / "many.json"
    file.write_text("\n".join(map(json.dumps, sent)) if form == "lines" else json.dumps(sent), encoding="utf-8")
    shown = run(file, "--json")
    assert shown.exit_code == 1
    read = [json.loads(line) for line in shown.stdout.splitlines()]
    assert [one.get("title", {}).get("value") for one in read] == ["Data Analyst", None, "Comptable", "Pflegefachkraft"]
    assert "JobPosting" in read[1]["error"]
    assert f"{file}, {'line' if form == 'lines' else 'advertisement'} 2" in shown.stderr


@pytest.mark.parametrize(
    ("text", "arguments", "said"),
    [
        ("", (), "empty"),
        ('{"@type": "JobPosting", "title": ', (), "not usable JSON"),
        ('{"@type": "Course"}', (), "no JobPosting"),
        ("Cook", ("--country", "Atlantis"), "not a country"),
    ],
)
def test_what_cannot_be_read_ends_the_command_with_what_is_wrong(text, arguments, said):
    shown = run("-", *arguments, text=text)
    assert shown.exit_code != 0
    assert said in shown.output


def test_a_missing_file_is_named(tmp_path):
    shown = run(tmp_path / "none.txt")
    assert shown.exit_code == 1
    assert "none.txt cannot be read" in shown.output
