"""Tools that stand for one another are known skills, each kind is listed once, and a slip in the file is named."""

from pathlib import Path
from shutil import copytree

import pytest

from services.recommender.knowledge.files.data_files import DataFileError, DataFiles
from services.recommender.knowledge.occupations.skills.alternatives import ALTERNATIVES_FILE, read_alternatives
from services.recommender.knowledge.skills import load_skills

DATA = Path(__file__).parents[3] / "data"


def test_every_tool_is_a_skill_that_is_known():
    skills = load_skills(DATA)
    named = [name for one in read_alternatives(DataFiles(DATA)) for name in (*one.names, *one.also)]
    assert [name for name in named if skills.match(name) is None] == []


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("a kind,only one,", "two names"),
        (",one; other,", "a kind of tools"),
        ("containers,one; other,", "listed above"),
        ("a kind,one; other", "must have 3"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path, line, complaint):
    copytree(DATA / "occupations", tmp_path / "occupations")
    with (tmp_path / ALTERNATIVES_FILE).open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    with pytest.raises(DataFileError, match=complaint):
        read_alternatives(DataFiles(tmp_path))
