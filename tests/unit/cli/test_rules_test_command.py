"""`credwise rules test` runs what it is asked to, says what is unexpected, and tells build servers in their form."""

from xml.etree import ElementTree as ET

import pytest
from commands import invoke
from rule_folders import LEARNER, SOUND, SOUND_TEST, sound_rules, write_learner, write_rule

#: Another rule that passes the same test.
OTHER = SOUND.replace("path: degree", "path: licence")


@pytest.fixture
def rules(tmp_path):
    folder = sound_rules(tmp_path)
    write_rule(folder, "other", rule=OTHER)
    write_learner(folder, "some_body")
    return folder


def run(rules, *arguments):
    return invoke("rules", "test", *arguments, "--rules", rules)


@pytest.mark.parametrize(
    ("name", "passed"),
    [
        ("chapter/sound", 3),
        ("chapter/sound.yaml", 3),
        ("chapter/sound_test.yaml", 3),
        ("rules/chapter/sound.yaml", 3),
        ("chapter/sound: another field", 1),
        ("nobody knows", 2),
        ("rules/chapter/sound_test.yaml:5", 1),
        ("chapter/sound_test.yaml:5", 1),
    ],
)
def test_a_name_chooses_a_rule_a_file_or_a_case(rules, name, passed):
    shown = run(rules, name)
    assert f"{passed} passed, 0 failed" in shown.output, shown.output


def test_a_chapter_or_a_path_from_where_one_stands_chooses_too(rules, monkeypatch):
    monkeypatch.chdir(rules / "chapter")
    assert "6 passed" in run(rules, "chapter").output
    assert "6 passed" in run(rules, rules / "chapter").output
    assert "3 passed" in run(rules, "sound.yaml").output
    assert "1 passed" in run(rules, "sound_test.yaml:5").output


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("chapter/sond", 'did you mean "chapter/sound"?'),
        ("learners/some-bdy", 'did you mean "learners/some-body"?'),
        ("nobody knws", 'did you mean "nobody knows"?'),
        ("qqq", "name a chapter, a rule or a learner (by id or file), or a case"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(rules, name, near):
    shown = run(rules, name)
    assert shown.exit_code == 2
    assert f'no test is called "{name}"' in shown.stderr
    assert near in shown.stderr


def test_what_is_broken_elsewhere_does_not_keep_a_case_from_running(rules):
    write_rule(rules, "other", rule="title: A: b\n")
    assert "3 passed" in run(rules, "chapter/sound").output
    broken = run(rules, "chapter/other")
    assert broken.exit_code == 1
    assert "rules/chapter/other.yaml:1: this line has a colon" in broken.stderr
    assert run(rules, "learners").exit_code == 1, "a golden learner is decided by all the rules"


def test_a_case_that_should_fire_fails_with_the_conditions_that_do_not_hold(rules):
    both = SOUND.replace(
        "{equals: mixed}", "{equals: mixed}\n  learner.goal: {equals: explore}\n  role.gap: {at_least: 1}"
    )
    write_rule(rules, "sound", rule=both, test=SOUND_TEST.replace("facts: {", "facts: {learner.goal: complement, ", 1))
    shown = run(rules, "chapter/sound")
    asked = "it asks that learner.goal is explore, and it is complement; it asks that role.gap is at least 1, and it is unknown"
    assert f"the rule must fire here, and stays silent: {asked}" in shown.output


def test_a_golden_learner_fails_with_what_was_expected_and_what_came(rules):
    expected = "verdict: [portfolio]\n  among_first_three: [Nothing like it]"
    write_learner(rules, "some_body", LEARNER.replace("verdict: degree", expected))
    shown = run(rules, "learners/some-body")
    assert shown.exit_code == 1
    assert "FAILED rules/learners/some_body.yaml:10 learners/some-body: Somebody who explores." in shown.output
    assert "expected the verdict portfolio; it is" in shown.output
    assert 'the catalogue has no "Nothing like it"' in shown.output
    assert 'expected "Nothing like it" among the first three; shown first: ' in shown.output
    assert "0 passed, 1 failed" in shown.output


def test_which_rules_decided_for_a_golden_learner_is_explained(rules):
    def explain(file):
        return invoke("rules", "explain", file, "--rules", rules)

    shown = explain(rules / "learners" / "some_body.yaml")
    assert shown.exit_code == 0, shown.output
    assert "Findings: 0 of 0 rules fired" in shown.stdout
    write_learner(rules, "some_body", LEARNER.replace("goal: explore", "gaol: explore"))
    refused = explain(rules / "learners" / "some_body.yaml")
    assert refused.exit_code == 1
    assert 'some_body.yaml:8, profile.gaol: there is no member of this name; did you mean "goal"?' in refused.stderr


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("goal: explore", "gaol: explore", "profile/gaol: "),
        ("15-1252.00", "Nothing of the kind", "profile/field/occupation: "),
    ],
)
def test_a_golden_learner_that_cannot_be_decided_fails_with_the_reason(rules, old, new, words):
    write_learner(rules, "some_body", LEARNER.replace(old, new))
    shown = run(rules, "learners")
    assert shown.exit_code == 1
    assert words in shown.output


def test_a_build_server_reads_each_case_and_each_failure(rules, tmp_path):
    write_rule(
        rules, "other", rule=OTHER, test=SOUND_TEST.replace("field.culture: degree_focused", "field.culture: mixed")
    )
    target = tmp_path / "junit.xml"
    assert run(rules, "chapter", "--junit", target).exit_code == 1
    root = ET.parse(target).getroot()  # noqa: S314 - our own text
    (suite,) = root
    assert (root.tag, suite.tag) == ("testsuites", "testsuite")
    assert {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped")} == {
        "tests": str(len(suite)),
        "failures": str(len(suite.findall("testcase/failure"))),
        "errors": "0",
        "skipped": "0",
    }
    (failed,) = (case for case in suite if case.find("failure") is not None and case.get("name") == "another field")
    assert failed.get("classname") == "chapter/other"
    assert failed.find("failure").text == failed.find("failure").get("message")
    assert float(root.get("time")) > 0
    assert failed.find("failure").get("message").startswith("rules/chapter/other_test.yaml:5: the rule must stay")


def test_a_build_server_reads_what_kept_the_tests_from_running(rules, tmp_path):
    write_rule(rules, "other", rule="title: A: b\n")
    target = tmp_path / "junit.xml"
    assert run(rules, "--junit", target).exit_code == 1
    errors = [error.get("message") for error in ET.parse(target).iter("error")]  # noqa: S314 - our own text
    assert any(message.startswith("rules/chapter/other.yaml:1: this line has a colon") for message in errors)


def test_a_file_that_cannot_be_written_is_said(rules, tmp_path):
    shown = run(rules, "chapter/sound", "--junit", tmp_path / "no" / "junit.xml")
    assert shown.exit_code == 1
    assert "cannot be written" in shown.stderr


def test_the_shipped_golden_learners_pass_by_name():
    shown = invoke("rules", "test", "learners")
    assert shown.exit_code == 0, shown.output
    assert ", 0 failed" in shown.output
