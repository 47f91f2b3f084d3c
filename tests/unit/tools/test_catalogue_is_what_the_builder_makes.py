"""The skills and credentials that are kept in the repository are what the builder makes of the official data."""

import argparse
import gzip
import os
import shutil
from pathlib import Path

import pytest

from tools.build_data.credentials import catalogue
from tools.build_data.skill_lists import skills

ROOT = Path(__file__).parents[3]
OFFICIAL = Path(os.environ.get("CREDWISE_OFFICIAL_DATA", ROOT.parent / "shared" / "data"))

needs_official_data = pytest.mark.skipif(
    not (OFFICIAL / "awesome_certificates").is_dir(), reason="the official data is not beside the checkout"
)


@pytest.fixture
def copy_of_data(tmp_path):
    for name in ("skills", "catalogue"):
        shutil.copytree(ROOT / "data" / name, tmp_path / name)
    return tmp_path


@needs_official_data
def test_the_skill_index_is_what_the_builder_makes(copy_of_data):
    skills.build(argparse.Namespace(esco=OFFICIAL / "esco", onet=OFFICIAL / "onet", data=copy_of_data))
    # Another zlib may pack the same text differently.
    assert _unpacked(copy_of_data) == _unpacked(ROOT / "data")


@needs_official_data
def test_the_credentials_and_their_report_are_what_the_builder_makes(copy_of_data):
    catalogue.build(
        argparse.Namespace(
            awesome=OFFICIAL / "awesome_certificates", free=OFFICIAL / "free_certifications", data=copy_of_data
        )
    )
    for name in ("credentials.jsonl", "BUILD_REPORT.md"):
        assert (copy_of_data / "catalogue" / name).read_text() == (ROOT / "data" / "catalogue" / name).read_text()


@needs_official_data
def test_every_problem_of_the_tables_stops_the_build_at_once(copy_of_data):
    with (copy_of_data / "catalogue" / "skill_tags.csv").open("a") as table:
        table.write("title,Nonsense,no such skill\n")
    with (copy_of_data / "catalogue" / "issuers.csv").open("a") as table:
        table.write("Nobody,,shop,\n")
    with pytest.raises(SystemExit, match=r"(?s)issuers\.csv.*skill_tags\.csv"):
        catalogue.build(
            argparse.Namespace(
                awesome=OFFICIAL / "awesome_certificates", free=OFFICIAL / "free_certifications", data=copy_of_data
            )
        )


def _unpacked(data):
    return gzip.decompress((data / "skills" / "index.tsv.gz").read_bytes())
