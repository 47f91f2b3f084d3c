"""What a client's overlay may change of a rulebook, and what is said when it cannot."""

import gc
import weakref
from datetime import date
from pathlib import Path

import pytest
from rule_folders import BEFORE_BASIS, SOUND, SOUND_TEST, sound_rules, write_rule

from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.rulebook.engine.plain import FactSheet
from services.recommender.rulebook.files.rulebook import PlainRuleset, read_rulebook
from services.recommender.rulebook.overlays.inspection import inspect_overlay
from services.recommender.rulebook.overlays.overlay import apply_overlay, declared_culture
from services.recommender.rulebook.overlays.overlay_cache import OverlaidRulebooks
from services.recommender.rulebook.overlays.reading import (
    MOST_ALTERNATIVES,
    MOST_RULES,
    hash_of_overlay,
    overlay_files,
    read_overlay,
)
from services.recommender.rulebook.problems import RulebookError
from services.recommender.scales import Culture

CONCLUDES = SOUND.replace("equals: mixed", "equals: degree_focused").replace(
    "weigh: {path: degree, dimension: recognition, points: 5}", "conclude: wants_a_degree"
)
BUILDS_ON_IT = SOUND.replace("field.culture: {equals: mixed}", "finding.wants_a_degree: {equals: yes}")
WEIGHS_TWICE = SOUND.replace("equals: mixed", "equals: experience_focused").replace(
    "then:\n", "then:\n  - weigh: {path: portfolio, dimension: recognition, points: 7}\n"
)
TEST_OF_CONCLUDES = """\
fires:
  - name: yes
    facts: {field.culture: degree_focused}
stays_silent:
  - name: unknown
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    rules = sound_rules(tmp_path_factory.mktemp("book"))
    write_rule(rules, "concludes", rule=CONCLUDES, test=TEST_OF_CONCLUDES)
    write_rule(rules, "builds-on-it", rule=BUILDS_ON_IT)
    write_rule(rules, "weighs-twice", rule=WEIGHS_TWICE)
    return rules


@pytest.fixture(scope="module")
def base(folder):
    return read_rulebook(folder, VOCABULARY)


def declaring(text):
    return {"overlay.yaml": text}


def ours(name="ours", *changes, rule=SOUND):
    text = rule.replace("chapter/sound", f"chapter/{name}").replace("equals: mixed", "equals: credential_driven")
    for old, new in changes:
        text = text.replace(old, new)
    return {f"chapter/{name.replace('-', '_')}.yaml": text}


def said_of(files, base):
    with pytest.raises(RulebookError) as raised:
        read_overlay(files, base)
    return [(problem.file, problem.line, problem.member, problem.sentence) for problem in raised.value.problems]


def applied(files, base):
    return apply_overlay(base, read_overlay(files, base))


def test_a_rule_of_the_overlay_runs_beside_those_of_the_rulebook(base):
    changed = applied(ours(), base)
    sheet = FactSheet(shared={"field.culture": "credential_driven"})
    assert [firing.rule for firing in changed.paths.fire(sheet)] == ["chapter/ours"]
    assert base.paths.fire(sheet) == ()


def test_a_finding_of_the_overlay_is_a_fact_for_its_other_rules(base):
    finds = ours("finds", ("weigh: {path: degree, dimension: recognition, points: 5}", "conclude: ours_to_say"))
    builds = ours("builds", ("field.culture: {equals: credential_driven}", "finding.ours_to_say: {equals: yes}"))
    changed = applied(finds | builds, base)
    assert "finding.ours_to_say" in changed.vocabulary
    assert [firing.rule for layer in changed.findings for firing in layer.fire(FactSheet(shared={}))] == []
    sheet = FactSheet(shared={"finding.ours_to_say": "yes"})
    assert [firing.rule for firing in changed.paths.fire(sheet)] == ["chapter/builds"]


def test_a_rule_switched_off_is_out_of_force(base):
    changed = applied(declaring("switch_off: [chapter/sound]"), base)
    assert "chapter/sound" not in changed.rules
    assert changed.paths.fire(FactSheet(shared={"field.culture": "mixed"})) == ()


def test_what_a_rule_switched_off_alone_concluded_silences_the_rules_that_wait_for_it(base):
    overlay = read_overlay(declaring("switch_off: [chapter/concludes]"), base)
    assert overlay.silenced == ("chapter/builds-on-it",)
    assert read_overlay(declaring("switch_off: [chapter/sound]"), base).silenced == ()


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ("chapter/sound: {recognition: -9}", [-9]),
        ("chapter/sound: {0: 12}", [12]),
        ("chapter/weighs-twice: {1: 8}", [7, 8]),
    ],
)
def test_points_are_changed_by_dimension_or_by_place(base, points, expected):
    changed = applied(declaring(f"points: {{{points}}}"), base)
    rule = changed.rules[points.partition(":")[0]]
    assert [effect.points for effect in rule.effects] == expected
    assert base.rules[rule.id] != rule


def test_the_hash_names_the_files_and_their_rulebook(base):
    files = declaring("switch_off: [chapter/sound]")
    one, same = applied(files, base), applied(dict(files), base)
    assert one.content_hash == same.content_hash != base.content_hash
    assert (one.origin.base, one.origin.overlay) == (base.content_hash, hash_of_overlay(files))
    assert applied(ours(), base).origin.overlay != one.origin.overlay


def test_the_order_of_files_and_their_tests_do_not_change_the_hash():
    files = declaring("switch_off: [chapter/sound]") | ours()
    assert hash_of_overlay(dict(reversed(files.items()))) == hash_of_overlay(files)
    assert hash_of_overlay(files | {"chapter/ours_test.yaml": "fires: []", "testdata/a.yaml": "x"}) == hash_of_overlay(
        files
    )


def test_cautions_and_questions_of_the_overlay_are_added(base):
    asks = ours("asks", ("weigh: {path: degree, dimension: recognition, points: 5}", "ask: who_pays"))
    changed = applied(asks | {"questions.yaml": "who_pays: Who pays?\n"}, base)
    assert changed.wording.questions == {"who_pays": "Who pays?"}


def test_the_longest_beginning_of_a_code_says_the_culture(base):
    text = """cultures:
  15: {culture: mixed, source: Broadly}
  15-1252: {culture: experience_focused, source: "Our  own  survey"}
  "15-1252.00": {culture: degree_focused, source: Exactly}
"""
    cultures = read_overlay(declaring(text), base).declaration.cultures
    assert declared_culture(cultures, "15-1252.00").culture is Culture.DEGREE_FOCUSED
    assert declared_culture(cultures, "15-1252.01").source == "Our own survey"
    assert declared_culture(cultures, "15-2051.00").culture is Culture.MIXED
    assert declared_culture(cultures, "29-1141.00") is None


@pytest.mark.parametrize(
    ("text", "line", "member", "sentence"),
    [
        ("switch_of: []\n", 1, "switch_of", 'has no member "switch_of"; did you mean "switch_off"?'),
        ("- a\n", 1, "", "is a mapping with some of the members"),
        ("switch_off:\n  - chapter/sond\n", 2, "switch_off.0", 'no rule "chapter/sond"; did you mean "chapter/sound"?'),
        ("switch_off: chapter/sound\n", 1, "switch_off", "must be a list of rule ids"),
        ("switch_off: [chapter/sound, chapter/sound]", 1, "switch_off.1", "switched off above already"),
        ("switch_off: [{}]", 1, "switch_off.0", "has no rule"),
        ("points: []\n", 1, "points", "must map each rule's id"),
        ("points:\n  chapter/none: {0: 1}\n", 2, "points.chapter/none", "has no rule"),
        ("points:\n  chapter/sound: 5\n", 2, "points.chapter/sound", "must map a dimension"),
        ("points:\n  chapter/sound:\n    recogniton: 5", 3, "points.chapter/sound.recogniton", 'mean "recognition"?'),
        ("points:\n  chapter/sound: {1: 5}", 2, "points.chapter/sound.1", "it has 0 (recognition of degree)"),
        ("points:\n  chapter/sound: {0: 51}", 2, "points.chapter/sound.0", "from -50 to 50, and not 0"),
        ("points:\n  chapter/sound: {0: 0}", 2, "points.chapter/sound.0", "switch it off"),
        ("points:\n  chapter/sound: {0: true}", 2, "points.chapter/sound.0", "must be a whole number"),
        ("points:\n  chapter/sound: {0: 1, recognition: 2}", 2, "points.chapter/sound.recognition", "a second time"),
        ("points:\n  chapter/weighs-twice: {recognition: 2}", 2, "points.chapter/weighs-twice.recognition", "2 times"),
        ("points:\n  chapter/concludes: {0: 2}", 2, "points.chapter/concludes.0", "weighs nothing"),
        ("country: Narnia", 1, "country", "like GB"),
        ("country: [GB]", 1, "country", "like GB"),
        ("cultures: [15]", 1, "cultures", "must map occupations"),
        ("cultures:\n  nurses: {culture: mixed, source: a}", 2, "cultures.nurses", "must be an O*NET-SOC code"),
        ("cultures:\n  15-1: {culture: mixd, source: a}", 2, "cultures.15-1.culture", 'did you mean "mixed"?'),
        ("cultures:\n  15-1: {culture: unknown, source: a}", 2, "cultures.15-1.culture", "must be one of"),
        ("cultures:\n  15-1: {culture: [], source: a}", 2, "cultures.15-1.culture", "must be one of"),
        ("cultures:\n  15-1: {culture: mixed}", 2, "cultures.15-1", "needs a culture and its source"),
        ("cultures:\n  15-1: {culture: mixed, source: ' '}", 2, "cultures.15-1.source", "must say in words"),
        (
            "switch_off: [chapter/sound]\npoints: {chapter/sound: {0: 1}}",
            2,
            "points.chapter/sound",
            "remove one of the",
        ),
        ("a: [", 1, "", "this line opens a [ "),
        ("", 1, "", "the file is empty"),
    ],
)
def test_what_is_wrong_with_the_declaration_is_said_with_its_place(base, text, line, member, sentence):
    problems = said_of(declaring(text), base)
    assert [(file, at, place) for file, at, place, _ in problems] == [("overlay.yaml", line, member)]
    assert sentence in problems[0][3]


@pytest.mark.parametrize(
    ("files", "place", "sentence"),
    [
        ({}, ("overlay.yaml", 0, ""), "changes nothing"),
        (ours("sound"), ("chapter/sound.yaml", 1, "id"), "the rulebook has a rule chapter/sound"),
        (
            ours("ours", ("field.culture", "field.cultur")),
            ("chapter/ours.yaml", 8, "when.field.cultur"),
            "did you mean",
        ),
        (ours("ours", ("credential_driven", "mixed")), ("chapter/ours.yaml", 1, ""), "same conditions and effects as"),
        (
            ours("ours", ("id: chapter/ours", "id: chapter/other")),
            ("chapter/ours.yaml", 1, "id"),
            'must be "chapter/ours"',
        ),
        ({"rule.yaml": SOUND} | ours(), ("rule.yaml", 0, ""), "is no file of an overlay"),
        ({"../chapter/a.yaml": SOUND} | ours(), ("../chapter/a.yaml", 0, ""), "is no file of an overlay"),
        (ours() | {"cautions.yaml": "some: Words.\n"}, ("cautions.yaml", 1, "some"), "no rule of this overlay uses"),
        (ours() | {"cautions.yaml": "some: 1\n"}, ("cautions.yaml", 1, "some"), "must be a sentence"),
        (
            ours("ours", ("field.culture", "finding.never"), ("credential_driven", "yes")),
            ("chapter/ours.yaml", 8, "when.finding.never"),
            "no fact is called",
        ),
    ],
)
def test_what_is_wrong_with_the_files_is_said_with_its_place(base, files, place, sentence):
    problems = said_of(files, base)
    assert [problem[:3] for problem in problems] == [place]
    assert sentence in problems[0][3]


def test_every_problem_of_every_file_is_reported_at_once(base):
    files = declaring("switch_off: [a/b]\npoints: {c/d: {0: 1}}") | ours("ours", ("points: 5", "points: 500"))
    assert [problem[0] for problem in said_of(files, base)] == ["chapter/ours.yaml", "overlay.yaml", "overlay.yaml"]


def test_a_code_without_words_is_a_problem_of_the_added_rule_only(base):
    files = ours("asks", ("weigh: {path: degree, dimension: recognition, points: 5}", "ask: who_pays"))
    assert [(file, member) for file, _, member, _ in said_of(files, base)] == [("chapter/asks.yaml", "then.0.ask")]


def test_a_folder_is_read_with_its_tests_left_out(base, tmp_path):
    folder = tmp_path / "our-market"
    for name, text in (ours() | declaring("switch_off: [chapter/sond]") | {"chapter/ours_test.yaml": "["}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    files = overlay_files(folder)
    assert set(files) == {"overlay.yaml", "chapter/ours.yaml", "chapter/ours_test.yaml"}
    with pytest.raises(RulebookError, match=r"our-market/overlay\.yaml:1, switch_off\.0: the rulebook has no rule"):
        read_overlay(files, base, folder=folder.name)


def test_a_file_that_is_no_text_is_a_problem(tmp_path):
    (tmp_path / "overlay.yaml").write_bytes(b"\xff")
    with pytest.raises(RulebookError, match=r"overlay\.yaml: the file is not UTF-8 text"):
        overlay_files(tmp_path)


def test_the_same_overlay_is_put_together_once(base):
    kept = OverlaidRulebooks()
    files = declaring("switch_off: [chapter/sound]")
    assert kept.rulebook(base, files) is kept.rulebook(base, dict(files))
    assert kept.rulebook(base, None) is base


def test_a_changed_rulebook_makes_the_overlay_anew(base):
    kept = OverlaidRulebooks()
    files = declaring("switch_off: [chapter/sound]")
    plainly = applied(files, base)
    assert kept.rulebook(base, files).content_hash == plainly.content_hash
    assert kept.rulebook(plainly, ours()).origin.base == plainly.content_hash


def test_rulebooks_beyond_the_limit_are_let_go_with_their_engines(base):
    kept = OverlaidRulebooks(most=1)
    first = kept.rulebook(base, declaring("switch_off: [chapter/sound]"))
    engine = weakref.ref(first.paths)
    kept.rulebook(base, ours())
    gc.collect()
    assert len(kept) == 1
    assert first.paths.fire(FactSheet(shared={"field.culture": "mixed"})) == ()
    del first
    gc.collect()
    assert engine() is None


def test_an_overlay_runs_plainly_as_on_the_engine(base):
    overlay = read_overlay(ours() | declaring("switch_off: [chapter/sound]"), base)
    sheet = FactSheet(shared={"field.culture": "credential_driven"})
    plainly = apply_overlay(base, overlay, compile_with=PlainRuleset)
    assert plainly.paths.fire(sheet) == apply_overlay(base, overlay).paths.fire(sheet)


def test_the_text_of_paths_is_never_used_to_open_a_file(base):
    assert not Path("chapter/ours.yaml").exists()
    assert read_overlay(ours(), base).added[0].file == "chapter/ours.yaml"


def test_an_overlay_has_its_limits(base):
    many = "\n".join(f"    - learner.years_in_field: {{equals: {years}}}" for years in range(MOST_ALTERNATIVES + 1))
    wide = ours("wide", ("  field.culture: {equals: credential_driven}", f"  any:\n{many}"))
    (problem,) = said_of(wide, base)
    assert problem[:3] == ("chapter/wide.yaml", 7, "when.any")
    rules = {name: text for number in range(MOST_RULES + 1) for name, text in ours(f"ours-{number}").items()}
    assert said_of(rules, base)[0][3] == f"adds {MOST_RULES + 1} rules; an overlay adds at most {MOST_RULES}"


def test_an_overlay_from_before_a_fact_was_renamed_is_still_read_and_remarked_on(base):
    old = SOUND.replace("field.culture: {equals: mixed}", "fit.part_of_lapsed: {equals: yes}")
    files = ours(rule=old.replace("path: degree, ", "")) | {
        "chapter/ours_test.yaml": "facts: {fit.part_of_lapsed: yes}\nfires: [{name: a part}]\n"
        "stays_silent: [{name: none, facts: {fit.part_of_expired: no}}]\n"
    }
    found = inspect_overlay(files, base, today=date(2026, 11, 22), folder="market")
    assert found.problems == ()
    assert [(remark.file, remark.line) for remark in found.remarks] == [
        ("market/chapter/ours.yaml", 8),
        ("market/chapter/ours_test.yaml", 1),
    ]
    rulebook = OverlaidRulebooks().rulebook(base, files)
    sheet = FactSheet(shared={}, subjects={"c": {"fit.part_of_expired": "yes"}})
    assert [one.rule for one in rulebook.credentials.fire(sheet)] == ["chapter/ours"]


def test_an_overlay_from_before_sources_had_a_basis_stays_in_force_and_is_remarked_on(base):
    test = SOUND_TEST.replace("mixed", "credential_driven")
    found = inspect_overlay(ours(rule=BEFORE_BASIS) | {"chapter/ours_test.yaml": test}, base, today=date(2026, 11, 22))
    assert found.problems == ()
    assert found.overlay is not None
    assert [source.in_words for rule in found.overlay.added for source in rule.sources] == ["from memory, not checked"]
    (remark,) = [one for one in found.remarks if "basis" in one.sentence]
    assert (remark.file, remark.line, remark.member) == ("chapter/ours.yaml", 5, "sources.0")
    assert apply_overlay(base, found.overlay).rules["chapter/ours"].sources == found.overlay.added[0].sources
