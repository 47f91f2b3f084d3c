"""A change of a profile is a merge patch (RFC 7396), and what it makes is read like any profile."""

import pytest

from services.intake.problems import ProfileRejected
from services.reading.posted_profile import read_posted_profile
from services.reading.posted_question import changed_profiles, merged


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
    asked = {"learner_id": "l-1", "field": {"occupation": "15-1252.00"}, "goal": "explore", "hours_per_week": 6}
    profile = read_posted_profile(asked).profile
    (more,) = changed_profiles(profile, [{"hours_per_week": 12, "mode": "online"}])
    assert (more.hours_per_week, more.mode, profile.hours_per_week) == (12, "online", 6)
    with pytest.raises(ProfileRejected) as refused:
        changed_profiles(profile, [{"hours_per_week": 0}, {"mode": "online"}, {"goal": None, "colour": "red"}])
    assert {problem.pointer for problem in refused.value.problems} == {
        "/changes/0/hours_per_week",
        "/changes/2/goal",
        "/changes/2/colour",
    }
