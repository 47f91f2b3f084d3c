"""The commands that say what words are taken for: occupations with their confidence, skills with their level."""

import json

import pytest
from click.testing import CliRunner

from services.cli import main


def test_a_search_shows_how_sure_each_occupation_is():
    shown = CliRunner(env={"COLUMNS": "200"}).invoke(main, ["occupations", "search", "softwre", "enginere"])
    assert shown.exit_code == 0, shown.output
    first = shown.output.splitlines()[1]
    assert first.startswith("15-1252.00")
    assert first.rstrip().endswith("88 %")


def test_skills_are_shown_with_what_they_were_taken_for():
    words = ["Kuberentes", "expert in Python", "zzqxv"]
    shown = CliRunner(env={"COLUMNS": "200"}).invoke(main, ["skills", "match", *words])
    assert shown.exit_code == 0, shown.output
    slip, phrase, unknown = shown.output.splitlines()[1:4]
    assert "onet:kubernetes" in slip
    assert "95 %" in slip
    assert "expert" in phrase.removeprefix("expert in Python")
    assert "not recognised" in unknown


def test_a_missing_index_is_named(tmp_path):
    shown = CliRunner(env={"CREDWISE_DATA_DIR": str(tmp_path)}).invoke(main, ["skills", "match", "Python"])
    assert shown.exit_code == 1
    assert "make data" in shown.output


@pytest.mark.parametrize("command", ["occupations", "skills"])
def test_every_line_of_a_file_is_answered_by_one_line_however_it_was_saved(tmp_path, command):
    file = tmp_path / "titles.txt"
    lines = [b"\xef\xbb\xbfWelder", b"", b"B\xe4cker", "Bäcker".encode(), b"Weld\x00er\x07\tcook", b" \t ", b"x" * 2000]
    separated = ["Welder\u2028Cook".encode(), "Welder\x85Cook".encode(), b"\x00", b"last"]
    file.write_bytes(b"\r\n".join([*lines, *separated]))
    shown = CliRunner(env={"CREDWISE_CACHE": str(tmp_path)}).invoke(main, [command, "read", str(file), "--json"])
    assert shown.exit_code == 0, shown.output
    read = [json.loads(line) for line in shown.output.splitlines()]
    texts = [each["title" if command == "occupations" else "phrase"] for each in read]
    assert texts[:3] == ["Welder", "Bäcker", "Bäcker"]
    assert len(texts) == 8
    assert texts[-1] == "last"
