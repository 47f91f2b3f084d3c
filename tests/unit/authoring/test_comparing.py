"""What a change of the rules does to decisions: boiled down to comparisons, and those counted."""

from itertools import permutations

import pytest
from rule_folders import SOUND, sound_rules, write_rule

from services.authoring.rule_changes.rule_change_effect import ComparedLearner, DecidedOutcome, changed_rules
from services.authoring.rule_changes.rule_change_summary import EXAMPLES, Comparisons
from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.paths import PathKind
from services.recommender.recommendation.codes import VerdictStanding
from services.recommender.rulebook.files.rule_folder import read_rule_folder


def outcome(path=PathKind.DEGREE, margin=10, shown=(), standing=VerdictStanding.CLOSE):
    return DecidedOutcome(path=path, margin=margin, standing=standing, shown=tuple(shown))


def comparison(old=None, new=None, line=1, rules=()):
    return ComparedLearner(
        line=line,
        learner_id="l",
        field_title="f",
        old=old or outcome(),
        new=new or outcome(),
        rules=frozenset(rules),
    )


def counted(*comparisons):
    together = Comparisons()
    for one in comparisons:
        together.add(one)
    return together


TO_LICENCE = comparison(outcome(margin=20), outcome(PathKind.LICENCE, margin=4), rules={"a/b"})


def rules_of(folder):
    return {rule.id: rule for rule in read_rule_folder(folder, VOCABULARY).rules}


def test_rules_differ_by_what_they_do_and_not_by_where_they_lie(tmp_path):
    folders = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        folders.append(sound_rules(tmp_path / name).rename(tmp_path / name / f"rules-{name}"))
    old, new = folders
    same = changed_rules(rules_of(old), rules_of(new))
    assert not same.deciding | same.reworded
    write_rule(old, "gone", rule=SOUND.replace("mixed", "degree_focused"))
    write_rule(new, "sound", rule=SOUND.replace("points: 5", "points: 6"))
    write_rule(new, "come", rule=SOUND.replace("mixed", "experience_focused"))
    found = changed_rules(rules_of(old), rules_of(new))
    assert (found.added, found.removed, found.changed) == ({"chapter/come"}, {"chapter/gone"}, {"chapter/sound"})


def test_another_because_is_another_wording_and_no_other_decision(tmp_path):
    old = rules_of(sound_rules(tmp_path))
    write_rule(tmp_path / "rules", "sound", rule=SOUND.replace("Your field", "The field"))
    found = changed_rules(old, rules_of(tmp_path / "rules"))
    assert found.reworded == {"chapter/sound"}
    assert not found.deciding


def test_turned_verdicts_are_counted_by_path_with_the_margins_around_them():
    found = counted(TO_LICENCE, comparison(outcome(margin=10), outcome(PathKind.LICENCE, margin=None)), comparison())
    turn = (PathKind.DEGREE, PathKind.LICENCE)
    assert (found.decisions, found.turned, found.turns) == (3, 2, {turn: 2})
    assert found.median_margins(turn) == (15, 4)


def test_a_verdict_that_turned_without_a_changed_rule_is_counted_apart():
    found = counted(TO_LICENCE, comparison(new=outcome(PathKind.LICENCE)))
    assert found.turned_otherwise == 1
    assert {rule: (effect.decisions, effect.turned) for rule, effect in found.rules.items()} == {"a/b": (1, 1)}


def test_a_verdict_that_only_became_closer_is_no_turn():
    found = counted(comparison(new=outcome(standing=VerdictStanding.UNDECIDED)))
    assert found.turned == 0
    assert found.standings == {(VerdictStanding.CLOSE, VerdictStanding.UNDECIDED): 1}


@pytest.mark.parametrize(
    ("old", "new", "moves", "top_changed"),
    [
        ("abc", "abc", (0, 0, 0), False),
        ("abc", "bac", (1, 1, 0), True),
        ("abc", "ax", (0,), False),
        ("a", "", (), True),
        ("", "", (), False),
    ],
)
def test_ranks_move_for_what_both_show(old, new, moves, top_changed):
    one = comparison(outcome(shown=old), outcome(shown=new))
    assert (one.moves, one.top_changed) == (moves, top_changed)


def test_the_mean_move_is_over_all_that_both_show():
    found = counted(
        comparison(outcome(shown="ab"), outcome(shown="ba")), comparison(outcome(shown="cd"), outcome(shown="cd"))
    )
    assert found.mean_move == 0.5
    assert (found.top_changed, found.lists_changed, found.moved) == (1, 1, 1)
    assert counted().mean_move == 0


def test_the_order_in_which_comparisons_come_makes_no_difference():
    some = [
        comparison(new=outcome(PathKind.LICENCE, margin=margin), line=line)
        for line, margin in enumerate((1, 30, 30, None))
    ]
    results = [counted(*order).examples for order in permutations(some)]
    assert all(examples == results[0] for examples in results)
    assert [one.line for one in results[0]] == [1, 2, 0, 3]


def test_the_most_telling_examples_are_kept():
    moved = [comparison(outcome(shown="ab"), outcome(shown="ba"), line=line) for line in range(EXAMPLES + 1)]
    found = counted(*moved, TO_LICENCE, comparison())
    assert len(found.examples) == EXAMPLES
    assert found.examples[0] is TO_LICENCE
