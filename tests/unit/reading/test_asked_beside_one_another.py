"""What stands beside one another in an advertisement's line is asked for by itself, each as it says."""

import pytest

from services.reading.postings.advertisement import of_text
from services.reading.postings.posting import read_posting
from tests.builders import shipped

HEADINGS = {"en": "Requirements", "de": "Anforderungen", "fr": "Profil recherché", "es": "Requisitos"}


@pytest.fixture(scope="module")
def asked():
    knowledge = shipped.knowledge()

    def read(language, line):
        found = read_posting(of_text(f"Data Analyst\n\n{HEADINGS[language]}\n- {line}\n"), knowledge)
        return [(one.strength.value, *(mention.words for mention in one.any_of)) for one in found.asked]

    return read


@pytest.mark.parametrize(
    ("language", "line", "expected"),
    [
        (
            "en",
            "SQL, Python, Airflow a plus, Spark preferred",
            [("required", "SQL"), ("required", "Python"), ("preferred", "Airflow"), ("preferred", "Spark")],
        ),
        ("en", "Airflow, dbt a plus", [("preferred", "Airflow"), ("preferred", "dbt")]),
        (
            "de",
            "Gesellenbrief, Führerschein Klasse B, Excel wünschenswert, Meister von Vorteil",
            [
                ("required", "Gesellenbrief"),
                ("required", "Führerschein Klasse B"),
                ("preferred", "Excel"),
                ("preferred", "Meister"),
            ],
        ),
        ("es", "Grado en Enfermería, colegiación", [("required", "Grado en"), ("required", "colegiación")]),
        ("en", "Bachelor's degree in Nursing, Psychology or Law", [("required", "Bachelor's degree")]),
    ],
)
def test_each_part_of_a_line_is_asked_for_as_it_says(asked, language, line, expected):
    assert asked(language, line) == expected


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "Eintragung ins Gesundheitsberuferegister"),
        ("de", "Berufserlaubnis als Logopädin"),
        ("fr", "Diplôme d'État infirmier"),
        ("fr", "Inscription à l'Ordre des infirmiers"),
        ("es", "Colegiado"),
    ],
)
def test_what_a_state_or_a_chamber_gives_is_a_licence(asked, language, line):
    assert asked(language, line) == [("required", line)]


@pytest.mark.parametrize(
    ("language", "line", "expected"),
    [
        ("de", "Datenbanken wie PostgreSQL oder Oracle", ("PostgreSQL", "Oracle")),
        ("en", "Oracle, MySQL or SQL Server", ("Oracle", "MySQL", "SQL Server")),
    ],
)
def test_a_product_that_the_index_has_not_is_one_of_the_choices(asked, language, line, expected):
    assert ("required", *expected) in asked(language, line)


def test_a_language_with_its_level_is_asked_for_by_itself(asked):
    assert asked("es", "Inglés nivel C1, francés valorable") == [("required", "Inglés"), ("preferred", "francés")]


def test_what_stands_beside_a_credential_like_one_is_one(asked):
    assert asked("en", "ACCA or CIMA") == [("required", "ACCA", "CIMA")]


def test_the_least_years_are_required_wherever_they_stand():
    text = "Analyst\n\nRequirements:\n- SQL\n\nYour tasks:\nYou have worked at least 2 years in a finance team.\n"
    assert read_posting(of_text(text), shipped.knowledge()).years == 2
