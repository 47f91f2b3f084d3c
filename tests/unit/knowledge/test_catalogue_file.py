"""Credentials and requirements as JSON: what is written reads back, what is wrong is reported with place and remedy."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.recommender.knowledge.credentials.credential import (
    Assessment,
    Choice,
    CredentialKind,
    Credits,
    DegreeHeld,
    ExperienceYears,
    Holding,
)
from services.recommender.knowledge.credentials.degrees import LADDER
from services.recommender.knowledge.credentials.files.catalogue_file import read_credential, write_credential
from services.recommender.knowledge.credentials.files.catalogue_loading import load_catalogue
from services.recommender.knowledge.credentials.files.requirement_file import read_requirement, write_requirement
from services.recommender.knowledge.files.entries import Entry, Problems
from services.recommender.knowledge.skills import load_skills

DATA = Path(__file__).parents[3] / "data"


@pytest.fixture(scope="module")
def skills():
    return load_skills(DATA)


@pytest.fixture(scope="module")
def catalogue(skills):
    return load_catalogue(DATA, skills)


def test_a_written_credential_reads_back_as_the_same(catalogue, skills):
    for credential in catalogue.credentials.values():
        problems = Problems()
        written = json.loads(json.dumps(write_credential(credential)))
        assert read_credential(Entry(written, where="here", problems=problems), skills) == credential
        assert not problems.found


_leaves = st.one_of(
    st.builds(Holding, credential=st.text("abc-", min_size=1).filter(str.strip)),
    st.builds(ExperienceYears, years=st.integers(1, 40)),
    st.builds(DegreeHeld, level=st.sampled_from(LADDER)),
    st.builds(Credits, credits=st.integers(1, 200), toward=st.just("a degree")),
)


def _choices(inner):
    return st.lists(inner, min_size=1, max_size=4).flatmap(
        lambda of: st.builds(Choice, needed=st.integers(1, len(of)), of=st.just(tuple(of)))
    )


@given(st.recursive(_leaves, _choices, max_leaves=12))
def test_a_written_requirement_reads_back_as_the_same(requirement):
    problems = Problems()
    entry = Entry(json.loads(json.dumps(write_requirement(requirement))), where="here", problems=problems)
    assert read_requirement(entry) == requirement
    assert not problems.found


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"credential": "a", "experience_years": 2},
        {"all_of": []},
        {"k_of": {"k": 3, "of": [{"credential": "a"}]}},
        {"k_of": {"k": 0, "of": [{"credential": "a"}]}},
        {"experience_years": "two"},
        {"degree": "secondary"},
        {"degree": "unknown"},
        {"degree": "doctor"},
        {"credential": 7},
        {"of": []},
        {"credits": 3},
        {"any_of": [{"nothing": 1}]},
        "a",
        {"credential": "a", "note": "b"},
    ],
)
def test_a_requirement_that_says_nothing_sure_is_a_problem(wrong):
    problems = Problems()
    read_requirement(Entry(wrong, where="stacks.yaml, line 3", problems=problems))
    assert problems.found
    assert all(problem.startswith("stacks.yaml, line 3") for problem in problems.found)


CREDENTIAL = {
    "id": "a",
    "title": "A",
    "kind": "certification",
    "issuer": {"name": "I", "kind": "vendor"},
    "address": "https://example.org/a",
    "source": {"title": "S", "address": "https://example.org", "licence": "CC0 1.0", "read_on": "2026-11-22"},
}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"kind": "certificate"}, 'did you mean "'),
        ({"kind": None}, 'needs "kind"'),
        ({"issuer": None}, 'needs "issuer"'),
        ({"issuer": {"name": "I", "kind": "shop"}}, "issuer"),
        ({"title": ""}, "title"),
        ({"address": "example.org"}, "https://"),
        ({"hours": 0}, '"hours" must be a whole number from 1 to 100000'),
        ({"hours": 100_001}, '"hours" must be a whole number from 1 to 100000'),
        ({"exam_wait_weeks": 10**9}, '"exam_wait_weeks" must be a whole number from 0 to 5000'),
        ({"cost": {"amount": 10**9 + 1, "currency": "USD"}}, '"amount"'),
        ({"hours": 1.5}, '"hours" must be a whole number'),
        ({"hours": True}, '"hours" must be a whole number'),
        ({"cost": {"amount": -1, "currency": "USD"}}, '"amount"'),
        ({"cost": {"currency": "USD"}}, 'needs "amount"'),
        ({"skills": [{"skill": "juggling with chainsaws"}]}, 'no skill is called "juggling with chainsaws"'),
        ({"skills": [{"skill": "Python", "assessed": "yes"}]}, "true or false"),
        ({"offer_ends": "31/12/2026"}, "a date like 2026-11-22"),
        ({"source": None}, 'needs "source"'),
        ({"asessment": "quiz"}, 'there is no member "asessment"; did you mean "assessment"?'),
        ({"field_terms": "x"}, '"field_terms" must be a list'),
        ({"field_terms": [""]}, "a list of texts"),
    ],
)
def test_a_wrong_member_is_reported_with_its_place_and_remedy(skills, change, says):
    problems = Problems()
    read_credential(Entry(CREDENTIAL | change, where="here, line 7", problems=problems), skills)
    assert any(says in problem for problem in problems.found), problems.found
    assert all(problem.startswith("here, line 7") for problem in problems.found)


def test_what_is_left_out_is_unknown_and_never_no(skills):
    problems = Problems()
    credential = read_credential(Entry(CREDENTIAL, where="here", problems=problems), skills)
    assert not problems.found
    assert credential.kind is CredentialKind.CERTIFICATION
    assert credential.assessment is Assessment.UNKNOWN
    assert credential.cost is None
    assert credential.hours is None
    assert credential.source.read_on == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("said", "languages", "written"),
    [
        ("en", ("en",), "en"),
        ("English", ("en",), "en"),
        (["de", "English"], ("de", "en"), ["de", "en"]),
        ("Klingonese", ("Klingonese",), "Klingonese"),
        (None, (), None),
    ],
)
def test_languages_are_read_from_one_text_or_several(catalogue, skills, said, languages, written):
    entry = write_credential(next(iter(catalogue.credentials.values()))) | {"language": said}
    problems = Problems()
    credential = read_credential(Entry(entry, where="here", problems=problems), skills)
    assert (credential.languages, write_credential(credential).get("language"), problems.found) == (
        languages,
        written,
        [],
    )


@pytest.mark.parametrize("said", [7, "", ["en", None], {"name": "English"}])
def test_a_language_that_is_no_text_is_a_problem(catalogue, skills, said):
    entry = write_credential(next(iter(catalogue.credentials.values()))) | {"language": said}
    problems = Problems()
    assert read_credential(Entry(entry, where="here", problems=problems), skills).languages == ()
    assert '"language" must be a language tag like en, or a list of them' in problems.found[0]
