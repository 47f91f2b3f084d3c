"""Our own tables add credentials and facts: what was read wins, and what was only remembered replaces nothing."""

import csv
from pathlib import Path

import pytest

from services.recommender.knowledge.credentials.files.catalogue_file import write_credential
from tests.unit.tools.test_starter_catalogue import DATA, facts_folder
from tools.build_data.credentials.starter import read_starter
from tools.build_data.sources.facts.added_facts import CREDENTIALS_FILE, FACTS_FILE, AddedFact, read_added_facts

WHO = {
    "id": "example-analyst",
    "title": "Example Analyst",
    "also_called": "XYZ-2|Analyst of Examples",
    "kind": "certification",
    "issuer": "Board of Examples",
    "issuer_kind": "industry_body",
    "valid_in": "GB",
    "occupations": "15-1232.00",
    "skills": "SQL",
    "level": "beginner",
    "address": "https://example.org/",
    "noted_on": "2026-11-29",
}
FACT = {"credential": "example-analyst", "basis": "remembered", "page": "", "day": "2026-11-29"}
PAGE = {"basis": "read", "page": "https://example.org/read", "day": "2026-11-30"}


def fact(name, value, **members):
    return FACT | {"fact": name, "value": value} | members


def write_table(path, rows):
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0].keys(), delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE)
        writer.writeheader()
        writer.writerows(rows)


def built(folder, *facts, who=(WHO,)):
    added, compiled = folder / "added", folder / "compiled"
    added.mkdir()
    compiled.mkdir()
    write_table(added / CREDENTIALS_FILE, list(who))
    write_table(added / FACTS_FILE, [fact("mode", "online"), *facts])
    credentials, report = read_starter(facts_folder(compiled, {"title": "Some Other"}), DATA, added=added)
    return {one.id: write_credential(one) for one in credentials}, report


def test_a_credential_and_its_facts_become_one_entry(tmp_path):
    entries, report = built(
        tmp_path,
        fact("hours", "80-200"),
        fact("cost", "70-90 USD"),
        fact("prerequisites", "pmi-capm|2 years"),
        fact("recognised_by", "asked_for small_business: shops"),
    )
    entry = entries["example-analyst"]
    assert report.added == ["example-analyst"]
    assert (entry["hours_from"], entry["hours"]) == (80, 200)
    assert entry["cost"] == {"amount": 90, "amount_from": 70, "currency": "USD"}
    assert entry["prerequisites"] == {"all_of": [{"credential": "pmi-capm"}, {"experience_years": 2}]}
    assert entry["also_called"] == ["XYZ-2", "Analyst of Examples"]
    assert entry["valid_in"] == ["GB"]
    assert entry["source"]["noted_on"] == entry["remembered"]["noted_on"] == "2026-11-29"
    assert entry["remembered"]["facts"] == ["cost", "hours", "mode", "prerequisites", "recognised_by"]
    (shops,) = entry["recognised_by"]
    assert (shops["form"], shops["by_kind"], shops["by"]) == ("asked_for", "small_business", "shops")
    assert shops["asserted_by"] == "our own memory"


def test_of_two_prerequisites_one_may_suffice(tmp_path):
    entries, _ = built(tmp_path, fact("prerequisites", "pmi-capm or peoplecert-prince2-foundation|2 years"))
    either = {"any_of": [{"credential": "pmi-capm"}, {"credential": "peoplecert-prince2-foundation"}]}
    assert entries["example-analyst"]["prerequisites"] == {"all_of": [either, {"experience_years": 2}]}


def test_what_was_read_names_its_page_and_is_not_remembered(tmp_path):
    entries, _ = built(tmp_path, fact("hours", "12", **PAGE), fact("recognised_by", "approves public: it", **PAGE))
    entry = entries["example-analyst"]
    assert entry["remembered"]["facts"] == ["mode"]
    assert entry["source"]["address"] == "https://example.org/read"
    assert entry["source"]["read_on"] == "2026-11-30"
    assert entry["recognised_by"][0]["asserted_by"] == "example.org"


def test_a_fact_completes_a_credential_of_the_lists(tmp_path):
    entries, _ = built(tmp_path, fact("assessment", "quiz", credential="mongodb-basics"))
    assert entries["mongodb-basics"]["assessment"] == "quiz"
    assert entries["mongodb-basics"]["remembered"]["facts"] == ["assessment"]


def test_what_is_only_remembered_replaces_nothing_that_was_read(tmp_path):
    entries, _ = built(tmp_path, fact("cost", "5-9 USD", credential="mongodb-basics"))
    assert entries["mongodb-basics"]["cost"]["amount"] == 0
    assert "remembered" not in entries["mongodb-basics"]


def test_a_fact_about_nothing_is_reported(tmp_path):
    _, report = built(tmp_path, fact("mode", "online", credential="no-such-thing"))
    assert report.about_nothing == ["no-such-thing"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (fact("price", "3"), '"fact" must be one of'),
        (fact("hours", "about ten"), '"value" cannot be read'),
        (fact("cost", "70"), '"value" cannot be read'),
        (fact("recognised_by", "likes corporate: it"), '"value" cannot be read'),
        (fact("mode", "online", basis="guessed"), '"basis" must be read or remembered'),
        (fact("mode", "online", basis="read"), '"page" is the address of what was read'),
        (fact("mode", "online", page="https://example.org/"), '"page" is the address of what was read'),
        (fact("mode", "online", day="yesterday"), '"day" must be a day'),
    ],
)
def test_a_line_that_cannot_be_used_says_why(wrong, said):
    (problem,) = AddedFact(**wrong).problems()
    assert said in problem


def test_all_that_cannot_be_used_is_told_at_once(tmp_path):
    with pytest.raises(SystemExit, match=r"(?s)hours.*cannot be read.*no skill is called .dowsing"):
        built(tmp_path, fact("hours", "ten"), fact("skills", "dowsing", credential="mongodb-basics"))


def test_an_id_that_is_taken_is_told(tmp_path):
    with pytest.raises(SystemExit, match="the catalogue has it"):
        built(tmp_path, who=(WHO | {"id": "pmi-capm"},))


def test_the_committed_facts_stand_in_order_and_once_each():
    facts = [one for lines in read_added_facts(DATA / "catalogue").values() for one in lines]
    assert [one.credential for one in facts] == sorted(one.credential for one in facts)
    assert len(facts) == len({(one.credential, one.fact, one.value) for one in facts})
    assert all(not list(one.problems()) for one in facts)
    assert {one.basis for one in facts} == {"read", "remembered"}


def test_the_committed_credentials_stand_in_the_order_of_their_ids():
    with Path(DATA, "catalogue", CREDENTIALS_FILE).open(encoding="utf-8", newline="") as lines:
        ids = [row["id"] for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]
    assert ids == sorted(set(ids))
