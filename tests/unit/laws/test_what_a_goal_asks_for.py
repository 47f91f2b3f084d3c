"""Each goal is served by what it asks for, a field without a posting has no gaps, and money and time are counted once."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.recommender.knowledge.credentials.credential import Assessment, Cost, CredentialKind, TaughtSkill
from services.recommender.learner import Budget, HeldSkill, StackGoal, TargetRole
from services.recommender.scales import Goal, HeldStatus, SkillLevel, StackGoalKind
from tests.builders.made_up.random_catalogues import (
    CURRENCIES,
    IDS,
    NAMES,
    catalogue,
    catalogues,
    credentials,
    learners,
)
from tests.builders.whole_decisions import TODAY, answered, decided, tried

OUT = float("-inf")
HELD_AT = SkillLevel.INTERMEDIATE

#: What proves anew: a certification however it is assessed, and a shorter award that examines.
EXAMINING = (Assessment.PROCTORED_EXAM, Assessment.PRACTICAL, Assessment.PROJECT, Assessment.PORTFOLIO)
PROVING = [(CredentialKind.CERTIFICATION, one) for one in Assessment] + [
    (kind, one)
    for kind in (CredentialKind.MICRO_CREDENTIAL, CredentialKind.PROFESSIONAL_CERTIFICATE)
    for one in EXAMINING
]


def alike(base, **each):
    """Return copies of a credential that differ in one member: by id, the value of it."""
    (member, values), *_ = each.items()
    return [replace(base, id=name, title=f"Award {name}", **{member: value}) for name, value in values.items()]


def points(decision):
    return {one.credential.id: OUT if one.said.exclusions else one.said.score for one in decision.judged}


@tried()
@given(learners(), credentials(0), st.sampled_from(PROVING))
def test_the_goal_to_be_current_is_served_by_what_proves_a_skill_held(profile, base, how):
    kind, assessment = how
    base = replace(
        base, skills=(TaughtSkill(skill=IDS[0]),), prerequisites=None, kind=kind, assessment=assessment, level=HELD_AT
    )
    asked = replace(
        profile,
        goal=Goal.SIGNAL_CURRENCY,
        target_role=TargetRole(required_skills=NAMES[:1]),
        skills=(HeldSkill(name=NAMES[0], level=HELD_AT),),
        credentials_held=(),
    )
    (one,) = decided(asked, catalogue([base])).judged
    assert "relevance/teaches-nothing-missing" not in {each.rule for each in one.said.contributions}


@tried()
@given(learners(), credentials(0), st.dates(date(2015, 1, 1), TODAY), st.dates(date(2015, 1, 1), TODAY))
def test_of_two_alike_the_one_revised_later_stands_first_where_currency_is_the_goal(profile, base, one, other):
    if one == other:
        return
    base = replace(base, skills=tuple(TaughtSkill(skill=each) for each in IDS[:2]), prerequisites=None)
    earlier, later = sorted((one, other))
    offers = alike(base, revised_on={"a": earlier, "b": later})
    asked = replace(profile, goal=Goal.SIGNAL_CURRENCY, target_role=TargetRole(required_skills=NAMES[:3]), skills=())
    decision = decided(asked, catalogue(offers))
    assert [each.credential.id for each, _ in decision.ranking.shown] in (["b", "a"], ["b"], [])


@tried()
@given(learners(), credentials(0), st.integers(1, 900), st.integers(2, 400))
def test_who_explores_hears_first_of_what_is_free_and_short(profile, base, price, hours):
    base = replace(base, skills=tuple(TaughtSkill(skill=each) for each in IDS[:2]), prerequisites=None, remembered=None)
    asked = replace(profile, goal=Goal.EXPLORE, target_role=TargetRole(required_skills=NAMES[:3]), skills=())
    costs = {"a": Cost(amount=price, currency="USD"), "b": Cost(amount=0, currency="USD")}
    lengths = {"a": hours, "b": 1}
    for offers in (alike(base, cost=costs), alike(replace(base, weeks_minimum=None), hours=lengths)):
        shown = [one.credential.id for one, _ in decided(asked, catalogue(offers)).ranking.shown]
        assert shown in (["b", "a"], ["b"], [])


@tried()
@given(learners(), credentials(0))
def test_credit_at_the_institution_named_outranks_credit_elsewhere_which_outranks_none(profile, base):
    base = replace(
        base,
        skills=tuple(TaughtSkill(skill=each) for each in IDS[:2]),
        prerequisites=None,
        credits=None,
        issuer=replace(base.issuer, name="Acme"),
    )
    toward = StackGoal(kind=StackGoalKind.DEGREE_CREDIT, institution="State University")
    asked = replace(profile, stack_goal=toward, target_role=TargetRole(required_skills=NAMES[:3]), skills=())
    named, elsewhere = (
        replace(base, id=name, title=f"Award {name}", credits=6, credits_toward=where)
        for name, where in (("named", "State University"), ("elsewhere", "Other University"))
    )
    given_to = points(decided(asked, catalogue([named, elsewhere, replace(base, id="none", title="Award none")])))
    if OUT not in given_to.values():
        assert given_to["named"] > given_to["elsewhere"] > given_to["none"]


@tried(10, 40, 2_000)
@given(learners(), catalogues())
def test_without_a_posting_nothing_is_missing_and_a_posting_is_asked_for(profile, offers):
    document = answered(replace(profile, target_role=TargetRole()), catalogue(offers))
    if document["skills"]["from"] == "imputed":
        assert document["skills"]["missing"] == document["skills"]["missing_preferred"] == []
        assert "which_posting_would_you_apply_for" in {one["code"] for one in document["questions"]}


@tried()
@given(learners(), catalogues(), CURRENCIES)
def test_with_nothing_to_spend_nothing_is_shown_that_costs_for_certain(profile, offers, currency):
    broke = decided(replace(profile, budget=Budget(amount=0, currency=currency)), catalogue(offers))
    for one, _ in broke.ranking.shown:
        cost = one.credential.cost
        # What is begun is finished whatever it costs: nobody is told to drop it (rule feasibility/over-budget).
        begun = one.fit.held is HeldStatus.IN_PROGRESS
        assert begun or cost is None or not cost.amount or cost.amount_from == 0 or one.price.price_is_sure == "no"


@tried(10, 40, 2_000)
@given(learners(), catalogues())
def test_days_are_counted_once_and_what_is_not_known_is_null(profile, offers):
    for item in answered(profile, catalogue(offers))["items"]:
        days = item["facts"]["fit.days_needed"]
        assert item["weeks_needed"] == (None if days is None else -(-days // 7))
        # No day is promised by hours that were only remembered.
        sure = days is not None and item["facts"]["fit.duration_is_sure"] == "yes"
        assert item["done_by"] == ((TODAY + timedelta(days=days)).isoformat() if sure else None)
