"""What each comparison means, the unknown above all."""

import pytest
from facts import choice, number

from services.recommender.rulebook.engine.plain import holds
from services.recommender.rulebook.rule import Comparison, Condition
from services.recommender.rulebook.vocabulary import Group

YEARS = number(Group.LEARNER, "years", "Years.", "years")
COLOUR = choice(Group.LEARNER, "colour", "A colour.", ("red", "green", "unknown"))


@pytest.mark.parametrize(
    ("comparison", "literal", "holding", "failing"),
    [
        (Comparison.EQUALS, 5, [5], [4, 6]),
        (Comparison.NOT_EQUALS, 5, [4, 6], [5]),
        (Comparison.AT_LEAST, 5, [5, 6], [4]),
        (Comparison.AT_MOST, 5, [4, 5], [6]),
        (Comparison.MORE_THAN, 5, [6], [4, 5]),
        (Comparison.LESS_THAN, 5, [4], [5, 6]),
    ],
)
def test_numbers_compare_by_size_and_an_unknown_number_by_nothing(comparison, literal, holding, failing):
    condition = Condition(field=YEARS, comparison=comparison, literal=literal)
    assert all(holds(condition, value) for value in holding)
    assert not any(holds(condition, value) for value in [*failing, None])


@pytest.mark.parametrize(
    ("comparison", "literal", "holding", "failing"),
    [
        (Comparison.EQUALS, "red", ["red"], ["green", "unknown"]),
        (Comparison.EQUALS, "unknown", ["unknown"], ["red", "green"]),
        (Comparison.NOT_EQUALS, "red", ["green"], ["red", "unknown"]),
        (Comparison.ANY_OF, ("red", "green"), ["red", "green"], ["unknown"]),
        (Comparison.NONE_OF, ("red",), ["green"], ["red", "unknown"]),
        (Comparison.KNOWN, True, ["red", "green"], ["unknown"]),
        (Comparison.KNOWN, False, ["unknown"], ["red", "green"]),
    ],
)
def test_words_compare_by_equality_and_only_two_comparisons_match_the_unknown(comparison, literal, holding, failing):
    condition = Condition(field=COLOUR, comparison=comparison, literal=literal)
    assert all(holds(condition, value) for value in holding)
    assert not any(holds(condition, value) for value in failing)


@pytest.mark.parametrize(("known", "value", "expected"), [(True, 0, True), (True, None, False), (False, None, True)])
def test_zero_is_a_known_number(known, value, expected):
    assert holds(Condition(field=YEARS, comparison=Comparison.KNOWN, literal=known), value) is expected
