"""The tools of a rule author, on folders of their own: what they print, write, refuse, and end with."""

import json
import os
import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from rule_folders import BEFORE_BASIS, READ, SOUND, SOUND_TEST, sound_rules, write_rule

from services.cli import main
from services.cli.rules import COMMANDS
from services.cli.rules.rule_tests.watching import changes
from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.rulebook.gate.admission import admit_rulebook

NAMES = [module.rpartition(".")[2] for module in COMMANDS]

OTHER_TEST = SOUND_TEST.replace("field.culture: mixed", "field.culture: credential_driven")


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return sound_rules(tmp_path)


def run(command, *arguments, rules=None, said=None):
    named = [] if rules is None else ["--rules", str(rules)]
    return CliRunner().invoke(main, ["rules", command, *named, *map(str, arguments)], input=said)


@pytest.mark.parametrize("command", NAMES)
def test_every_command_explains_itself(command):
    shown = run(command, "--help")
    assert shown.exit_code == 0, shown.output
    assert shown.output.startswith(f"Usage: main rules {command}")


def test_help_lists_every_command():
    shown = CliRunner().invoke(main, ["rules", "--help"])
    for name, line in zip(NAMES, COMMANDS.values(), strict=True):
        assert f"  {name} " in shown.output
        assert line in shown.output


def test_check_says_that_nothing_is_wrong(rules):
    shown = run("check", rules=rules)
    assert shown.exit_code == 0
    assert "1 rules in 1 chapters, 3 cases and 0 golden learners: no problems." in shown.output
    assert re.search(r"rulebook sha256:[0-9a-f]{64}", shown.output)


def test_check_reports_rules_and_tests_at_once_and_fails(rules):
    write_rule(rules, "other", rule=SOUND.replace("mixed", "mixd"), test=SOUND_TEST.replace("fires:", "fire:"))
    shown = run("check", rules=rules)
    assert shown.exit_code == 1
    assert "rules/chapter/other.yaml:8, rule chapter/other, when.field.culture.equals: must be one of" in shown.stderr
    assert 'did you mean "mixed"?' in shown.stderr
    assert (
        'rules/chapter/other_test.yaml:2, fire: a test file has no member "fire"; did you mean "fires"?' in shown.stderr
    )


def test_check_as_json_gives_file_line_rule_path_and_suggestion(rules):
    write_rule(rules, "sound", rule=SOUND.replace("field.culture:", "field.cultur:"))
    shown = run("check", "--json", rules=rules)
    document = json.loads(shown.stdout)
    assert shown.exit_code == 1
    assert document["rulebook"] is None
    assert document["problems"] == [
        {
            "file": "rules/chapter/sound.yaml",
            "line": 8,
            "rule": "chapter/sound",
            "path": "when.field.cultur",
            "sentence": 'no fact is called "field.cultur"; did you mean "field.culture"?',
            "suggestion": "field.culture",
        }
    ]


def test_an_old_source_is_a_remark_and_fails_only_a_strict_check(rules):
    write_rule(rules, "sound", rule=READ)
    later = ("--on", "2028-01-01")
    shown = run("check", *later, rules=rules)
    assert shown.exit_code == 0
    assert "1 remark:" in shown.stderr
    assert "was last checked on 2026-11-22" in shown.stderr
    assert run("check", "--strict", *later, rules=rules).exit_code == 1
    (remark,) = json.loads(run("check", "--json", *later, rules=rules).stdout)["remarks"]
    assert remark["path"] == "sources.0.checked_on"


def test_a_source_without_a_basis_is_a_problem_to_its_author_and_none_to_a_service(rules):
    write_rule(rules, "sound", rule=BEFORE_BASIS)
    shown = run("check", rules=rules)
    assert shown.exit_code == 1
    assert "sound.yaml:5, rule chapter/sound, sources.0: does not say what it is; add basis: read" in shown.stderr
    (source,) = admit_rulebook(rules, VOCABULARY, today=date(2026, 11, 30)).rules["chapter/sound"].sources
    assert (source.in_words, source.checked_on) == ("from memory, not checked", None)


def test_check_says_how_much_of_each_chapter_was_read(rules):
    write_rule(rules, "other", rule=READ.replace("equals: mixed", "equals: credential_driven"), test=OTHER_TEST)
    shown = run("check", rules=rules)
    said = "1 of 2 rules (50 %) cite something that was read; sources: 1 read, 0 from memory, 1 our judgement."
    assert said in shown.output
    assert "  chapter: 1 of 2 (50 %)" in shown.output
    counted = {"rules": 2, "rules_read": 1, "percent_read": 50} | {
        "sources": {"read": 1, "remembered": 0, "judgement": 1}
    }
    listed = json.loads(run("check", "--json", rules=rules).stdout)["sources"]
    assert listed == [{"chapter": name, **counted} for name in ("chapter", "all")]
    assert "| chapter | 2 | 1 (50 %) | 1 | 0 | 1 |" in build_index(rules)


def build_index(rules):
    assert run("docs", rules=rules).exit_code == 0
    return (rules.parent / "docs" / "rules" / "README.md").read_text(encoding="utf-8")


def test_test_counts_what_passed(rules):
    shown = run("test", rules=rules)
    assert shown.exit_code == 0
    assert "3 passed, 0 failed" in shown.output


def test_test_says_which_case_failed_and_where(rules):
    write_rule(rules, "sound", test=SOUND_TEST.replace("facts: {field.culture: degree_focused}", "facts: {}"))
    shown = run("test", rules=rules)
    assert shown.exit_code == 1
    assert "FAILED rules/chapter/sound_test.yaml:5 chapter/sound: another field" in shown.output
    assert "the rule must stay silent here, and fires: all its conditions hold" in shown.output
    assert "2 passed, 1 failed" in shown.output


def test_test_on_a_broken_folder_reports_the_problems(rules):
    write_rule(rules, "sound", rule="id: [\n")
    shown = run("test", rules=rules)
    assert shown.exit_code == 1
    assert "this line opens a [ " in shown.stderr


def test_a_change_is_seen_and_named(rules):
    steps = iter(
        [
            lambda: None,
            lambda: write_rule(rules, "other"),
            lambda: None,
            lambda: os.utime(rules / "cautions.yaml", ns=(1, 1)),
            (rules / "chapter" / "other.yaml").unlink,
        ]
    )

    def wait():
        next(steps)()

    seen = changes(rules, wait)
    assert next(seen) == ()
    assert next(seen) == ("chapter/other.yaml", "chapter/other_test.yaml")
    assert next(seen) == ("cautions.yaml",)
    assert next(seen) == ("chapter/other.yaml",)


def test_vocabulary_lists_facts_and_the_findings_with_the_rules_that_conclude_them(rules):
    conclude = SOUND.replace("weigh: {path: degree, dimension: recognition, points: 5}", "conclude: at_ease")
    write_rule(rules, "other", rule=conclude)
    shown = run("vocabulary", rules=rules).stdout
    assert re.search(r"field\.culture +\S.*degree_focused", shown)
    assert re.search(r"finding\.at_ease +no, yes +Concluded by chapter/other: A sound rule", shown)


def test_vocabulary_keeps_to_a_word_and_says_what_is_near_one_that_nothing_has(rules):
    shown = run("vocabulary", "WEEKS", rules=rules).stdout
    assert "learner.weeks_left" in shown
    assert "field.culture" not in shown
    refused = run("vocabulary", "feild.culture", rules=rules)
    assert refused.exit_code == 1
    assert 'no fact or finding has "feild.culture" in its name, values or meaning; did you mean "field.culture"?' in (
        refused.stderr
    )


def test_vocabulary_is_there_for_whoever_mends_a_broken_rule(rules):
    write_rule(rules, "other", rule="title: A: b\n")
    shown = run("vocabulary", "culture", rules=rules)
    assert shown.exit_code == 0
    assert "field.culture" in shown.stdout
    assert "findings may be missing: see `credwise rules check`" in shown.stderr


def test_coverage_shows_what_is_never_tried(rules):
    shown = run("coverage", rules=rules)
    assert shown.exit_code == 0
    assert re.search(r"all +1 +2 +2 +100", shown.output)
    write_rule(rules, "sound", rule=SOUND.replace("{equals: mixed}", "{any_of: [mixed, experience_focused]}"))
    shown = run("coverage", rules=rules)
    assert "never tried with experience_focused where everything else holds" in shown.output
    assert re.search(r"all +1 +3 +2 +66", shown.output)


def test_coverage_fails_under_what_is_asked_for(rules):
    write_rule(rules, "sound", rule=SOUND.replace("{equals: mixed}", "{any_of: [mixed, experience_focused]}"))
    assert run("coverage", "--fail-under", 66, rules=rules).exit_code == 0
    failed = run("coverage", "--fail-under", 67, rules=rules)
    assert failed.exit_code == 1
    assert "the tests reach 66 %, less than 67 %" in failed.stderr


def test_coverage_as_json_lists_every_demand(rules):
    document = json.loads(run("coverage", "--json", rules=rules).stdout)
    assert document["percent"] == 100
    assert [demand["path"] for demand in document["demands"]] == ["field.culture", "field.culture"]


def test_new_writes_what_passes_and_says_what_to_fill_in(rules):
    shown = run("new", "purpose/try-it-first", "--title", "Try it: first", "--fact", "fit.weeks_slack", rules=rules)
    assert shown.exit_code == 0, shown.output
    assert "try_it_first.yaml:17 because: what the learner reads." in shown.output
    checked = run("check", rules=rules)
    assert checked.exit_code == 0, checked.output
    assert 'still says "Fill in: ..."' in checked.stderr
    assert run("test", rules=rules).exit_code == 0


def test_new_asks_for_the_title(rules):
    shown = run("new", "purpose/asked", rules=rules, said="Something short\n")
    assert shown.exit_code == 0, shown.output
    assert 'title: "Something short"' in (rules / "purpose" / "asked.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("there", ["sound.yaml", "sound_test.yaml"])
def test_new_overwrites_nothing(rules, there):
    for path in (rules / "chapter").iterdir():
        path.unlink()
    (rules / "chapter" / there).write_text("mine\n", encoding="utf-8")
    shown = run("new", "chapter/sound", "--title", "Again", rules=rules)
    assert shown.exit_code == 1
    assert "is there already" in shown.stderr
    assert [path.read_text(encoding="utf-8") for path in (rules / "chapter").iterdir()] == ["mine\n"]


@pytest.mark.parametrize("identity", ["Purpose/x", "purpose", "purpose/a/b", "../x/y", "testdata/x", "purpose/x-test"])
def test_new_refuses_an_id_that_no_rule_can_have(rules, identity):
    shown = run("new", identity, "--title", "x", rules=rules)
    assert shown.exit_code == 2
    assert "must look like chapter/short-name" in shown.stderr


@pytest.mark.parametrize(
    ("fact", "sentence"), [("field.cultur", 'did you mean "field.culture"?'), ("field.title", "text for showing only")]
)
def test_new_refuses_a_fact_that_no_rule_can_compare(rules, fact, sentence):
    shown = run("new", "purpose/x", "--title", "x", "--fact", fact, rules=rules)
    assert shown.exit_code == 2
    assert sentence in shown.stderr
    assert not (rules / "purpose").exists()


def test_docs_are_written_once_and_stale_when_a_rule_changes(rules):
    docs = rules.parent / "docs" / "rules"
    assert "3 written, 0 removed" in run("docs", rules=rules).output
    assert "0 written, 0 removed" in run("docs", rules=rules).output
    assert run("docs", "--check", rules=rules).exit_code == 0
    write_rule(rules, "sound", rule=SOUND.replace("points: 5", "points: 6"))
    stale = run("docs", "--check", rules=rules)
    assert stale.exit_code == 1
    assert "chapter.md. Run `credwise rules docs`" in stale.stderr
    assert "+5" in (docs / "chapter.md").read_text(encoding="utf-8"), "a check writes nothing"


def test_docs_of_a_chapter_that_is_gone_are_removed_and_what_people_wrote_stays(rules):
    docs = rules.parent / "docs" / "rules"
    run("docs", rules=rules)
    (docs / "mine.md").write_text("# Mine\n", encoding="utf-8")
    (rules / "chapter").rename(rules / "part")
    for path in (rules / "part").glob("sound*"):
        path.write_text(path.read_text(encoding="utf-8").replace("chapter/", "part/"), encoding="utf-8")
    assert run("docs", "--check", rules=rules).exit_code == 1
    assert "1 removed" in run("docs", rules=rules).output
    assert sorted(path.name for path in docs.glob("*.md")) == ["README.md", "mine.md", "part.md", "vocabulary.md"]


def test_graph_prints_or_writes_the_flowchart(rules, tmp_path):
    printed = run("graph", rules=rules)
    assert printed.stdout.startswith("flowchart LR\n")
    written = run("graph", "--out", tmp_path / "graph.mmd", rules=rules)
    assert written.exit_code == 0
    assert (tmp_path / "graph.mmd").read_text(encoding="utf-8") == printed.stdout
    refused = run("graph", "--out", tmp_path / "no" / "graph.mmd", rules=rules)
    assert refused.exit_code == 1
    assert "cannot be written" in refused.stderr


def test_schema_prints_or_writes_the_schemas(rules):
    printed = json.loads(run("schema", rules=rules).stdout)
    assert not list(rules.glob("*.json"))
    assert run("schema", "--write", rules=rules).exit_code == 0
    assert {path.name: json.loads(path.read_text(encoding="utf-8")) for path in rules.glob("*.json")} == printed
    assert run("check", rules=rules).exit_code == 0


def test_check_names_a_stale_schema_once_the_rules_are_sound(rules):
    run("schema", "--write", rules=rules)
    (rules / "test.schema.json").write_text("{}\n", encoding="utf-8")
    shown = run("check", rules=rules)
    assert shown.exit_code == 1
    assert "rules/test.schema.json: does not fit the rules and the vocabulary any more" in shown.stderr
    assert run("docs", rules=rules).exit_code == 0, "a stale schema stands in the way of the check only"
    write_rule(rules, "sound", rule=SOUND.replace("points: 5", "points: 500"))
    assert "schema.json" not in run("check", rules=rules).stderr


@pytest.mark.parametrize("command", ["coverage", "docs", "graph", "schema"])
def test_a_broken_folder_ends_every_command_with_the_problems(rules, command):
    write_rule(rules, "sound", rule=SOUND.replace("points: 5", "points: 500"))
    shown = run(command, rules=rules)
    assert shown.exit_code == 1
    assert "must be a whole number from -50 to 50" in shown.stderr
    assert shown.exception is None or isinstance(shown.exception, SystemExit)
