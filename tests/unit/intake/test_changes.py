"""A change of a profile is a merge patch (RFC 7396), and what it makes is read like any profile."""

import pytest
from marshmallow import ValidationError

from services.intake.problems import ProfileRejected, problems_in
from services.reading.posted_profile import read_posted_profile
from services.reading.posted_question import PostedQuestionSchema, changed_profiles, merged
from services.recommender.situation.errors import UnresolvedOccupation

ASKED = {"learner_id": "l-1", "field": {"occupation": "15-1252.00"}, "goal": "explore", "hours_per_week": 6}


def known(profile):
    """Take every occupation but two."""
    if profile.field.occupation in {"Alchemist", "Witch"}:
        raise UnresolvedOccupation("no such occupation", ())


@pytest.mark.parametrize(
    ("document", "change", "becomes"),
    [
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        ({"a": "foo"}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
    ],
)
def test_a_change_is_a_merge_patch(document, change, becomes):
    assert merged(document, change) == becomes


def test_every_problem_of_every_change_is_told_at_once():
    profile = read_posted_profile(ASKED).profile
    (more,) = changed_profiles(profile, [{"hours_per_week": 12, "mode": "online"}], known)
    assert (more.hours_per_week, more.mode, profile.hours_per_week) == (12, "online", 6)
    with pytest.raises(ProfileRejected) as refused:
        changed_profiles(profile, [{"hours_per_week": 0}, {"mode": "online"}, {"goal": None, "colour": "red"}], known)
    assert {problem.pointer for problem in refused.value.problems} == {
        "/changes/0/hours_per_week",
        "/changes/2/goal",
        "/changes/2/colour",
    }


def test_occupations_that_are_not_known_are_told_with_the_other_problems():
    alchemist = {"field": {"occupation": "Alchemist"}}
    with pytest.raises(ProfileRejected) as refused:
        changed_profiles(read_posted_profile(ASKED).profile, [alchemist, {"goal": "guess"}, alchemist], known)
    assert [one.pointer for one in refused.value.problems] == [
        "/changes/0/field/occupation",
        "/changes/1/goal",
        "/changes/2/field/occupation",
    ]


def test_an_occupation_of_the_profile_that_is_not_known_is_told_once_and_hides_nothing():
    lost = read_posted_profile({**ASKED, "field": {"occupation": "Alchemist"}}).profile
    with pytest.raises(UnresolvedOccupation):
        changed_profiles(lost, [{"hours_per_week": 12}], known)
    changes = [{"hours_per_week": 12}, {"goal": "guess"}, {"field": {"occupation": "Witch"}}]
    with pytest.raises(ProfileRejected) as refused:
        changed_profiles(lost, changes, known)
    assert [one.pointer for one in refused.value.problems] == [
        "/field/occupation",
        "/changes/1/goal",
        "/changes/2/field/occupation",
    ]


def test_what_is_to_be_left_out_must_be_a_member_of_a_profile():
    profile = read_posted_profile(ASKED).profile
    (without,) = changed_profiles(profile, [{"hours_per_week": None, "budget": None}], known)
    assert without.hours_per_week is None
    with pytest.raises(ProfileRejected) as refused:
        changed_profiles(profile, [{"hours": None}, {"field": {"ocupation": None}}], known)
    assert [one.pointer for one in refused.value.problems] == ["/changes/0/hours", "/changes/1/field/ocupation"]


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"changes": [{"goal": "guess"}, 7, {}, {"mode": "online"}, {"colour": 1}]}, {"0/goal", "1", "2", "4/colour"}),
        ({"hours_per_week": 0, "changes": [{"goal": "guess"}, {"mode": "online"}]}, {"0/goal"}),
        ({"goal": None, "changes": [{"goal": "guess"}, {"goal": "explore", "mode": "on"}]}, {"0/goal", "1/mode"}),
        ({"why_not": 7, "changes": [{"skills": [{"name": 7}]}]}, {"0/skills/0/name"}),
        ({"changes": [{"goal": "guess"}] * 11}, {""}),
        ({"goal": "guess", "changes": 7}, {""}),
    ],
)
def test_what_is_wrong_elsewhere_hides_no_problem_of_a_change(sent, told):
    with pytest.raises(ValidationError) as refused:
        PostedQuestionSchema().load({**ASKED, **sent})
    pointers = {one.pointer for one in problems_in(refused.value.messages)}
    changes = {pointer for pointer in pointers if pointer.startswith("/changes")}
    assert changes == {f"/changes/{one}".rstrip("/") for one in told}
    assert {f"/{name}" for name in sent if name in ("goal", "why_not", "hours_per_week")} <= pointers
