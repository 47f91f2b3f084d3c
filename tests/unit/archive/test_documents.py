"""A document comes out of the archive as it went in, and is found by what it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.archive.headline import Headline, headline_of
from services.archive.packing import FOLDER, newest, pack, unpack
from services.intake.profile_schema import read_profile
from services.intake.strict_json import read_json
from services.recommender.recommend import recommend
from services.settings import ROOT
from tests.builders.whole_decisions import KNOWLEDGE, RULEBOOK, TODAY


@pytest.fixture(scope="module")
def document():
    profile = read_profile(read_json((ROOT / "data/samples/backend-developer-to-cloud.json").read_bytes()))
    return recommend(profile, knowledge=KNOWLEDGE, rulebook=RULEBOOK, on=TODAY).to_json()


@given(st.text())
def test_any_text_comes_out_as_it_went_in(text):
    assert unpack(pack(text)) == text


def test_a_recommendation_shrinks_to_less_than_a_tenth(document):
    assert unpack(pack(document)) == document
    assert len(pack(document)) < len(document.encode()) / 10


def test_every_dictionary_is_named_by_its_number():
    assert sorted(int(path.stem) for path in FOLDER.glob("*.zdict")) == list(range(1, newest() + 1))


def test_it_is_found_by_its_verdict_and_the_credential_that_stands_first(document):
    found = headline_of(document)

    assert found.path
    assert found.standing
    first = headline_of('{"items":[{"credential":{"id":"c-1"}},{"credential":{"id":"c-2"}}]}')
    assert first == Headline(credential="c-1")


@pytest.mark.parametrize("text", ["", "null", "[]", '{"items":3}', '{"verdict":null,"items":[]}'])
def test_what_says_nothing_is_found_by_nothing(text):
    assert headline_of(text) == Headline()
