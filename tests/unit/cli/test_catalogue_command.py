"""`credwise catalogue`: imports, shows and prints the template."""

import json
from pathlib import Path

import pytest
from commands import invoke

DATA = Path(__file__).resolve().parents[2] / "data" / "ctdl"
STACK = str(DATA / "ctdl_catalog_stack.json")


def run(*arguments):
    return invoke("catalogue", *arguments, COLUMNS="200")


def test_an_import_is_written_reported_and_can_be_imported_again(tmp_path):
    out = tmp_path / "out.jsonl"
    done = run("import", STACK, "--out", str(out))
    assert done.exit_code == 0, done.output
    assert "7 credentials and 2 stacks." in done.output
    assert len(out.read_text(encoding="utf-8").splitlines()) == 9
    again = run("import", str(out), "--dry-run", "--json")
    assert json.loads(again.stdout)["credentials"] == 7


def test_a_dry_run_writes_nothing(tmp_path):
    out = tmp_path / "out.jsonl"
    assert run("import", STACK, "--dry-run", "--out", str(out)).exit_code == 0
    assert not out.exists()


def test_the_report_says_what_was_skipped_and_why():
    report = json.loads(
        run("import", STACK, str(DATA / "ob3_degree.json"), str(DATA / "SOURCE.md"), "--dry-run", "--json").stdout
    )
    assert [note["what"] for note in report["skipped"]] == ["the whole file"]
    assert report["credentials"] == 8


def test_an_id_that_is_taken_is_refused_unless_a_prefix_is_given(tmp_path):
    table = tmp_path / "own.csv"
    table.write_text("id,title,issuer,address\nisc2-cissp,Mine,I,https://example.org/a\n", encoding="utf-8")
    out = tmp_path / "out.jsonl"
    refused = run("import", str(table), "--out", str(out))
    assert refused.exit_code == 1
    assert "import it with a prefix" in refused.output
    assert not out.exists()
    assert run("import", str(table), "--out", str(out), "--prefix", "acme").exit_code == 0
    assert "acme:isc2-cissp" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["import", STACK], "--dry-run"),
        (["import", "nowhere.json", "--dry-run"], "nowhere.json"),
        (["import", STACK, "--dry-run", "--prefix", "a b"], "--prefix"),
        (["import", STACK, "--dry-run", "--address", "somewhere"], "--address"),
        (["import", str(DATA / "SOURCE.md"), "--dry-run"], "the heading needs the columns"),
        (["show", "no such thing"], "No credential is called"),
        (["show", "Basics"], "is called"),
    ],
)
def test_what_cannot_be_done_is_said_without_a_traceback(arguments, says):
    done = run(*arguments)
    assert done.exit_code != 0
    assert says in done.output
    assert "Traceback" not in done.output


def test_the_template_is_csv_and_explains_itself(tmp_path):
    table = tmp_path / "template.csv"
    table.write_text(run("template").stdout, encoding="utf-8")
    assert run("import", str(table), "--dry-run").exit_code == 0
    assert "learning outcomes in full sentences" in run("template", "--explain").output


def test_a_credential_is_shown_with_what_its_description_lacks():
    shown = json.loads(run("show", "CISSP", "--json").stdout)
    assert shown["id"] == "isc2-cissp"
    assert "type of quality assurance" in shown["completeness"]["missing"]
    assert "isc2-cissp-path" in shown["stacks"]
    assert "credentials, " in run("show").output


def test_a_shown_credential_says_for_each_fact_where_it_comes_from():
    shown = json.loads(run("show", "comptia-cysa-plus", "--json").stdout)
    assert set(shown["from"]) >= {"title", "cost", "hours", "skills"}
    assert {one["basis"] for one in shown["from"].values()} <= {"read", "remembered"}
    assert all(("page" in one) == (one["basis"] == "read") and one["day"] for one in shown["from"].values())
    remembered = {"language" if name == "languages" else name for name in shown["remembered"]["facts"]}
    assert {name for name, one in shown["from"].items() if one["basis"] == "remembered"} >= remembered
    assert "noted from memory on" in run("show", "comptia-cysa-plus").output


def test_an_import_that_takes_no_row_fails_and_says_what_helps(tmp_path):
    table = tmp_path / "courses.csv"
    table.write_text("title,issuer\nA Certificate,X\n", encoding="utf-8")
    done = run("import", str(table), "--dry-run")
    assert done.exit_code == 1
    assert "`always: address`" in done.output
