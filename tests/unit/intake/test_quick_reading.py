"""What is read quickly, because nothing is wrong with it, is what marshmallow reads; what is wrong it says as ever."""

import json

import pytest
from marshmallow import Schema, ValidationError

from services.intake.profile_schema import ProfileSchema
from services.reading.posted_profile import PostedProfileSchema
from services.settings import ROOT

PROFILES = [json.loads(path.read_text("utf-8")) for path in sorted((ROOT / "data" / "samples").glob("*.json"))]


def outcome(read, document):
    try:
        return read(document)
    except ValidationError as error:
        return error.messages


def damaged(document):
    """Yield the document with each of its members missing, null, of another type, and joined by an unknown one."""
    for name in document:
        yield {key: value for key, value in document.items() if key != name}
        for wrong in (None, "x", [], {}, 7, -1.5, True):
            yield document | {name: wrong}
    yield document | {"unknown": 1}


#: What is wrong with an object as a whole, or with the order of its members.
AWRY = [
    {"field": {"occupation": "Cooks", "unlisted": "Cooking"}},
    {"experience": {"years_total": 1, "years_in_field": 2}},
    {"education": [{"year": 2001}]},
    {"stack_goal": {"kind": "named_credential"}},
    {"credentials_held": [{"title": "A", "issued_on": "2024-01-01", "expires_on": "2023-01-01"}]},
    {"credentials_held": [{"document": "https://badges.example/1", "title": "A"}]},
    {"credentials_held": [{"document": "https://badges.example/1"}, {"title": "A"}]},
    {"resume": {"skills": [{"name": "Python"}]}},
    {"resume": 7},
]


@pytest.mark.parametrize("schema", [ProfileSchema(), PostedProfileSchema()], ids=["kept", "posted"])
@pytest.mark.parametrize("profile", PROFILES, ids=range(len(PROFILES)))
def test_both_ways_of_reading_come_to_the_same(profile, schema):
    profile = {name: value for name, value in profile.items() if name in schema.fields}
    for document in (profile, *damaged(profile), *(profile | awry for awry in AWRY)):
        slowly = outcome(lambda sent: Schema.load(schema, sent), document)
        assert outcome(schema.load, document) == slowly


@pytest.mark.parametrize("whole", [6, 6.0])
def test_a_whole_number_is_one_however_json_writes_it(whole):
    profile = {"learner_id": "a", "goal": "explore", "field": {"occupation": "Cooks"}, "hours_per_week": whole}
    read = ProfileSchema().load(profile).hours_per_week
    assert (read, type(read)) == (6, int)
