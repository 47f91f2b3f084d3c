"""The codes of 2010 and ESCO's skills by occupation that are kept in the repository are what the builder makes."""

import argparse
import gzip
import os
import shutil
from pathlib import Path

import pytest

from services.recommender.knowledge.occupations.former_codes import FORMER_FILE
from services.recommender.knowledge.occupations.occupation_skills import SKILLS_FILE
from tools.build_data import occupation_skills
from tools.build_data.sources.esco import EscoUnreadable, read_skills_needed
from tools.build_data.sources.esco_crosswalk import CROSSWALK_FILE, CrosswalkUnreadable, read_crosswalk

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
            data=tmp_path,
        )
    )
    assert (tmp_path / FORMER_FILE).read_text() == (ROOT / "data" / FORMER_FILE).read_text()
    # Another zlib may pack the same text differently.
    assert gzip.decompress((tmp_path / SKILLS_FILE).read_bytes()) == gzip.decompress(
        (ROOT / "data" / SKILLS_FILE).read_bytes()
    )


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
