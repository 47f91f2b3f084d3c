"""The credential facts become entries: what was read wins, and what nobody read is named as remembered."""

import json
from pathlib import Path

import pytest

from services.recommender.knowledge.credentials.files.catalogue_file import write_credential
from services.recommender.knowledge.credentials.files.catalogue_loading import STARTER_FILE, load_catalogue
from services.recommender.knowledge.occupations.occupations import load_occupations
from tools.build_data.credentials.starter import REPORT_FILE, read_starter
from tools.build_data.sources.facts.credential_facts import FactRow, read_facts, read_first_named
from tools.build_data.sources.facts.starter_report import write_report

DATA = Path(__file__).parents[3] / "data"
FACTS = Path(__file__).parents[4] / "shared" / "data" / "credential_facts"

COLUMNS = [
    "title",
    "short_name",
    "issuer",
    "issuer_kind",
    "partner",
    "kind",
    "country",
    "occupations",
    "skills",
    "level",
    "hours_min",
    "hours_max",
    "weeks_min",
    "cost_min",
    "cost_max",
    "currency",
    "assessment",
    "validity_months",
    "renewal",
    "prerequisites",
    "experience_years",
    "degree_needed",
    "recognised_by",
    "credit",
    "mode",
    "language",
    "address",
    "read_at",
    "read_what",
    "basis",
    "note",
]
PLAIN = {
    "issuer": "Board of Examples",
    "issuer_kind": "public_body",
    "kind": "certification",
    "country": "*",
    "occupations": "15-1232.00",
    "skills": "SQL|dowsing",
    "level": "beginner",
    "hours_min": "80",
    "hours_max": "200",
    "cost_min": "70.5",
    "cost_max": "70.5",
    "currency": "USD",
    "assessment": "quiz|practical",
    "mode": "online|in_person",
    "prerequisites": "age 18",
    "address": "https://example.org/",
    "read_at": "https://example.org/read",
    "read_what": "cost_min,cost_max | assessment",
    "basis": "read",
    "note": "remembered: hours_min, hours_max",
}
FIRST = "occupation\tcountry\tfirst\tsecond\tthird\twhy\tbasis\tread_at\n43-9061.00\tUS\tXYZ-1\tNobody's\t\t\t\t\n"


def facts_folder(folder, *rows):
    lines = ["\t".join(COLUMNS), *("\t".join((PLAIN | row).get(column, "") for column in COLUMNS) for row in rows)]
    (folder / "some.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "first_named_some.tsv").write_text(FIRST, encoding="utf-8")
    return folder


def built(folder, *rows):
    credentials, report = read_starter(facts_folder(folder, *rows), DATA, added=folder)
    return {one.id: write_credential(one) for one in credentials}, report


def test_what_is_kept_by_hand_stands_in_place_of_the_facts(tmp_path):
    facts, own = tmp_path / "facts", tmp_path / "own"
    for folder, rows in (
        (facts, ["43-9061.00\tUS\tOne\tTwo\t\t\t\t", "43-9061.00\tIN\tOne\t\t\t\t\t"]),
        (own, ["43-9061.00\tIN\tThree\t\t\t\t\t"]),
    ):
        folder.mkdir()
        lines = [FIRST.partition("\n")[0], *rows, ""]
        (folder / "first_named_some.tsv").write_text("\n".join(lines), encoding="utf-8")
    named = [(one.country, one.names) for one in read_first_named(facts, own)]
    assert named == [("US", ("One", "Two")), ("IN", ("Three",))]


def test_a_new_credential_says_what_was_read_and_what_was_not(tmp_path):
    entries, report = built(tmp_path, {"title": "Example Analyst", "short_name": "XYZ-1"})
    entry = entries["example-analyst"]
    assert entry["also_called"] == ["XYZ-1"]
    assert entry["cost"] == {"amount": 71, "currency": "USD"}
    assert (entry["hours_from"], entry["hours"], entry["mode"], entry["assessment"]) == (80, 200, "any", "practical")
    assert entry["remembered"] == {"noted_on": "2026-11-29", "facts": ["hours", "mode"]}
    assert entry["source"]["read_on"] == "2026-11-29"
    assert entry["occupations"] == ["15-1232.00", "43-9061.00"]
    assert len(entry["skills"]) == 1
    assert entry["field_terms"] == ["dowsing"]
    assert entry["entry_terms"] == "age 18"
    assert "valid_in" not in entry
    assert dict(report.not_there) == {"Nobody's": 1}


def test_a_row_that_nobody_read_has_no_day_of_reading(tmp_path):
    entries, _ = built(tmp_path, {"title": "Example Analyst", "basis": "remembered", "country": "GB"})
    entry = entries["gb-example-analyst"]
    assert "read_on" not in entry["source"]
    assert entry["source"]["noted_on"] == "2026-11-29"
    assert entry["remembered"]["facts"] == ["assessment", "cost", "hours", "mode"]
    assert entry["valid_in"] == ["GB"]


def test_a_credential_written_by_hand_is_completed_under_its_own_id(tmp_path):
    entries, report = built(
        tmp_path, {"title": "CompTIA A+", "short_name": "A+", "issuer": "CompTIA", "skills": "computer hardware"}
    )
    entry = entries["comptia-a-plus"]
    assert report.completed == ["comptia-a-plus"]
    assert entry["issuer"]["name"] == "CompTIA"
    assert entry["assessment"] == "practical"
    assert entry["validity_months"] == 36
    assert {"hours", "validity_months"} <= set(entry["remembered"]["facts"])
    assert "cost" not in entry["remembered"]["facts"]
    assert entry["remembered"]["noted_on"] == "2026-11-22"
    assert len(entry["skills"]) > 1


def test_an_apprenticeship_is_no_entry_and_is_counted(tmp_path):
    entries, report = built(tmp_path, {"title": "Lehre", "kind": "apprenticeship"})
    assert not entries
    assert [where for where, _ in report.skipped] == ["some.tsv, Lehre"]


def test_a_short_name_of_two_credentials_is_the_name_of_neither(tmp_path):
    entries, report = built(tmp_path, {"title": "One", "short_name": "XYZ-1"}, {"title": "Two", "short_name": "XYZ 1"})
    assert all("also_called" not in entry for entry in entries.values())
    assert len(report.shared_names) == 2


def test_all_problems_are_told_at_once(tmp_path):
    with pytest.raises(SystemExit, match=r'"expert level" at|must be one of'):
        built(tmp_path, {"title": "One", "level": "expert level"})


def test_a_columns_basis_is_the_rows_own_words():
    row = FactRow(where="", values={"basis": "read", "read_what": "a,b | c", "note": "remembered: b; the rest is read"})
    assert row.read == {"a", "c"}


def test_every_entry_is_about_known_occupations_and_teaches_something():
    occupations = load_occupations(DATA)
    entries = [json.loads(line) for line in (DATA / STARTER_FILE).read_text(encoding="utf-8").splitlines()]
    assert len(entries) >= 700
    for entry in entries:
        assert all(occupations.get(code) for code in entry.get("occupations", ())), entry["id"]
        assert entry["source"].get("read_on") or entry["remembered"], entry["id"]


@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("PMP", "pmi-pmp"),
        ("SHRM-CP", "shrm-cp"),
        ("CompTIA A+", "comptia-a-plus"),
        ("RN", "us-registered-nurse-licence"),
    ],
)
def test_people_find_it_by_the_name_they_write(name, identity):
    assert load_catalogue(DATA).find(name) == identity


@pytest.mark.skipif(not FACTS.is_dir(), reason=f"the credential facts do not lie beside this checkout ({FACTS})")
def test_the_committed_files_are_what_the_builder_makes():
    credentials, report = read_starter(FACTS, DATA)
    lines = "".join(json.dumps(write_credential(one), ensure_ascii=False, sort_keys=True) + "\n" for one in credentials)
    assert (DATA / STARTER_FILE).read_text(encoding="utf-8") == lines
    assert (DATA / REPORT_FILE).read_text(encoding="utf-8") == write_report(credentials, report)
    assert not report.about_nothing, "a fact of ours is about a credential that is not there"
    assert len(list(read_facts(FACTS))) == 280
    assert len(list(read_first_named(FACTS))) > 400
