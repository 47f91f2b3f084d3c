"""A headline means what its title means, whatever hours, place, pay, contract and words of hiring stand round it."""

from pathlib import Path

import pytest

from services.recommender.knowledge.occupations.resolution import MatchedBy, Resolved
from services.recommender.names.headlines import plain_titles
from tests.builders import shipped

HEADLINES = Path(__file__).with_name("headlines.tsv")


def headlines():
    lines = HEADLINES.read_text("utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if not line.startswith("#")]


def read(title, country):
    return shipped.knowledge().occupations.resolve(title, country=country)


@pytest.mark.parametrize(("country", "headline", "title"), headlines())
def test_a_headline_is_read_like_its_title(country, headline, title):
    found, plain = read(headline, country), read(title, country)
    assert isinstance(found, Resolved)
    assert found.occupation == plain.occupation
    assert found.confidence <= plain.confidence


@pytest.mark.parametrize(
    ("headline", "languages", "titles"),
    [
        ("Vi söker Kock till hotell, 75 % vikariat, Malmö", {"sv"}, ["Kock till hotell", "Kock"]),
        ("Impiegato/a contabile part-time", {"it"}, ["Impiegato/a contabile"]),
        ("Docente(s) turno de noche", {"es"}, ["Docente(s)"]),
        ("Koch / Quereinsteiger (m/w/d)", {"de"}, ["Koch"]),
        ("Buchhalter DATEV, Teilzeit", {"de"}, ["Buchhalter DATEV", "Buchhalter"]),
        ("Care Assistant £12.50ph - nights", {"en"}, ["Care Assistant"]),
        ("Mozo de almacén", {"es"}, []),
        ("Night Auditor", {"en"}, ["Auditor"]),
        ("Teilzeit", {"de"}, []),
        ("", {"en"}, []),
    ],
)
def test_what_is_no_title_is_taken_off_both_ends(headline, languages, titles):
    assert [each.title for each in plain_titles(headline, languages)][: len(titles) or None] == titles


@pytest.mark.parametrize(("headline", "country"), [("Chef d'équipe (H/F) - CDI", "FR"), ("Assistent Teilzeit", "DE")])
def test_a_mere_place_stays_one_without_its_additions(headline, country):
    assert not isinstance(read(headline, country), Resolved)


def test_a_title_that_a_list_has_whole_keeps_its_additions():
    found = read("Night Auditor", "GB")
    assert isinstance(found, Resolved)
    assert found.matched_title != "Auditor"


def test_what_a_headline_was_taken_for_is_its_first_candidate():
    known = shipped.knowledge().occupations
    first, *_ = known.candidates("Kock till hotell, 75 % vikariat, Malmö", country="SE")
    assert first.occupation == known.resolve("Kock", country="SE").occupation


@pytest.mark.parametrize(
    ("headline", "country", "code"),
    [("Kock Zzyzx", "SE", "35-2014.00"), ("Snickare ROT", "SE", "47-2031.00"), ("Enfermeira XPTO", "PT", "29-1141.00")],
)
def test_words_that_no_title_has_are_left_out_behind_one(headline, country, code):
    found = read(headline, country)
    assert isinstance(found, Resolved)
    assert found.occupation.code == code
    assert found.confidence <= 75


@pytest.mark.parametrize("headline", ["Kock av Zzyzx"])
def test_a_title_to_which_words_belong_that_no_title_has_is_assumed(headline):
    assert read(headline, "SE").matched_by is MatchedBy.COMMON_TITLE


def test_words_that_no_title_has_leave_a_mere_place_open():
    assert not isinstance(read("Assistent Zzyzx", "SE"), Resolved)


def test_what_a_slip_was_mended_in_stays_so():
    assert read("Registred Nurse", "GB").matched_by is MatchedBy.FUZZY


@pytest.mark.parametrize(
    ("title", "country", "code"),
    [("Puéricultrice", "BE", "39-9011.00"), ("Puéricultrice", "FR", "29-1141.00"), ("Treuhänder", "CH", "13-2011.00")],
)
def test_a_title_means_what_it_does_in_the_country(title, country, code):
    found = read(title, country)
    assert isinstance(found, Resolved)
    assert found.occupation.code == code
    assert found.confidence < 90
