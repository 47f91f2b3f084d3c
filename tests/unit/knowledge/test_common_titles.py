"""A title of several occupations that mostly means one is taken for it, and says so; no other guess is made."""

import csv
import shutil
from pathlib import Path

import pytest

from services.recommender.knowledge.files.data_files import DataFileError, DataFiles
from services.recommender.knowledge.occupations.job_titles.common_titles import COMMON_FILE
from services.recommender.knowledge.occupations.job_titles.english_titles import (
    COMMON_CONFIDENCE,
    LISTED_CONFIDENCE,
    EnglishTitles,
)
from services.recommender.knowledge.occupations.job_titles.titles import read_titles
from services.recommender.knowledge.occupations.occupation_files import read_occupations
from services.recommender.knowledge.occupations.occupations import Occupations, load_occupations
from services.recommender.knowledge.occupations.resolution import Ambiguous, MatchedBy, Resolved, Unknown
from services.recommender.names.folding import fold

DATA = Path(__file__).parents[3] / "data"


@pytest.fixture(scope="module")
def occupations():
    return load_occupations(DATA)


@pytest.fixture(scope="module")
def plain():
    """The occupations without a single common title, in O*NET's English alone."""
    files = DataFiles(DATA)
    occupations = read_occupations(files)
    english = EnglishTitles(occupations, read_titles(files))
    return Occupations(occupations=occupations, english=english, former={}, content_hash="sha256:plain")


def _rows():
    with (DATA / COMMON_FILE).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Data Analyst", "15-2051.01"),
        ("senior data analysts", "15-2051.01"),
        ("Data Analyst (m/f/d)", "15-2051.01"),
        ("Project Manager", "13-1082.00"),
        ("Cloud Engineer", "15-1299.08"),
        ("Cybersecurity Analyst", "15-1212.00"),
        ("UX Designer", "15-1255.00"),
        ("Salesforce Administrator", "15-1244.00"),
        ("Nurse", "29-1141.00"),
        ("Help Desk", "15-1232.00"),
    ],
)
def test_a_common_title_is_taken_for_what_it_mostly_means(occupations, text, code):
    resolution = occupations.resolve(text)
    assert isinstance(resolution, Resolved)
    assert (resolution.occupation.code, resolution.matched_by) == (code, MatchedBy.COMMON_TITLE)
    assert resolution.confidence == COMMON_CONFIDENCE


@pytest.mark.parametrize("text", ["Teacher", "Physician", "Social Worker", "Engineer", "Analyst", "Case Manager"])
def test_a_title_without_a_clear_reading_stays_ambiguous(occupations, text):
    assert isinstance(occupations.resolve(text), Ambiguous)


@pytest.mark.parametrize("text", ["DevOps Engineer", "Recruiter", "Bookkeeper", "HR Manager"])
def test_a_title_that_onet_gives_one_occupation_is_not_overruled(occupations, text):
    assert occupations.resolve(text).matched_by is MatchedBy.ALTERNATE_TITLE
    assert occupations.resolve(text).confidence >= LISTED_CONFIDENCE


def test_a_misspelt_common_title_is_answered_with_candidates_the_likeliest_first(occupations):
    resolution = occupations.resolve("Data Anallyst")
    assert isinstance(resolution, Ambiguous)
    assert resolution.candidates[0].code == "15-2051.01"


def test_a_search_shows_what_a_common_title_is_taken_for_first(occupations):
    first = occupations.search("Cybersecurity Analyst")[0]
    assert (first.occupation.code, first.matched_by) == ("15-1212.00", MatchedBy.COMMON_TITLE)


def test_every_row_is_needed_and_says_why(plain):
    for row in _rows():
        assert isinstance(plain.resolve(row["title"]), Ambiguous | Unknown), row["title"]
        assert row["why"]


def test_titles_are_listed_once_and_in_order():
    titles = [row["title"] for row in _rows()]
    assert titles == sorted(titles)
    assert len({fold(title) for title in titles}) == len(titles)


def test_only_what_decision_0021_names_goes_against_onets_list(plain):
    against = {
        row["title"]
        for row in _rows()
        if isinstance(found := plain.resolve(row["title"]), Ambiguous)
        and row["code"] not in {each.code for each in found.candidates}
    }
    assert against == {"Network Engineer"}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Falconer,99-9999.00,Flies birds\n", "99-9999.00 is no O\\*NET-SOC code of today"),
        ("Falconer,39-2021.00,\n", "say why 'Falconer' is 39-2021.00"),
        ("data analysts,15-2051.00,Another reading\n", "'data analysts' is listed above with another code"),
    ],
)
def test_a_row_that_cannot_be_right_is_refused_with_its_place(tmp_path, line, message):
    for name in ("occupations", "licensure", "ways_in"):
        shutil.copytree(DATA / name, tmp_path / name)
    with (tmp_path / COMMON_FILE).open("a") as file:
        file.write(line)
    with pytest.raises(DataFileError, match=message) as error:
        load_occupations(tmp_path)
    assert f"common_titles.csv, line {len(_rows()) + 2}" in str(error.value)
