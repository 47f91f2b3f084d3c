"""A golden learner is read with every problem, its line and the remedy; how it is decided is no part of the gate."""

from datetime import date

import pytest
from rule_folders import LEARNER, sound_rules, write_learner

from services.authoring.rule_tests.results import profile_problems
from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.paths import PathKind
from services.recommender.rulebook.gate.admission import admit_rulebook
from services.recommender.rulebook.gate.golden_learner import read_learners
from services.recommender.rulebook.gate.inspection import inspect
from services.recommender.rulebook.problems import RulebookError


@pytest.fixture
def rules(tmp_path):
    folder = sound_rules(tmp_path)
    write_learner(folder, "some_body")
    return folder


def test_a_sound_one_is_read_and_is_no_rule(rules):
    (learner,) = inspect(rules, VOCABULARY, today=date(2026, 11, 29)).learners
    assert (learner.id, learner.file, learner.line) == ("learners/some-body", "rules/learners/some_body.yaml", 10)
    assert (learner.verdicts, learner.decided_on) == ((PathKind.DEGREE,), date(2026, 11, 29))
    assert list(admit_rulebook(rules, VOCABULARY, today=date(2026, 11, 29)).rules) == ["chapter/sound"]


def test_it_is_no_part_of_what_the_rulebook_is_called_by(rules):
    before = admit_rulebook(rules, VOCABULARY, today=date(2026, 11, 29)).content_hash
    write_learner(rules, "another")
    assert admit_rulebook(rules, VOCABULARY, today=date(2026, 11, 29)).content_hash == before


def test_several_verdicts_may_be_right(rules):
    write_learner(rules, "some_body", LEARNER.replace("verdict: degree", "verdict: [degree, licence]"))
    ((learner,), _) = read_learners(rules)
    assert learner.verdicts == (PathKind.DEGREE, PathKind.LICENCE)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("about:", "abuot:", 1, 'there is no member "abuot" here; did you mean "about"?'),
        ("why: It is here to be broken.\n", "", 1, 'the member "why" is missing'),
        ("why: It is here to be broken.", "why: yes", 2, "YAML takes what stands here for a yes or no"),
        ("why: It is here", "why: It: is here", 2, "has a colon and a space inside a text"),
        ("2026-11-29", "today", 3, "must be the day of the decision, as YYYY-MM-DD"),
        ("2026-11-29", "2026-11-31", 3, '"2026-11-31" is no day of the calendar'),
        ("verdict:", "verdicts:", 11, 'there is no member "verdicts" here; did you mean "verdict"?'),
        ("verdict: degree", "never_shown: [A]", 10, "must name the verdict"),
        ("verdict: degree", "verdict: degre", 11, 'there is no path "degre"; did you mean "degree"?'),
        ("verdict: degree", "verdict: degree\n  among_first_three: Python", 12, "must be a list of texts"),
        ("  verdict: degree\n", "", 10, "must say what is expected"),
    ],
)
def test_what_is_wrong_with_one_is_a_problem_before_any_service_takes_the_folder_up(rules, old, new, line, words):
    assert old in LEARNER
    write_learner(rules, "some_body", LEARNER.replace(old, new))
    with pytest.raises(RulebookError) as caught:
        admit_rulebook(rules, VOCABULARY, today=date(2026, 11, 29))
    assert any(problem.line == line and words in problem.sentence for problem in caught.value.problems), caught.value


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("goal: explore", "gaol: explore", 8, '"goal"'),
        ("goal: explore", "goal: explor", 8, '"explore"'),
        ("occupation: 15-1252.00", "ocupation: 15-1252.00", 7, '"occupation"'),
        ("goal: explore", "goal: explore\n  language: no", 9, "YAML takes what stands here for a yes or no"),
    ],
)
def test_what_is_wrong_with_its_profile_is_said_with_its_line(rules, old, new, line, words):
    write_learner(rules, "some_body", LEARNER.replace(old, new))
    ((learner,), problems) = read_learners(rules)
    assert problems == []
    told = profile_problems([learner])
    assert any(problem.line == line and words in problem.sentence for problem in told), told
