"""A condition that cannot hold, always holds or adds nothing is found, whatever it is made of."""

import pytest
from hypothesis import given, settings
from made_up.random_rules import rule_lists, rules_and_facts
from rule_folders import SOUND, sound_rules, write_rule

from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.rulebook.engine.plain import holds
from services.recommender.rulebook.files.rule_folder import read_rule_folder
from services.recommender.rulebook.files.satisfiability import check_solvable, implies


def problems_of(rules):
    return [str(problem) for problem in read_rule_folder(rules, VOCABULARY).problems]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("learner.years_in_field: {at_least: 5, at_most: 4}", ":8, rule chapter/sound, when.learner.years_in_field: learner.years_in_field is at least 5 and learner.years_in_field is at most 4 cannot hold together"),
        ("learner.years_in_field: {more_than: 4, less_than: 5}", "cannot hold together"),
        ("learner.years_in_field: {equals: 3, not_equals: 3}", "cannot hold together"),
        ("learner.years_in_field: {known: false, at_least: 0}", "cannot hold together"),
        ("field.culture: {equals: mixed, none_of: [mixed]}", "cannot hold together"),
        ("field.culture: {any_of: [mixed, degree_focused], equals: credential_driven}", "cannot hold together"),
        ("field.listed: {known: false}", "field.listed is unknown can never hold"),
        ("field.listed: {known: true}", "field.listed is known always holds"),
        ("field.listed: {any_of: [yes, no]}", "always holds; remove it"),
        ("learner.years_in_field: {at_least: 5, more_than: 2}", "learner.years_in_field is more than 2 follows from learner.years_in_field is at least 5"),
        ("learner.years_in_field: {at_least: 5, more_than: 4}", "follows from"),
        ("learner.years_in_field: {at_least: 5, known: true}", "is known follows from"),
        ("field.culture: {equals: mixed, not_equals: degree_focused}", "follows from"),
        ("any: [{learner.goal: {equals: explore}}, {learner.goal: {any_of: [explore, complement]}}]", "when.any.0: adds nothing, since alternative 1 holds wherever this one does"),
        ("any: [{learner.years_in_field: {at_least: 5}}, {learner.years_in_field: {more_than: 4}}]", "when.any.1: adds nothing, since alternative 0 says the same"),
        ("any: [{learner.goal: {equals: explore}}, {learner.goal: {equals: explore}, learner.has_degree: {equals: yes}}]", "when.any.1: adds nothing"),
        ("learner.goal: {equals: explore}\n  any: [{learner.goal: {equals: complement}}, {learner.has_degree: {equals: yes}}]", "when.any.0.learner.goal: learner.goal is explore and learner.goal is complement cannot hold together"),
    ],
)  # fmt: skip
def test_a_condition_that_says_nothing_is_named(tmp_path, when, expected):
    rules = sound_rules(tmp_path)
    write_rule(rules, "sound", rule=SOUND.replace("field.culture: {equals: mixed}", when))
    assert any(expected in problem for problem in problems_of(rules)), problems_of(rules)


@pytest.mark.parametrize(
    "when",
    [
        "learner.years_in_field: {at_least: 5, at_most: 5}",
        "learner.years_in_field: {at_least: 5, less_than: 7, not_equals: 6}",
        "field.culture: {not_equals: mixed, known: true}",
        "any: [{learner.goal: {equals: explore}}, {learner.has_degree: {equals: yes}}]",
        "any: [{learner.years_in_field: {at_least: 5}}, {learner.years_in_field: {known: false}}]",
        "any: [{learner.years_in_field: {at_least: 5}}, {learner.years_in_field: {at_most: 9}}]",
    ],
)
def test_a_condition_that_says_something_is_left_alone(tmp_path, when):
    rules = sound_rules(tmp_path)
    write_rule(rules, "sound", rule=SOUND.replace("field.culture: {equals: mixed}", when))
    assert problems_of(rules) == []


def concluding(finding, when):
    return SOUND.replace("field.culture: {equals: mixed}", when).replace(
        "weigh: {path: degree, dimension: recognition, points: 5}", f"conclude: {finding}"
    )


def test_a_rule_that_no_chain_of_findings_reaches_is_named(tmp_path):
    rules = sound_rules(tmp_path)
    write_rule(rules, "new", rule=concluding("newcomer", "learner.years_in_field: {at_most: 1}"))
    write_rule(rules, "lost", rule=concluding("lost", "finding.newcomer: {equals: yes}"))
    write_rule(rules, "sound", rule=SOUND.replace("field.culture: {equals: mixed}", "finding.lost: {equals: yes}"))
    assert problems_of(rules) == []
    never = "finding.lost: {equals: yes}\n  learner.years_in_field: {at_least: 5}"
    write_rule(rules, "sound", rule=SOUND.replace("field.culture: {equals: mixed}", never))
    (problem,) = problems_of(rules)
    assert problem.startswith("rules/chapter/sound.yaml:7, rule chapter/sound, when: can never hold")
    assert problem.endswith("no rule concludes finding.lost")


def test_one_of_several_ways_to_a_finding_is_enough(tmp_path):
    rules = sound_rules(tmp_path)
    write_rule(rules, "few", rule=concluding("apt", "learner.years_in_field: {at_most: 1}"))
    write_rule(rules, "degree", rule=concluding("apt", "learner.has_degree: {equals: yes}"))
    both = "finding.apt: {equals: yes}\n  learner.years_in_field: {at_least: 5}"
    write_rule(rules, "sound", rule=SOUND.replace("field.culture: {equals: mixed}", both))
    assert problems_of(rules) == []


@settings(max_examples=200, deadline=None)
@given(rules_and_facts())
def test_a_branch_that_was_seen_to_hold_is_never_called_impossible(case):
    rules, sheet = case
    impossible = {
        (problem.rule, problem.member) for problem in check_solvable(rules) if "would not fire" in problem.sentence
    }
    for rule in rules:
        for number, branch in enumerate(rule.branches):
            member = f"when.any.{number}" if len(rule.branches) > 1 else "when"
            for own in sheet.subjects.values() or [{}]:
                facts = {**sheet.shared, **own}
                if all(holds(c, facts.get(c.field.full_name, c.field.blank)) for c in branch):
                    assert not any((rule.id, f"{member}.{c.field.full_name}") in impossible for c in branch)


@settings(max_examples=200, deadline=None)
@given(rules_and_facts())
def test_what_a_branch_implies_holds_wherever_it_holds(case):
    rules, sheet = case
    branches = [branch for rule in rules for branch in rule.branches]
    for own in sheet.subjects.values() or [{}]:
        facts = {**sheet.shared, **own}
        holding = [all(holds(c, facts.get(c.field.full_name, c.field.blank)) for c in b) for b in branches]
        for one, holds_one in zip(branches, holding, strict=True):
            for other, holds_other in zip(branches, holding, strict=True):
                assert not (holds_one and not holds_other and implies(one, other))


@settings(max_examples=50, deadline=None)
@given(rule_lists())
def test_every_branch_implies_itself(rules):
    assert all(implies(branch, branch) for rule in rules for branch in rule.branches)
