"""A learner's headline says what they want to be, or begins or ends with a title; what is beyond it is told by its words."""

import pytest

from services.recommender.names.headings.heads import (
    Head,
    heads_of,
    joined_titles,
    names_a_setting,
    names_another,
    noun_beside,
    telling,
)
from services.recommender.names.headings.wishes import Wish, as_titles_say, wish_in
from services.recommender.names.headings.words import Around, says_nothing, words_around

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pl", "pt", "sv")


@pytest.mark.parametrize(
    ("title", "language", "now", "aimed"),
    [
        ("Law graduate wanting to be a solicitor", "en", "Law graduate", "solicitor"),
        ("Enrolled nurse (EN) going to RN", "en", "Enrolled nurse (EN)", "RN"),
        ("Electrician's mate wanting to qualify", "en", "Electrician's mate", ""),
        ("aspiring paralegal", "en", "", "paralegal"),
        (
            "Elektroinstallateurin EFZ, möchte Projektleiterin werden",
            "de",
            "Elektroinstallateurin EFZ",
            "Projektleiterin",
        ),
        ("Verkäuferin, Umschulung zur Pflegefachkraft", "de", "Verkäuferin", "Pflegefachkraft"),
        ("Elementarpädagogin Quereinstieg", "de", "Elementarpädagogin", ""),
        ("Aide-soignante, veut devenir infirmière", "fr", "Aide-soignante", "infirmière"),
        ("Camarero quiere ser cocinero", "es", "Camarero", "cocinero"),
        ("Fontanero con ganas de trabajar el gas", "es", "Fontanero", "gas"),
        ("Parrucchiera dipendente, vuole aprire un salone", "it", "Parrucchiera dipendente", "aprire un salone"),
        ("Verzorgende IG wil verpleegkundige worden", "nl", "Verzorgende IG", "verpleegkundige"),
        ("Kierowca chce zostać spawaczem", "pl", "Kierowca", "spawaczem"),
        ("Auxiliar de enfermagem quer ser enfermeira", "pt", "Auxiliar de enfermagem", "enfermeira"),
        ("Vårdbiträde äldreomsorg (vill bli undersköterska)", "sv", "Vårdbiträde äldreomsorg", "undersköterska"),
    ],
)
def test_a_wish_is_told_from_what_somebody_is(title, language, now, aimed):
    assert wish_in(title, [language]) == Wish(now=now, aimed=aimed, sure=True)


@pytest.mark.parametrize(
    ("title", "language", "aimed"),
    [
        ("Line cook to Red Seal Cook", "en", "Red Seal Cook"),
        ("FaGe zur Pflegefachfrau", "de", "Pflegefachfrau"),
        ("Cook → Chef", "it", "Chef"),
    ],
)
def test_what_may_be_a_way_to_a_title_is_no_sure_wish(title, language, aimed):
    found = wish_in(title, [language])
    assert found is not None
    assert (found.aimed, found.sure) == (aimed, False)


@pytest.mark.parametrize("title", ["Security guard Grade D", "to welder", "", "Will writer"])
def test_a_title_without_a_wish_has_none(title):
    assert wish_in(title, ["en"]) is None


def test_a_wish_in_polish_is_read_as_titles_are_listed():
    assert list(as_titles_say("spawaczem konstrukcji", "pl"))[1:] == ["spawacz konstrukcji"]
    assert list(as_titles_say("pielęgniarką", "pl"))[1:] == ["pielęgniarka"]
    assert list(as_titles_say("spawaczem", "de")) == ["spawaczem"]
    assert list(as_titles_say("", "pl")) == [""]


def test_what_begins_and_ends_a_headline_comes_longest_first():
    assert [each.title for each in heads_of("Pipe Welder (6G) Perth", first=True)] == [
        "Pipe Welder (6G)",
        "Pipe Welder",
        "Pipe",
    ]
    assert [each.title for each in heads_of("AZ truck driver", first=False)] == ["truck driver", "driver"]
    assert list(heads_of("Welder", first=True)) == []


def head(title, beyond, *, first=True):
    return Head(title=title, beyond=tuple(beyond.split()), first=first)


@pytest.mark.parametrize(
    ("beyond", "language", "words"),
    [
        ("MC licence", "en", ()),
        ("class 4 / 5", "en", ()),
        ("C/CE mit C95", "de", ()),
        ("Grade D", "en", ()),
        ("in a nursing home", "en", ("nursing", "home")),
        ("júnior", "pt", ()),
        ("(Fachrichtung Gewebe)", "de", ("fachrichtung", "gewebe")),
    ],
)
def test_short_forms_grades_and_fillers_tell_nothing(beyond, language, words):
    assert telling(head("Truck driver", beyond), language) == words


def test_capitals_are_no_short_forms_where_all_is_in_capitals():
    assert telling(head("TRUCK DRIVER", "FARM"), "en") == ("farm",)
    assert telling(head("Truck driver", "FARM"), "en") == ()


def test_a_setting_stands_behind_a_title():
    assert names_a_setting(head("Schweißer", "im Rohrleitungsbau"), "de")
    assert not names_a_setting(head("Enfermero", "de urgencias"), "es")
    assert not names_a_setting(head("nurse", "in charge", first=False), "en")


@pytest.mark.parametrize(
    ("beyond", "language", "noun"),
    [
        ("assistant", "en", "assistant"),
        ("class, evenings", "en", "class"),
        ("in a prison", "en", None),
        ("(assistant)", "en", None),
        ("/ assistant", "en", None),
        ("dipendente", "it", None),
    ],
)
def test_the_noun_beside_a_title_is_the_last_word_before_a_mark(beyond, language, noun):
    assert noun_beside(head("Dance teacher", beyond), language) == noun


def test_titles_are_joined_by_strokes_and_words():
    assert joined_titles("Gas fitter / HVAC tech", "en") == ("Gas fitter", "HVAC tech")
    assert joined_titles("Mozo de almacén y carretillero", "es") == ("Mozo de almacén", "carretillero")
    assert joined_titles("Gas fitter", "en") == ()
    assert names_another(head("Scrum Master", "/ Agile coach"), "nl")
    assert names_another(head("Mozo", "y carretillero"), "es")
    assert not names_another(head("Mozo", "de almacén"), "es")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_words_of_every_kind_that_it_needs(language):
    around = words_around(language)
    assert all(
        around[kind]
        for kind in (Around.WISH, Around.BETWEEN, Around.FILLER, Around.SETTING, Around.JOINS, Around.LICENCE)
    )
    assert around[Around.SETTING] <= around[Around.FILLER] | {"beim", "nel", "nella", "num", "numa"}


def test_fillers_of_english_are_known_in_every_language():
    assert says_nothing("in", "pl")
    assert says_nothing("dla", "pl")
    assert not says_nothing("dla", "en")
    assert not any(words_around("xx").values())
