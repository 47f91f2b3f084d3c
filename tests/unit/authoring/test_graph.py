"""The drawing of findings and rules shows all of them, each in a place of its own, whatever the rules are."""

from dataclasses import replace
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st
from random_rules import rule

from services.authoring.drawing import draw
from services.authoring.graph import CHARACTER, label, lay_out
from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.rulebook.files.parts.conditions import finding_field
from services.recommender.rulebook.files.rule_folder import read_rule_folder
from services.recommender.rulebook.rule import Comparison, Conclude, Condition, Rule, Stage

RULES = Path(__file__).resolve().parents[3] / "rules"

NAMES = [f"finding_{number}" for number in range(6)]


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


@settings(max_examples=150, deadline=None)
@given(books())
def test_nothing_overlaps_and_every_line_has_its_ends(rules):
    layout = lay_out(rules)
    for one, other in combinations(layout.boxes.values(), 2):
        assert not one.overlaps(other)
    for one, other in combinations(layout.panels.values(), 2):
        assert not one.overlaps(other)
    for node, box in layout.boxes.items():
        assert len(label(node)) * CHARACTER <= box.width, "the label fits"
        for (column, block), panel in layout.panels.items():
            assert box.overlaps(panel) == ((node.column, node.block) == (column, block))
    for line in layout.lines:
        assert line.start in layout.boxes
        assert line.end in layout.boxes
        assert line.end.column == line.start.column + 1, "lines cross no column but in their lanes"


@settings(max_examples=150, deadline=None)
@given(books())
def test_every_finding_is_joined_with_every_rule_that_concludes_or_uses_it(rules):
    layout = lay_out(rules)
    concluded = {name for one in rules for name in one.findings_concluded()}
    for name in concluded:
        joined = {node.name for line in layout.lines if line.finding == name for node in (line.start, line.end)}
        assert {one.id for one in rules if name in one.findings_concluded() | one.findings_used()} <= joined


@settings(max_examples=50, deadline=None)
@given(books())
def test_the_drawing_is_sound_and_names_every_rule_once(rules):
    picture = ET.fromstring(draw(rules))  # noqa: S314 - our own text
    words = [element.text for element in picture.iter("{http://www.w3.org/2000/svg}text")]
    for one in rules:
        assert words.count(one.id.partition("/")[2]) == 1
    assert draw(rules) == draw(list(reversed(rules)))


def test_the_committed_rules_are_drawn_with_a_dashed_line_for_what_must_not_be_concluded():
    rules = read_rule_folder(RULES, VOCABULARY).rules
    picture = draw(rules)
    assert all(f">{name.replace('_', ' ')}</text>" in picture for one in rules for name in one.findings_concluded())
    assert 'class="absent"' in picture
