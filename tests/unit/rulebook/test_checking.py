"""What no single member of a rule shows is found between members and between rules, with file, line and remedy."""

import pytest
from rule_folders import SOUND, SOUND_TEST, sound_rules, write_rule

from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.rulebook.files.rule_folder import read_rule_folder
from services.recommender.rulebook.gate.test_file import collect_cases

WEIGH = "- weigh: {path: degree, dimension: recognition, points: 5}"


def problems_of(rules):
    return [str(problem) for problem in read_rule_folder(rules, VOCABULARY).problems]


def test_the_same_rule_with_other_points_in_another_order_is_the_same_rule(tmp_path):
    rules = sound_rules(tmp_path)
    two = SOUND.replace("field.culture: {equals: mixed}", "{one}\n  {two}")
    one, other = "learner.years_in_field: {at_least: 5}", "field.culture: {any_of: [mixed]}"
    again = "learner.years_in_field: {more_than: 4}"
    write_rule(rules, "sound", rule=two.replace("{one}", one).replace("{two}", other))
    write_rule(
        rules, "twin", rule=two.replace("{one}", other).replace("{two}", again).replace("points: 5", "points: 7")
    )
    assert [problem.partition(": ")[2] for problem in problems_of(rules)] == [
        "has the same conditions and effects as chapter/twin, but for the points; keep one",
        "has the same conditions and effects as chapter/sound, but for the points; keep one",
    ]


def test_the_same_conditions_with_another_effect_are_another_rule(tmp_path):
    rules = sound_rules(tmp_path)
    write_rule(rules, "other", rule=SOUND.replace("path: degree", "path: portfolio"))
    assert problems_of(rules) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (WEIGH, f"{WEIGH}\n  - weigh: {{path: degree, dimension: recognition, points: -3}}", ":11, rule chapter/sound, then.1: does what then.0 does already"),
        ("{field.title}", "{credential.title}", ":11, rule chapter/sound, because: shows credential.title, but no condition looks at a candidate"),
        ("{field.title}", "{path.kind}", "no condition looks at a path"),
        ("{field.title}", "{field.title", "has a brace without its partner"),
        ("{field.title}", "field.title}", "has a brace without its partner"),
        ("    basis", "    address: www.example.org\n    basis", ":6, rule chapter/sound, sources.0.address: must begin with https://"),
        (WEIGH, "- ask: who_knows", ':10, rule chapter/sound, then.0.ask: "who_knows" has no sentence in questions.yaml'),
    ],
)  # fmt: skip
def test_what_an_author_overlooks_is_said_with_its_line(tmp_path, old, new, expected):
    rules = sound_rules(tmp_path)
    assert old in SOUND
    write_rule(rules, "sound", rule=SOUND.replace(old, new))
    assert any(expected in problem for problem in problems_of(rules)), problems_of(rules)


def test_a_code_that_only_a_broken_rule_uses_is_not_called_unused(tmp_path):
    rules = sound_rules(tmp_path)
    (rules / "cautions.yaml").write_text("mind: Mind this.\n", encoding="utf-8")
    assert any("no rule uses this code" in problem for problem in problems_of(rules))
    write_rule(rules, "other", rule=SOUND.replace(WEIGH, "- caution: mind").replace("mixed", "mixd"))
    assert not any("no rule uses this code" in problem for problem in problems_of(rules))


def test_an_unused_code_is_named_with_its_line(tmp_path):
    rules = sound_rules(tmp_path)
    (rules / "cautions.yaml").write_text("# Words.\nmind: Mind this.\n", encoding="utf-8")
    assert problems_of(rules) == ["rules/cautions.yaml:2, mind: no rule uses this code; remove it"]


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("Mind {learner.expird}.", 'no fact is called "learner.expird"; did you mean "learner.expired"?'),
        ("Mind {credential.title}.", "may only show facts of learner, field and role"),
        ("Mind {learner.expired.", "has a brace without its partner"),
        ("Mind {learner.expired}.", None),
    ],
)
def test_a_caution_shows_facts_that_are_known_once_per_decision(tmp_path, words, fault):
    rules = sound_rules(tmp_path)
    (rules / "cautions.yaml").write_text(f'mind: "{words}"\n', encoding="utf-8")
    write_rule(rules, "other", rule=SOUND.replace(WEIGH, "- caution: mind"))
    found = [problem for problem in problems_of(rules) if "cautions.yaml" in problem]
    assert [fault in problem for problem in found] == ([True] if fault else [])


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("facts: {field.culture: mixed}\nfires", "given: 5\nfires", "given: must be a list of names from testdata"),
        ("facts: {field.culture: mixed}\nfires", "given: [[nobody]]\nfires", "given.0: testdata has no"),
        ("facts: {field.culture: mixed}\nfires", "given: [somebdy]\nfires", 'testdata has no "somebdy"; did you mean "somebody"?'),
        ("facts: {field.culture: mixed}\nfires", "facts: mixed\nfires", "facts: must map facts to values"),
        ("facts: {field.culture: mixed}\nfires", "facts: {field.cultur: mixed}\nfires", 'did you mean "field.culture"?'),
        ("culture: mixed}\nfires", "culture: mixd}\nfires", 'did you mean "mixed"?'),
        ("name: a mixed field", "named: a mixed field", "fires.0: a case has a name"),
        ("name: nobody knows", "name: another field", "stays_silent.1: has the same name as stays_silent.0"),
        ("facts: {field.culture: unknown}", "facts: {field.culture: degree_focused}", "needs a case in which field.culture is unknown"),
        ("fires:\n  - name: a mixed field\n", "fires: []\n", "fires: must be a list of at least one case"),
        ("fires:\n  - name: a mixed field\n", "", "fires: must be a list of at least one case"),
        ("stays_silent:", "stays_quiet:", 'did you mean "stays_silent"?'),
        (SOUND_TEST, "- nothing\n", "a test file is a mapping"),
        (SOUND_TEST, "", "the file is empty"),
    ],
)  # fmt: skip
def test_a_broken_test_file_is_named_with_its_remedy(tmp_path, old, new, expected):
    rules = sound_rules(tmp_path)
    (rules / "testdata").mkdir()
    (rules / "testdata" / "people.yaml").write_text("somebody: {learner.has_degree: yes}\n", encoding="utf-8")
    assert old in SOUND_TEST
    write_rule(rules, "sound", test=SOUND_TEST.replace(old, new))
    problems = cases_of(rules)[1]
    assert any(expected in problem for problem in problems), problems


def cases_of(rules):
    draft = read_rule_folder(rules, VOCABULARY)
    cases, problems = collect_cases(draft.rules, draft.vocabulary, rules)
    return cases, [str(problem) for problem in problems]


def test_the_test_of_a_broken_rule_is_checked_all_the_same(tmp_path):
    rules = sound_rules(tmp_path)
    write_rule(rules, "sound", rule="id: 3\n", test=SOUND_TEST.replace("mixed}", "mixd}"))
    cases, problems = cases_of(rules)
    assert cases == []
    assert len(problems) == 1
    assert problems[0].startswith("rules/chapter/sound_test.yaml:1, facts.field.culture: must be one of")


def test_a_test_without_a_rule_and_a_rule_without_a_test_are_named(tmp_path):
    rules = sound_rules(tmp_path)
    (rules / "chapter" / "sound_test.yaml").rename(rules / "chapter" / "sond_test.yaml")
    assert sorted(problem.partition(": ")[2] for problem in cases_of(rules)[1]) == [
        "has no test; write rules/chapter/sound_test.yaml with fires and stays_silent",
        "tests no rule; there is none of that name beside it",
    ]


def test_testdata_that_is_no_mapping_is_named(tmp_path):
    rules = sound_rules(tmp_path)
    (rules / "testdata").mkdir()
    (rules / "testdata" / "people.yaml").write_text("[somebody]\n", encoding="utf-8")
    assert cases_of(rules)[1] == [
        "rules/testdata/people.yaml:1: must map each name to its facts, like with_a_degree: {learner.has_degree: yes}"
    ]
