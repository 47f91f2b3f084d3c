"""A new rule passes the check, and its test passes, whatever fact it begins with and whatever is said in it."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_folders import sound_rules

from services.authoring.scaffold import NewRule, cases_text, rule_text, to_fill_in
from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.rulebook.gate.inspection import inspect
from services.recommender.rulebook.gate.testing import run_cases
from services.recommender.rulebook.vocabulary import Kind

TODAY = date(2026, 11, 22)

FACTS = [field for field in VOCABULARY if field.kind is not Kind.TEXT]


def new(fact, **texts):
    said = {"title": "A title", "rationale": "A reason.", "source": "A book", "because": "Because.", **texts}
    return NewRule(id="chapter/begun", fact=fact, today=TODAY, **said)


def inspected(rule, folder):
    rules = sound_rules(Path(folder))
    for path in (rules / "chapter").iterdir():
        path.unlink()
    (rules / "chapter" / "begun.yaml").write_text(rule_text(rule), encoding="utf-8")
    (rules / "chapter" / "begun_test.yaml").write_text(cases_text(rule), encoding="utf-8")
    return inspect(rules, VOCABULARY, today=TODAY)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.full_name)
def test_a_new_rule_passes_the_check_and_its_own_test(tmp_path, fact):
    found = inspected(new(fact), tmp_path)
    assert (found.problems, found.remarks) == ((), ())
    assert all(outcome.passed for outcome in run_cases(found.cases))


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="{}")))
def test_any_words_can_be_said(noise):
    words = f"Words {noise}"
    with TemporaryDirectory() as folder:
        found = inspected(new(FACTS[0], title=words, rationale=words, source=words, because=words), folder)
    assert found.problems == ()
    (rule,) = found.rule_folder.rules
    assert rule.title.split() == "".join(sign for sign in words if sign.isprintable() or sign.isspace()).split()


def test_what_is_not_said_is_remarked_on(tmp_path):
    found = inspected(new(FACTS[0], because=to_fill_in("what the learner reads.")), tmp_path)
    assert [remark.member for remark in found.remarks] == ["because"]
