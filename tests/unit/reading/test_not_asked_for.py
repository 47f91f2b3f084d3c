"""What an advertisement says is not needed is no requirement, however it says so, in four languages."""

import pytest

from services.reading.postings.advertisement import of_text
from services.reading.postings.posting import read_posting
from tests.builders import shipped

HEADINGS = {"en": "Requirements", "de": "Anforderungen", "fr": "Profil recherché", "es": "Requisitos"}


@pytest.fixture(scope="module")
def asked():
    knowledge = shipped.knowledge()

    def read(language, *lines):
        listed = "\n".join(f"- {line}" for line in lines)
        found = read_posting(of_text(f"Data Analyst\n\n{HEADINGS[language]}\n{listed}\n"), knowledge)
        return {(one.strength.value, mention.words) for one in found.asked for mention in one.any_of}

    return read


PYTHON = {("required", "Python")}


@pytest.mark.parametrize(
    ("language", "line", "expected"),
    [
        ("en", "Python (no SQL needed)", PYTHON),
        ("en", "Python, but not Java", PYTHON),
        ("en", "Python, not SQL", PYTHON),
        ("en", "Python and not SQL", PYTHON),
        ("en", "Python, not Java, C# or PHP", PYTHON),
        ("en", "Python rather than Java", PYTHON),
        ("en", "You will not need Tableau", set()),
        ("en", "No Kubernetes experience required", set()),
        ("en", "You do not have to know Scala", set()),
        ("en", "Terraform isn't needed", set()),
        ("en", "Python, but not required", set()),
        ("de", "Sie müssen kein SQL können", set()),
        ("de", "Du musst nicht Java können", set()),
        ("de", "Keine PHP-Kenntnisse nötig", set()),
        ("de", "Kubernetes setzen wir nicht voraus", set()),
        ("de", "Python, kein Java", PYTHON),
        ("de", "Python statt Java", PYTHON),
        ("de", "Python, aber nicht Scala", PYTHON),
        ("fr", "Tableau non obligatoire", set()),
        ("fr", "Pas besoin de SQL", set()),
        ("fr", "Vous n'avez pas besoin de Scala", set()),
        ("fr", "Aucune connaissance de Docker n'est requise", set()),
        ("fr", "Python, mais pas Java", PYTHON),
        ("fr", "Vous ne devez pas connaître Scala", set()),
        ("es", "No necesitas Python", set()),
        ("es", "Python, nunca PHP", PYTHON),
        ("es", "Kubernetes no requerido", set()),
        ("es", "No hace falta Scala", set()),
        ("es", "Sin necesidad de conocer Docker", set()),
        ("es", "Python, pero no Java", PYTHON),
    ],
)
def test_what_is_said_not_to_be_needed_is_left_out(asked, language, line, expected):
    assert asked(language, line) == expected


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "SQL (optional)"),
        ("en", "SQL is a plus, but not required"),
        ("de", "SQL ist kein Muss"),
        ("de", "SQL, aber kein Muss"),
        ("de", "SQL (fakultativ)"),
        ("fr", "SQL (facultatif)"),
        ("fr", "SQL (optionnel)"),
        ("es", "SQL (opcional)"),
    ],
)
def test_what_is_optional_is_preferred(asked, language, line):
    assert asked(language, line) == {("preferred", "SQL")}


@pytest.mark.parametrize(
    ("language", "line", "expected"),
    [
        ("en", "Not only Python but also SQL", {"Python", "SQL"}),
        ("en", "CISSP or CISM, not both needed", {"CISSP", "CISM"}),
        ("en", "Not afraid of Python", {"Python"}),
        ("en", "SQL and no fear of Excel", {"SQL", "Excel"}),
        ("de", "Ohne SQL geht es nicht", {"SQL"}),
        ("de", "Nicht nur Python, auch SQL", {"Python", "SQL"}),
        ("fr", "Python mais pas seulement", {"Python"}),
        ("es", "No solo Python, también SQL", {"Python", "SQL"}),
    ],
)
def test_a_word_that_only_looks_like_a_denial_denies_nothing(asked, language, line, expected):
    assert asked(language, line) == {("required", words) for words in expected}
