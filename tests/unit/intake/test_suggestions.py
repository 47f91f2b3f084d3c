"""A refused value is answered with what was probably meant, and is refused all the same."""

from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.problems import ProfileRejected
from services.intake.profile_schema import read_profile
from services.intake.suggestions import code_meant, day_meant, likest, whole_numbers_meant, word_meant
from services.recommender.scales import EducationLevel, EmployerKind, Goal, HeldStatus, Mode, SkillLevel

SMALLEST = {"learner_id": "learner-1", "field": {"occupation": "Data Scientists"}, "goal": "fill_skill_gap"}


def _employer(kind):
    return {"target_employers": [{"name": "City of Austin", "kind": kind}]}


@pytest.mark.parametrize(
    ("change", "pointer", "says"),
    [
        (_employer("government"), "/target_employers/0/kind", 'did you mean "public"?'),
        ({"education": [{"level": "high_school"}]}, "/education/0/level", 'did you mean "secondary"?'),
        ({"education": [{"level": "Bachelor's degree"}]}, "/education/0/level", 'did you mean "bachelor"?'),
        ({"credentials_held": [{"title": "x", "status": "active"}]}, "/credentials_held/0/status", '"valid"?'),
        ({"mode": "remote"}, "/mode", 'must be one of: online, in_person, blended, any; did you mean "online"?'),
        ({"mode": "In person"}, "/mode", 'did you mean "in_person"?'),
        ({"goal": "upskill"}, "/goal", 'did you mean "fill_skill_gap"?'),
        ({"goal": "fill_skil_gap"}, "/goal", 'did you mean "fill_skill_gap"?'),
        ({"experience": {"years_total": 3.5}}, "/experience/years_total", "a fraction; write 3 or 4"),
        ({"hours_per_week": "6"}, "/hours_per_week", "; write 6"),
        ({"budget": {"amount": 499.99, "currency": "USD"}}, "/budget/amount", "; write 499 or 500"),
        ({"budget": {"amount": 500, "currency": "usd"}}, "/budget/currency", "like EUR; write USD"),
        ({"deadline": "2026-11-22T00:00:00Z"}, "/deadline", "; give the day alone: 2026-11-22"),
        ({"deadline": "30.06.2027"}, "/deadline", "; write 2027-06-30"),
        ({"language": "en_US"}, "/language", "; write en-US"),
    ],
)
def test_a_refusal_says_what_was_probably_meant(change, pointer, says):
    with pytest.raises(ProfileRejected) as refusal:
        read_profile(SMALLEST | change)
    (problem,) = refusal.value.problems
    assert problem.pointer == pointer
    assert problem.detail.endswith(says)


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"mode": "telepathy"}, "/mode"),
        ({"goal": "x" * 10_000}, "/goal"),
        ({"credentials_held": [{"title": "x", "status": "invalid"}]}, "/credentials_held/0/status"),
        ({"experience": {"years_total": -3.5}}, "/experience/years_total"),
        ({"hours_per_week": 0.5e300}, "/hours_per_week"),
        ({"hours_per_week": "many"}, "/hours_per_week"),
        ({"deadline": "03/04/2027"}, "/deadline"),
        ({"deadline": "2027111"}, "/deadline"),
        ({"deadline": "2027-02-29T00:00:00Z"}, "/deadline"),
        ({"budget": {"amount": 1, "currency": "dollars"}}, "/budget/currency"),
        ({"learner_id": "Ada Lovelace"}, "/learner_id"),
    ],
)
def test_nothing_is_proposed_where_it_is_not_clear_what_was_meant(change, pointer):
    with pytest.raises(ProfileRejected) as refusal:
        read_profile(SMALLEST | change)
    (problem,) = refusal.value.problems
    assert problem.pointer == pointer
    assert "did you mean" not in problem.detail
    assert "; write" not in problem.detail
    assert "the day alone" not in problem.detail


@pytest.mark.parametrize(
    ("text", "words", "meant"),
    [
        ("GOVERNMENT", EmployerKind, "public"),
        ("non-profit", EmployerKind, "nonprofit"),
        ("for-profit", EmployerKind, "corporate"),
        ("PhD", EducationLevel, "doctorate"),
        ("Master\u2019s", EducationLevel, "master"),
        ("in progress", HeldStatus, "in_progress"),
        ("lapsed", HeldStatus, "expired"),
        ("hybrid", Mode, "blended"),
        ("career change", Goal, "change_career"),
        ("proficient", SkillLevel, "advanced"),
        ("begginer", SkillLevel, "beginner"),
        ("", Mode, None),
        ("???", Mode, None),
    ],
)
def test_a_word_is_read_by_case_meaning_and_spelling(text, words, meant):
    assert word_meant(text, words) == meant


@given(text=st.text(max_size=70))
def test_only_closed_words_are_proposed(text):
    for words in (EmployerKind, EducationLevel, HeldStatus, Mode, Goal, SkillLevel):
        assert issubclass(words, StrEnum)
        assert (meant := word_meant(text, words)) is None or meant in set(words)


@given(value=st.floats() | st.text(max_size=20) | st.booleans() | st.none(), low=st.integers(-5, 5))
def test_only_whole_numbers_within_the_bounds_are_proposed(value, low):
    assert all(low <= number <= low + 80 for number in whole_numbers_meant(value, low, low + 80))


def test_a_day_is_read_from_notations_that_leave_no_doubt():
    assert [day_meant(text) for text in ("20270630", "2027/6/30", "2027-06-30 12:00", "30.6.2027")] == [
        "2027-06-30"
    ] * 4
    assert [day_meant(text) for text in ("06/30/2027", "30.13.2027", "soon", "")] == [None] * 4


def test_a_code_is_proposed_only_where_it_fits():
    assert code_meant(" eur ", "[A-Z]{3}") == "EUR"
    assert code_meant("euro", "[A-Z]{3}") is None


def test_a_name_is_likened_to_known_ones_only_when_it_is_short_enough():
    assert likest("ocupation", ["occupation", "unlisted"]) == "occupation"
    assert likest("occupation" * 7, ["occupation" * 7]) is None
