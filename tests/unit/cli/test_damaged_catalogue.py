"""A malformed line in the catalogue's folder is a message with file and line in every command, never a traceback."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from services.cli import main
from workers.__main__ import USAGE_ERROR
from workers.__main__ import main as work

DATA = Path(__file__).resolve().parents[3] / "data"


@pytest.fixture
def damaged(tmp_path, monkeypatch):
    """A data folder like the shared one, with one malformed line among the additions."""
    for path in DATA.iterdir():
        if path.name != "catalogue":
            (tmp_path / path.name).symlink_to(path)
    additions = tmp_path / "catalogue" / "additions"
    additions.mkdir(parents=True)
    for path in (DATA / "catalogue").iterdir():
        if path.name != "additions":
            (tmp_path / "catalogue" / path.name).symlink_to(path)
    (additions / "bad.jsonl").write_text('{"id": "x",\n', encoding="utf-8")
    monkeypatch.setenv("CREDWISE_DATA_DIR", str(tmp_path))


@pytest.mark.usefixtures("damaged")
@pytest.mark.parametrize(
    "command",
    ["skills match SQL", "catalogue show", "catalogue coverage", "catalogue stale", "rules test"],
)
def test_a_command_names_the_file_and_the_line(command):
    ended = CliRunner().invoke(main, command.split())
    assert ended.exit_code == 1
    assert "bad.jsonl, line 1: must be one JSON object" in ended.output


@pytest.mark.usefixtures("damaged")
def test_a_worker_that_cannot_start_names_the_file_and_the_line(capsys):
    assert work(["evaluate"]) == USAGE_ERROR
    assert "bad.jsonl, line 1: must be one JSON object" in capsys.readouterr().err
