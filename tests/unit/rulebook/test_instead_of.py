"""Where one rule stands in for another, the other does not count: on that subject, through chains, and nowhere else."""

import pytest
from rule_folders import SOUND, sound_rules, write_rule

from services.authoring.rule_pages.pages import build_pages
from services.authoring.rule_pages.rule_documents import rule_document
from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.rulebook.engine import plain
from services.recommender.rulebook.engine.durable import Engine
from services.recommender.rulebook.engine.plain import FactSheet
from services.recommender.rulebook.engine.stand_ins import stand_ins
from services.recommender.rulebook.files.rule_folder import read_rule_folder
from services.recommender.rulebook.files.rulebook import read_rulebook
from services.recommender.rulebook.overlays.overlay import apply_overlay
from services.recommender.rulebook.overlays.reading import read_overlay
from services.recommender.rulebook.problems import RulebookError

#: Three steps of one ladder: each stands in for the one below.
LADDER = {
    "top": "fit.missing_skills_taught: {at_least: 5}",
    "middle": "fit.hot_skills: {at_least: 3}",
    "bottom": "fit.evidence: {at_least: 1}",
}
BELOW = {"top": "middle", "middle": "bottom"}


def rule(name, when, *, instead_of="", effect="weigh: {dimension: recognition, points: 5}"):
    text = SOUND.replace("field.culture: {equals: mixed}", when)
    text = text.replace("weigh: {path: degree, dimension: recognition, points: 5}", effect)
    named = f"instead_of: [{instead_of}]\n" if instead_of else ""
    return text.replace("then:\n", f"{named}then:\n").replace("chapter/sound", f"chapter/{name}")


@pytest.fixture
def ladder(tmp_path):
    rules = sound_rules(tmp_path)
    for name, when in LADDER.items():
        below = f"chapter/{BELOW[name]}" if name in BELOW else ""
        write_rule(rules, name, rule=rule(name, when, instead_of=below))
    return rules


def fired(rules, **subjects):
    """Return what counts on each candidate, by both evaluators alike."""
    named = {"closes": "fit.missing_skills_taught", "hot": "fit.hot_skills", "evidence": "fit.evidence"}
    sheet = FactSheet(
        shared={},
        subjects={one: {named[name]: value for name, value in facts.items()} for one, facts in subjects.items()},
    )
    with Engine("stand-ins", rules) as engine:
        firings = engine.fire(sheet)
    assert firings == plain.fire(rules, sheet)
    return [(firing.rule.removeprefix("chapter/"), firing.subject) for firing in firings]


def test_the_one_named_is_silent_on_the_subject_where_both_hold(ladder):
    rules = read_rule_folder(ladder, VOCABULARY).rules
    assert fired(rules, a={"hot": 3, "evidence": 1}, b={"evidence": 1}) == [("bottom", "b"), ("middle", "a")]


def test_a_chain_reaches_its_end_with_and_without_the_middle(ladder):
    rules = read_rule_folder(ladder, VOCABULARY).rules
    assert fired(rules, a={"closes": 5, "hot": 3, "evidence": 1}) == [("top", "a")]
    assert fired(rules, a={"closes": 5, "hot": 0, "evidence": 1}) == [("top", "a")]


def test_what_fires_on_the_whole_decision_stands_in_on_every_subject(tmp_path):
    rules = sound_rules(tmp_path)
    write_rule(rules, "path", rule=rule("path", "path.candidates: {at_least: 1}"))
    write_rule(rules, "sound", rule=SOUND.replace("then:\n", "instead_of: [chapter/path]\nthen:\n"))
    read = read_rule_folder(rules, VOCABULARY)
    assert read.problems == ()
    subjects = {"degree": {"path.candidates": 1}, "licence": {"path.candidates": 2}}
    for culture, count in (("mixed", 1), ("unknown", 2)):
        sheet = FactSheet(shared={"field.culture": culture}, subjects=subjects)
        with Engine("whole", read.rules) as engine:
            firings = engine.fire(sheet)
        assert firings == plain.fire(read.rules, sheet)
        assert len(firings) == count


def test_what_does_not_count_is_named_with_what_stands_in_for_it(ladder):
    rules = read_rule_folder(ladder, VOCABULARY).rules
    sheet = FactSheet(
        shared={}, subjects={"a": {"fit.missing_skills_taught": 5, "fit.hot_skills": 3, "fit.evidence": 1}}
    )
    silent = {firing.rule: by for firing, by in plain.replaced(rules, sheet).items()}
    assert silent.keys() == {"chapter/middle", "chapter/bottom"}
    assert silent["chapter/middle"] == "chapter/top"


@pytest.mark.parametrize(
    ("name", "when", "effect", "expected"),
    [
        ("chapter/nothing", "fit.missing_skills_taught: {at_least: 1}", None, 'there is no rule "chapter/nothing"'),
        ("chapter/othr", "fit.missing_skills_taught: {at_least: 1}", None, 'did you mean "chapter/other"?'),
        ("chapter/ours", "fit.missing_skills_taught: {at_least: 1}", None, "goes round in a circle: chapter/ours instead of chapter/ours"),
        ("chapter/other", "fit.missing_skills_taught: {at_least: 1}", None, "speaks of paths and this rule of credentials; they never meet"),
        ("chapter/other", "path.begun: {at_least: 1}", None, "fires on the decision as a whole and not on a path"),
        ("chapter/other", "learner.goal: {equals: explore}", "conclude: tired", "a finding is concluded or is not"),
        ("3", "fit.missing_skills_taught: {at_least: 1}", None, "instead_of.0: must be the id of a rule, not 3"),
        ("chapter/other, chapter/other", "learner.goal: {equals: explore}", None, "names chapter/other a second time"),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_stood_in_for_is_a_problem(tmp_path, name, when, effect, expected):
    rules = sound_rules(tmp_path)
    write_rule(rules, "other", rule=SOUND.replace("path: degree", "path: licence"))
    weigh = "weigh: {path: portfolio, dimension: recognition, points: 5}"
    effect = effect or (weigh if "learner" in when else "weigh: {dimension: recognition, points: 5}")
    write_rule(rules, "ours", rule=rule("ours", when, instead_of=name, effect=effect))
    problems = [str(problem) for problem in read_rule_folder(rules, VOCABULARY).problems]
    assert any(expected in problem for problem in problems), problems


def test_pages_and_documents_say_how_rules_stand_to_one_another(ladder):
    read = read_rule_folder(ladder, VOCABULARY)
    page = build_pages(read, [])["chapter.md"]
    assert "Stands in for, where both fire: [chapter/bottom](chapter.md#bottom)." in page
    assert "Does not count where this fires: [chapter/top](chapter.md#top)." in page
    (middle,) = (rule_document(one, read.wording) for one in read.rules if one.id == "chapter/middle")
    assert (middle["instead_of"], middle["adds_to"]) == (["chapter/bottom"], [])


def test_a_circle_names_everybody_in_it(ladder):
    write_rule(ladder, "bottom", rule=rule("bottom", LADDER["bottom"], instead_of="chapter/top"))
    problems = [str(problem) for problem in read_rule_folder(ladder, VOCABULARY).problems]
    assert len(problems) == 3
    round_it = "chapter/bottom instead of chapter/top instead of chapter/middle instead of chapter/bottom"
    assert any(f"goes round in a circle: {round_it}; remove one of them" in problem for problem in problems)


def test_a_rule_of_an_overlay_stands_in_for_one_of_the_rulebook(ladder):
    base = read_rulebook(ladder, VOCABULARY)
    files = {"chapter/ours.yaml": rule("ours", "fit.already_held: {at_least: 1}", instead_of="chapter/bottom")}
    changed = apply_overlay(base, read_overlay(files, base))
    facts = {"fit.already_held": 1, "fit.evidence": 1}
    firings = changed.credentials.fire(FactSheet(shared={}, subjects={"a": facts}))
    assert [firing.rule for firing in firings] == ["chapter/ours"]
    with pytest.raises(RulebookError, match="there is no rule"):
        read_overlay(
            {"chapter/ours.yaml": files["chapter/ours.yaml"].replace("[chapter/bottom]", "[chapter/gone]")}, base
        )


def test_a_chain_holds_where_its_middle_is_switched_off(ladder):
    base = read_rulebook(ladder, VOCABULARY)
    changed = apply_overlay(base, read_overlay({"overlay.yaml": "switch_off: [chapter/middle]"}, base))
    assert stand_ins(changed.rules.values()) == {"chapter/top": frozenset({"chapter/bottom"})}
