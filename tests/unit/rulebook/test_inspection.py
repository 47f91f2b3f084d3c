"""Rules, tests and wording are inspected in one go; what comes with the calendar is a remark."""

from datetime import date

import pytest
from rule_folders import READ, SOUND, SOUND_TEST, sound_rules, write_rule

from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.rulebook.gate.inspection import inspect
from services.recommender.rulebook.gate.testing import failures

TODAY = date(2026, 11, 22)


def test_a_sound_folder_has_neither_problems_nor_remarks(tmp_path):
    found = inspect(sound_rules(tmp_path), VOCABULARY, today=TODAY)
    assert (found.problems, found.remarks, len(found.cases)) == ((), (), 3)


def test_problems_of_rules_tests_and_wording_come_together(tmp_path):
    rules = sound_rules(tmp_path)
    write_rule(rules, "broken", rule="id: 3\n")
    write_rule(rules, "sound", test=SOUND_TEST.replace("mixed}", "mixd}"))
    (rules / "cautions.yaml").write_text("mind: 5\n", encoding="utf-8")
    (rules / "testdata").mkdir()
    (rules / "testdata" / "people.yaml").write_text("somebody: nothing\n", encoding="utf-8")
    assert {problem.file for problem in inspect(rules, VOCABULARY, today=TODAY).problems} == {
        "rules/chapter/broken.yaml",
        "rules/chapter/sound_test.yaml",
        "rules/cautions.yaml",
        "rules/testdata/people.yaml",
    }


@pytest.mark.parametrize(
    ("today", "remark"),
    [
        (date(2027, 11, 22), None),
        (date(2027, 11, 23), "was last checked on 2026-11-22, 366 days ago; read it again and say when"),
    ],
)
def test_a_source_not_checked_for_a_year_is_remarked_on(tmp_path, today, remark):
    rules = sound_rules(tmp_path)
    write_rule(rules, "sound", rule=READ)
    found = inspect(rules, VOCABULARY, today=today)
    assert found.problems == ()
    assert [str(one) for one in found.remarks] == (
        [f"rules/chapter/sound.yaml:7, rule chapter/sound, sources.0.checked_on: {remark}"] if remark else []
    )


@pytest.mark.parametrize(
    ("today", "problems"),
    [
        (date(2027, 3, 5), []),
        # East of Greenwich the day has begun before it does in UTC.
        (date(2027, 3, 4), []),
        (date(2027, 3, 3), ["lies in the future (2027-03-05; today is 2027-03-03); say when it was last read"]),
        (date(9999, 12, 30), []),
    ],
)
def test_nothing_was_read_on_a_day_that_is_to_come_and_what_passes_once_passes_on(tmp_path, today, problems):
    rules = sound_rules(tmp_path)
    write_rule(rules, "sound", rule=READ.replace("2026-11-22", "2027-03-05"))
    found = inspect(rules, VOCABULARY, today=today)
    assert [(one.line, one.member, one.sentence) for one in found.problems] == [
        (7, "sources.0.checked_on", sentence) for sentence in problems
    ]


def test_a_year_with_a_digit_too_few_is_a_problem(tmp_path):
    rules = sound_rules(tmp_path)
    write_rule(rules, "sound", rule=READ.replace("2026-11-22", "0202-11-22"))
    (problem,) = inspect(rules, VOCABULARY, today=TODAY).problems
    assert problem.sentence == "lies too far back (0202-11-22); say when it was last read"


def test_a_clock_that_was_never_set_does_not_refuse_the_rules_that_are_shipped(tmp_path):
    rules = sound_rules(tmp_path)
    write_rule(rules, "sound", rule=READ)
    assert inspect(rules, VOCABULARY, today=date(1970, 1, 1)).problems == ()


def test_a_text_still_to_be_filled_in_is_remarked_on(tmp_path):
    rules = sound_rules(tmp_path)
    write_rule(rules, "sound", rule=SOUND.replace("Your field is", "'Fill in: what the learner reads.' #"))
    (remark,) = inspect(rules, VOCABULARY, today=TODAY).remarks
    assert (remark.member, remark.line) == ("because", 11)


def test_a_folder_that_is_not_there_gives_problems(tmp_path):
    sentences = [problem.sentence for problem in inspect(tmp_path / "nowhere", VOCABULARY, today=TODAY).problems]
    assert any("holds no rule files" in sentence for sentence in sentences)


def test_a_former_name_of_a_fact_is_read_and_remarked_on_wherever_it_stands(tmp_path):
    rules = sound_rules(tmp_path)
    asks = SOUND.replace("field.culture: {equals: mixed}", "fit.repeats: {at_least: 1}").replace("path: degree, ", "")
    says = asks.replace("Your field is {field.title}.", "You hold {fit.repeats} of its skills.")
    cases = SOUND_TEST.replace("field.culture: mixed", "fit.repeats: 1").replace("field.culture", "fit.already_held")
    write_rule(rules, "old", rule=says, test=cases.replace("degree_focused", "0"))
    found = inspect(rules, VOCABULARY, today=TODAY)
    assert (found.problems, failures(found.cases)) == ((), [])
    assert [str(remark) for remark in found.remarks] == [
        f"rules/chapter/old{place}: fit.repeats is called fit.already_held now, and still read; write the new name"
        for place in (".yaml:8", ".yaml:11", "_test.yaml:1")
    ]


def test_what_only_begins_like_a_former_name_is_none(tmp_path):
    rules = sound_rules(tmp_path)
    write_rule(rules, "sound", rule=SOUND.replace("to be broken", "for fit.closes_preferred and outfit.closes"))
    assert inspect(rules, VOCABULARY, today=TODAY).remarks == ()
