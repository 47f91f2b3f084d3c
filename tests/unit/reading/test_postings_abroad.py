"""Advertisements of seventeen countries, written by somebody who knew none of the lists, are read in their language."""

import json
from pathlib import Path

import pytest

from services.reading.postings.advertisement import of_text
from services.reading.postings.posting import read_posting
from tests.builders import shipped

POSTINGS = [
    json.loads(line) for line in Path(__file__).with_name("postings_abroad.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("expected", POSTINGS, ids=lambda one: f"{one['country']}-{one['text'].splitlines()[0][:30]}")
def test_an_advertisement_asks_for_what_it_says_as_strongly_as_it_says(expected):
    text = expected["text"]
    read = read_posting(of_text(text), shipped.knowledge(), expected["country"])
    found = [(text[m.start : m.end].lower(), one.strength.value) for one in read.asked for m in one.any_of]
    assert read.language.value == expected["language"]
    if expected["occupation"]:
        assert read.title.occupation == expected["occupation"]
    for words, strength in expected["asked"]:
        assert any(strength == said and _overlap(words.lower(), each) for each, said in found), (words, strength)


def _overlap(words, found):
    return words in found or found in words or bool(set(words.split()) & set(found.split()))


@pytest.mark.parametrize("country", ["GB", "AU", "IN"])
def test_a_licence_of_the_united_states_is_not_asked_for_elsewhere(country):
    read = read_posting(of_text("Staff Nurse\n\nRequirements:\n- Registered Nurse\n- RN"), shipped.knowledge(), country)
    assert not any("United States" in m.label for one in read.asked for m in one.any_of)


@pytest.mark.parametrize(
    ("line", "strength"),
    [
        ("Mile widziana znajomość SAP", "preferred"),
        ("SAP is een pre", "preferred"),
        ("Gradita la conoscenza di SAP", "preferred"),
        ("Valoriza-se experiência em SAP", "preferred"),
        ("Conhecimento de SAP será um diferencial", "preferred"),
        ("Erfarenhet av SAP är meriterande", "preferred"),
        ("Pre-employment medical and SAP", "required"),
    ],
)
def test_what_is_welcome_is_told_in_every_language(line, strength):
    heading = "Requirements" if line.startswith("Pre") else "Requisiti"
    read = read_posting(of_text(f"Contabile\n\n{heading}:\n- {line}"), shipped.knowledge(), "IT")
    assert [one.strength.value for one in read.asked if any("SAP" in m.words for m in one.any_of)] == [strength]


@pytest.mark.parametrize(
    "form", ["AB", "GmbH", "S.A.", "Sp. z o.o.", "B.V.", "Lda", "Ltda", "Pvt Ltd", "Pty Ltd", "S.L."]
)
def test_a_legal_form_of_a_company_is_no_skill(form):
    assert _words_asked(f"- SAP, Excel and Nordia {form}") == ["SAP", "Excel", "Nordia"]


@pytest.mark.parametrize("line", ["Permis BE ou C", "CPR-C", "R$ 3.200"])
def test_a_letter_that_is_a_class_or_a_sign_is_no_programming_language(line):
    assert not {"C", "R"} & set(_words_asked(f"- {line}"))


@pytest.mark.parametrize(
    "name", ["Certificação AWS Developer", "certyfikat Oracle OCP", "Fortinet-Zertifizierung (NSE 4)"]
)
def test_a_certificate_is_read_with_its_vendor(name):
    assert name in _words_asked(f"- {name}")


def _words_asked(line):
    read = read_posting(of_text(f"Accountant\n\nRequirements:\n{line}"), shipped.knowledge(), "GB")
    return [m.words for one in read.asked for m in one.any_of]
