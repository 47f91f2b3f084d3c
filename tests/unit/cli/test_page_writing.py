"""`credwise recommend --page` writes the recommendation as a page."""

import json

import pytest
from commands import invoke
from documents.report_documents import STACKING


@pytest.fixture
def write(tmp_path):
    def run(page="page.html", more=("--full",)):
        asked = tmp_path / "profile.json"
        asked.write_text(json.dumps(STACKING), encoding="utf-8")
        target = tmp_path / page
        return invoke("recommend", asked, *more, "--page", target), target

    return run


def test_the_page_is_written_beside_what_the_terminal_shows(write):
    result, target = write()
    assert result.exit_code == 0, result.output
    assert "The plan: Kubestronaut" in result.output
    assert "To check: Whether all five must be valid on the same day" in result.output
    text = target.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert "The plan: Kubestronaut" in text
    assert "To check: Whether all five must be valid on the same day" in text


def test_the_summary_is_printed_first_and_says_how_to_see_the_rest(write):
    summary = write(more=())[0].output
    assert "Your next step" in summary
    assert "--full shows the rest" in summary
    full = write(more=["--full"])[0].output
    assert "The two best paths side by side" in full
    assert "--full shows the rest" not in full
    assert "What the rules rest on" in write(more=["--all"])[0].output


def test_a_page_that_cannot_be_written_is_named(write):
    result, target = write("no/such/folder/page.html")
    assert result.exit_code == 1
    assert "The page could not be written" in result.output
    assert not target.exists()
