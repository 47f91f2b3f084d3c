"""A part of a country that has its own authority is named by it; where the part is not said, the answer asks."""

import pytest

from services.intake.profile_schema import read_profile
from services.recommender.recommendation.document import Recommendation
from tests.builders.whole_decisions import recommended

TEACHER = {
    "learner_id": "learner-1",
    "field": {"occupation": "25-2021.00"},
    "goal": "change_career",
    "education": [{"level": "bachelor"}],
    "target_role": {"title": "Primary teacher", "required_skills": ["lesson planning"]},
}


def _advised(**members: object) -> Recommendation:
    return recommended(read_profile({**TEACHER, **members}))


def _said(recommendation: Recommendation) -> str:
    return " ".join((recommendation.verdict.sentence, *(step.text for step in recommendation.next_steps)))


@pytest.mark.parametrize("words", ["CA-AB", "AB", "Alberta", "alberta"])
def test_the_authority_of_the_region_said_is_named_and_no_other(words: str) -> None:
    answer = _advised(country="CA", region=words)
    assert answer.field.region == "CA-AB"
    assert "Alberta Education" in _said(answer)
    assert "Ontario" not in _said(answer)
    assert "In which part of the country do you want to work?" not in [one.text for one in answer.questions]


def test_a_region_of_which_no_authority_is_known_is_still_named() -> None:
    assert "the teacher certification body of the province, in Yukon" in _said(_advised(country="CA", region="Yukon"))


def test_where_no_region_is_said_one_is_an_example_and_the_answer_asks() -> None:
    answer = _advised(country="CA")
    assert answer.field.region is None
    assert "the teacher certification body of the province, in Ontario Ontario College of Teachers" in _said(answer)
    assert "In which part of the country do you want to work?" in [one.text for one in answer.questions]


def test_a_region_by_its_code_says_its_country() -> None:
    answer = _advised(region="GB-SCT")
    assert (answer.field.country, answer.field.country_given) == ("GB", True)
    assert "General Teaching Council for Scotland" in _said(answer)


@pytest.mark.parametrize("words", ["CA-ZZ", "Bavaria", "somewhere"])
def test_what_names_no_region_of_the_country_is_none(words: str) -> None:
    assert _advised(country="CA", region=words).field.region is None


def test_what_counts_in_one_region_alone_is_not_shown_in_another() -> None:
    guard = {"field": {"occupation": "33-9032.00"}, "country": "CA", "target_role": {"title": "Guard"}}
    in_ontario = [item.credential.title for item in _advised(**guard, region="Ontario").items]
    in_alberta = [item.credential.title for item in _advised(**guard, region="Alberta").items]
    assert "Security guard licence (Ontario)" in in_ontario
    assert "Security guard licence (Ontario)" not in in_alberta


@pytest.mark.parametrize(
    ("region", "authority"),
    [
        ("US-TX", "Texas Education Agency"),
        ("AT-9", "Bildungsdirektion für Wien"),
        ("ES-CT", "Generalitat de Catalunya"),
    ],
)
def test_each_country_whose_parts_differ_names_the_authority_of_the_part(region: str, authority: str) -> None:
    assert authority in _said(_advised(region=region))


def test_in_the_united_states_nothing_is_added_where_no_state_or_one_of_which_nothing_is_known_is_said() -> None:
    unsaid, unknown = _advised(country="US"), _advised(country="US", region="Wyoming")
    assert unknown.field.region == "US-WY"
    assert _said(unsaid) == _said(unknown)
    assert "In which part of the country do you want to work?" not in [one.text for one in unsaid.questions]


@pytest.mark.parametrize(
    ("state", "said"),
    [("FL", "multistate licence of another state"), ("CA", "California itself, which is not in the Nurse Licensure")],
)
def test_a_state_says_whether_a_nurses_licence_of_another_state_counts(state: str, said: str) -> None:
    nurse = {"field": {"occupation": "29-1141.00"}, "target_role": {"title": "Staff nurse"}}
    assert said in (_advised(**nurse, country="US", region=state).field.licence or "")


def test_an_advanced_practice_nurse_is_told_nothing_of_the_compact_of_nurses() -> None:
    midwife = {"field": {"occupation": "29-1171.00"}, "target_role": {"title": "Nurse practitioner"}}
    assert "Compact" not in (_advised(**midwife, country="US", region="TX").field.licence or "")


@pytest.mark.parametrize(
    ("region", "authority"),
    [("Vlaanderen", "AGODI"), ("BE-WAL", "Wallonie-Bruxelles"), ("Bruxelles", "taught in Dutch")],
)
def test_a_teacher_in_belgium_is_sent_to_the_community(region: str, authority: str) -> None:
    assert authority in _said(_advised(country="BE", region=region))
