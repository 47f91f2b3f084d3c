"""The codes of 2010 and ESCO's skills by occupation that are kept in the repository are what the builder makes."""

import argparse
import gzip
import os
import shutil
from pathlib import Path

import pytest

from services.recommender.knowledge.files.data_files import DataFiles
from services.recommender.knowledge.occupations.former_codes import FORMER_FILE
from services.recommender.knowledge.occupations.skills.occupation_skills import SKILLS_COLUMNS, SKILLS_FILE
from tools.build_data.fields import occupation_skills
from tools.build_data.sources.european.esco import EscoUnreadable, read_skills_needed
from tools.build_data.sources.european.esco_crosswalk import CROSSWALK_FILE, CrosswalkUnreadable, read_crosswalk
from tools.build_data.sources.european.official_crosswalk import OfficialCrossing

ROOT = Path(__file__).parents[3]
OFFICIAL = Path(os.environ.get("CREDWISE_OFFICIAL_DATA", ROOT.parent / "shared" / "data"))

needs_official_data = pytest.mark.skipif(
    not (OFFICIAL / "esco_onet_crosswalk").is_dir(), reason="the official data is not beside the checkout"
)


@needs_official_data
def test_the_files_are_what_the_builder_makes(tmp_path):
    shutil.copytree(ROOT / "data" / "skills", tmp_path / "skills")
    occupation_skills.build(
        argparse.Namespace(
            onet=OFFICIAL / "onet",
            esco=OFFICIAL / "esco",
            crosswalk=OFFICIAL / "esco_onet_crosswalk",
            official=OFFICIAL / "esco_onet_crosswalk_official",
            data=tmp_path,
        )
    )
    assert (tmp_path / FORMER_FILE).read_text() == (ROOT / "data" / FORMER_FILE).read_text()
    # Another zlib may pack the same text differently.
    assert gzip.decompress((tmp_path / SKILLS_FILE).read_bytes()) == gzip.decompress(
        (ROOT / "data" / SKILLS_FILE).read_bytes()
    )


def test_an_exact_match_counts_and_of_others_what_both_crosswalks_have():
    official = occupation_skills.by_official(
        [
            OfficialCrossing(esco="one", code="11-0000.00", match="e"),
            OfficialCrossing(esco="two", code="11-0000.00", match="b"),
            OfficialCrossing(esco="one", code="12-0000.00", match="c"),
            OfficialCrossing(esco="two", code="12-0000.00", match="c"),
            OfficialCrossing(esco="two", code="13-0000.00", match="b"),
            OfficialCrossing(esco="three", code="14-0000.00", match="b"),
        ]
    )
    nesta = {
        "11-0000.00": ("c", ["three"]),
        "12-0000.00": ("c", ["two", "three"]),
        "13-0000.00": ("c", ["three"]),
        "15-0000.00": ("c", ["four"]),
    }
    assert occupation_skills.both(official, nesta) == {
        "11-0000.00": ("e", ["one"]),
        "12-0000.00": ("c", ["two"]),
        "13-0000.00": ("c", ["three"]),
        "14-0000.00": ("b", ["three"]),
        "15-0000.00": ("c", ["four"]),
    }


def test_skills_are_known_for_nearly_all_occupations():
    rows = {code: cells for _, (code, *cells) in DataFiles(ROOT / "data").rows(SKILLS_FILE, SKILLS_COLUMNS)}
    assert len(rows) >= 940
    assert {"15-2051.00", "15-1299.04", "13-1082.00"} <= rows.keys()


def test_all_data_is_under_eight_megabytes():
    folders = (ROOT / "data" / "occupations", ROOT / "data" / "skills")
    assert sum(path.stat().st_size for folder in folders for path in folder.iterdir()) < 8_000_000


def test_a_missing_crosswalk_is_named(tmp_path):
    with pytest.raises(CrosswalkUnreadable, match=CROSSWALK_FILE):
        read_crosswalk(tmp_path)


def test_a_crosswalk_of_another_form_is_told_its_columns(tmp_path):
    (tmp_path / CROSSWALK_FILE).write_text("esco,onet\n1,2\n")
    with pytest.raises(CrosswalkUnreadable, match="concept_uri, confidence, onet_code"):
        read_crosswalk(tmp_path)


def test_missing_relations_are_named(tmp_path):
    with pytest.raises(EscoUnreadable, match="occupationSkillRelations"):
        read_skills_needed(tmp_path)
