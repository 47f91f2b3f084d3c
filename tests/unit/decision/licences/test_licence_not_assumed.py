"""Who is taken to hold the field's licence, who is asked, and what is said of one that does not count today?"""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from thoroughness import examples

from services.recommender.decision.decision import Decision
from services.recommender.decision.facts.holdings.licence import licence_held
from services.recommender.learner import Education, Experience, Field, HeldCredential, Profile, TargetRole
from services.recommender.recommend import reach_decision, recommend
from services.recommender.scales import EducationLevel, Goal, HeldStatus, Proof
from services.recommender.situation.reading import read_situation
from tests.builders import shipped

ROOT = Path(__file__).resolve().parents[4]
KNOWLEDGE = shipped.knowledge()
RULEBOOK = shipped.rulebook()
TODAY = date(2026, 11, 29)

NURSE, LAWYER, ELECTRICIAN, TRUCKER, BROKER = "29-1141.00", "23-1011.00", "47-2111.00", "53-3032.00", "41-9021.00"
LICENCES = {
    NURSE: "Registered nurse license",
    LAWYER: "Attorney license",
    ELECTRICIAN: "Journeyman electrician",
    TRUCKER: "Commercial driver's license (CDL)",
    BROKER: "Real estate broker license",
}

#: Each speaks of one way in which a licence is not there today.
OF_NONE = {"path/licence-is-the-way-in", "path/licence-of-the-trade-is-next"}
OF_UNDER_WAY = {"path/licence-is-under-way", "path/licence-of-the-trade-is-under-way"}
OF_LAPSED = {"path/licence-has-lapsed"}
OF_OTHERS = {"path/licence-does-not-count-yet"}, {"path/licence-of-another-country"}, {"path/licence-in-hand"}


def learner(code=NURSE, *held, goal=Goal.CHANGE_CAREER, years=None, level=None, required=("first aid",)):
    return Profile(
        learner_id="l",
        field=Field(occupation=code),
        goal=goal,
        target_role=TargetRole(required_skills=required),
        experience=Experience(years_in_field=years),
        education=(Education(level=level),) if level else (),
        credentials_held=held,
    )


def decided(profile) -> Decision:
    return reach_decision(profile, knowledge=KNOWLEDGE, rulebook=RULEBOOK, on=TODAY)


def fired(decision):
    paths = (*decision.paths.said.values(), decision.paths.overall)
    said = {one.rule for tally in paths for one in (*tally.contributions, *tally.cautions, *tally.exclusions)}
    return said | {firing.rule for firing in decision.concluded}


def answer(profile):
    return recommend(profile, knowledge=KNOWLEDGE, rulebook=RULEBOOK, on=TODAY).as_document()


def codes(document, part="cautions"):
    return {each["code"] for each in document[part]}


HELD = st.builds(
    lambda status, expires_on, issued_on, proof, place: (status, expires_on, issued_on, proof, place),
    st.sampled_from(HeldStatus),
    st.sampled_from([None, date(2020, 1, 1), date(2026, 12, 20), date(2030, 1, 1)]),
    st.sampled_from([None, date(2019, 1, 1), date(2027, 2, 1)]),
    st.sampled_from([Proof.SELF_DECLARED, Proof.TAMPERED, Proof.UNREADABLE]),
    st.sampled_from(["", " (India)", " (California)"]),
)


@settings(max_examples=examples(60, 200, 3_000), deadline=None)
@given(
    code=st.sampled_from(sorted(LICENCES)),
    held=st.lists(HELD, max_size=2),
    goal=st.sampled_from(Goal),
    years=st.sampled_from([None, 0, 1, 3, 12]),
    level=st.sampled_from([None, EducationLevel.SECONDARY, EducationLevel.ASSOCIATE, EducationLevel.BACHELOR]),
)
def test_what_is_said_of_none_of_one_lapsed_and_of_one_under_way_never_goes_together(code, held, goal, years, level):
    credentials = [
        HeldCredential(title=LICENCES[code] + place, status=status, expires_on=end, issued_on=start, proof=proof)
        for status, end, start, proof, place in held
    ]
    decision = decided(learner(code, *credentials, goal=goal, years=years, level=level))
    rules = fired(decision)
    assert sum(bool(rules & kind) for kind in (OF_NONE, OF_UNDER_WAY, OF_LAPSED, *OF_OTHERS)) <= 1
    assert not (OF_NONE & rules and credentials)
    if "path/licence-assumed" in rules:
        assert not credentials
        assert years
        assert goal is not Goal.CHANGE_CAREER


@pytest.mark.parametrize("code", [NURSE, LAWYER, TRUCKER, BROKER])
@pytest.mark.parametrize("years", [None, 1, 6])
def test_who_changes_career_is_not_taken_to_hold_the_licence_and_is_asked(code, years):
    document = answer(learner(code, years=years))
    assert document["verdict"]["path"] in {"licence", "degree"}
    assert "licence_is_assumed" not in codes(document)
    assert "do_you_hold_the_licence" in codes(document, "questions")


@pytest.mark.parametrize("goal", sorted(set(Goal) - {Goal.CHANGE_CAREER}))
def test_years_that_are_not_given_show_no_licence(goal):
    document = answer(learner(goal=goal, level=EducationLevel.BACHELOR))
    assert "licence_is_assumed" not in codes(document)
    assert "do_you_hold_the_licence" in codes(document, "questions")


@pytest.mark.parametrize(("code", "level"), [(NURSE, EducationLevel.SECONDARY), (LAWYER, EducationLevel.SECONDARY)])
@pytest.mark.parametrize("years", [1, 9])
def test_who_lacks_the_education_that_the_licence_rests_on_is_asked(code, level, years):
    document = answer(learner(code, goal=Goal.FILL_SKILL_GAP, years=years, level=level))
    assert "licence_is_assumed" not in codes(document)
    assert "do_you_hold_the_licence" in codes(document, "questions")


def test_years_in_the_field_with_its_education_still_imply_the_licence():
    document = answer(learner(goal=Goal.FILL_SKILL_GAP, years=8, level=EducationLevel.ASSOCIATE))
    assert "licence_is_assumed" in codes(document)


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (HeldCredential(title="RN license", status=HeldStatus.EXPIRED), "expired"),
        (HeldCredential(title="RN license", expires_on=date(2026, 11, 28)), "expired"),
        (HeldCredential(title="RN license", status=HeldStatus.REVOKED), "revoked"),
        (HeldCredential(title="RN license", status=HeldStatus.IN_PROGRESS), "in_progress"),
        (HeldCredential(title="RN license", issued_on=date(2027, 1, 1)), "not_valid_yet"),
        (HeldCredential(title="RN license", proof=Proof.TAMPERED), "unproven"),
        (HeldCredential(title="Registered nurse (India)"), "elsewhere"),
        (HeldCredential(title="Registered nurse", issuer="Nursing and Midwifery Council"), "elsewhere"),
        (HeldCredential(title="RN license (California)"), "valid"),
        (HeldCredential(title="RN license", issuer="New Mexico Board of Nursing"), "valid"),
    ],
)
def test_a_licence_that_is_named_is_spoken_of_as_what_it_is(held, expected):
    profile = learner(NURSE, held, years=0)
    assert licence_held(read_situation(profile, KNOWLEDGE, TODAY)) == expected
    said = answer(profile)
    texts = [each["text"] for part in ("cautions", "paths") for each in said[part] if "text" in each]
    texts += [one["because"] for path in said["paths"] for one in path["contributions"] if "because" in one]
    assert not [text for text in texts if "you do not name it" in text]


@pytest.mark.parametrize(
    ("asked", "title", "expected"),
    [
        ("AHPRA registration", "Registered Nurse, state nursing council (India)", "elsewhere"),
        ("NMC registration", "RN license (Texas)", "elsewhere"),
        ("NMC registration", "NMC registered nurse", "valid"),
        ("registration with the AHPRA", "AHPRA registration", "valid"),
    ],
)
def test_a_registration_that_the_posting_names_is_the_licence_and_no_skill(asked, title, expected):
    profile = learner(NURSE, HeldCredential(title=title), years=6, required=(asked, "patient assessment"))
    assert licence_held(read_situation(profile, KNOWLEDGE, TODAY)) == expected
    document = answer(profile)
    assert asked not in document["skills"]["missing"]
    assert (document["verdict"]["path"] == "licence") is (expected == "elsewhere")


@pytest.mark.parametrize("words", ["patient registration", "domain registration", "image registration"])
def test_an_entry_in_a_list_is_no_registration_with_a_body(words):
    assert not read_situation(learner(NURSE, required=(words,)), KNOWLEDGE, TODAY).asked_credentials


@pytest.mark.parametrize("code", [NURSE, BROKER])
def test_no_certification_of_other_work_is_shown_for_licensed_work(code):
    items = answer(learner(code, required=()))["items"]
    certifications = [each["credential"]["id"] for each in items if each["credential"]["kind"] == "certification"]
    made_for = [KNOWLEDGE.catalogue.credentials[each].occupations for each in certifications]
    assert all(not occupations or code in occupations for occupations in made_for)
