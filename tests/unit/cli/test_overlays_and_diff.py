"""`credwise rules check --overlay` and `credwise rules diff`, on small rulebooks and the real knowledge."""

import json

import pytest
from commands import invoke
from rule_folders import SOUND, SOUND_TEST, sound_rules, write_rule

from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.rulebook.files.rulebook import read_rulebook
from services.recommender.rulebook.overlays.reading import overlay_files, read_overlay

SEEN = SOUND.replace("field.culture: {equals: mixed}", "learner.goal: {equals: explore}").replace(
    "{path: degree, dimension: recognition, points: 5}", "{path: certification, dimension: recognition, points: 40}"
)
OURS = SEEN.replace("chapter/sound", "chapter/ours").replace("equals: explore", "equals: complement")
OURS_TEST = """\
fires:
  - {name: complement, facts: {learner.goal: complement}}
stays_silent:
  - {name: unknown}
"""
LEARNERS = [
    {"learner_id": "explorer", "field": {"occupation": "15-1252.00"}, "goal": "explore"},
    {"learner_id": "changer", "field": {"occupation": "15-1252.00"}, "goal": "change_career"},
]


@pytest.fixture
def old(tmp_path):
    (tmp_path / "old").mkdir()
    return sound_rules(tmp_path / "old")


@pytest.fixture
def new(tmp_path):
    (tmp_path / "new").mkdir()
    rules = sound_rules(tmp_path / "new")
    write_rule(rules, "seen", rule=SEEN)
    return rules


@pytest.fixture
def overlay(tmp_path):
    folder = tmp_path / "our-market"
    (folder / "chapter").mkdir(parents=True)
    (folder / "overlay.yaml").write_text("switch_off: [chapter/sound]\n", encoding="utf-8")
    (folder / "chapter" / "ours.yaml").write_text(OURS, encoding="utf-8")
    (folder / "chapter" / "ours_test.yaml").write_text(OURS_TEST, encoding="utf-8")
    return folder


@pytest.fixture
def profiles(tmp_path):
    path = tmp_path / "profiles.ndjson"
    lines = [
        *map(json.dumps, LEARNERS),
        "",
        "{",
        json.dumps({"learner_id": "x"}),
        json.dumps(LEARNERS[0] | {"field": {"occupation": "no such work"}}),
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def run(command, *arguments):
    return invoke("rules", command, *arguments)


def test_a_sound_overlay_is_said_to_change_what_it_changes(old, overlay):
    shown = run("check", "--rules", old, "--overlay", overlay)
    assert shown.exit_code == 0, shown.output
    assert "Rules: 1 added, 1 switched off, 0 with other points" in shown.output
    assert run("check", "--rules", old, "--overlay", overlay, "--strict").exit_code == 0


def test_an_overlays_rule_without_a_test_is_refused_as_the_service_would(old, overlay):
    (overlay / "chapter" / "ours_test.yaml").unlink()
    shown = run("check", "--rules", old, "--overlay", overlay)
    assert shown.exit_code == 1
    assert "has no test; write our-market/chapter/ours_test.yaml" in shown.stderr


def test_every_problem_of_an_overlay_is_reported_with_file_and_line(old, overlay):
    (overlay / "overlay.yaml").write_text("switch_off:\n  - chapter/sond\npoints: 1\n", encoding="utf-8")
    shown = run("check", "--rules", old, "--overlay", overlay)
    assert shown.exit_code == 1
    assert "The overlay has 2 problems:" in shown.stderr
    assert 'our-market/overlay.yaml:2, switch_off.0: the rulebook has no rule "chapter/sond"; did you' in shown.stderr
    found = json.loads(run("check", "--rules", old, "--overlay", overlay, "--json").stdout)
    assert [(each["line"], each["suggestion"]) for each in found["problems"]] == [(2, "chapter/sound"), (3, None)]
    assert found["overlay"] is None


def test_a_learner_can_be_advised_and_explained_with_an_overlay(old, overlay, tmp_path, monkeypatch):
    monkeypatch.setenv("CREDWISE_RULES_DIR", str(old))
    learner = tmp_path / "learner.json"
    learner.write_text(json.dumps(LEARNERS[0] | {"goal": "complement"}), encoding="utf-8")
    named = json.loads(run("check", "--rules", old, "--overlay", overlay, "--json").stdout)["overlay"]

    def advised(*arguments):
        shown = invoke("recommend", learner, "--json", *arguments)
        return json.loads(shown.stdout)["provenance"]["overlay"]

    assert [advised(), advised("--overlay", overlay)] == [None, named]
    assert "chapter/ours" in run("explain", learner, "--overlay", overlay).stdout
    assert "chapter/ours" not in run("explain", learner).stdout
    (overlay / "overlay.yaml").write_text("switch_off: [chapter/sond]\n", encoding="utf-8")
    refused = invoke("recommend", learner, "--overlay", overlay)
    assert refused.exit_code == 1
    assert 'the rulebook has no rule "chapter/sond"; did you' in refused.stderr


def test_a_rule_that_another_stands_in_for_is_shown_as_one_that_does_not_count(old, overlay, tmp_path, monkeypatch):
    monkeypatch.setenv("CREDWISE_RULES_DIR", str(old))
    learner = tmp_path / "learner.json"
    learner.write_text(json.dumps(LEARNERS[0]), encoding="utf-8")
    goal = f"learner.goal: {{equals: {LEARNERS[0]['goal']}}}"
    for name, path, relation in (("above", "licence", "instead_of: [chapter/below]\n"), ("below", "portfolio", "")):
        rule = SOUND.replace("chapter/sound", f"chapter/{name}").replace("field.culture: {equals: mixed}", goal)
        text = rule.replace("path: degree", f"path: {path}").replace("then:\n", f"{relation}then:\n")
        (overlay / "chapter" / f"{name}.yaml").write_text(text, encoding="utf-8")
    shown = run("explain", learner, "--overlay", overlay)
    assert "chapter/below: does not count, chapter/above stands in for it" in shown.stdout
    fired, _, _ = shown.stdout.partition("does not count")
    assert "chapter/above" in fired


def test_what_an_overlays_rule_claims_or_counts_twice_is_refused_where_it_is_put_and_decides_where_it_was(old, overlay):
    again = SOUND.replace("chapter/sound", "chapter/again").replace(
        "field.culture: {equals: mixed}", "field.culture: {equals: mixed}\n  learner.goal: {equals: explore}"
    )
    (overlay / "chapter" / "again.yaml").write_text(again, encoding="utf-8")
    (overlay / "overlay.yaml").unlink()
    shown = run("check", "--rules", old, "--overlay", overlay)
    assert shown.exit_code == 1
    assert "rule chapter/again, then: always comes with chapter/sound, and both count for recognition" in shown.stderr
    assert read_overlay(overlay_files(overlay), read_rulebook(old, VOCABULARY)).added


def test_the_tests_beside_an_overlays_rules_are_run(old, overlay):
    case = SOUND_TEST.replace("field.culture: mixed", "learner.goal: explore").replace(
        "field.culture: unknown", "learner.goal: explore"
    )
    (overlay / "chapter" / "ours_test.yaml").write_text(case, encoding="utf-8")
    shown = run("check", "--rules", old, "--overlay", overlay)
    assert shown.exit_code == 1
    asked = "it asks that learner.goal is complement, and it is explore"
    assert f'"a mixed field": the rule must fire here, and stays silent: {asked}' in shown.stderr


def test_a_diff_says_which_verdicts_turn_and_by_which_rule(old, new, profiles):
    shown = run("diff", old, new, "--profiles", profiles, "--json", "--on", "2026-11-22")
    assert shown.exit_code == 0, shown.output
    found = json.loads(shown.stdout)
    assert found["rules"] == {"added": ["chapter/seen"], "removed": [], "changed": [], "reworded": []}
    assert found["profiles"] == 2
    (turn,) = found["verdicts"]["turns"]
    assert (turn["to"], turn["count"], turn["median_margins"][1]) == ("certification", 1, 35)
    effect = {"rule": "chapter/seen", "kind": "added", "decisions": 1, "turned": 1, "top_changed": 0}
    assert found["by_rule"] == [effect]
    assert [(each["learner_id"], each["new"]["path"]) for each in found["examples"]] == [("explorer", "certification")]


def test_lines_that_are_no_usable_profiles_are_named_and_left_out(old, new, profiles):
    found = json.loads(run("diff", old, new, "--profiles", profiles, "--json").stdout)
    assert [each["line"] for each in found["skipped"]] == [4, 5, 6]
    assert all(each["why"] for each in found["skipped"])
    shown = run("diff", old, new, "--profiles", profiles)
    assert "3 lines were left out" in shown.output
    assert "line 4: it is not usable JSON" in shown.output


def test_an_array_of_profiles_is_read_like_lines_and_counted_by_profiles(old, new, tmp_path):
    array = tmp_path / "profiles.json"
    array.write_text(json.dumps([*LEARNERS, 3], indent=1), encoding="utf-8")
    found = json.loads(run("diff", old, new, "--profiles", array, "--json", "--on", "2026-11-22").stdout)
    assert (found["profiles"], found["verdicts"]["turned"]) == (2, 1)
    assert [each["line"] for each in found["skipped"]] == [3]
    shown = run("diff", old, new, "--profiles", array, "--on", "2026-11-22").stdout
    assert "1 profiles were left out" in shown
    assert "profile 3: it is not a profile" in shown


def test_one_profile_on_many_lines_is_one_profile(old, new, tmp_path):
    single = tmp_path / "learner.json"
    single.write_text(json.dumps(LEARNERS[0], indent=1), encoding="utf-8")
    found = json.loads(run("diff", old, new, "--profiles", single, "--json").stdout)
    assert (found["profiles"], found["skipped"]) == (1, [])


def test_an_array_that_is_no_json_is_refused_with_its_place(old, new, tmp_path):
    (tmp_path / "profiles.json").write_text("[{", encoding="utf-8")
    shown = run("diff", old, new, "--profiles", tmp_path / "profiles.json")
    assert shown.exit_code == 1
    assert "it begins like a JSON array and cannot be read as one: line 1" in shown.stderr


def test_without_a_file_the_shipped_profiles_are_decided_and_all_of_them_can_be(old, new):
    found = json.loads(run("diff", old, new, "--json", "--on", "2026-11-29").stdout)
    assert (found["profiles"], found["skipped"]) == (150, [])


def test_a_diff_is_the_same_on_one_process_and_on_several(old, new, profiles):
    one, several = (
        run("diff", old, new, "--profiles", profiles, "--json", "--processes", count).stdout for count in (1, 3)
    )
    assert json.loads(one) == json.loads(several)


def test_an_overlay_is_compared_with_the_rules_it_lies_over(old, overlay, profiles):
    found = json.loads(run("diff", old, "--overlay", overlay, "--profiles", profiles, "--json").stdout)
    assert (found["rules"]["added"], found["rules"]["removed"]) == (["chapter/ours"], ["chapter/sound"])
    assert found["new"]["rulebook"] == found["old"]["rulebook"]
    assert found["old"]["overlay"] is None
    assert found["new"]["overlay"].startswith("sha256:")


def test_with_two_folders_the_overlay_lies_over_both(old, new, overlay, profiles):
    found = json.loads(run("diff", old, new, "--overlay", overlay, "--profiles", profiles, "--json").stdout)
    assert found["rules"]["added"] == ["chapter/seen"]
    assert found["old"]["overlay"] == found["new"]["overlay"]


def test_the_same_rules_make_no_difference(old, profiles):
    shown = run("diff", old, old, "--profiles", profiles)
    assert "Rules: no difference" in shown.output
    assert "Verdicts turned: 0 of 2 (0.0 %)" in shown.output


def test_a_file_without_profiles_is_no_failure(old, new, tmp_path):
    (tmp_path / "none.ndjson").write_text("\n", encoding="utf-8")
    shown = run("diff", old, new, "--profiles", tmp_path / "none.ndjson")
    assert shown.exit_code == 0, shown.output
    assert "Profiles: 0" in shown.output


def test_rules_with_problems_are_not_compared(old, new, profiles):
    write_rule(new, "broken", rule=SOUND.replace("mixed", "mixd"))
    shown = run("diff", old, new, "--profiles", profiles)
    assert shown.exit_code == 1
    assert "must be one of" in shown.output
    assert run("diff", old, "--profiles", profiles).exit_code == 2
    assert run("diff", old).exit_code == 2
