"""Whatever YAML trips over, an author reads on which line it stands and what to change, in plain words."""

import re
from datetime import date

import pytest
from rule_folders import SOUND, SOUND_TEST, sound_rules, write_rule

from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.rulebook.gate.inspection import inspect

#: What PyYAML says and no author should read.
JARGON = re.compile(
    r"token|mapping|scalar|node|alias|anchor|stream|block|simple key|sequence|constructor|\btag\b|unhashable|"
    r"month must be|unacceptable|found character|expected|<unicode|ordinal|\\t|!!",
)

TITLE, WHEN, THEN = (
    "title: A sound rule",
    "field.culture: {equals: mixed}",
    "weigh: {path: degree, dimension: recognition, points: 5}",
)

#: The cases of a rule that uses a finding.
USING = "fires: [{name: at ease}]\nstays_silent: [{name: 'no', facts: {finding.at_ease: no}}]\n"

#: What of a sound rule becomes what, the line on which that stands, and what its author reads.
FAULTS = [
    (f"  {WHEN}", f"\t{WHEN}", 8, "begins with a tab; YAML takes only spaces there"),
    (f"  {WHEN}", "  any:\n \t- " + WHEN, 9, "begins with a tab"),
    (TITLE, "title: A sound \u202erule", 2, "has a sign in it that nobody sees (U+202E); take it out"),
    (TITLE, 'title: "A sound\\u200b rule"', 2, "has a sign in it that nobody sees (U+200B); take it out"),
    (TITLE, "title: A rule: sound", 2, "has a colon and a space inside a text; put the whole text in double quotes"),
    (TITLE, "title: A rule\n  and more of it: sound", 3, "has a colon and a space inside a text"),
    (TITLE, "title A sound rule", 2, "has no colon; write a name, a colon and a space"),
    (TITLE, "title:A sound rule", 2, 'needs a space after the colon of "title"'),
    (TITLE, "title: A sound rule\n  rank: 3", 3, "is indented further than the line above"),
    (TITLE, " title: A sound rule", 2, "is indented further than the line above"),
    (TITLE, "title: |\nA sound rule", 3, "indent what goes on with the text above"),
    ("    basis", "   basis", 6, "begins in a column that fits none of the lines above"),
    (f"  - {THEN}", f"  - {THEN}\n - rule_out: true", 11, "begins in a column that fits none of the lines above"),
    (TITLE, f"<<<<<<< HEAD\n{TITLE}\n=======\ntitle: Other\n>>>>>>> theirs", 2, 'the mark of a merge, "<<<<<<< HEAD"'),
    (TITLE, f"{TITLE}\n=======", 3, 'the mark of a merge, "======="'),
    (TITLE, 'title: "A sound rule', 2, 'opens a quote (") that is not closed'),
    (TITLE, "title: 'A sound rule", 2, "opens a quote (') that is not closed"),
    (TITLE, "title: 'It's sound'", 2, "write an apostrophe twice, or use double quotes"),
    (TITLE, 'title: "A rule\n  of two lines"\nrank: A: b', 4, "has a colon and a space inside a text"),
    (TITLE, 'title: "Ask \'why" of it', 2, "a text that goes on after its closing quote"),
    (TITLE, 'title: "A "sound" rule"', 2, "a text that goes on after its closing quote"),
    (TITLE, r'title: "A \sound rule"', 2, "a backslash in double quotes; write it twice"),
    (TITLE, f"{TITLE}\ntitle: Another", 3, '"title" stands here twice, and only the last would count; remove one'),
    ("basis: judgement", "basis: read\n    checked_on: 2026-13-45", 7, '"2026-13-45" is no day of the calendar; write year, month and day'),
    ("basis: judgement", "basis: read\n    checked_on: 2026-02-30", 7, '"2026-02-30" is no day of the calendar'),
    ("basis: judgement", "basis: read\n    checked_on: 22.11.2026", 7, "must be the day somebody last read the source, as YYYY-MM-DD"),
    *[
        (TITLE, f"title: {sign}sound rule", 2, f'"{sign[0]}"')
        for sign in ("%", "% ", "@", "@ ", "`", "*", "* ", "**", "&", "& ", "!", "! ", "> ", "| ", "? ", "- ", ", ", "}", "]")
    ],
    ("because: Your field is {field.title}.", "because: {field.title} is yours.", 11, 'begins with "{field.title}"'),
    ("because: Your field is {field.title}.", "because: {field.title}", 11, "YAML takes what stands here for members"),
    (TITLE, "title: [draft] A sound rule", 2, 'begins with "[draft]"'),
    (TITLE, "title: [draft]", 2, "YAML takes what stands here for a list, so put the whole text in double quotes"),
    (TITLE, "title: #1 in its field", 2, "nothing stands here, or a # makes it a comment: put the whole text in double"),
    (TITLE, "title: No", 2, "YAML takes what stands here for a yes or no"),
    (TITLE, "title: 2026", 2, "YAML takes what stands here for a number"),
    (TITLE, "title: 2026-11-22", 2, "YAML takes what stands here for a day"),
    ("title: Nobody", "title: No", 5, "YAML takes what stands here for a yes or no"),
    (TITLE, f"{TITLE}\nno: 3", 3, 'YAML does not take the name "no" for a word'),
    ("points: 5", "points: 010", 10, '"010" begins with a zero'),
    ("points: 5", "points: 08", 10, '"08" begins with a zero'),
    ("points: 5", "points: 1:30", 10, '"1:30" is read as a count of seconds'),
    ("points: 5", "points: " + "5" * 5000, 10, "a number that is longer than any fact"),
    ("degree, dimension", "degree dimension", 10, "opens a { that is not closed, or a comma is missing"),
    ("points: 5}", "points: 5", 10, "opens a { that is not closed, or a comma is missing"),
    ("points: 5}", "points: 5}}", 10, "has a } without a { before it"),
    ("{equals: mixed}", "{any_of: [mixed}", 8, "opens a [ that is not closed, or a comma is missing"),
    (TITLE, f"{TITLE}\n---", 3, 'begins a second document ("---")'),
    (TITLE, f"{TITLE}\n...", 4, 'comes after the end of the document ("...")'),
    (TITLE, "title: A \x07 rule", 2, "holds a sign that no text has (number 7); delete it"),
    (f"  {WHEN}", f"  <<: {{{WHEN}}}", 8, 'does not take the name "<<" for a word'),
    (TITLE, "? [title]\n: A sound rule", 2, "a member is named by a word"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "words"), FAULTS, ids=[new[:40] for _, new, _, _ in FAULTS])
def test_a_fault_is_named_on_its_line_with_its_remedy(tmp_path, old, new, line, words):
    assert old in SOUND
    rules = sound_rules(tmp_path)
    write_rule(rules, "sound", rule=SOUND.replace(old, new, 1))
    problems = inspect(rules, VOCABULARY, today=date(2026, 11, 29)).problems
    told = [problem for problem in problems if problem.file == "rules/chapter/sound.yaml"]
    assert [(problem.line, words in problem.sentence) for problem in told] == [(line, True)], told
    assert not JARGON.search(told[0].sentence), told


@pytest.mark.parametrize("name", ["chapter/sound_test.yaml", "cautions.yaml", "testdata/people.yaml"])
def test_every_kind_of_file_is_told_of_alike(tmp_path, name):
    rules = sound_rules(tmp_path)
    (rules / "testdata").mkdir()
    (rules / name).write_text("mind: Mind: this.\n", encoding="utf-8")
    (problem,) = (
        each for each in inspect(rules, VOCABULARY, today=date(2026, 11, 29)).problems if each.file == f"rules/{name}"
    )
    assert (problem.line, problem.sentence.partition(";")[0]) == (1, "this line has a colon and a space inside a text")


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("chapter/sound_test.yaml", SOUND_TEST.replace("a mixed field", "Yes"), "for a yes or no"),
        ("cautions.yaml", "mind: off\n", "must be a sentence; YAML takes what stands here for a yes or no"),
    ],
)
def test_a_yes_or_no_in_the_place_of_a_text_is_told_of(tmp_path, name, text, words):
    rules = sound_rules(tmp_path)
    (rules / name).write_text(text, encoding="utf-8")
    assert any(words in problem.sentence for problem in inspect(rules, VOCABULARY, today=date(2026, 11, 29)).problems)


def test_a_text_that_a_comment_cuts_off_is_told_of(tmp_path):
    rules = sound_rules(tmp_path)
    write_rule(rules, "sound", rule=SOUND.replace("because: Your field", "because: You come #1 in your field"))
    (problem,) = inspect(rules, VOCABULARY, today=date(2026, 11, 29)).problems
    assert "what follows a space and # is left out" in problem.sentence


@pytest.mark.parametrize(
    "title",
    ["R&D counts", "5 % of it", "It's sound", "A rule (draft)", "a-b: c".replace(": ", ":"), '"A: b"', "'It''s'"],
)
def test_signs_inside_a_text_are_text(tmp_path, title):
    rules = sound_rules(tmp_path)
    write_rule(rules, "sound", rule=SOUND.replace("A sound rule", title))
    assert inspect(rules, VOCABULARY, today=date(2026, 11, 29)).problems == ()


def test_one_file_that_cannot_be_read_is_one_problem_and_no_echo_in_others(tmp_path):
    rules = sound_rules(tmp_path)
    (rules / "testdata").mkdir()
    (rules / "cautions.yaml").write_text("mind: Mind: this.\n", encoding="utf-8")
    (rules / "testdata" / "people.yaml").write_text("somebody: a: b\n", encoding="utf-8")
    write_rule(rules, "sound", rule=SOUND.replace(THEN, "caution: mind"), test="given: [somebody]\n" + SOUND_TEST)
    concluding = SOUND.replace(THEN, "conclude: at_ease").replace(TITLE, "title: A: b")
    write_rule(rules, "concluding", rule=concluding)
    write_rule(
        rules,
        "using",
        rule=SOUND.replace(WHEN, "finding.at_ease: {equals: yes}"),
        test="facts: {finding.at_ease: yes}\n" + USING,
    )
    files = [problem.file for problem in inspect(rules, VOCABULARY, today=date(2026, 11, 29)).problems]
    assert files == ["rules/cautions.yaml", "rules/chapter/concluding.yaml", "rules/testdata/people.yaml"]
