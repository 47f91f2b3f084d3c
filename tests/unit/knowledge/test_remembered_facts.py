"""What nobody read is told apart from what was read, in the files and in the counts."""

import json
from datetime import date

import pytest

from services.recommender.knowledge.credentials.catalogue import Catalogue, CatalogueRejected
from services.recommender.knowledge.credentials.coverage import coverage, stale
from services.recommender.knowledge.credentials.credential import Cost
from services.recommender.knowledge.credentials.files.catalogue_file import read_credential, write_credential
from services.recommender.knowledge.credentials.files.catalogue_loading import load_catalogue
from services.recommender.knowledge.credentials.files.catalogue_parts import SourceDefaults
from services.recommender.knowledge.credentials.remembered import Fact
from services.recommender.knowledge.files.entries import Entry, Problems

ENTRY = {
    "id": "a-plus",
    "title": "A+",
    "kind": "certification",
    "issuer": {"name": "CompTIA", "kind": "industry_body"},
    "address": "https://example.org/a",
    "source": {"title": "a page", "address": "https://example.org/a", "licence": "facts", "read_on": "2026-11-29"},
    "hours": 200,
    "hours_from": 80,
    "cost": {"amount": 560, "amount_from": 506, "currency": "USD"},
    "validity_months": 36,
}
REMEMBERED = {"noted_on": "2026-11-29", "facts": ["cost", "hours"]}
#: Not empty, or the whole index would be read instead.
NO_SKILLS = {"none": ""}

DEFAULTS = SourceDefaults(licence="facts", read_on=None, noted_on=date(2026, 11, 22))


def read(entry, defaults=None):
    problems = Problems()
    return read_credential(Entry(entry, where="here", problems=problems), {}, defaults), problems.found


def without(name):
    return {member: value for member, value in ENTRY.items() if member != name}


def test_an_entry_from_before_was_read_as_a_whole():
    credential, problems = read(without("hours_from") | {"cost": {"amount": 560, "currency": "USD"}})
    assert not problems
    assert credential.remembered is None
    assert all(credential.is_certain(fact) for fact in Fact)


def test_only_what_is_named_was_remembered_and_numbers_are_ranges():
    credential, problems = read(ENTRY | {"remembered": REMEMBERED})
    assert not problems
    assert credential.remembered.facts == (Fact.COST, Fact.HOURS)
    assert credential.is_certain(Fact.VALIDITY_MONTHS)
    assert (credential.hours_from, credential.hours) == (80, 200)
    assert credential.cost == Cost(amount=560, amount_from=506, currency="USD")
    assert read(json.loads(json.dumps(write_credential(credential))))[0] == credential


def test_a_file_that_was_noted_down_remembers_all_of_its_facts():
    credential, problems = read(without("source"), DEFAULTS)
    assert not problems
    assert credential.source.read_on is None
    assert credential.remembered.noted_on == date(2026, 11, 22)
    assert credential.remembered.facts == (Fact.COST, Fact.HOURS, Fact.VALIDITY_MONTHS)
    assert read(json.loads(json.dumps(write_credential(credential))))[0] == credential


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"remembered": {"facts": ["cost"]}}, 'needs "noted_on"'),
        ({"remembered": {"noted_on": "2026-11-29", "facts": ["mode"]}}, 'not "mode"'),
        ({"remembered": {"noted_on": "2026-11-29", "facts": ["price"]}}, 'not "price"'),
        ({"hours_from": 201}, '"hours_from" must be a whole number from 1 to 200'),
        ({"hours": None}, '"hours_from" is the least of a range and needs "hours"'),
        ({"cost": {"amount": 5, "amount_from": 6, "currency": "USD"}}, '"amount_from" must be a whole number'),
        ({"source": {"title": "a", "address": "https://a.example", "licence": "b"}}, 'needs either "read_on"'),
    ],
)
def test_what_contradicts_itself_is_refused_with_the_remedy(change, problem):
    assert any(problem in sentence for sentence in read(ENTRY | change)[1])


def test_a_hand_written_file_says_either_that_it_was_read_or_noted(data_folder):
    path = data_folder / "catalogue" / "stacks.yaml"
    path.write_text("source: {licence: facts}\nstacks: []\n", encoding="utf-8")
    with pytest.raises(CatalogueRejected, match=r'either "read_on".* or "noted_on"'):
        load_catalogue(data_folder, NO_SKILLS)


def test_an_entry_of_the_starter_list_stands_in_the_place_of_the_same_one_written_by_hand(data_folder):
    by_hand = data_folder / "catalogue" / "stack_credentials.yaml"
    plain = json.dumps(without("source") | {"hours": 1, "hours_from": None})
    by_hand.write_text(f"source: {{licence: facts, noted_on: 2026-11-22}}\ncredentials:\n  - {plain}\n")
    before = load_catalogue(data_folder, NO_SKILLS)
    assert before.credentials["a-plus"].hours == 1
    (data_folder / "catalogue" / "starter.jsonl").write_text(json.dumps(ENTRY) + "\n")
    after = load_catalogue(data_folder, NO_SKILLS)
    assert list(after.credentials) == ["a-plus"]
    assert after.credentials["a-plus"].hours == 200
    assert after.content_hash != before.content_hash


@pytest.fixture
def data_folder(tmp_path):
    folder = tmp_path / "catalogue"
    folder.mkdir()
    (folder / "credentials.jsonl").write_text("")
    for section, name in (("credentials", "stack_credentials"), ("stacks", "stacks")):
        (folder / f"{name}.yaml").write_text(f"source: {{licence: facts, noted_on: 2026-11-22}}\n{section}: []\n")
    return tmp_path


def test_what_counts_elsewhere_only_is_not_near_but_found_by_name():
    home, _ = read(ENTRY | {"occupations": ["15-1232.00"]})
    abroad, _ = read(ENTRY | {"id": "abroad", "title": "Fachkraft", "occupations": ["15-1232.00"], "valid_in": ["DE"]})
    catalogue = Catalogue([home, abroad], (), content_hash="")
    assert catalogue.nearest((), "15-1232.00", 10, "US") == (("a-plus",), 1)
    assert set(catalogue.nearest((), "15-1232.00", 10, "DE")[0]) == {"a-plus", "abroad"}
    assert catalogue.find("Fachkraft") == "abroad"
    assert (abroad.counts_in("DE"), abroad.counts_in("US"), home.counts_in("US")) == (True, False, True)


def test_read_and_remembered_answers_are_counted_apart():
    partly, _ = read(ENTRY | {"remembered": REMEMBERED})
    wholly, _ = read(without("source") | {"id": "b"}, DEFAULTS)
    nothing, _ = read({**ENTRY, "id": "c", "hours": None, "hours_from": None, "cost": None, "weeks_minimum": 3})
    lines = {line.name: (line.known, line.read, line.remembered) for line in coverage([partly, wholly, nothing])}
    assert lines["cost"] == (2, 0, 2)
    assert lines["hours or weeks"] == (3, 1, 2)
    assert lines["validity"] == (3, 2, 1)
    assert lines["credit"] == (0, 0, 0)
    assert [line.percent for line in coverage([])] == [0] * len(lines)


def test_what_is_to_be_checked_is_listed_oldest_first_with_its_address():
    partly, _ = read(ENTRY | {"remembered": REMEMBERED})
    wholly, _ = read(without("source") | {"id": "b"}, DEFAULTS)
    fresh, _ = read(ENTRY | {"id": "c"})
    listed = stale([fresh, partly, wholly], date(2026, 1, 1))
    assert [(one.credential, one.since, one.address) for one in listed] == [
        ("b", date(2026, 11, 22), "https://example.org/a"),
        ("a-plus", date(2026, 11, 29), "https://example.org/a"),
    ]
    assert [one.credential for one in stale([fresh], date(2026, 11, 30))] == ["c"]
    assert stale([fresh], date(2026, 11, 29)) == ()
