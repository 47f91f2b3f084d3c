"""A licence is what its name says: no lower one stands in for it, no skill outweighs it, and a verdict for it shows it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.recommender.learner import (
    Education,
    Experience,
    Field,
    HeldCredential,
    HeldSkill,
    Profile,
    StackGoal,
    TargetRole,
)
from services.recommender.paths import PathKind
from services.recommender.recommendation.codes import LeftOut
from services.recommender.scales import EducationLevel, Goal, HeldStatus, SkillLevel, StackGoalKind
from tests.builders.whole_decisions import KNOWLEDGE, answered, decided, tried

#: Fields whose licence the catalogue knows, and that every state asks for.
LICENSED = ("25-2021.00", "29-1141.00", "41-9022.00", "39-5012.00", "39-5094.00", "23-1011.00", "53-3032.00")

SKILLS = ("SQL", "negotiation", "Microsoft Excel", "classroom management", "hair colouring", "patient education")


def aiming(code, *required, held=(), goal=Goal.FILL_SKILL_GAP, **more):
    """Return a learner of three years in the field whose posting asks for so much."""
    return Profile(
        learner_id="law",
        field=Field(occupation=code),
        goal=goal,
        country="US",
        target_role=TargetRole(required_skills=required),
        credentials_held=tuple(HeldCredential(title=title) for title in held),
        **{"experience": Experience(years_in_field=3), **more},
    )


@tried()
@given(
    st.sampled_from(LICENSED),
    st.lists(st.sampled_from(SKILLS), unique=True, max_size=4),
    st.lists(st.sampled_from(SKILLS), unique=True, max_size=4),
    st.sampled_from(SkillLevel),
    st.sampled_from((None, EducationLevel.SECONDARY, EducationLevel.BACHELOR)),
    st.sampled_from((None, 5, 40)),
)
def test_a_verdict_for_a_licence_shows_that_of_the_field_first(code, asked, known, level, education, pace):
    decision = decided(
        aiming(
            code,
            *asked,
            goal=Goal.CHANGE_CAREER,
            experience=Experience(years_in_field=0),
            skills=tuple(HeldSkill(name=name, level=level) for name in known),
            education=(Education(level=education),) if education else (),
            hours_per_week=pace,
        )
    )
    if decision.verdict.path is PathKind.LICENCE:
        first, _ = decision.ranking.shown[0]
        assert first.is_field_licence
        assert not any(
            one.is_field_licence and why in {LeftOut.TOO_LITTLE, LeftOut.WEIGHED_AGAINST}
            for one, why in decision.ranking.left_out
        )


#: A field, what is held there, and what a posting asks for above it or beside it.
ABOVE = [
    ("31-1131.00", "Certified Nursing Assistant", "registered nurse license"),
    ("31-1131.00", "Certified Nursing Assistant", "LPN license"),
    ("31-1131.00", "LPN", "RN license"),
    ("29-2061.00", "Licensed Practical Nurse", "Registered Nurse (RN) license"),
    ("29-1141.00", "Registered Nurse licence", "APRN license"),
    ("47-2111.00", "Journeyman electrician license", "master electrician license"),
    ("47-2111.00", "Journeyman electrician license", "Electrical contractor license"),
    ("47-2152.00", "Journeyman plumber license", "Master Plumber License"),
    ("41-9022.00", "Real estate salesperson license", "real estate broker license"),
    ("23-1011.00", "Bar admission", "patent bar registration"),
    ("29-2042.00", "EMT", "Paramedic license"),
    ("53-3032.00", "Commercial Driver's License (Class A)", "hazmat endorsement"),
    ("53-3032.00", "CDL", "CDL with hazmat endorsement"),
    ("25-2021.00", "State teaching licence", "English learner endorsement"),
]


@pytest.mark.parametrize(("code", "held", "asked"), ABOVE)
@tried(desk=3, wide=12, thorough=100)
@given(st.lists(st.sampled_from(SKILLS), unique=True, max_size=2))
def test_a_lower_licence_never_stands_in_for_what_the_posting_names(code, held, asked, beside):
    decision = decided(aiming(code, asked, *beside, held=[held]))
    (named,) = decision.situation.asked_credentials
    assert named.missing
    assert decision.verdict.path is PathKind.LICENCE
    assert not any(
        "field-licence-is-held" in rule
        for one in decision.judged
        if one.asked_for != "no"
        for rule in (excluded.rule for excluded in one.said.exclusions)
    )


@pytest.mark.parametrize(
    ("code", "held", "asked"),
    [
        ("31-1131.00", "Registered Nurse license", "CNA certification"),
        ("29-1141.00", "R.N.", "registered nurse license"),
        ("47-2111.00", "Master Electrician License", "Journeyman electrician license"),
        ("47-2111.00", "Journeyman electrician license", "Journeyman or master electrician license"),
        ("41-9022.00", "Real estate broker license", "real estate license"),
        ("53-3032.00", "CDL Class A with hazmat endorsement", "hazmat endorsement"),
        ("25-2057.00", "Special education teaching certificate", "special education endorsement"),
        ("25-2021.00", "Multiple subject credential", "teaching license"),
        ("15-1211.01", "Registered nurse license", "nursing license"),
        ("49-9051.00", "CDL Class A", "Commercial Driver License Class A"),
    ],
)
def test_the_same_licence_or_a_higher_one_is_what_the_posting_names(code, held, asked):
    (named,) = decided(aiming(code, asked, held=[held])).situation.asked_credentials
    assert not named.missing


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("11-9141.00", "Real estate license"),
        ("11-9141.00", "Broker license"),
        ("49-9051.00", "Commercial Driver License Class A"),
        ("13-2011.00", "CPA"),
    ],
)
@tried(desk=3, wide=12, thorough=100)
@given(st.lists(st.sampled_from(SKILLS), unique=True, max_size=2))
def test_a_licence_that_the_posting_requires_is_never_foreign_and_decides_the_path(code, asked, beside):
    decision = decided(aiming(code, asked, *beside))
    assert [(one.words, one.missing) for one in decision.situation.asked_credentials] == [(asked, True)]
    assert decision.verdict.path is PathKind.LICENCE
    known = decision.situation.asked_credentials[0].credential
    assert known is None or decision.ranking.shown[0][0].credential.id == known


@pytest.mark.parametrize("words", ["Valid driver's license", "software license management", "License or state ID"])
def test_a_licence_of_everyday_life_is_no_licence_to_work(words):
    asked = decided(aiming("43-6014.00", words)).situation.asked_credentials
    assert not [one for one in asked if one.kind is not None]


@pytest.mark.parametrize(
    ("code", "asked"), [("13-1041.08", "Customs broker license"), ("49-9021.00", "EPA Section 608")]
)
def test_what_the_posting_shows_as_missing_is_never_assumed_held(code, asked):
    document = answered(aiming(code, asked, education=(Education(level=EducationLevel.ASSOCIATE),)))
    assert "licence_is_assumed" not in {caution["code"] for caution in document["cautions"]}


@pytest.mark.parametrize(
    ("code", "title"),
    [("47-2152.00", "Journeyman plumber license"), ("53-3032.00", "Commercial Driver's License (Class A)")],
)
def test_renewing_a_licence_takes_neither_the_hours_nor_the_price_of_the_first_time(code, title):
    profile = aiming(code, title, hours_per_week=8)
    lapsed = Profile(
        **{
            **{name: getattr(profile, name) for name in profile.__dataclass_fields__},
            "credentials_held": (HeldCredential(title=title, status=HeldStatus.EXPIRED),),
        }
    )
    first, _ = decided(lapsed).ranking.shown[0]
    assert first.is_field_licence
    assert (first.credential.hours, first.credential.cost, first.time.days_needed) == (None, None, None)
    known = KNOWLEDGE.catalogue.credentials[first.credential.id]
    assert known.hours or known.cost


def test_the_steps_to_a_licence_tell_of_that_one_and_of_programmes_only_where_it_rests_on_one():
    goal = StackGoal(kind=StackGoalKind.NAMED_CREDENTIAL, credential="Enrolled Agent")
    steps = [step["text"] for step in answered(aiming("13-2082.00", stack_goal=goal))["next_steps"]]
    assert any("Enrolled Agent" in text for text in steps)
    assert not any("150" in text or "programmes" in text for text in steps)
    nurse = aiming("29-1141.00", goal=Goal.CHANGE_CAREER, experience=Experience(years_in_field=0))
    assert any("programmes" in step["text"] for step in answered(nurse)["next_steps"])


def test_an_appraiser_of_property_is_sent_to_the_state_and_to_no_foreign_body():
    decision = decided(aiming("13-2023.00", goal=Goal.CHANGE_CAREER, experience=Experience(years_in_field=0)))
    assert decision.verdict.path is PathKind.LICENCE
