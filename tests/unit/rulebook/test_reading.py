"""Broken rule files are reported whole: every problem of every file, each with its place and its remedy."""

from pathlib import Path

import pytest
from rule_folders import SOUND

from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.rulebook.files.rulebook import PlainRuleset, read_rulebook
from services.recommender.rulebook.problems import RulebookError


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A rulebook of one sound rule."""
    folder = tmp_path / "rules"
    (folder / "chapter").mkdir(parents=True)
    (folder / "cautions.yaml").write_text("{}\n")
    (folder / "questions.yaml").write_text("{}\n")
    (folder / "chapter" / "sound.yaml").write_text(SOUND)
    return folder


def problems_of(rules: Path) -> list[str]:
    with pytest.raises(RulebookError) as caught:
        read_rulebook(rules, VOCABULARY, compile_with=PlainRuleset)
    return [str(problem) for problem in caught.value.problems]


def test_a_sound_rulebook_is_read(rules):
    assert list(read_rulebook(rules, VOCABULARY).rules) == ["chapter/sound"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("field.culture", "field.cultur", ':8, rule chapter/sound, when.field.cultur: no fact is called "field.cultur"; did you mean "field.culture"?'),
        ("{equals: mixed}", "{equals: mixd}", 'not \'mixd\'; did you mean "mixed"?'),
        ("{equals: mixed}", "{equal: mixed}", 'is not compared by "equal"; did you mean "equals"?'),
        ("{equals: mixed}", "{at_least: 3}", 'is not compared by "at_least"'),
        ("{equals: mixed}", "mixed", "must say how to compare"),
        ("{equals: mixed}", "{not_equals: unknown}", "say known: true"),
        ("{equals: mixed}", "{any_of: [mixed, unknown]}", "the unknown never matches a list"),
        ("field.culture: {equals: mixed}", "field.title: {equals: Nurse}", "is text for showing"),
        ("field.culture: {equals: mixed}", "learner.weeks_left: {at_least: 1.5}", "must be a whole number (weeks), not 1.5"),
        ("field.culture: {equals: mixed}", "learner.weeks_left: {at_least: '4'}", "must be a whole number (weeks), not '4'"),
        ("field.culture: {equals: mixed}", "learner.weeks_left: {at_least: 99999999999}", "must be a whole number"),
        ("path: degree", "path: degre", 'did you mean "degree"?'),
        ("dimension: recognition", "dimension: fame", "must be one of relevance"),
        ("points: 5", "points: 0", "and not 0"),
        ("points: 5", "points: 51", "from -50 to 50"),
        ("points: 5", "points: 5.5", "must be a whole number"),
        ("weigh:", "weight:", 'there is no effect "weight"; did you mean "weigh"?'),
        ("path: degree, ", "", "does not say what it weighs"),
        ("{field.title}", "{field.titel}", 'no fact is called "field.titel"'),
        ("id: chapter/sound", "id: chapter/other", 'it must be "chapter/sound"'),
        ("title: A sound rule\n", "", 'the member "title" is missing'),
        ("basis: judgement", "basis: read\n    checked_on: last week", "as YYYY-MM-DD"),
        ("basis: judgement", "basis: judgment", "must be one of read, remembered, judgement, not 'judgment'"),
        ("basis: judgement", "basis: read", "says that the source was read; say when, as checked_on"),
        ("basis: judgement", "basis: remembered\n    checked_on: 2026-11-22", "and its basis is remembered; take it out"),
        ("basis: judgement", "basis: judgement\n    checked_on: 2026-11-22", "and its basis is judgement; take it out"),
        ("basis: judgement", "basys: judgement", 'a source has no member "basys"; did you mean "basis"?'),
        ("because: Your", "becuase: Your", 'did you mean "because"?'),
        ("title: A sound rule", "title: A sound rule\ntitle: Again", '"title" stands here twice'),
        ("when:", "when: [", "this line opens a [ "),
        ("- weigh: {path: degree, dimension: recognition, points: 5}", "- caution: nobody_wrote_this", "has no sentence in cautions.yaml"),
        ("field.culture: {equals: mixed}", "finding.tired: {equals: yes}", 'no fact is called "finding.tired"'),
        ("field.culture: {equals: mixed}", "fit.missing_skills_taught: {at_least: 1}", "leave the path out"),
        ("field.culture: {equals: mixed}", "fit.missing_skills_taught: {at_least: 1}\n  path.kind: {equals: degree}", "write two rules"),
        ("- weigh: {path: degree, dimension: recognition, points: 5}", "- conclude: tired\n  - rule_out: {path: degree}", "does nothing else"),
    ],
)  # fmt: skip
def test_a_broken_member_is_named_with_its_remedy(rules, old, new, expected):
    assert old in SOUND
    (rules / "chapter" / "sound.yaml").write_text(SOUND.replace(old, new))
    assert any(expected in problem for problem in problems_of(rules)), problems_of(rules)


def test_all_problems_of_all_files_come_at_once(rules):
    (rules / "chapter" / "first.yaml").write_text("id: 3\n")
    (rules / "chapter" / "second.yaml").write_text("[]\n")
    (rules / "chapter" / "third.yaml").write_bytes(b"\xff\xfe")
    (rules / "cautions.yaml").unlink()
    files = {problem.partition(":")[0].partition(",")[0] for problem in problems_of(rules)}
    assert files == {
        "rules/chapter/first.yaml",
        "rules/chapter/second.yaml",
        "rules/chapter/third.yaml",
        "rules/cautions.yaml",
    }


def test_two_rules_that_say_the_same_are_reported(rules):
    (rules / "chapter" / "twin.yaml").write_text(SOUND.replace("chapter/sound", "chapter/twin"))
    assert any("the same conditions and effects as chapter/twin" in problem for problem in problems_of(rules))


def test_findings_that_wait_for_one_another_are_reported(rules):
    for one, other in (("tired", "hungry"), ("hungry", "tired")):
        (rules / "chapter" / f"{one}.yaml").write_text(
            SOUND.replace("chapter/sound", f"chapter/{one}")
            .replace("field.culture: {equals: mixed}", f"finding.{other}: {{equals: yes}}")
            .replace("weigh: {path: degree, dimension: recognition, points: 5}", f"conclude: {one}")
        )
    assert sum("wait in the same circle" in problem for problem in problems_of(rules)) == 2


def test_the_hash_names_the_files_and_nothing_else(rules):
    before = read_rulebook(rules, VOCABULARY).content_hash
    (rules / "chapter" / "sound_test.yaml").write_text("not part of the advice\n")
    assert read_rulebook(rules, VOCABULARY).content_hash == before
    (rules / "chapter" / "sound.yaml").write_text(SOUND.replace("points: 5", "points: 6"))
    assert read_rulebook(rules, VOCABULARY).content_hash != before
