"""The flowchart of findings and rules shows all of them, and every arrow between them, whatever the rules are."""

import re
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from made_up.random_rules import rule

from services.authoring.rule_pages.graph import mermaid
from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.rulebook.files.parts.conditions import finding_field
from services.recommender.rulebook.files.rule_folder import read_rule_folder
from services.recommender.rulebook.rule import Comparison, Conclude, Condition, Rule, Stage

RULES = Path(__file__).resolve().parents[3] / "rules"

NAMES = [f"finding_{number}" for number in range(6)]

#: The lines that a flowchart of ours has: a finding, a rule, an arrow.
FINDING = re.compile(r'  (?P<node>finding_\w+)\(\["(?P<label>[\w ]+)"\]\):::finding')
RULE = re.compile(r'  (?P<node>rule_\w+)\["(?P<label>[\w/-]+)"\]')
ARROW = re.compile(r"  (?P<start>\w+) (?P<kind>-->|-\.->) (?P<end>\w+)")


@st.composite
def books(draw_from):
    """Up to forty rules in four chapters that conclude findings and use those of lower number, so without circles."""
    rules = []
    for number in range(draw_from(st.integers(0, 40))):
        concluded = draw_from(st.sampled_from([None, *range(len(NAMES))]))
        below = NAMES if concluded is None else NAMES[:concluded]
        used = draw_from(st.lists(st.sampled_from(below), max_size=3, unique=True)) if below else []
        rules.append(made(number, concluded, used, draw_from(st.sampled_from("abcd")), draw_from(st.booleans())))
    return rules


def made(number, concluded, used, chapter, wanted) -> Rule:
    own = Condition(field=VOCABULARY["field.culture"], comparison=Comparison.EQUALS, literal="mixed")
    findings = tuple(
        Condition(field=finding_field(name), comparison=Comparison.EQUALS, literal="yes" if wanted else "no")
        for name in used
    )
    base = rule(f"{chapter}/rule-{'long-' * (number % 5)}{number}", ((own, *findings),))
    effects = () if concluded is None else (Conclude(finding=NAMES[concluded]),)
    stage = Stage.PATHS if concluded is None else Stage.FINDINGS
    return replace(base, effects=effects, stage=stage)


def read(chart):
    """Return the labels by node, and the arrows as (start, kind, end) by label."""
    first, _, *lines = chart.splitlines()
    assert first == "flowchart LR"
    labels = {
        found["node"]: found["label"] for line in lines if (found := FINDING.fullmatch(line) or RULE.fullmatch(line))
    }
    arrows = [found for line in lines if (found := ARROW.fullmatch(line))]
    assert len(labels) + len(arrows) == len(lines), "nothing else stands there, and no node stands there twice"
    return set(labels.values()), {(labels[each["start"]], each["kind"], labels[each["end"]]) for each in arrows}


@settings(max_examples=150, deadline=None)
@given(books())
def test_every_finding_is_joined_with_every_rule_that_concludes_or_uses_it(rules):
    labels, arrows = read(mermaid(rules))
    concluded = {name for one in rules for name in one.findings_concluded()}
    into = {(one.id, "-->", _words(name)) for one in rules for name in one.findings_concluded()}
    out = {
        (_words(condition.field.name), "-->" if condition.literal == "yes" else "-.->", one.id)
        for one in rules
        for condition in one.conditions()
        if condition.field.name in concluded
    }
    assert arrows == into | out
    assert labels == {label for start, _, end in arrows for label in (start, end)}
    assert mermaid(rules) == mermaid(reversed(rules))


def _words(name):
    return name.replace("_", " ")


def test_the_committed_rules_are_drawn_with_a_broken_arrow_for_what_must_not_be_concluded():
    _, arrows = read(mermaid(read_rule_folder(RULES, VOCABULARY).rules))
    assert {kind for _, kind, _ in arrows} == {"-->", "-.->"}
