"""Employers are a set, holdings count for their role, and credit counts where it is wanted: laws between two answers."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up.random_profiles import profiles
from thoroughness import examples

from services.recommender.decision.facts.candidate.calculator import FitCalculator
from services.recommender.decision.facts.credits import credit_at
from services.recommender.decision.facts.holdings.licence import is_taken_to_hold_licence
from services.recommender.knowledge.credentials.credential import (
    Credential,
    CredentialKind,
    Issuer,
    IssuerKind,
    Recognition,
    Source,
)
from services.recommender.learner import (
    Education,
    Experience,
    Field,
    HeldCredential,
    Profile,
    StackGoal,
    TargetEmployer,
)
from services.recommender.recommend import recommend
from services.recommender.rulebook.engine.plain import holds
from services.recommender.rulebook.rule import NEGATIONS, Comparison
from services.recommender.rulebook.vocabulary import UNKNOWN, words_joined
from services.recommender.scales import EducationLevel, EmployerKind, Goal, HeldStatus, StackGoalKind
from services.recommender.situation.reading import read_situation
from tests.builders import shipped

ROOT = Path(__file__).resolve().parents[4]
KNOWLEDGE = shipped.knowledge()
RULEBOOK = shipped.rulebook()
TODAY = date(2026, 11, 29)
ACCOUNTANT, NURSE = "13-2011.00", "29-1141.00"

KINDS = sorted(set(EmployerKind) - {EmployerKind.UNKNOWN})
ABOUT_EMPLOYERS = [
    condition
    for rule in RULEBOOK.rules.values()
    for condition in rule.conditions()
    if condition.field.full_name == "role.employers" and condition.comparison not in NEGATIONS
]


def answer(profile):
    return recommend(profile, knowledge=KNOWLEDGE, rulebook=RULEBOOK, on=TODAY).as_document()


def credential(*, issuer="Acme Learning", kind=IssuerKind.LEARNING_PLATFORM, **more):
    return Credential(
        id="x",
        title="X",
        kind=CredentialKind.MICRO_CREDENTIAL,
        issuer=Issuer(name=issuer, kind=kind),
        address="https://example.org",
        source=Source(title="a page", address="https://example.org", licence="facts", read_on=TODAY),
        **more,
    )


def fit(one, occupation=ACCOUNTANT, **members):
    profile = Profile(learner_id="L", field=Field(occupation=occupation), goal=Goal.COMPLEMENT, **members)
    situation = read_situation(profile, KNOWLEDGE, TODAY)
    return FitCalculator.of(situation, KNOWLEDGE.catalogue.credentials, KNOWLEDGE.bodies).fit(one)


@settings(max_examples=1000)
@given(
    st.sampled_from(ABOUT_EMPLOYERS),
    st.sets(st.sampled_from(KINDS), min_size=1),
    st.sampled_from(KINDS),
)
def test_one_more_employer_never_takes_away_what_another_gave(condition, kinds, one_more):
    if condition.literal == UNKNOWN or condition.comparison is Comparison.KNOWN:
        return
    before, after = words_joined(kinds), words_joined({*kinds, one_more})
    assert holds(condition, after) or not holds(condition, before)


@settings(max_examples=examples(25, 60, 2_000), deadline=None, suppress_health_check=list(HealthCheck))
@given(profiles(), st.permutations(range(3)))
def test_employers_have_no_order(profile, order):
    three = (
        TargetEmployer(kind=EmployerKind.ACADEMIC),
        TargetEmployer(name="Deloitte LLP"),
        TargetEmployer(name="Oak Ltd", kind=EmployerKind.PUBLIC),
    )
    first = answer(replace(profile, target_employers=three))
    again = answer(replace(profile, target_employers=tuple(three[place] for place in order)))
    for part in ("verdict", "items", "paths", "cautions", "questions", "facts"):
        assert first[part] == again[part]


@pytest.mark.parametrize(
    ("employers", "known"),
    [
        ([], "unknown"),
        ([TargetEmployer(kind=EmployerKind.ACADEMIC)], "academic"),
        ([TargetEmployer(name="Deloitte LLP")], "corporate"),
        ([TargetEmployer(name="Leeds Teaching Hospitals NHS Trust")], "public"),
        ([TargetEmployer(name="Oak Ltd")], "unknown"),
        ([TargetEmployer(name="Oak Ltd"), TargetEmployer(kind=EmployerKind.PUBLIC)], "public+several"),
        ([TargetEmployer(name="Deloitte LLP", kind=EmployerKind.NONPROFIT)], "nonprofit"),
        ([TargetEmployer(kind=k) for k in (EmployerKind.PUBLIC, EmployerKind.ACADEMIC)], "academic+public+several"),
    ],
)
def test_the_kinds_of_employers_are_a_fact_of_several_words(employers, known):
    profile = Profile(
        learner_id="L", field=Field(occupation=ACCOUNTANT), goal=Goal.COMPLEMENT, target_employers=tuple(employers)
    )
    assert answer(profile)["facts"]["role.employers"] == known


@pytest.mark.parametrize("written", ["Deloitte", "deloitte llp", "Deloitte Touche Tohmatsu Ltd."])
def test_an_employer_recognises_by_whatever_name_it_is_written(written):
    recognised = credential(
        recognised_by=(Recognition(by="Deloitte LLP", by_kind=EmployerKind.UNKNOWN, asserted_by="Acme"),)
    )
    assert fit(recognised, target_employers=(TargetEmployer(name=written),)).recognised_by == "target_employer"
    own = credential(issuer="Deloitte Ltd")
    assert fit(own, target_employers=(TargetEmployer(name=written),)).issuer_is_target == "yes"


def test_how_employers_were_taken_is_part_of_the_answer():
    profile = Profile(
        learner_id="L",
        field=Field(occupation=ACCOUNTANT),
        goal=Goal.COMPLEMENT,
        target_employers=(TargetEmployer(name="Deloitte LLP"), TargetEmployer(kind=EmployerKind.PUBLIC)),
    )
    assert answer(profile)["employers"] == [
        {"name": "Deloitte LLP", "kind": "corporate", "kind_from": "name", "sector": "accounting", "country": None},
        {"name": None, "kind": "public", "kind_from": "said", "sector": None, "country": None},
    ]


#: What has to do with none of the occupations of generated profiles, nor with what their postings ask for.
UNRELATED = st.builds(
    HeldCredential,
    title=st.sampled_from(["Forklift operator certificate", "Bartender permit", "Lifeguard certificate"]),
    status=st.sampled_from(HeldStatus),
    expires_on=st.sampled_from([None, date(2020, 1, 1), date(2026, 12, 20), date(2030, 1, 1)]),
)


@settings(max_examples=examples(60, 120, 2_000), deadline=None, suppress_health_check=list(HealthCheck))
@given(profiles(), st.lists(UNRELATED, min_size=1, max_size=3))
def test_a_holding_of_another_trade_changes_neither_verdict_nor_order_nor_points(profile, holdings):
    before = answer(profile)
    after = answer(replace(profile, credentials_held=(*profile.credentials_held, *holdings)))
    assert before["verdict"]["path"] == after["verdict"]["path"]
    for part in ("items", "paths"):
        assert [(one.get("credential"), one["score"]) for one in before[part]] == [
            (one.get("credential"), one["score"]) for one in after[part]
        ]


def test_only_what_is_begun_for_the_role_is_too_much():
    begun = tuple(
        HeldCredential(title=title, status=HeldStatus.IN_PROGRESS)
        for title in ("Forklift operator certificate", "Bartender permit", "Bookkeeping certificate", "CPA")
    )
    profile = Profile(
        learner_id="L", field=Field(occupation=ACCOUNTANT), goal=Goal.FILL_SKILL_GAP, credentials_held=begun[:3]
    )
    assert answer(profile)["facts"]["learner.credentials_in_progress"] == 3
    assert answer(profile)["facts"]["learner.credentials_in_progress_for_role"] <= 1


@pytest.mark.parametrize(
    ("issuer", "occupation", "is_of"),
    [
        ("American Nurses Credentialing Center", ACCOUNTANT, "no"),
        ("American Nurses Credentialing Center", NURSE, "yes"),
        ("American Institute of CPAs", ACCOUNTANT, "yes"),
        ("Board of Examples", ACCOUNTANT, "unknown"),
    ],
)
def test_a_body_counts_in_its_own_industry(issuer, occupation, is_of):
    assert fit(credential(issuer=issuer, kind=IssuerKind.INDUSTRY_BODY), occupation).issuer_field == is_of


def test_a_body_that_made_it_for_the_occupation_is_of_the_field():
    made = credential(issuer="Board of Examples", kind=IssuerKind.INDUSTRY_BODY, occupations=(ACCOUNTANT,))
    assert fit(made).issuer_field == "yes"


STATE = StackGoal(kind=StackGoalKind.DEGREE_CREDIT, institution="State University")


@pytest.mark.parametrize(
    ("issuer", "members", "counts"),
    [
        ("State University", {"credits": 6}, "awarded"),
        ("The State University, Inc.", {"credits": 6, "credits_toward": "State University"}, "awarded"),
        ("Acme Learning", {"credits": 6, "credits_toward": "a degree of State University"}, "accepted"),
        ("State University", {"credits": 6, "credits_toward": "Other University"}, "elsewhere"),
        ("Other University", {"credits": 6}, "elsewhere"),
        ("State University", {}, "none_known"),
    ],
)
def test_credit_counts_where_it_is_toward(issuer, members, counts):
    assert credit_at(credential(issuer=issuer, **members), STATE, {}) == counts
    assert credit_at(credential(issuer=issuer, **members), StackGoal(), {}) == "not_asked"


def test_credit_is_toward_the_institution_of_the_degree_that_it_names():
    goal = replace(STATE, institution="Georgia Institute of Technology")
    known = KNOWLEDGE.catalogue.credentials
    assert credit_at(known["gtx-micromasters-analytics"], goal, known) == "awarded"
    assert credit_at(known["gtx-micromasters-analytics"], replace(goal, institution="Georgia Tech"), known) == "awarded"
    assert credit_at(known["gtx-micromasters-analytics"], STATE, known) == "elsewhere"


@settings(max_examples=300)
@given(st.sampled_from(["named", "elsewhere", "none"]), st.sampled_from(["named", "elsewhere", "none"]))
def test_credit_at_the_institution_named_is_paid_most(one, other):
    order = {"named": 2, "elsewhere": 1, "none": 0}
    points = {name: _paid_for_credit(name) for name in (one, other)}
    assert (points[one] > points[other]) == (order[one] > order[other])


def _paid_for_credit(where):
    facts = {"learner.stack_goal": "degree_credit", "credential.kind": "micro_credential", "credential.credits": 6}
    facts["fit.credit_at"] = {"named": "awarded", "elsewhere": "elsewhere", "none": "none_known"}[where]
    if where == "none":
        facts["credential.credits"] = None
    fired = [
        rule
        for rule in RULEBOOK.rules.values()
        if rule.id.startswith("stacking/credit")
        and any(all(holds(c, facts.get(c.field.full_name, c.field.blank)) for c in branch) for branch in rule.branches)
    ]
    return sum(rule.points_at(facts) for rule in fired)


@pytest.mark.parametrize(
    ("goal", "years", "education", "assumed"),
    [
        (Goal.COMPLEMENT, 5, EducationLevel.BACHELOR, True),
        (Goal.COMPLEMENT, 5, None, True),
        (Goal.COMPLEMENT, 5, EducationLevel.SECONDARY, False),
        (Goal.COMPLEMENT, None, EducationLevel.BACHELOR, False),
        (Goal.COMPLEMENT, 0, EducationLevel.BACHELOR, False),
        (Goal.CHANGE_CAREER, 5, EducationLevel.BACHELOR, False),
    ],
)
def test_nobody_is_taken_to_hold_a_licence_whose_education_or_years_do_not_say_so(goal, years, education, assumed):
    profile = Profile(
        learner_id="L",
        field=Field(occupation=NURSE),
        goal=goal,
        experience=Experience(years_in_field=years),
        education=(Education(level=education),) if education else (),
    )
    assert is_taken_to_hold_licence(read_situation(profile, KNOWLEDGE, TODAY)) is assumed
