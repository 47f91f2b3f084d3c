"""A change is told only where the learner could make it and where it would help."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from exchanges import RATES
from facts import blank
from hypothesis import HealthCheck, given, settings
from made_up.random_profiles import profiles

from services.recommender.decision.facts.candidate.credential import credential_facts
from services.recommender.decision.facts.candidate.fit import FitFacts
from services.recommender.decision.facts.candidate.price_limits import PriceFacts
from services.recommender.decision.facts.candidate.time_limits import TimeFacts
from services.recommender.decision.judged import Judged
from services.recommender.decision.scoring import Tally
from services.recommender.explaining.what_if.counterfactuals import (
    LAST_RANK,
    find_counterfactuals,
)
from services.recommender.explaining.what_if.levers import Lever, changes
from services.recommender.knowledge.credentials.credential import (
    Cost,
    Credential,
    CredentialKind,
    CredentialStatus,
    ExperienceYears,
    Holding,
    Issuer,
    Source,
)
from services.recommender.learner import Budget, Experience, Field, Profile, TargetRole
from services.recommender.paths import PATHS
from services.recommender.recommend import reach_decision
from services.recommender.recommendation.codes import Role
from services.recommender.scales import Goal, HeldStatus
from services.recommender.situation.reading import read_situation
from tests.builders import shipped

ROOT = Path(__file__).resolve().parents[3]
TODAY = date(2026, 11, 22)
KNOWLEDGE, RULEBOOK = replace(shipped.knowledge(), rates=RATES), shipped.rulebook()

DATA_SCIENCE, NURSING = "15-2051.00", "29-1141.00"

LEARNER = Profile(
    learner_id="L",
    field=Field(occupation=DATA_SCIENCE),
    goal=Goal.FILL_SKILL_GAP,
    target_role=TargetRole(required_skills=("SQL", "Python")),
    hours_per_week=5,
    deadline=date(2027, 1, 31),
    budget=Budget(amount=100, currency="USD"),
)


def decide(profile):
    return reach_decision(profile, knowledge=KNOWLEDGE, rulebook=RULEBOOK, on=TODAY)


def course(*, hours=10, price=50, weeks=2, prerequisites="none_known"):
    credential = Credential(
        id="x",
        title="X",
        kind=CredentialKind.MICRO_CREDENTIAL,
        issuer=Issuer(name="Issuer"),
        address="https://example.org",
        source=Source(title="a page", address="https://example.org", licence="facts", read_on=TODAY),
        hours=hours,
        cost=Cost(amount=price, currency="USD"),
    )
    return Judged(
        credential=credential,
        about=credential_facts(credential, TODAY),
        fit=blank(FitFacts, prerequisites=prerequisites),
        time=blank(TimeFacts, days_needed=7 * weeks),
        price=blank(PriceFacts),
        said=Tally(),
    )


def tried(lever, profile, *candidates, credentials=None):
    situation = read_situation(profile, KNOWLEDGE, TODAY)
    found = changes(situation, candidates, credentials or {})
    steps = [change for change in found if change and change[0].lever is lever]
    return [change.words for change in steps[0]] if steps else []


def asking_for(*skills, occupation=DATA_SCIENCE):
    return replace(LEARNER, field=Field(occupation=occupation), target_role=TargetRole(required_skills=skills))


def test_a_project_is_for_the_first_skill_that_is_known():
    assert tried(Lever.EVIDENCE, asking_for("dream reading", "SQL")) == ["had a project of your own to show for SQL"]
    assert tried(Lever.EVIDENCE, asking_for("dream reading")) == []


def test_no_project_makes_up_for_a_licence():
    assert tried(Lever.EVIDENCE, asking_for("SQL", occupation=NURSING)) == []


@pytest.mark.parametrize(
    ("now", "hours", "asked"),
    [
        (5, 90, "gave 10 hours a week instead of 5"),
        (5, 91, None),
        (2, 90, "gave 10 hours a week instead of 2"),
        (20, 360, "gave 40 hours a week instead of 20"),
        (20, 361, None),
        (30, 361, None),
    ],
)
def test_hours_are_at_most_doubled_or_ten(now, hours, asked):
    words = tried(Lever.HOURS, replace(LEARNER, hours_per_week=now, deadline=date(2027, 1, 24)), course(hours=hours))
    assert words == ([asked] if asked else [])


def test_a_price_in_another_currency_is_told_in_the_currency_of_the_budget_with_the_margin():
    penniless = replace(LEARNER, budget=Budget(amount=0, currency="EUR"))
    assert tried(Lever.BUDGET, penniless, course(price=294)) == ["could spend EUR 247 instead of nothing"]
    a_little = replace(LEARNER, budget=Budget(amount=1, currency="EUR"))
    assert tried(Lever.BUDGET, a_little, course(price=294)) == ["could spend EUR 247 instead of EUR 1"]


def test_who_has_nothing_to_spend_is_told_a_price_that_has_no_rate_in_its_own_currency():
    penniless = replace(LEARNER, budget=Budget(amount=0, currency="XDR"))
    assert tried(Lever.BUDGET, penniless, course(price=294)) == ["could spend USD 294 instead of nothing"]
    a_little = replace(LEARNER, budget=Budget(amount=1, currency="XDR"))
    assert tried(Lever.BUDGET, a_little, course(price=294)) == []


def test_a_deadline_is_put_off_by_days():
    soon = replace(LEARNER, deadline=date(2026, 11, 30))
    assert tried(Lever.DEADLINE, soon, course(weeks=1)) == []
    assert tried(Lever.DEADLINE, soon, course(weeks=2)) == ["had until 6 December 2026"]


@pytest.mark.parametrize(("weeks", "told"), [(36, True), (37, False)])
def test_a_deadline_is_put_off_by_half_a_year_where_little_is_left(weeks, told):
    assert bool(tried(Lever.DEADLINE, LEARNER, course(weeks=weeks))) is told


@pytest.mark.parametrize(("weeks", "told"), [(104, True), (105, False)])
def test_a_deadline_far_ahead_is_at_most_put_off_by_as_much_again(weeks, told):
    a_year_ahead = replace(LEARNER, deadline=date(2027, 11, 22))
    assert bool(tried(Lever.DEADLINE, a_year_ahead, course(weeks=weeks))) is told


@pytest.mark.parametrize("prerequisites", ["one_missing", "missing", "unknown"])
@pytest.mark.parametrize("lever", [Lever.HOURS, Lever.DEADLINE, Lever.BUDGET])
def test_neither_time_nor_money_brings_in_what_something_else_stands_before(lever, prerequisites):
    in_reach = {"hours": 60, "price": 150, "weeks": 12}
    assert tried(lever, LEARNER, course(**in_reach))
    assert tried(lever, LEARNER, course(**in_reach, prerequisites="met"))
    assert tried(lever, LEARNER, course(**in_reach, prerequisites=prerequisites)) == []


@pytest.mark.parametrize("kind", CredentialKind)
def test_nobody_takes_a_degree_or_a_licence_only_to_take_something_else(kind):
    first = replace(course().credential, id="first", title="First", kind=kind)
    second = course(prerequisites="one_missing")
    second = replace(second, credential=replace(second.credential, prerequisites=Holding(credential="first")))
    words = tried(Lever.PREREQUISITE, LEARNER, second, credentials={"first": first})
    assert words == ([] if kind in {CredentialKind.DEGREE, CredentialKind.LICENCE} else ["held First"])


def before_another(*, status=None, **first):
    """Return what is proposed about a credential that another one asks for, as it stands among what is held."""
    earlier = replace(course().credential, id="first", title="First", **first)
    later = course(prerequisites="one_missing")
    later = replace(later, credential=replace(later.credential, prerequisites=Holding(credential="first")))
    situation = replace(read_situation(LEARNER, KNOWLEDGE, TODAY), held={"first": status} if status else {})
    found = changes(situation, [later], {"first": earlier})
    return [step.words for steps in found for step in steps if step.lever is Lever.PREREQUISITE]


@pytest.mark.parametrize(
    ("status", "proposed"),
    [
        (None, ["held First"]),
        (HeldStatus.EXPIRED, ["renewed First"]),
        (HeldStatus.IN_PROGRESS, ["finished First"]),
        (HeldStatus.REVOKED, []),
        (HeldStatus.VALID, []),
    ],
)
def test_nobody_is_told_to_hold_what_was_revoked_or_is_held(status, proposed):
    assert before_another(status=status) == proposed


@pytest.mark.parametrize(
    "closed",
    [
        {"status": CredentialStatus.DEPRECATED},
        {"status": CredentialStatus.SUPERSEDED},
        {"status": CredentialStatus.EXPIRED_OFFER},
        {"offer_ends": date(2026, 11, 21)},
        {"prerequisites": ExperienceYears(years=9)},
        {"prerequisites": Holding(credential="nobody offers it")},
    ],
)
def test_nobody_is_told_to_hold_what_is_not_open_to_them(closed):
    worked = replace(LEARNER, experience=Experience(years_in_field=2))
    situation = read_situation(worked, KNOWLEDGE, TODAY)
    assert before_another() == ["held First"]
    earlier = replace(course().credential, id="first", title="First", **closed)
    later = course(prerequisites="one_missing")
    later = replace(later, credential=replace(later.credential, prerequisites=Holding(credential="first")))
    found = changes(situation, [later], {"first": earlier})
    assert not [step for steps in found for step in steps if step.lever is Lever.PREREQUISITE]


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(profiles())
def test_what_is_told_was_decided_again_and_helps(profile):
    decision = decide(profile)
    found = find_counterfactuals(decision, KNOWLEDGE.catalogue.credentials, decide)
    for turned in found.verdict:
        after = decide(turned.change.profile)
        assert after.verdict == turned.verdict
        assert turned.verdict.path is not decision.verdict.path
        assert turned.change.lever is not Lever.EVIDENCE or PATHS[turned.verdict.path].spares_one
        on_route = [judged for judged, role in after.ranking.shown if role is Role.ROUTE]
        assert on_route or not PATHS[turned.verdict.path].is_a_credential
    for brought in found.candidates:
        shown = decide(brought.change.profile).ranking.shown
        assert shown[brought.rank - 1][0].credential.id == brought.candidate.credential.id
        assert brought.rank <= LAST_RANK


def test_a_turn_to_a_path_without_a_credential_to_take_is_not_told():
    decision = decide(LEARNER)

    def empty_handed(profile):
        after = decide(profile)
        return replace(after, ranked=replace(after.ranked, shown=()))

    found = find_counterfactuals(decision, KNOWLEDGE.catalogue.credentials, empty_handed)
    assert not any(PATHS[turned.verdict.path].is_a_credential for turned in found.verdict)
    assert found.candidates == ()
