"""The engine's licence to stay: it fires exactly what the plain evaluator fires, and never crashes."""

import random
from functools import reduce
from operator import and_

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up.random_rules import related_rules_and_facts, rule_lists, rules_and_facts, sheets
from thoroughness import examples

from services.recommender.rulebook.engine import plain
from services.recommender.rulebook.engine.durable import Engine
from services.recommender.rulebook.engine.lookup import Lookup
from services.recommender.rulebook.engine.plain import FactSheet
from services.recommender.rulebook.engine.stand_ins import stand_ins
from services.recommender.rulebook.rule import firings
from services.recommender.rulebook.vocabulary import Subject

EXAMPLES = examples(200, 1_000, 5_000)

thorough = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


@thorough
@given(rules_and_facts())
def test_the_engine_fires_what_the_plain_evaluator_fires(case):
    rules, sheet = case
    with Engine("differential", rules) as engine:
        assert engine.fire(sheet) == plain.fire(rules, sheet)


def looked_up(lookup, sheet):
    """Return the rules by subject, of facts that are looked up in parts; what a sheet does not tell is blank."""

    def through(facts, *, of_decision):
        fields = [
            one.field for one in lookup.columns.values() if (one.field.subject is Subject.DECISION) is of_decision
        ]
        told = [{field.full_name: facts.get(field.full_name, field.blank)} for field in fields]
        return reduce(and_, map(lookup.let_through, told), lookup.every)

    subjects = {subject: through(own, of_decision=False) for subject, own in sheet.subjects.items()}
    return lookup.rules_on(through(sheet.shared, of_decision=True), subjects)


@thorough
@given(related_rules_and_facts())
def test_all_keep_the_same_rules_silent_that_others_stand_in_for(case):
    rules, sheet = case
    assert firings(looked_up(Lookup(rules), sheet)) == plain.fire(rules, sheet)
    with Engine("stand-ins", rules) as engine:
        assert engine.fire(sheet) == plain.fire(rules, sheet)


@settings(parent=thorough, max_examples=EXAMPLES // 4)
@given(related_rules_and_facts())
def test_what_does_not_count_holds_and_has_another_in_its_place(case):
    rules, sheet = case
    counting, holding, silent = plain.fire(rules, sheet), plain.all_firings(rules, sheet), plain.replaced(rules, sheet)
    assert set(counting) | set(silent) == set(holding)
    assert not set(counting) & set(silent)
    spoken_for = {(firing.subject, firing.rule) for firing in counting}
    for firing in silent:
        reaching = {rule for rule, others in stand_ins(rules).items() if firing.rule in others}
        assert {(subject, rule) for subject in ("", firing.subject) for rule in reaching} & spoken_for


@settings(parent=thorough, max_examples=EXAMPLES // 4)
@given(rules_and_facts(), st.data())
def test_what_was_looked_up_before_is_no_other_answer_than_firing_it_again(case, data):
    """A subject may come again, with other facts of the decision, under another name, and beside others."""
    rules, first = case
    others = [data.draw(sheets(rules)) for _ in range(2)]
    mixed = FactSheet(
        shared=first.shared, subjects={f"{n}{k}": v for n, o in enumerate(others) for k, v in o.subjects.items()}
    )
    lookup = Lookup(rules)
    for sheet in (first, *others, mixed, first):
        assert firings(looked_up(lookup, sheet)) == plain.fire(rules, sheet)


@settings(parent=thorough, max_examples=EXAMPLES // 4)
@given(rules_and_facts(), st.randoms(use_true_random=False))
def test_the_order_of_facts_changes_nothing(case, shuffle: random.Random):
    rules, sheet = case
    names = list(sheet.subjects)
    shuffle.shuffle(names)
    reordered = FactSheet(
        shared=dict(reversed(sheet.shared.items())), subjects={name: sheet.subjects[name] for name in names}
    )
    with Engine("order", rules) as engine:
        assert engine.fire(reordered) == engine.fire(sheet)


@settings(parent=thorough, max_examples=EXAMPLES // 4)
@given(rule_lists().flatmap(lambda rules: st.tuples(st.just(rules), sheets(rules))))
def test_another_rule_changes_no_other_firing(case):
    rules, sheet = case
    with Engine("with", rules) as every, Engine("without", rules[:-1]) as fewer:
        others = tuple(firing for firing in every.fire(sheet) if firing.rule != rules[-1].id)
        assert fewer.fire(sheet) == others


@settings(parent=thorough, max_examples=EXAMPLES // 4)
@given(rules_and_facts())
def test_one_engine_used_again_answers_the_same(case):
    rules, sheet = case
    with Engine("again", rules) as engine:
        first = engine.fire(sheet)
        engine.fire(FactSheet(shared={}))
        assert engine.fire(sheet) == first
