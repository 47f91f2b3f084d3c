"""The recommendation as a type: what is written is read back, what was stored before stays readable, the schema fits."""

import json
from pathlib import Path

import pytest
from documents.report_documents import NAMES, document
from jsonschema import Draft202012Validator, FormatChecker

from services.presenting.page.report import report_html
from services.recommender.recommendation.document import (
    FIRST_VERSION,
    SCHEMA_VERSION,
    UnreadableRecommendation,
    canonical,
    read_recommendation,
)
from services.recommender.recommendation.schema import recommendation_schema

ROOT = Path(__file__).parents[3]

#: Recommendations as installations keep them: from before there was a type, and of each version since.
STORED_BEFORE = sorted((Path(__file__).parent / "stored_before").glob("*.json"))


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_is_read_back_byte_for_byte(name):
    written = document(name)
    assert written["schema_version"] == SCHEMA_VERSION
    assert read_recommendation(written).to_json() == canonical(written)


@pytest.mark.parametrize("path", STORED_BEFORE, ids=lambda path: path.stem)
def test_what_was_stored_before_is_read_shown_and_written_back_as_it_was(path):
    stored = json.loads(path.read_text(encoding="utf-8"))
    read = read_recommendation(stored)
    version = stored.get("schema_version", FIRST_VERSION)
    assert read.schema_version == version
    assert canonical(read.as_document_of(version)) == canonical(stored)
    assert stored["verdict"]["sentence"].partition(":")[0] in report_html(read)


def test_members_of_later_versions_are_passed_over():
    written = document("stacking")
    later = written | {"schema_version": "1.99", "mood": "hopeful"}
    assert read_recommendation(later).verdict == read_recommendation(written).verdict


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"verdict": None}, "$.verdict"),
        ({"form": "credwise.recommendation/2"}, "$.form"),
        ({"decided_on": "yesterday"}, "$.decided_on"),
        ({"items": [{"rank": "first"}]}, "$.items[0]"),
    ],
)
def test_what_is_no_recommendation_is_refused_by_its_place(change, said):
    with pytest.raises(UnreadableRecommendation) as refused:
        read_recommendation(document("stacking") | change)
    assert said in str(refused.value)


@pytest.mark.parametrize("name", NAMES)
def test_the_published_schema_describes_what_is_written(name):
    validator = Draft202012Validator(recommendation_schema(), format_checker=FormatChecker())
    validator.validate(document(name))
    assert not validator.is_valid(document(name) | {"verdict": {"path": "wizardry"}})


def test_the_schema_in_the_documentation_is_the_one_of_the_types():
    kept = json.loads((ROOT / "docs" / "recommendation.schema.json").read_text(encoding="utf-8"))
    assert kept == recommendation_schema(), "run `make schema`"


def test_every_part_is_described():
    for name, part in recommendation_schema()["$defs"].items():
        assert part.get("description") or "enum" in part, name
