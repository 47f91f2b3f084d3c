"""The editor's schema and the reader agree: what one refuses for a member's sake, the other does."""

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import yaml
from rule_folders import LEARNER, SOUND, SOUND_TEST, sound_rules

from services.authoring.rule_schema.schema import schemas, stale_schemas, written
from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.rulebook.files.rule_folder import case_files, learner_files, read_rule_folder, rule_files

RULES = Path(__file__).resolve().parents[3] / "rules"


@pytest.fixture(scope="module")
def built():
    return schemas(read_rule_folder(RULES, VOCABULARY))


def faults(schema, text):
    """Return what the schema says about a YAML file; days are words to JSON."""
    content = json.loads(json.dumps(yaml.safe_load(text), default=date.isoformat))
    return [error.message for error in jsonschema.Draft7Validator(schema).iter_errors(content)]


def test_every_schema_is_itself_sound(built):
    for schema in built.values():
        jsonschema.Draft7Validator.check_schema(schema)


def test_every_committed_file_fits_its_schema(built):
    for name, paths in {
        "rule.schema.json": rule_files(RULES),
        "test.schema.json": case_files(RULES),
        "testdata.schema.json": sorted((RULES / "testdata").glob("*.yaml")),
        "learner.schema.json": learner_files(RULES),
        "wording.schema.json": [RULES / "cautions.yaml", RULES / "questions.yaml"],
    }.items():
        assert paths
        for path in paths:
            assert faults(built[name], path.read_text(encoding="utf-8")) == [], path


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("field.culture", "field.cultur"),
        ("{equals: mixed}", "{equals: mixd}"),
        ("{equals: mixed}", "{equal: mixed}"),
        ("{equals: mixed}", "{at_least: 3}"),
        ("{equals: mixed}", "mixed"),
        ("{equals: mixed}", "{}"),
        ("{equals: mixed}", "{not_equals: unknown}"),
        ("{equals: mixed}", "{any_of: [mixed, unknown]}"),
        ("{equals: mixed}", "{any_of: []}"),
        ("field.culture: {equals: mixed}", "field.title: {equals: Nurse}"),
        ("field.culture: {equals: mixed}", "learner.weeks_left: {at_least: 1.5}"),
        ("field.culture: {equals: mixed}", "learner.weeks_left: {at_least: '4'}"),
        ("field.culture: {equals: mixed}", "learner.weeks_left: {at_least: 99999999999}"),
        ("field.culture: {equals: mixed}", "any: [{field.culture: {equals: mixed}}]"),
        ("field.culture: {equals: mixed}", "finding.tired: {equals: yes}"),
        ("path: degree", "path: degre"),
        ("dimension: recognition", "dimension: fame"),
        ("points: 5", "points: 0"),
        ("points: 5", "points: 51"),
        ("weigh:", "weight:"),
        ("id: chapter/sound", "id: Chapter/Sound"),
        ("title: A sound rule\n", ""),
        ("title: A sound rule", "title: ''"),
        ("because:", "becuase:"),
        ("- weigh: {path: degree, dimension: recognition, points: 5}", "- caution: nobody_wrote_this"),
        ("- weigh: {path: degree, dimension: recognition, points: 5}", "- conclude: Not A Name"),
        ("  - title: Nobody\n    basis: judgement", "  []"),
        ("    basis: judgement\n", ""),
        ("basis: judgement", "basis: judgment"),
        ("basis: judgement", "basis: read"),
        ("basis: judgement", "basis: judgement\n    checked_on: 2026-11-22"),
        ("basis: judgement", "basis: remembered\n    checked_on: 2026-11-22"),
    ],
)
def test_what_the_reader_refuses_in_a_rule_the_schema_refuses(built, old, new):
    assert old in SOUND
    assert faults(built["rule.schema.json"], SOUND) == []
    assert faults(built["rule.schema.json"], SOUND.replace(old, new)) != []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("fires:", "fire:"),
        ("field.culture: mixed", "field.culture: mixd"),
        ("field.culture: mixed", "field.cultur: mixed"),
        ("field.culture: mixed", "learner.weeks_left: soon"),
        ("name: a mixed field", "nam: a mixed field"),
        ("stays_silent:\n", "stays_silent: []\nextra:\n"),
    ],
)
def test_what_the_reader_refuses_in_a_test_the_schema_refuses(built, old, new):
    assert old in SOUND_TEST
    assert faults(built["test.schema.json"], SOUND_TEST) == []
    assert faults(built["test.schema.json"], SOUND_TEST.replace(old, new)) != []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("about:", "abuot:"),
        ("why: It is here to be broken.\n", ""),
        ("verdict: degree", "verdict: degre"),
        ("verdict: degree", "verdicts: degree"),
        ("verdict: degree", "never_shown: [A]"),
        ("verdict: degree", "verdict: degree\n  among_first_three: A"),
    ],
)
def test_what_the_reader_refuses_in_a_golden_learner_the_schema_refuses(built, old, new):
    assert old in LEARNER
    assert faults(built["learner.schema.json"], LEARNER) == []
    assert faults(built["learner.schema.json"], LEARNER.replace(old, new)) != []


def test_findings_and_codes_of_the_rulebook_are_offered(built):
    rule = built["rule.schema.json"]
    assert "finding.entrant" in rule["properties"]["when"]["properties"]
    assert "attendance_proves_nothing" in json.dumps(rule)


def test_the_same_rules_give_the_same_bytes():
    one, other = (schemas(read_rule_folder(RULES, VOCABULARY)) for _ in range(2))
    assert {n: written(s) for n, s in one.items()} == {n: written(s) for n, s in other.items()}


def test_a_schema_is_stale_once_the_rules_say_more(tmp_path):
    folder = sound_rules(tmp_path)
    assert stale_schemas(folder, read_rule_folder(folder, VOCABULARY)) == [], "a folder may do without schemas"
    for name, schema in schemas(read_rule_folder(folder, VOCABULARY)).items():
        (folder / name).write_text(written(schema), encoding="utf-8")
    assert stale_schemas(folder, read_rule_folder(folder, VOCABULARY)) == []
    concluding = SOUND.replace("chapter/sound", "chapter/tired").replace(
        "weigh: {path: degree, dimension: recognition, points: 5}", "conclude: tired"
    )
    (folder / "chapter" / "tired.yaml").write_text(concluding, encoding="utf-8")
    (folder / "wording.schema.json").unlink()
    stale = {problem.file for problem in stale_schemas(folder, read_rule_folder(folder, VOCABULARY))}
    assert stale == {
        "rules/rule.schema.json",
        "rules/test.schema.json",
        "rules/testdata.schema.json",
        "rules/wording.schema.json",
    }
