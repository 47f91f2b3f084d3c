"""Names keep their signs and numbers, degrees what joins them, and escaped HTML is read as what it stands for."""

import pytest

from services.reading.postings.advertisement import of_job_posting, of_text
from services.reading.postings.posting import read_posting
from tests.builders import shipped

HEADINGS = {"en": "Requirements", "de": "Anforderungen", "fr": "Profil recherché", "es": "Requisitos"}


@pytest.fixture(scope="module")
def knowledge():
    return shipped.knowledge()


@pytest.fixture(scope="module")
def asked(knowledge):
    def read(language, line):
        return read_posting(of_text(f"Data Analyst\n\n{HEADINGS[language]}\n- {line}\n"), knowledge).asked

    return read


def words(found):
    return [{mention.words for mention in one.any_of} for one in found]


@pytest.mark.parametrize(
    "sent",
    [
        "Data Analyst &lt;h2&gt;Requirements&lt;/h2&gt;&lt;ul&gt;&lt;li&gt;SQL&lt;/li&gt;&lt;/ul&gt;",
        "Data Analyst &amp;lt;h2&amp;gt;Requirements&amp;lt;/h2&amp;gt;&amp;lt;p&amp;gt;SQL&amp;lt;/p&amp;gt;",
    ],
)
def test_html_that_is_escaped_once_too_often_is_read_as_html(knowledge, sent):
    posting = {"@type": "JobPosting", "title": "Data Analyst", "description": sent}
    for read in (of_text(sent), of_job_posting(posting)):
        assert not {"&", "<"} & set(read.text)
        found = read_posting(read, knowledge)
        assert words(found.asked) == [{"SQL"}]
        assert found.country is None


def test_a_sign_of_html_in_plain_text_names_no_country(knowledge):
    assert read_posting(of_text("Data Analyst, &lt\n\nRequirements\n- SQL"), knowledge).country is None
    assert of_text("Data Analyst\n\n- R&amp;D, A &gt; B").text.endswith("R&D, A > B")


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Bachelor's and Master's degree in Statistics"),
        ("de", "Bachelor und Masterabschluss in Statistik"),
        ("es", "Grado universitario y Máster en Estadística"),
    ],
)
def test_of_two_degrees_that_are_both_asked_for_the_higher_is_the_least(asked, language, line):
    assert [[one.level for one in each.any_of] for each in asked(language, line)] == [["master"]]


def test_of_two_degrees_of_which_one_suffices_both_are_kept(asked):
    assert [one.level for one in asked("en", "Bachelor's or Master's degree in Statistics")[0].any_of] == [
        "bachelor",
        "master",
    ]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "Abgeschlossenes Studium der Informatik (FH/Uni) oder HTL-Abschluss"),
        ("de", "Studium der BWL oder kaufmännische Ausbildung"),
        ("de", "Studium der Informatik oder eine technische Ausbildung"),
        ("en", "Bachelor's degree in Accounting or an apprenticeship"),
        ("fr", "Licence en gestion ou formation professionnelle"),
        ("es", "Grado universitario o formación profesional"),
    ],
)
def test_a_degree_that_training_would_replace_is_marked_so(asked, language, line):
    degrees = [one for one in asked(language, line) if one.any_of[0].kind == "degree"]
    assert degrees
    assert all(one.or_training for one in degrees)


@pytest.mark.parametrize(
    ("language", "line", "expected"),
    [
        ("en", "AWS Certified Data Engineer or Azure DP-203", {"AWS Certified Data Engineer", "Azure DP-203"}),
        ("en", "PRINCE2 certification", {"PRINCE2"}),
        ("fr", "Certification PMP ou PRINCE2", {"PMP", "PRINCE2"}),
        ("en", "ISO 27001", {"ISO 27001"}),
        ("es", "Conocimientos de ISO 45001", {"ISO 45001"}),
        ("de", "Kenntnisse in DIN EN 1090", {"DIN EN 1090"}),
        ("fr", "Bonne maîtrise de Google Analytics", {"Google Analytics"}),
        ("es", "Experiencia en el sector de la construcción", {"construcción"}),
    ],
)
def test_names_keep_their_numbers_and_nothing_else(asked, language, line, expected):
    assert words(asked(language, line)) == [expected]


def test_research_and_development_is_not_the_language_r(asked, knowledge):
    assert asked("en", "R&D experience") == ()
    assert words(asked("en", "Experience with R & Python")) == [{"R"}, {"Python"}]
    short = read_posting(of_text("Data Analyst\n\nRequirements\n- SQL\n- R&D"), knowledge)
    assert short.language.value == "en"
    assert short.language.confidence < 50
