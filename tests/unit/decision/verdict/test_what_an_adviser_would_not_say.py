"""Named cases of advice that no adviser of the field would give: each stands for its kind."""

import pytest

from services.intake.profile_schema import read_profile
from services.recommender.paths import PathKind
from tests.builders.whole_decisions import answered, decided


def learner(occupation, goal="fill_skill_gap", **members):
    given = {"learner_id": "x", "goal": goal, "country": "US", "field": {"occupation": occupation}, **members}
    return read_profile(given)


def shown(document):
    return [item["credential"]["title"] for item in document["items"]]


PMP = {
    "title": "Project Management Professional (PMP)",
    "issuer": "Project Management Institute",
    "issued_on": "2024-01-31",
    "expires_on": "2027-01-31",
}


def test_a_quilt_is_no_work_of_a_web_developer():
    asked = {"goal": "change_career", "target_role": {"required_skills": ["JavaScript"]}}
    plain = learner("Web Developers", **asked, experience={"years_in_field": 0})
    quilt = {"kind": "project", "title": "Quilt", "skills": ["quilting"], "year": 2026}
    with_quilt = learner("Web Developers", **asked, experience={"years_in_field": 0}, evidence=[quilt])
    assert decided(plain).verdict == decided(with_quilt).verdict


@pytest.mark.parametrize(
    "occupation",
    ["Solar Photovoltaic Installers", "Payroll and Timekeeping Clerks", "Home Health Aides", "Firefighters"],
)
def test_nobody_is_sent_to_show_work_that_leaves_nothing_to_look_at(occupation):
    document = answered(learner(occupation, "change_career", experience={"years_in_field": 0}))
    assert document["verdict"]["path"] != "portfolio"
    assert all(question["code"] != "evidence" for question in document["worth_asking"])


def test_a_wind_technician_without_a_posting_is_not_sent_to_learn_a_query_language():
    document = answered(learner("Wind Turbine Service Technicians", "explore", experience={"years_in_field": 0}))
    assert not any("SQL" in title or "Pandas" in title for title in shown(document))


def test_what_ends_in_weeks_is_the_answer_for_who_wants_to_be_current_and_a_spreadsheet_is_none():
    members = {"experience": {"years_in_field": 12}, "credentials_held": [PMP]}
    document = answered(learner("Project Management Specialists", "signal_currency", **members))
    assert document["verdict"]["path"] == "certification"
    assert document["next_steps"][0]["text"].startswith("Renew what ends soon first: Project Management Professional")
    assert not any("Excel" in title or "Word" in title for title in shown(document))


def test_a_beginners_step_is_not_shown_beside_the_higher_one_that_is_held():
    held = {**PMP, "expires_on": "2029-01-31"}
    members = {
        "experience": {"years_in_field": 3},
        "credentials_held": [held],
        "target_role": {"required_skills": ["agile project management"]},
    }
    document = answered(learner("Project Management Specialists", **members))
    assert not any("CAPM" in title for title in shown(document))


def test_who_is_new_to_the_field_is_not_sent_to_the_exam_of_those_who_have_practised():
    members = {"experience": {"years_in_field": 0}, "target_role": {"required_skills": ["project management"]}}
    document = answered(learner("Project Management Specialists", "change_career", **members))
    assert not any("(PMP)" in title for title in shown(document)[:2])


def test_who_is_short_of_one_language_is_not_sent_to_what_is_mostly_about_something_else():
    members = {"experience": {"years_in_field": 6}, "target_role": {"required_skills": ["Python"]}}
    document = answered(learner("Computer Network Architects", **members))
    assert not any("OSCP" in title for title in shown(document))


def test_credit_at_a_named_university_is_not_sought_where_none_is_given():
    goal = {"kind": "degree_credit", "institution": "University of Illinois Urbana-Champaign"}
    members = {
        "experience": {"years_in_field": 9},
        "stack_goal": goal,
        "education": [{"level": "bachelor", "field_of_study": "Marketing", "year": 2014}],
        "target_role": {"required_skills": ["marketing strategy"]},
    }
    decision = decided(learner("Marketing Managers", "complement", **members))
    for kind in (PathKind.MICRO_CREDENTIAL, PathKind.PROFESSIONAL_CERTIFICATE, PathKind.CERTIFICATION):
        counting = decision.paths.facts[kind].counting_there
        said = {one.rule for one in decision.paths.said[kind].contributions}
        assert (counting == 0) == ("stacking/no-credit-there" in said)
