"""Tables on 80 columns and in a pipe: nothing is cut; bars show their sign by their side."""

import io
import json
import shutil
from pathlib import Path

import pytest
from commands import invoke
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

from services.presenting.terminal.recommendation import WIDE_ENOUGH_FOR_BARS, Extent, _bar, print_recommendation
from services.presenting.terminal.tables import print_table
from services.recommender.recommendation.document import read_recommendation

CELLS = (
    "dlv_0123456789abcdefghijklmnop",
    "https://hr.example.org/hooks/" + "a" * 60,
    "enabled",
    "1234567",
    "why " * 20,
)


def printed(*, terminal, cells=CELLS):
    written = io.StringIO()
    table = Table("delivery", "address", "state", "attempts", "why", box=None, pad_edge=False)
    table.add_row(*cells)
    print_table(
        table, Console(file=written, width=80, force_terminal=terminal, color_system=None, legacy_windows=False)
    )
    return written.getvalue()


def test_in_a_pipe_a_row_is_one_line_with_every_cell_in_full():
    _, row = printed(terminal=False).splitlines()
    assert all(cell.strip() in row for cell in CELLS)


@pytest.mark.parametrize("sign", ["\u2026", "..."])
def test_on_a_terminal_nothing_is_cut(sign):
    text = printed(terminal=True)
    assert sign not in text
    assert text.count("a") >= CELLS[1].count("a")


def test_what_does_not_fit_beside_one_another_stands_under_one_another_and_can_be_copied():
    block = printed(terminal=True, cells=[*CELLS[:2], "", *CELLS[3:]]).splitlines()
    assert block == [CELLS[0], f"  address: {CELLS[1]}", f"  attempts: {CELLS[3]}", f"  why: {CELLS[4]}"]


def test_where_the_longest_words_fit_none_is_broken():
    words = ("dlv_0123456789", "https://hr.example.org/hooks/12", "enabled", "1234567", "why " * 20)
    heading, first, *rest = printed(terminal=True, cells=words).splitlines()
    assert heading.split() == ["delivery", "address", "state", "attempts", "why"]
    assert first.split()[:4] == [*words[:4]]
    assert rest
    assert {word for line in rest for word in line.split()} == {"why"}


def test_a_bar_below_nothing_lies_left_of_the_axis():
    assert _bar(-30).plain.strip() == "\u2588\u2588\u2588\u2588\u2502"
    assert _bar(30).plain.strip() == "\u2502\u2588\u2588\u2588\u2588"


@pytest.mark.parametrize("width", [80, 64, 63, 40])
def test_nothing_of_a_recommendation_is_cut_however_narrow_the_terminal(width):
    profile = "data/samples/backend-developer-to-cloud.json"
    run = invoke("recommend", profile, "--json", "--on", "2026-11-29")
    document = json.loads(run.stdout) | {"learner_id": "learner-" + "0123456789" * 5}
    console = Console(file=io.StringIO(), width=width, force_terminal=True, color_system=None, legacy_windows=False)
    print_recommendation(read_recommendation(document), console, Extent.ALL)
    lines = console.file.getvalue().splitlines()
    assert "\u2026" not in "".join(lines)
    assert max(map(cell_len, lines)) <= width
    # Whatever is folded is there in full, once the frame and the spaces are taken away.
    text = "".join(line.strip("\u2502 ") for line in lines)
    assert document["learner_id"] in text
    degree = next(path for path in document["paths"] if path["path"] == "degree")
    [row] = [line for line in lines if line.startswith("\u2502 degree  ")][:1]
    assert f"{degree['score']:+d}" in row
    assert ("\u2588\u2502" in row) == (width >= WIDE_ENOUGH_FOR_BARS)


def test_a_malformed_line_in_the_folder_of_additions_is_told_with_file_and_line(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    for each in Path("data").iterdir():
        if each.name != "catalogue":
            (data / each.name).symlink_to(each.resolve())
    shutil.copytree("data/catalogue", data / "catalogue")
    additions = data / "catalogue" / "additions"
    additions.mkdir(exist_ok=True)
    (additions / "bad.jsonl").write_text('{"id": broken\n', encoding="utf-8")
    profile = tmp_path / "profile.json"
    profile.write_text(
        '{"learner_id": "a", "field": {"occupation": "15-1252.00"}, "goal": "explore"}', encoding="utf-8"
    )
    shown = invoke("recommend", profile, CREDWISE_DATA_DIR=str(data))
    assert shown.exit_code == 1
    assert "bad.jsonl, line 1: must be one JSON object" in shown.output
