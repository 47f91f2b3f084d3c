"""A fact may be several words at once: a rule asks whether one is among them, and the unknown stays apart."""

from dataclasses import replace

import pytest
from facts import choice

from services.recommender.decision.facts.record import FactRecord, fact, fields_of
from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.rulebook.engine.plain import holds
from services.recommender.rulebook.files.satisfiability import implies, possible
from services.recommender.rulebook.rule import Comparison, Condition
from services.recommender.rulebook.vocabulary import AND, UNKNOWN, Group, words_in, words_joined
from services.recommender.scales import EmployerKind

COLOURS = replace(choice(Group.ROLE, "colours", "Its colours.", ("red", "green", "blue", UNKNOWN)), several=True)


def asks(comparison, literal):
    return Condition(field=COLOURS, comparison=comparison, literal=literal)


RED, NOT_RED = asks(Comparison.EQUALS, "red"), asks(Comparison.NOT_EQUALS, "red")
RED_OR_BLUE, NEITHER = asks(Comparison.ANY_OF, ("red", "blue")), asks(Comparison.NONE_OF, ("red", "blue"))


@pytest.mark.parametrize(
    ("value", "held"),
    [
        ("red", {RED, RED_OR_BLUE}),
        ("green+red", {RED, RED_OR_BLUE}),
        ("blue+green", {NOT_RED, RED_OR_BLUE}),
        ("green", {NOT_RED, NEITHER}),
        (UNKNOWN, set()),
    ],
)
def test_a_comparison_asks_whether_words_are_among_the_value(value, held):
    assert COLOURS.fault_in(value) is None
    assert {one for one in (RED, NOT_RED, RED_OR_BLUE, NEITHER) if holds(one, value)} == held


@pytest.mark.parametrize("value", ["", "red+green", "red+red", "red+unknown", "pink", "green+pink", None, 1])
def test_a_value_has_its_words_once_and_in_order(value):
    assert COLOURS.fault_in(value)


def test_several_words_hold_together_and_one_follows_from_another():
    assert possible((RED, asks(Comparison.EQUALS, "blue")))
    assert not possible((RED, NOT_RED))
    assert implies((RED,), (RED_OR_BLUE,))
    assert not implies((RED_OR_BLUE,), (RED,))


def test_a_record_declares_it_by_a_set():
    class Aims(FactRecord, group=Group.ROLE):
        """Whom somebody aims at."""

        kinds: frozenset[EmployerKind] = fact("The kinds.")

    (field,) = fields_of(Aims)
    assert (field.several, field.may_be_unknown) == (True, True)
    both = frozenset({EmployerKind.PUBLIC, EmployerKind.ACADEMIC})
    assert Aims(kinds=both).by_name() == {"role.kinds": "academic+public"}
    assert Aims(kinds=frozenset()).by_name() == {"role.kinds": UNKNOWN}
    assert words_joined(words_in("academic+public")) == "academic+public"
    assert field.show("academic+public") == "academic and public"


def test_no_word_of_a_fact_has_the_sign_that_parts_words():
    assert not [field.full_name for field in VOCABULARY if any(AND in word for word in field.allowed)]
