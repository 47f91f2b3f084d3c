"""What the tests of a rule never try is named; what they try is not."""

import pytest
from rule_folders import SOUND, sound_rules, write_rule

from services.authoring.rule_tests.coverage import by_chapter, cover
from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.rulebook.files.rule_folder import read_rule_folder
from services.recommender.rulebook.gate.test_file import collect_cases


def missing(tmp_path, when, fires, silent):
    """Return what is not reached of a rule under `when` by cases with these facts."""
    rules = sound_rules(tmp_path)
    cases = {
        name: "\n".join(f"  - {{name: {name} {number}, facts: {facts}}}" for number, facts in enumerate(own))
        for name, own in (("fires", fires), ("stays_silent", [*silent, UNKNOWN]))
    }
    test = f"fires:\n{cases['fires']}\nstays_silent:\n{cases['stays_silent']}\n"
    write_rule(rules, "sound", rule=SOUND.replace("field.culture: {equals: mixed}", when), test=test)
    draft = read_rule_folder(rules, VOCABULARY)
    read, problems = collect_cases(draft.rules, draft.vocabulary, rules)
    assert (draft.problems, problems) == ((), [])
    return [
        demand.sentence.partition(" where everything")[0] for demand in cover(draft.rules, read) if not demand.reached
    ]


UNKNOWN = "{learner.years_in_field: unknown}"
YEARS = "{{learner.years_in_field: {0}}}"
GOAL = "{{learner.years_in_field: 5, learner.goal: {0}}}"


@pytest.mark.parametrize(
    ("comparison", "fires", "silent", "never"),
    [
        ("at_least: 5", [5], [4], []),
        ("at_least: 5", [6], [4], ["is at least 5: never tried with 5"]),
        ("at_least: 5", [5], [3], ["is at least 5: never tried with 4"]),
        ("at_most: 5", [5], [6], []),
        ("at_most: 5", [4], [7], ["is at most 5: never tried with 5", "is at most 5: never tried with 6"]),
        ("more_than: 5", [6], [5], []),
        ("more_than: 5", [7], [5], ["is more than 5: never tried with 6"]),
        ("less_than: 5", [4], [5], []),
        ("less_than: 5", [4], [6], ["is less than 5: never tried with 5"]),
        ("equals: 5", [5], [4], []),
        ("equals: 5", [5], [6], []),
        ("equals: 5", [5], [9], ["is 5: never tried with 4 or 6"]),
        ("not_equals: 5, known: true", [9], [5], ["is not 5: never tried with 4 or 6"]),
        ("at_least: 5, at_most: 7", [5, 7], [4, 8], []),
    ],
)
def test_both_sides_of_a_boundary_are_wanted(tmp_path, comparison, fires, silent, never):
    found = missing(
        tmp_path,
        f"learner.years_in_field: {{{comparison}}}",
        [YEARS.format(value) for value in fires],
        [YEARS.format(value) for value in silent],
    )
    assert [sentence.removeprefix("learner.years_in_field ") for sentence in found] == never


@pytest.mark.parametrize(
    ("comparison", "fires", "silent", "never"),
    [
        ("equals: explore", ["explore"], ["complement"], []),
        ("equals: explore", ["explore"], [], ["is explore: never tried with another word"]),
        ("any_of: [explore, complement]", ["explore"], ["change_career"], ["is one of explore, complement: never tried with complement"]),
        ("none_of: [explore, complement]", ["change_career"], ["explore"], ["is none of explore, complement: never tried with complement"]),
        ("not_equals: explore", ["complement"], [], ["is not explore: never tried with explore"]),
    ],
)  # fmt: skip
def test_every_word_that_is_named_and_another_are_wanted(tmp_path, comparison, fires, silent, never):
    found = missing(
        tmp_path,
        f"learner.goal: {{{comparison}}}\n  learner.years_in_field: {{known: true}}",
        [GOAL.format(word) for word in fires],
        [GOAL.format(word) for word in silent],
    )
    assert [s.removeprefix("learner.goal ") for s in found if s.startswith("learner.goal")] == never


def test_a_value_counts_only_where_everything_else_holds(tmp_path):
    when = "learner.goal: {equals: explore}\n  learner.years_in_field: {at_least: 5}"
    silent = ["{learner.goal: complement, learner.years_in_field: 4}", GOAL.format("complement")]
    found = missing(tmp_path, when, [GOAL.format("explore")], silent)
    assert found == ["learner.years_in_field is at least 5: never tried with 4"]


def test_each_alternative_must_fire(tmp_path):
    when = "any:\n    - learner.goal: {equals: explore}\n    - learner.years_in_field: {known: true}"
    fires = ["{learner.years_in_field: 5, learner.goal: complement}"]
    found = missing(tmp_path, when, fires, [])
    assert "alternative 0 never fires (learner.goal is explore)" in found
    assert not any("alternative 1" in sentence for sentence in found)


def test_shares_add_up_and_are_rounded_down(tmp_path):
    rules = sound_rules(tmp_path)
    write_rule(rules, "other", rule=SOUND.replace("mixed", "degree_focused"))
    draft = read_rule_folder(rules, VOCABULARY)
    cases, _ = collect_cases(draft.rules, draft.vocabulary, rules)
    chapter, every = by_chapter(cover(draft.rules, cases))
    assert (every.chapter, every.rules, every.demanded) == ("all", 2, chapter.demanded)
    assert every.reached == every.demanded
    assert every.percent == 100
    assert by_chapter(cover(draft.rules, cases[:1]))[-1].percent < 100


def test_a_book_without_rules_lacks_nothing():
    assert [share.percent for share in by_chapter(cover([], []))] == [100]
