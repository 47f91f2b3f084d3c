"""The table of laws (docs/laws.md) names tests that there are, and every test of this folder."""

import re

from services.settings import ROOT

HERE = ROOT / "tests" / "unit"
NAMED = set(re.findall(r"`(\w+/\w+\.py)::(\w+)`", (ROOT / "docs" / "laws.md").read_text(encoding="utf-8")))


def written_in(file):
    return set(re.findall(r"^def (test_\w+)", (HERE / file).read_text(encoding="utf-8"), re.MULTILINE))


def test_every_test_that_the_table_names_is_there():
    assert NAMED
    assert [(file, name) for file, name in sorted(NAMED) if name not in written_in(file)] == []


def test_every_law_of_this_folder_stands_in_the_table():
    files = sorted(
        f"laws/{path.name}" for path in (HERE / "laws").glob("test_*.py") if path.name != "test_the_table.py"
    )
    assert [(file, name) for file in files for name in sorted(written_in(file)) if (file, name) not in NAMED] == []
