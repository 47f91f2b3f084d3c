"""Titles in nine languages are taken where a list has them, offered where they are only like one, and never guessed."""

import argparse
import os
from pathlib import Path

import pytest

from services.recommender.knowledge.occupations.languages.trigrams import Trigrams
from services.recommender.knowledge.occupations.occupations import load_occupations
from services.recommender.knowledge.occupations.resolution import Ambiguous, MatchedBy, Resolved, Unknown
from tools.build_data import titles as builder

ROOT = Path(__file__).parents[3]
OFFICIAL = Path(os.environ.get("CREDWISE_OFFICIAL_DATA") or ROOT.parent / "shared" / "data")


@pytest.fixture(scope="module")
def occupations():
    return load_occupations(ROOT / "data")


@pytest.mark.parametrize(
    ("title", "code", "language"),
    [
        ("Comptable (H/F)", "13-2011.00", "fr"),
        ("Développeur web / Développeuse web", "15-1254.00", "fr"),
        ("Auxiliar de enfermería", "31-1131.00", "es"),
        ("Verpleegkundige (m/v)", "29-1141.00", "nl"),
        ("Boekhouder", "43-3031.00", "nl"),
        ("Księgowa", "13-2011.00", "pl"),
        ("Gesundheits- und Krankenpfleger/in", "29-1141.00", "de"),
        ("Contabile", "43-3031.00", "it"),
    ],
)
def test_a_listed_title_is_taken_in_its_language(occupations, title, code, language):
    found = occupations.resolve(title)
    assert isinstance(found, Resolved)
    assert (found.occupation.code, found.language) == (code, language)
    assert 80 <= found.confidence < 100
    assert found.matched_by in {MatchedBy.LABEL, MatchedBy.COMMON_TITLE}


@pytest.mark.parametrize("title", ["Data Scientist", "Software Engineer", "Registered Nurse", "Accountant"])
def test_english_titles_stay_english_where_no_country_is_given(occupations, title):
    found = occupations.resolve(title)
    assert isinstance(found, Resolved)
    assert found.language == "en"


@pytest.mark.parametrize(("title", "country"), [("Software Engineer", "FR"), ("Data Analyst", "PL")])
def test_an_english_title_is_understood_in_every_country(occupations, title, country):
    assert isinstance(occupations.resolve(title, country=country), Resolved)


@pytest.mark.parametrize("title", ["Elektroniker", "Fachinformatiker"])
def test_a_title_of_several_occupations_is_asked_back(occupations, title):
    found = occupations.resolve(title)
    assert isinstance(found, Ambiguous)
    assert len(found.candidates) > 1


def test_what_no_list_has_is_never_taken(occupations):
    found = occupations.resolve("Quantenflauschbeauftragter für Nebelhörner", language="de")
    assert isinstance(found, Unknown | Ambiguous)


def test_a_given_language_is_believed(occupations):
    assert occupations.language_of("Controller", language="nl") == "nl"
    assert occupations.language_of("Controller") == "en"


def test_the_nearest_name_is_the_one_that_shares_most_runs_of_letters():
    names = ["krankenpfleger", "altenpfleger", "koch", "kellner"]
    (best, likeness), *_ = Trigrams(names).nearest("krankenpflegerin", 4)
    assert names[best] == "krankenpfleger"
    assert 0.5 < likeness < 1
    assert Trigrams(names).nearest("koch", 1) == [(2, pytest.approx(1.0))]
    assert Trigrams(names).nearest("", 1) == []


@pytest.mark.skipif(
    not (OFFICIAL / "esco_languages").is_dir(),
    reason=f"ESCO's labels are not in {OFFICIAL}; CREDWISE_OFFICIAL_DATA can name another folder",
)
def test_the_committed_titles_are_what_the_builder_makes(tmp_path):
    builder.build(
        argparse.Namespace(
            labels=OFFICIAL / "esco_languages",
            national=OFFICIAL / "national_occupations",
            crosswalk=OFFICIAL / "esco_onet_crosswalk_official",
            data=tmp_path,
        )
    )
    made = {path.name: path.read_bytes() for path in (tmp_path / "titles").iterdir()}
    kept = {
        path.name: path.read_bytes()
        for path in (ROOT / "data" / "titles").iterdir()
        if path.name not in {"SOURCE.md", "common.csv"}
    }
    assert made == kept
