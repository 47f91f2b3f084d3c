"""Names keep their signs and numbers, degrees what joins them, and escaped HTML is read as what it stands for."""

import pytest

from services.reading.postings.advertisement import of_job_posting, of_text
from services.reading.postings.posting import read_posting
from services.reading.postings.target_role import profile_members
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
def test_of_two_degrees_that_are_both_asked_for_each_is_required(asked, language, line):
    found = asked(language, line)
    assert [[one.level for one in each.any_of] for each in found] == [["bachelor"], ["master"]]
    assert [one.role_words.partition(" in ")[2] for each in found for one in each.any_of] == [line.split()[-1]] * 2


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


@pytest.mark.parametrize(
    ("line", "levels", "least"),
    [
        ("Master's or Bachelor's degree in Physics", ["master", "bachelor"], "Bachelor's degree in Physics"),
        ("BSc/MSc in Physics", ["bachelor", "master"], "Bachelor's degree in Physics"),
        (
            "Bachelor's, Master's or PhD in Statistics",
            ["bachelor", "master", "doctorate"],
            "Bachelor's degree in Statistics",
        ),
        ("MS or PhD in Statistics", ["master", "doctorate"], "Master's degree in Statistics"),
        ("B.S./M.S. degree in Biology", ["bachelor", "master"], "Bachelor's degree in Biology"),
        ("BA, BS or MBA", ["bachelor", "bachelor", "master"], "Bachelor's degree"),
    ],
)
def test_of_a_choice_of_degrees_the_least_is_required_with_the_subject_of_all(knowledge, line, levels, least):
    read = read_posting(of_text(f"Data Analyst\n\nRequirements\n- {line}"), knowledge)
    (asked,) = read.asked
    assert [one.level for one in asked.any_of] == levels
    assert profile_members(read)["target_role"]["required_skills"] == [least]


@pytest.mark.parametrize(
    "line", ["MS Office", "Experience with MS SQL or Oracle", "Work in MA and BA teams", "BE a leader"]
)
def test_letters_that_mean_other_things_are_no_degree(asked, line):
    assert not any(one.kind == "degree" for each in asked("en", line) for one in each.any_of)


@pytest.mark.parametrize(
    ("line", "skills"),
    [
        ("Experience with MS SQL", {"SQL Server"}),
        ("Experience with Azure SQL and SQL", {"SQL Server", "SQL"}),
        ("Experience with Azure DevOps", {"Microsoft Azure software"}),
        ("React JS, Vue JS and Node JS", {"React", "Vue.js", "Node.js"}),
        ("Proficiency in programming languages - Java preferred", {"Java (computer programming)"}),
        ("Proficiency in programming languages", {"computer programming"}),
        ("You support our data platform initiative", set()),
        ("You show initiative", {"show initiative"}),
    ],
)
def test_a_product_named_after_something_is_not_that_and_a_kind_stands_back_for_its_things(asked, line, skills):
    assert {
        one.label for each in asked("en", line) for one in each.any_of if one.kind == "skill" and one.taken
    } == skills


def test_who_examines_is_no_examination(knowledge):
    read = read_posting(
        of_text("Buchhalter (m/w/d)\n\nIhr Profil\n- Ausbildung (IHK)\n- Kenntnisse in DATEV"), knowledge
    )
    assert "IHK" not in {one.words for each in read.asked for one in each.any_of}
