"""`credwise catalogue coverage` and `stale`: what is known, what of it was read, and what is to be checked."""

import json
from pathlib import Path

import pytest
from commands import invoke

from services.cli.catalogues.catalogue_facts import FEW
from services.recommender.knowledge.credentials.credential import CredentialStatus
from services.recommender.knowledge.credentials.files.catalogue_loading import load_catalogue

DATA = Path(__file__).parents[3] / "data"


def run(*arguments):
    return invoke("catalogue", *arguments, COLUMNS="200")


def test_coverage_counts_read_and_remembered_apart():
    counted = json.loads(run("coverage", "--json").stdout)
    for question in counted["questions"].values():
        assert question["known"] == question["read"] + question["remembered"] <= counted["entries"]
    assert counted["questions"]["assessment"]["remembered"] > 0
    some = json.loads(run("coverage", "--for-occupations", "--json").stdout)
    assert 0 < some["entries"] < counted["entries"]


def test_coverage_is_printed_with_its_shares():
    printed = run("coverage")
    assert printed.exit_code == 0, printed.output
    assert "who recognises it" in printed.output
    assert "for a named occupation" in printed.output
    assert "check it with the issuer" in printed.output


def test_what_cannot_be_earned_any_more_is_not_counted():
    counted = json.loads(run("coverage", "--json").stdout)
    known = load_catalogue(DATA).credentials.values()
    assert counted["entries"] == sum(1 for one in known if one.status is CredentialStatus.ACTIVE) < len(known)


#: The shares, in percent, that the entries made for an occupation have reached; they may rise and not fall. Hours or
#: weeks were 85 before some 900 entries of 22 countries came that are named by what they are and where they count.
REACHED = {"hours or weeks": 82, "cost": 75, "assessment": 95, "who recognises it": 90}


@pytest.mark.parametrize(("question", "percent"), REACHED.items())
def test_what_advisers_name_is_described(question, percent):
    counted = json.loads(run("coverage", "--for-occupations", "--json").stdout)
    assert counted["questions"][question]["known"] * 100 >= percent * counted["entries"]


def test_stale_lists_the_oldest_first_with_where_to_look():
    listed = json.loads(run("stale", "--json").stdout)
    assert [entry["since"] for entry in listed] == sorted(entry["since"] for entry in listed)
    assert all(entry["address"].startswith("http") for entry in listed)
    assert any(entry["credential"] == "comptia-a-plus" and "hours" in entry["remembered"] for entry in listed)


def test_stale_lists_what_was_read_before_a_day():
    before = json.loads(run("stale", "--before", "2025-01-01", "--json").stdout)
    after = json.loads(run("stale", "--before", "2027-01-01", "--json").stdout)
    assert all(entry["remembered"] for entry in before)
    assert len(before) < len(after)
    printed = run("stale", "--before", "2027-01-01", "--all")
    assert "entries are to be checked" in printed.output
    assert "nothing; read long ago" in printed.output


def test_a_person_is_shown_the_oldest_few_and_told_of_the_rest():
    few, everything = run("stale").output.splitlines(), run("stale", "--all").output.splitlines()
    assert len(few) == FEW + 2 < len(everything)
    assert few[-1].endswith("more are listed with --all.")
