"""A language is one language however it is written: by tag, code or name, in English or in itself."""

import pytest

from services.recommender.names.languages import language_called, languages_named, taught_in

ENGLISH = [
    *(
        "en",
        "EN",
        "en-GB",
        "en_US",
        "eng",
        "English",
        "english ",
        "ENGLISH",
        "English (UK)",
        "English - US",
        "English-US",
    ),
    *("British English", "English language", "in English", "Englisch", "ingl\u00e9s", "anglais"),
    "English with Spanish subtitles",
    "http://publications.europa.eu/resource/authority/language/ENG",
]


@pytest.mark.parametrize("words", ENGLISH)
def test_english_is_english_however_it_is_written(words):
    assert languages_named(words).codes == ("en",)
    assert languages_named(words).unread == ()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Deutsch", "de"),
        ("Espa\u00f1ol", "es"),
        ("ESPANOL", "es"),
        ("Fran\u00e7ais", "fr"),
        ("\u65e5\u672c\u8a9e", "ja"),
        ("\u0420\u0443\u0441\u0441\u043a\u0438\u0439", "ru"),
        ("\u0627\u0644\u0639\u0631\u0628\u064a\u0629", "ar"),
        ("Mandarin", "zh"),
        ("Chinese (Simplified)", "zh"),
        ("zh-Hant-TW", "zh"),
        ("Brazilian Portuguese", "pt"),
        ("Portugu\u00eas (Brasil)", "pt"),
        ("ger", "de"),
        ("deu", "de"),
        ("nb-NO", "no"),
        ("Bokm\u00e5l", "no"),
        ("iw", "he"),
        ("Farsi", "fa"),
        ("Tagalog", "tl"),
        ("fil", "tl"),
        ("haw", "haw"),
    ],
)
def test_names_codes_and_tags_of_one_language_are_one(words, code):
    assert languages_named(words).codes == (code,)


@pytest.mark.parametrize(
    ("words", "codes", "unread"),
    [
        ("German, English", ("de", "en"), ()),
        ("de|en", ("de", "en"), ()),
        ("Deutsch und Englisch", ("de", "en"), ()),
        ("English; Klingonese", ("en",), ("Klingonese",)),
        ("Chinese, Simplified", ("zh",), ()),
        ("Englisch (UK), Deutsch (AT)", ("en", "de"), ()),
        ("Chinese (Simplified), English (UK) and Spanish (Latin America)", ("zh", "en", "es"), ()),
        ("English-French", ("en", "fr"), ()),
        ("English (UK) \u2013 French (CA)", ("en", "fr"), ()),
        ("English-Welsh / German", ("en", "cy", "de"), ()),
        ("English (UK, US)", ("en",), ()),
        ("English (spoken) - advanced", ("en",), ()),
        ("Portuguese - Brazil", ("pt",), ()),
        ("American Sign Language", (), ("American Sign Language",)),
        ("Non-English", (), ("Non-English",)),
        ("in-house", (), ("in-house",)),
        ("on-line", (), ("on-line",)),
        ("xx", (), ("xx",)),
        ("und", (), ("und",)),
        ("All", (), ("All",)),
        ("x" * 100_000, (), ("x" * 100_000,)),
    ],
)
def test_a_text_may_name_several_languages_and_what_names_none_is_said(words, codes, unread):
    named = languages_named(words)
    assert (named.codes, named.unread) == (codes, unread)


@pytest.mark.parametrize("wanted", ["en", "en-US", "eng"])
@pytest.mark.parametrize("taught", [*([one] for one in ENGLISH), ["de", "en"], ["Deutsch", "English"]])
def test_the_same_language_never_differs(wanted, taught):
    assert taught_in(wanted, taught) == "match"


@pytest.mark.parametrize(
    ("wanted", "taught", "answer"),
    [
        ("en", ["fr"], "differs"),
        ("de-AT", ["French", "English"], "differs"),
        (None, ["en"], "unknown"),
        ("en", [], "unknown"),
        ("en", ["Klingonese"], "unknown"),
        ("en", ["fr", "Klingonese"], "unknown"),
        ("und", ["en"], "unknown"),
        ("nb", ["no"], "match"),
    ],
)
def test_a_language_that_is_not_known_neither_fits_nor_differs(wanted, taught, answer):
    assert taught_in(wanted, taught) == answer


@pytest.mark.parametrize(
    ("name", "code"), [("English", "en"), (" deutsch ", "de"), ("English please", None), ("en", None)]
)
def test_a_name_is_told_from_a_tag(name, code):
    assert language_called(name) == code
