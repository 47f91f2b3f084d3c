"""A rule claims what its conditions guarantee, says what the unknown means, and counts no reason twice."""

import pytest
from rule_folders import SOUND, sound_rules, write_rule

from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.rulebook.files.rule_folder import read_rule_folder

WEIGH = "weigh: {path: degree, dimension: recognition, points: 5}"


def problems_of(rules):
    return [str(problem) for problem in read_rule_folder(rules, VOCABULARY).problems]


def written(tmp_path, when, *, because="It is so.", effect=WEIGH, relation=""):
    """Return what is wrong with a folder whose one rule is this."""
    rules = sound_rules(tmp_path)
    write_rule(rules, "sound", rule=rule(when, because=because, effect=effect, relation=relation))
    return problems_of(rules)


def rule(when, *, because="It is so.", effect=WEIGH, relation=""):
    text = SOUND.replace("field.culture: {equals: mixed}", when).replace(WEIGH, effect)
    return text.replace("Your field is {field.title}.", f'"{because}"').replace("then:", f"{relation}\nthen:".lstrip())


@pytest.mark.parametrize(
    ("when", "because", "expected"),
    [
        ("learner.goal: {equals: explore}", "You have {learner.budget}.", "shows learner.budget, which may be unknown here"),
        ("learner.budget: {known: true}", "You have {learner.budget}.", "which may be 0 here; show it behind a colon"),
        ("learner.budget: {known: true}", "Budget: {learner.budget}.", None),
        ("learner.budget: {at_least: 1}", "You have {learner.budget}.", None),
        ("learner.budget: {at_least: 1}", "You have {learner.budget} coins.", "before a plural, and it may be 1 here"),
        ("learner.budget: {at_least: 1}", "You have {learner.budget} new coins.", "before a plural, and it may be 1"),
        ("learner.budget: {at_least: 1}", "Coins: {learner.budget} is it.", None),
        ("learner.budget: {at_least: 2}", "You have {learner.budget} coins.", None),
        ("learner.goal: {equals: explore}", "It needs {field.licence}.", "shows field.licence, which may be unknown"),
        ("field.licensed: {equals: everywhere}", "It needs {field.licence}.", None),
        ("learner.goal: {equals: explore}", "It is {field.culture}.", "shows field.culture, which may be unknown"),
        ("learner.goal: {equals: explore}", "In {field.title}.", None),
        ("any: [{learner.budget: {at_least: 1}}, {learner.goal: {equals: explore}}]", "You have {learner.budget}.", "may be unknown"),
    ],
)  # fmt: skip
def test_because_shows_only_what_is_there_wherever_the_rule_fires(tmp_path, when, because, expected):
    problems = written(tmp_path, when, because=because)
    assert [expected in problem for problem in problems] == ([True] if expected else []), problems


def test_what_a_finding_was_concluded_from_is_known_where_it_is_waited_for(tmp_path):
    rules = sound_rules(tmp_path)
    concludes = rule("learner.budget: {at_least: 1}", effect="conclude: can_pay")
    write_rule(rules, "concludes", rule=concludes)
    write_rule(rules, "sound", rule=rule("finding.can_pay: {equals: yes}", because="You have {learner.budget}."))
    assert problems_of(rules) == []
    write_rule(rules, "concludes", rule=concludes.replace("{at_least: 1}", "{known: false}"))
    assert ["learner.budget, which may be unknown" in problem for problem in problems_of(rules)] == [True]


def test_a_caution_shows_only_what_is_known_where_a_rule_uses_it(tmp_path):
    rules = sound_rules(tmp_path)
    (rules / "cautions.yaml").write_text('mind: "Mind {learner.expired}."\n', encoding="utf-8")
    write_rule(rules, "sound", rule=SOUND.replace(WEIGH, "caution: mind"))
    assert ["then.0.caution: shows learner.expired" in problem for problem in problems_of(rules)] == [True]
    write_rule(rules, "sound", rule=rule("learner.credentials_expired_for_role: {at_least: 1}", effect="caution: mind"))
    assert problems_of(rules) == []


@pytest.mark.parametrize(
    ("when", "because", "sound"),
    [
        ("learner.licence: {equals: not_named}", "It needs a licence, and you do not name it.", True),
        ("learner.licence: {any_of: [not_named, expired]}", "It needs a licence, and you do not name it.", False),
        ("learner.goal: {equals: change_career}", "You are changing career.", True),
        ("learner.goal: {any_of: [change_career, explore]}", "You are changing career.", False),
        ("credential.cost: {equals: 0}", "It is free.", True),
        ("credential.cost: {at_most: 5}", "It is free.", False),
        ("role.gap: {equals: 0}", "You hold every skill the role requires.", False),
        ("fit.recognised_by: {equals: others}", "It is not known to the employers you named.", False),
        ("role.employers: {equals: unknown}", "You named no employers.", False),
    ],
)  # fmt: skip
def test_because_claims_only_what_the_conditions_guarantee(tmp_path, when, because, sound):
    effect = WEIGH if when.startswith(("learner", "role")) else "weigh: {dimension: recognition, points: 5}"
    problems = written(tmp_path, when, because=because, effect=effect)
    assert [", because: claims " in problem for problem in problems] == ([] if sound else [True]), problems


@pytest.mark.parametrize(
    ("when", "sound"),
    [
        ("role.employers: {none_of: [academic]}", False),
        ("role.employers: {none_of: [academic], known: true}", True),
        ("any: [{role.employers: {none_of: [academic]}}, {role.employers: {equals: unknown}}]", True),
        ("role.employers: {none_of: [academic]}\n  any: [{learner.goal: {equals: explore}}, {learner.has_degree: {equals: yes}}]", False),
        ("learner.goal: {none_of: [explore]}", True),
        ("learner.years_in_field: {not_equals: 3}", False),
        ("learner.years_in_field: {not_equals: 3, at_most: 5}", True),
        ("role.gap: {not_equals: 3}", True),
    ],
)  # fmt: skip
def test_what_a_fact_is_not_says_what_the_unknown_means(tmp_path, when, sound):
    problems = written(tmp_path, when)
    assert all("is silent where it is unknown, and does not say so" in problem for problem in problems)
    assert (problems == []) is sound, problems


def pair(tmp_path, one, other):
    rules = sound_rules(tmp_path)
    write_rule(rules, "sound", rule=one)
    write_rule(rules, "other", rule=other)
    return problems_of(rules)


NARROW = "field.culture: {equals: mixed}\n  learner.goal: {equals: explore}"
WIDE = "field.culture: {equals: mixed}"


def test_a_weight_that_always_comes_with_another_names_it(tmp_path):
    (problem,) = pair(tmp_path, rule(NARROW), rule(WIDE))
    assert "rule chapter/sound, then: always comes with chapter/other, and both count for recognition" in problem


@pytest.mark.parametrize("relation", ["instead_of", "adds_to"])
def test_how_two_weights_go_together_can_be_said(tmp_path, relation):
    assert pair(tmp_path, rule(NARROW, relation=f"{relation}: [chapter/other]"), rule(WIDE)) == []


@pytest.mark.parametrize(("relation", "sound"), [("instead_of", True), ("adds_to", False)])
def test_what_another_rule_gave_is_taken_back_only_in_its_stead(tmp_path, relation, sound):
    takes = rule(NARROW, effect=WEIGH.replace("5", "-3"), relation=f"{relation}: [chapter/other]")
    problems = pair(tmp_path, takes, rule(WIDE))
    assert ["always comes with chapter/other and takes back what it gives" in one for one in problems] == (
        [] if sound else [True]
    )


def test_one_reason_does_not_count_under_two_dimensions(tmp_path):
    wider = rule("field.culture: {any_of: [mixed, degree_focused]}", effect=WEIGH.replace("recognition", "purpose"))
    (problem,) = pair(tmp_path, rule(WIDE), wider)
    assert "both count for purpose and for recognition" in problem
    (tmp_path / "further").mkdir()
    assert pair(tmp_path / "further", rule(NARROW), wider) == []
    (tmp_path / "within").mkdir()
    twice = f"{WEIGH}\n  - {WEIGH.replace('recognition', 'purpose')}"
    (problem,) = written(tmp_path / "within", WIDE, effect=twice)
    assert "counts one reason for recognition and for purpose; keep one" in problem


def test_a_path_that_is_named_and_a_path_that_matched_are_one_target(tmp_path):
    matched = rule("path.kind: {equals: degree}\n  " + WIDE, effect="weigh: {dimension: recognition, points: 5}")
    problems = pair(tmp_path, matched, rule(WIDE))
    assert any("always comes with" in problem for problem in problems)
    (tmp_path / "other").mkdir()
    assert pair(tmp_path / "other", matched.replace("equals: degree", "equals: portfolio"), rule(WIDE)) == []


def test_steps_of_one_number_belong_into_one_table(tmp_path):
    problems = pair(tmp_path, rule("role.gap: {at_least: 1, at_most: 2}"), rule("role.gap: {at_least: 3}"))
    assert len(problems) == 1
    assert "which differs in role.gap only; make one table of points" in problems[0]


def test_an_addition_to_what_does_not_always_come_along_is_a_problem(tmp_path):
    (problem,) = pair(
        tmp_path, rule("learner.goal: {equals: explore}", relation="adds_to: [chapter/other]"), rule(WIDE)
    )
    assert "adds_to.0: none of its weights always comes with one of chapter/other; remove it" in problem
