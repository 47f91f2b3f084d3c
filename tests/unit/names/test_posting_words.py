"""The skills that postings name in everyday words are recognised, and the tables that say so are sound."""

import csv
from pathlib import Path

import pytest

from bench.posting_skills import read_words, recognised
from services.recommender.knowledge.skills import load_skills
from services.recommender.names.skills.skill_words import fold

DATA = Path(__file__).parents[3] / "data"


@pytest.fixture(scope="module")
def index():
    return load_skills(DATA)


def _rows(name):
    with (DATA / "skills" / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("half", ["aside", "seen"])
def test_everyday_words_are_recognised_and_none_is_taken_for_another(index, half):
    readings = read_words()[half]
    found = recognised(index, readings)
    assert len(readings) == 171
    assert {words: label for words, label in found.items() if readings[words] != label} == {}
    assert [words for words in readings if words not in found] == []


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("Incident response", "security incident response"),
        ("BGP", "Border Gateway Protocol BGP"),
        ("Cisco networking", "Cisco"),
        ("Negotiation skills", "negotiation"),
        ("Auditing", "audit techniques"),
        ("Accounts payable", "accounts payable"),
        ("GAAP", "national generally accepted accounting principles"),
        ("Tax preparation", "prepare tax returns forms"),
        ("Case management", "apply case management"),
        ("Blueprint reading", "read standard blueprints"),
        ("MIG welding", "MIG welding"),
        ("Bioinformatics", "bioinformatics"),
        ("Employee relations", "employee relations"),
        ("HRIS", "Human resource information system (HRIS)"),
        ("Patient education", "patient education"),
        ("A/B testing", "A/B testing"),
        ("Facebook Ads", "paid social advertising"),
        ("Design systems", "design systems"),
        ("Grant writing", "manage grant applications"),
        ("ADDIE", "instructional design models"),
        ("Salesforce Flow", "Salesforce Flow"),
        ("National Electrical Code", "National Electrical Code"),
    ],
)
def test_words_that_advisers_missed_are_recognised(index, words, label):
    assert index.read(words).label == label


def test_every_alias_leads_to_the_concept_it_names(index):
    lost = [
        (row["alias"], row["label"])
        for row in _rows("aliases.csv")
        if (found := index.match(row["alias"])) is None or fold(found.label) != fold(row["label"])
    ]
    assert lost == []


def test_every_addition_is_found_by_its_label_and_says_why_it_is_needed(index):
    for row in _rows("additions.csv"):
        assert index.match(row["label"]).skill == f"credwise:{row['slug']}"
        assert row["reason"]


def test_no_alias_leads_to_two_concepts():
    """Two spellings that fold alike may both have a row, as long as they agree."""
    labels = {}
    for row in _rows("aliases.csv"):
        assert labels.setdefault(fold(row["alias"]), row["label"]) == row["label"]
