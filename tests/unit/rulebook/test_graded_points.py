"""Points by a table: read with all that is wrong, without gaps, tried on both sides of each boundary, one contribution."""

import jsonschema
import pytest
import yaml
from rule_folders import SOUND, sound_rules, write_rule

from services.authoring.rule_changes.rule_change_effect import changed_rules
from services.authoring.rule_pages.pages import build_pages
from services.authoring.rule_pages.rule_documents import rule_document
from services.authoring.rule_schema.schema import schemas
from services.authoring.rule_tests.coverage import cover
from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.decision.scoring import tally
from services.recommender.rulebook.files import rule_folder
from services.recommender.rulebook.files.rulebook import PlainRuleset, read_rulebook
from services.recommender.rulebook.gate.test_file import collect_cases
from services.recommender.rulebook.gate.testing import failures
from services.recommender.rulebook.overlays.overlay import apply_overlay
from services.recommender.rulebook.overlays.reading import read_overlay
from services.recommender.rulebook.problems import RulebookError
from services.recommender.rulebook.rule import Firing


def read_rule_folder(rules):
    return rule_folder.read_rule_folder(rules, VOCABULARY)


TABLE = "{by: fit.missing_skills_taught, steps: [{from: 1, points: 10}, {from: 3, points: 20}]}"
WHEN = "fit.missing_skills_taught: {at_least: 1}"

TEST = """\
fires:
  - {name: one, facts: {fit.missing_skills_taught: 1}, points: 10}
  - {name: two, facts: {fit.missing_skills_taught: 2}, points: 10}
  - {name: three, facts: {fit.missing_skills_taught: 3}, points: 20}
stays_silent:
  - {name: none, facts: {fit.missing_skills_taught: 0}}
  - {name: nobody knows, facts: {fit.missing_skills_taught: unknown}}
"""


def graded(table=TABLE, when=WHEN):
    text = SOUND.replace("field.culture: {equals: mixed}", when)
    text = text.replace("Your field is {field.title}.", '"Your field is short of: {fit.missing_skills_taught}."')
    return text.replace("path: degree, dimension: recognition, points: 5", f"dimension: relevance, points: {table}")


def folder(tmp_path, *, rule=None, test=TEST):
    rules = sound_rules(tmp_path)
    write_rule(rules, "sound", rule=rule or graded(), test=test)
    return rules


def steps(*pairs):
    return f"{{by: fit.missing_skills_taught, steps: [{', '.join(f'{{from: {start}, points: {points}}}' for start, points in pairs)}]}}"


def test_each_value_gives_the_points_of_its_step(tmp_path):
    (weigh,) = read_rule_folder(folder(tmp_path)).rules[0].weighs()
    assert [weigh.points_at({"fit.missing_skills_taught": value}) for value in (None, 0, 1, 2, 3, 99)] == [
        0,
        0,
        10,
        10,
        20,
        20,
    ]


@pytest.mark.parametrize(
    ("table", "place", "expected"),
    [
        (steps((3, 10), (1, 20)), "steps.1", "begins at 1, and the step before it at 3; put them in rising order"),
        (steps((1, 10), (1, 20)), "steps.1", "put them in rising order"),
        (steps((1, 10), (2, 10)), "steps.1", "gives 10 as the step before it does; make one step of the two"),
        (steps((1, 10), (2, 20), (3, 15)), "steps.2", "makes the points fall after they rise"),
        (steps((1, 20), (2, 10), (3, 15)), "steps.2", "makes the points rise after they fall"),
        (steps((1, -5), (2, 10)), "steps.1", "gives where the step before it takes"),
        (steps((1, 10)), "steps", "must be a list of two or more steps"),
        (steps((1, 0), (2, 10)), "steps.0.points", "and not 0; a value without points is kept out by when"),
        (steps((1, 10), (2, 51)), "steps.1.points", "must be a whole number from -50 to 50"),
        (steps(("no", 10), (2, 20)), "steps.0", "a step says from which value on"),
        ("{by: fit.missing_skills_taught, steps: [{from: 1, points: 10, to: 2}, {from: 3, points: 20}]}", "steps.0", "a step says"),
        (TABLE.replace("fit.missing_skills_taught", "fit.missing_skill_taught"), "by", 'did you mean "fit.missing_skills_taught"?'),
        (TABLE.replace("fit.missing_skills_taught", "fit.held"), "by", "fit.held is a choice and not a number"),
        (TABLE.replace("by:", "buy:"), "buy", 'a table of points has no "buy"; did you mean "by"?'),
        ("many", "", "must be a whole number from -50 to 50, and not 0, or a table like"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_table_is_said_with_its_place(tmp_path, table, place, expected):
    problems = read_rule_folder(folder(tmp_path, rule=graded(table))).problems
    found = [problem for problem in problems if expected in problem.sentence]
    assert [problem.member for problem in found] == ["then.0.weigh.points" + (f".{place}" if place else "")], problems


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (
            "fit.missing_skills_taught: {at_least: 0}",
            "has no step for fit.missing_skills_taught below 1, which when lets through",
        ),
        ("fit.missing_skills_taught: {at_least: 3}", "has a step from 1 that fit.missing_skills_taught never reaches"),
        (
            "fit.missing_skills_taught: {at_least: 1, at_most: 2}",
            "has a step from 3 that fit.missing_skills_taught never reaches",
        ),
    ],
)
def test_a_table_has_a_step_for_each_value_and_no_other(tmp_path, when, expected):
    problems = read_rule_folder(folder(tmp_path, rule=graded(when=when))).problems
    assert [problem.member for problem in problems if expected in problem.sentence] == ["then.0.weigh.points"]


def test_a_table_by_what_may_be_unknown_is_refused(tmp_path):
    table = TABLE.replace("fit.missing_skills_taught", "learner.years_in_field")
    problems = read_rule_folder(folder(tmp_path, rule=graded(table))).problems
    assert any("has no points where learner.years_in_field is unknown" in problem.sentence for problem in problems)


def test_a_case_says_the_points_and_fails_where_they_are_others(tmp_path):
    read = read_rule_folder(folder(tmp_path, test=TEST.replace("points: 20", "points: 25")))
    cases, problems = collect_cases(read.rules, read.vocabulary, tmp_path / "rules")
    assert problems == []
    assert [problem.sentence for problem in failures(cases)] == [
        '"three": the rule must give 25 points here, and gives 20'
    ]


def test_the_points_of_a_silent_case_are_a_problem(tmp_path):
    test = TEST.replace("{fit.missing_skills_taught: 0}}", "{fit.missing_skills_taught: 0}, points: 10}")
    read = read_rule_folder(folder(tmp_path, test=test))
    _, problems = collect_cases(read.rules, read.vocabulary, tmp_path / "rules")
    assert [problem.member for problem in problems] == ["stays_silent.0.points"]


@pytest.mark.parametrize(
    ("old", "new", "never"),
    [
        ("", "", []),
        (
            "{fit.missing_skills_taught: 2}",
            "{fit.missing_skills_taught: 1}",
            ["fit.missing_skills_taught: never tried with 2 in a case that says its points"],
        ),
        (
            "{fit.missing_skills_taught: 3}, points: 20",
            "{fit.missing_skills_taught: 3}",
            ["fit.missing_skills_taught: never tried with 3 in a case that says its points"],
        ),
    ],
)
def test_both_sides_of_a_boundary_between_steps_are_wanted(tmp_path, old, new, never):
    read = read_rule_folder(folder(tmp_path, test=TEST.replace(old, new) if old else TEST))
    cases, _ = collect_cases(read.rules, read.vocabulary, tmp_path / "rules")
    assert [demand.sentence for demand in cover(read.rules, cases) if not demand.reached] == never


def test_the_points_are_one_contribution_and_because_shows_the_value(tmp_path):
    rulebook = read_rulebook(folder(tmp_path), VOCABULARY, compile_with=PlainRuleset)
    said = tally([Firing("chapter/sound", "a")], rulebook, lambda _: {"fit.missing_skills_taught": 4})
    assert [(one.points, one.because) for one in said["a"].contributions] == [(20, "Your field is short of: 4.")]


def test_the_schema_takes_a_table_and_refuses_what_the_reader_refuses(tmp_path):
    schema = jsonschema.Draft7Validator(schemas(read_rule_folder(folder(tmp_path)))["rule.schema.json"])
    for table, sound in (
        (TABLE, True),
        (steps((1, 10)), False),
        (TABLE.replace("fit.missing_skills_taught", "fit.held"), False),
    ):
        text = graded(table).replace("2026-11-22", "'2026-11-22'")
        assert schema.is_valid(yaml.safe_load(text)) is sound


def test_pages_and_documents_show_the_steps(tmp_path):
    read = read_rule_folder(folder(tmp_path))
    page = build_pages(read, [])["chapter.md"]
    assert "- +10 to +20 relevance for the credential, by `fit.missing_skills_taught`: +10 from 1, +20 from 3" in page
    (effect,) = rule_document(read.rules[0], read.wording)["then"]
    assert effect["points"] is None
    assert effect["graded_points"] == {
        "by": "fit.missing_skills_taught",
        "steps": [{"from": 1, "points": 10}, {"from": 3, "points": 20}],
    }


def test_a_change_of_a_step_is_a_change_of_the_rule(tmp_path):
    old, new = (
        {rule.id: rule for rule in read_rule_folder(folder(tmp_path / name, rule=graded(table))).rules}
        for name, table in (("old", TABLE), ("new", TABLE.replace("points: 20", "points: 21")))
    )
    assert changed_rules(old, new).changed == {"chapter/sound"}


def test_an_overlay_gives_a_rule_other_steps_or_the_same_points_everywhere(tmp_path):
    base = read_rulebook(folder(tmp_path), VOCABULARY, compile_with=PlainRuleset)

    def points_at(closes, given):
        overlay = read_overlay({"overlay.yaml": f"points:\n  chapter/sound: {{relevance: {given}}}"}, base)
        changed = apply_overlay(base, overlay, compile_with=PlainRuleset)
        return changed.rules["chapter/sound"].points_at({"fit.missing_skills_taught": closes})

    assert points_at(2, "7") == 7
    assert points_at(2, steps((1, 1), (2, 2))) == 2
    with pytest.raises(RulebookError, match=r"has no step for fit\.missing_skills_taught below 2"):
        points_at(2, steps((2, 1), (3, 2)))
