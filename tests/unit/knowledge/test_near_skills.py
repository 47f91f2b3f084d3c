"""Skills that are near: a kind of the same thing, in both directions, and never what only shares a word."""

import gzip
import os
from pathlib import Path

import pytest

from services.recommender.knowledge.skills import NEAR_FILE, SkillsUnreadable, load_skills, read_index
from tests.builders import shipped
from tools.build_data.sources.european.esco import read_esco_skills, read_narrower
from tools.build_data.sources.european.near_skills import near_pairs

DATA = Path(__file__).parents[3] / "data"
ESCO = Path(os.environ.get("CREDWISE_OFFICIAL_DATA", DATA.parents[1] / "shared" / "data")) / "esco"

INDEX = "esco:1\ttroubleshoot\ttroubleshoot\ttroubleshooting\nesco:2\tperform ICT troubleshooting\tict\n"


@pytest.fixture(scope="module")
def skills():
    return shipped.knowledge().skills


def near(skills, words):
    return {skills.label(skill) for skill in skills.near(skills.match(words).skill)}


@pytest.mark.parametrize(
    ("wider", "narrower"),
    [
        ("troubleshooting", "perform ICT troubleshooting"),
        ("troubleshooting", "network troubleshooting"),
        ("computer programming", "Python"),
        ("accounting", "cost accounting"),
        ("negotiation", "negotiate price"),
        ("SQL", "Oracle PL/SQL"),
    ],
)
def test_a_kind_of_something_is_near_to_it_and_it_to_the_kind(skills, wider, narrower):
    assert skills.label(skills.match(narrower).skill) in near(skills, wider)
    assert skills.label(skills.match(wider).skill) in near(skills, narrower)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("electrical troubleshooting", "network troubleshooting"),
        ("Java", "JavaScript"),
        ("Python", "Java"),
        ("cyber security", "securities"),
        ("SQL", "Microsoft SQL Server"),
        ("Excel", "Word"),
    ],
)
def test_what_stands_beside_or_only_shares_a_word_is_not_near(skills, one, other):
    assert skills.label(skills.match(other).skill) not in near(skills, one)


def test_nothing_is_near_to_itself(skills):
    assert not any(skill in skills.near(skill) for skill in skills)


def test_a_pair_of_a_skill_that_nobody_knows_is_refused():
    with pytest.raises(SkillsUnreadable, match="names no two skills"):
        read_index(INDEX, content_hash="sha256:x", name="test", near="esco:1\tesco:9\n")


@pytest.mark.skipif(not ESCO.is_dir(), reason="the official data is not beside the checkout")
def test_the_pairs_are_what_the_builder_makes(skills):
    made = near_pairs(skills, read_esco_skills(ESCO), read_narrower(ESCO))
    kept = gzip.decompress((DATA / NEAR_FILE).read_bytes()).decode()
    assert "".join(f"{wider}\t{narrower}\n" for wider, narrower in made) == kept


def test_what_is_near_is_part_of_what_the_hash_names(tmp_path):
    folder = tmp_path / "skills"
    folder.mkdir()
    hashes = set()
    (folder / "index.tsv.gz").write_bytes(gzip.compress(INDEX.encode()))
    for pairs in ("", "esco:1\tesco:2\n"):
        (folder / "near.tsv.gz").write_bytes(gzip.compress(pairs.encode()))
        hashes.add(load_skills(tmp_path).content_hash)
    assert len(hashes) == 2
