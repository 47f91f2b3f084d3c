"""A headline that begins or ends with a title is assumed to be one where all speaks for it, and else offers it first."""

import pytest

from services.recommender.knowledge.occupations.heads.offered import worth_offering
from services.recommender.knowledge.occupations.resolution import Ambiguous, MatchedBy, Resolved, TitleHit, Unknown
from tests.builders import shipped


def read(title, country):
    return shipped.knowledge().occupations.resolve(title, country=country)


def offered(title, country):
    found = read(title, country)
    assert not isinstance(found, Resolved)
    return [each.code for each in (found.candidates if isinstance(found, Ambiguous) else found.suggestions)]


@pytest.mark.parametrize(
    ("title", "country", "code"),
    [
        ("Security guard Grade D", "ZA", "33-9032.00"),
        ("AZ truck driver", "CA", "53-3032.00"),
        ("Truck driver MC licence", "AU", "53-3032.00"),
        ("Care assistant in a nursing home", "GB", "31-1121.00"),
        ("LKW-Fahrer C/CE mit C95", "AT", "53-3032.00"),
        ("Beveiliger objectbeveiliging", "NL", "33-9032.00"),
        ("Elettricista civile e industriale", "IT", "47-2111.00"),
        ("Fontanero calefactor", "ES", "47-2152.00"),
        ("Desenvolvedor back-end júnior", "BR", "15-1252.00"),
        ("Data analyst (H/F) reconversion", "FR", "15-2051.01"),
    ],
)
def test_a_title_at_an_end_is_assumed_where_what_is_beyond_it_says_no_other_work(title, country, code):
    found = read(title, country)
    assert isinstance(found, Resolved)
    assert found.occupation.code == code
    assert found.confidence <= 85


@pytest.mark.parametrize("title", ["Ward sister oncology", "Plumber Zzyzx"])
def test_what_is_assumed_so_is_said_to_be(title):
    found = read(title, "GB")
    assert isinstance(found, Resolved)
    assert found.matched_by is MatchedBy.COMMON_TITLE
    assert found.confidence <= 70


@pytest.mark.parametrize(
    ("title", "country", "first"),
    [
        ("Gestionnaire de paie et administration du personnel", "FR", "43-3051.00"),
        ("Dance teacher assistant", "GB", None),
        ("Printing machine operator assistant", "GB", None),
    ],
)
def test_where_another_noun_or_the_words_beyond_speak_for_other_work_it_is_asked(title, country, first):
    codes = offered(title, country)
    assert first in {None, codes[0]}


@pytest.mark.parametrize(
    ("title", "country", "code"),
    [
        ("Law graduate wanting to be a solicitor", "AU", "23-1011.00"),
        ("Line cook to Red Seal Cook", "CA", "35-2014.00"),
        ("FaGe (Fachfrau Gesundheit) zur Pflegefachfrau", "CH", "29-1141.00"),
        ("Camarero quiere ser cocinero", "ES", "35-2014.00"),
        ("Kierowca chce zostać spawaczem", "PL", "51-4121.00"),
        ("Verzorgende IG wil verpleegkundige worden", "NL", "29-1141.00"),
        ("Vårdbiträde äldreomsorg (vill bli undersköterska)", "SE", "31-1131.00"),
        ("Técnico de sistemas quiere ciberseguridad", "ES", "15-1244.00"),
        ("Parrucchiera dipendente, vuole aprire un salone", "IT", "39-5012.00"),
        ("Electrician's mate wanting to qualify", "GB", "47-2111.00"),
    ],
)
def test_what_is_wished_for_is_the_field_where_it_is_a_title_and_else_what_somebody_is(title, country, code):
    found = read(title, country)
    assert isinstance(found, Resolved)
    assert found.occupation.code == code
    assert found.confidence <= 75


def test_a_wish_that_is_vague_or_short_is_asked_with_both_first():
    assert offered("Enrolled nurse (EN) going to RN", "AU")[:2] == ["29-1141.00", "29-2061.00"]
    assert offered("Elektroinstallateurin EFZ, möchte Projektleiterin werden", "CH")[:2] == ["13-1082.00", "47-2111.00"]


@pytest.mark.parametrize("title", ["Assistant to the Director", "Assistant to Accountant"])
def test_a_way_to_other_work_is_no_wish(title):
    assert not isinstance(read(title, "GB"), Resolved)


@pytest.mark.parametrize(
    ("title", "country", "code"),
    [
        ("Waiter / bartender", "GB", "35-3031.00"),
        ("Carpenter & joiner", "GB", "47-2031.00"),
        ("Mulettista e magazziniere", "IT", "53-7051.00"),
    ],
)
def test_of_two_titles_of_one_minor_group_the_first_is_assumed(title, country, code):
    found = read(title, country)
    assert isinstance(found, Resolved)
    assert found.occupation.code == code


def test_two_titles_of_different_work_are_both_offered_first():
    assert offered("Gas fitter / HVAC tech", "CA")[:2] == ["47-2152.00", "49-9021.00"]
    assert offered("Lorry driver and gas fitter", "GB")[:2] == ["53-3032.00", "47-2152.00"]


def test_a_title_in_several_occupations_that_begins_a_headline_offers_these_first():
    assert offered("Pipe Welder 6G", "IN")[:2] == ["51-4121.00", "47-2152.00"]


def test_what_a_list_has_whole_is_not_taken_apart():
    assert isinstance(read("Counselor", "US"), Ambiguous)


@pytest.mark.parametrize("title", ["Electrician's mate wanting to qualify", "Law graduate wanting to be a solicitor"])
def test_a_known_word_is_enough_for_candidates(title):
    found = read(title, "US")
    assert isinstance(found, Resolved) or offered(title, "US")


def test_words_that_say_nothing_offer_nothing():
    assert read("Going in to", "GB") == Unknown(suggestions=())


def test_candidates_share_more_than_a_filler():
    known = shipped.knowledge().occupations
    hits = known.search("Plumber going in", 20, language="en")
    assert hits
    assert all("Plumb" in hit.matched_title or "Pipe" in hit.matched_title for hit in hits)


def test_words_that_are_together_like_no_title_are_asked_one_by_one():
    known = shipped.knowledge().occupations
    plumber = known.get("47-2152.00")

    def nearest(text):
        return [TitleHit(occupation=plumber, matched_title="Plumber", matched_by=MatchedBy.FUZZY, confidence=9)] * (
            text == "plumber"
        )

    assert [each.occupation for each in worth_offering("Plumber Zzyzx of Qwyx", nearest)] == [plumber]
    assert list(worth_offering("of the", nearest)) == []


@pytest.mark.parametrize("country", ["US", "GB"])
def test_who_watches_cameras_is_a_guard_and_no_cleaner_of_sewers(country):
    assert read("CCTV operator", country).occupation.code == "33-9032.00"


@pytest.mark.parametrize(
    "title", ["Vendeur / Vendeuse en jeux et loterie", "Monteur / Monteuse en industrie plastique et caoutchouc"]
)
def test_what_a_list_has_whole_in_another_language_is_not_read_by_its_beginning(title):
    assert isinstance(read(title, "FR"), Ambiguous | Unknown)
