"""The committed ways in are what their builder makes of the facts, O*NET and the tables kept by hand."""

import argparse
import csv
import shutil
from pathlib import Path

import pytest

from services.recommender.knowledge.occupations.entry.ways_in import UsualDegree, WorkSamples
from services.recommender.knowledge.occupations.occupations import load_occupations
from services.recommender.paths import PathKind
from tools.build_data.fields.ways_in import build

DATA = Path(__file__).parents[3] / "data"
SHARED = Path(__file__).parents[4] / "shared" / "data"


@pytest.fixture(scope="module")
def occupations():
    return load_occupations(DATA)


@pytest.mark.skipif(not SHARED.exists(), reason="the sources of data/ are not beside this checkout")
def test_the_committed_files_are_a_fresh_build(tmp_path):
    for folder in ("catalogue", "skills", "ways_in"):
        shutil.copytree(DATA / folder, tmp_path / folder)
    build(argparse.Namespace(facts=SHARED / "credential_facts", onet=SHARED / "onet", data=tmp_path))
    for name in ("ways_in.csv", "degrees.csv"):
        assert (tmp_path / "ways_in" / name).read_bytes() == (DATA / "ways_in" / name).read_bytes()


def test_what_is_named_first_where_the_listed_country_is_named_says_its_kind():
    with (DATA / "ways_in" / "ways_in.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["country"] in {"US", "*"}]
    assert [row["name"] for row in rows if not row["kind"]] == []


@pytest.mark.parametrize(
    ("code", "first", "degree", "samples"),
    [
        ("47-2111.00", PathKind.APPRENTICESHIP, UsualDegree.ASSOCIATE, WorkSamples.NEVER),
        ("13-1071.00", PathKind.CERTIFICATION, UsualDegree.BACHELOR, WorkSamples.RARE),
        ("15-1255.00", PathKind.PORTFOLIO, None, WorkSamples.DECISIVE),
        ("15-1252.00", PathKind.PORTFOLIO, None, WorkSamples.HELPFUL),
        ("29-1141.00", PathKind.LICENCE, UsualDegree.BACHELOR, WorkSamples.NEVER),
    ],
)
def test_well_known_ways_in_are_there(occupations, code, first, degree, samples):
    ways = occupations.get(code).ways_in
    assert ways.named_in("US")[0].kind is first
    assert (ways.degree, ways.work_samples) == (degree, samples)


def test_a_country_is_named_before_what_holds_anywhere(occupations):
    ways = occupations.get("15-1232.00").ways_in
    assert "apprenticeship" in ways.named_in("GB")[0].name
    assert ways.named_in("US") == ways.named_in("JP") != ways.named_in("GB")
    assert ways.apprenticeship_in("US") is None
    assert ways.apprenticeship_in("DE").weeks == 156
