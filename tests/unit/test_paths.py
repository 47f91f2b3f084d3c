"""A path is declared in one place, and whoever forgets a part of it hears so from the type checker."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from services.recommender.paths import PATHS, PathKind, in_words
from services.recommender.wording.messages import MissingSentence

ROOT = Path(__file__).parents[2]


def test_every_path_is_described():
    assert list(PATHS) == list(PathKind)
    for kind, path in PATHS.items():
        assert path.kind is kind
        assert path.advice
        assert not (path.is_a_credential and path.spares_one)


def test_nothing_starts_before_each_path_has_its_words():
    with pytest.raises(MissingSentence, match='write it as "sponsorship" under "advised"'):
        in_words(replace(PATHS[PathKind.DEGREE], kind="sponsorship"))


def test_a_kind_without_its_path_is_found_by_the_type_checker(tmp_path):
    text = (ROOT / "services/recommender/paths.py").read_text(encoding="utf-8")
    longer = text.replace('    DEGREE = "degree"\n', '    DEGREE = "degree"\n    SPONSORSHIP = "sponsorship"\n')
    assert longer != text
    copy = tmp_path / "paths.py"
    copy.write_text(longer, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "--config-file=", str(copy)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "assert_never" in done.stdout
    assert "SPONSORSHIP" in done.stdout
