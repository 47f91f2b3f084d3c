"""One fact more of the learner, all else alike: more money, time, skills, holdings and employers take nothing away."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.recommender.learner import Budget, HeldCredential, HeldSkill, TargetEmployer
from services.recommender.scales import EmployerKind, SkillLevel
from tests.builders.made_up.random_catalogues import CURRENCIES, NAMES, catalogue, catalogues, learners
from tests.builders.whole_decisions import TODAY, decided, tried

KINDS = sorted(set(EmployerKind) - {EmployerKind.UNKNOWN})
AMOUNTS = st.integers(0, 3_000)


def out(decision):
    """Return the credentials and paths that rules took out."""
    judged = {one.credential.id for one in decision.judged if one.said.exclusions}
    return judged | {path for path, said in decision.paths.said.items() if said.exclusions}


def points(decision):
    return {one.credential.id: one.said.score for one in decision.judged}


def nothing_is_taken_away(less, more):
    """Check that the second decision takes nothing out that the first did not, and gives no credential fewer points."""
    assert out(more) <= out(less)
    before, after = points(less), points(more)
    assert {one: (before[one], after[one]) for one in before if after[one] < before[one]} == {}


@tried()
@given(learners(), catalogues(), AMOUNTS, AMOUNTS, CURRENCIES)
def test_more_money(profile, offers, one, other, currency):
    less, more = (
        decided(replace(profile, budget=Budget(amount=amount, currency=currency)), catalogue(offers))
        for amount in sorted((one, other))
    )
    nothing_is_taken_away(less, more)


@tried()
@given(learners(), catalogues(), st.integers(1, 60), st.integers(1, 60), st.integers(1, 900))
def test_more_hours_a_week(profile, offers, one, other, left):
    profile = replace(profile, deadline=TODAY + timedelta(days=left))
    less, more = (decided(replace(profile, hours_per_week=hours), catalogue(offers)) for hours in sorted((one, other)))
    nothing_is_taken_away(less, more)


@tried()
@given(learners(), catalogues(), st.integers(1, 900), st.integers(1, 900))
def test_a_later_deadline(profile, offers, one, other):
    less, more = (
        decided(replace(profile, deadline=TODAY + timedelta(days=days)), catalogue(offers))
        for days in sorted((one, other))
    )
    nothing_is_taken_away(less, more)


@tried()
@given(learners(), catalogues(), st.sampled_from(NAMES), st.sampled_from(SkillLevel))
def test_one_more_skill_takes_no_path_and_no_credential_out(profile, offers, name, level):
    less = decided(profile, catalogue(offers))
    more = decided(replace(profile, skills=(*profile.skills, HeldSkill(name=name, level=level))), catalogue(offers))
    assert less.shared["role.gap"] >= more.shared["role.gap"]
    assert {one.credential.id for one in more.judged if one.said.exclusions} <= out(less)


@tried()
@given(learners(), catalogues(), st.data())
def test_one_more_valid_holding_closes_no_way_but_its_own(profile, offers, data):
    earned = data.draw(st.sampled_from(offers))
    held = HeldCredential(title=earned.title, credential=earned.id, issuer=earned.issuer.name)
    less = decided(profile, catalogue(offers))
    more = decided(replace(profile, credentials_held=(*profile.credentials_held, held)), catalogue(offers))
    closed = {one.credential.id for one in more.judged if one.said.exclusions} - out(less)
    lower = {one.credential.id for one in more.judged if one.fit.below_held == "yes"}
    assert closed <= {earned.id} | lower


@tried()
@given(learners(), catalogues(), st.sampled_from(KINDS), st.sampled_from(["Deloitte LLP", "Oak Ltd", None]))
def test_one_more_employer_takes_nothing_away(profile, offers, kind, name):
    def recognition(decision):
        """Return what speaks for each; what speaks against it too, once it is known whom the learner aims at."""
        subjects = {one.credential.id: one.said for one in decision.judged} | dict(decision.paths.said)
        return {
            subject: sum(
                one.points if profile.target_employers else max(one.points, 0)
                for one in said.contributions
                if one.rule.startswith("recognition/")
            )
            for subject, said in subjects.items()
        }

    employer = TargetEmployer(name=name, kind=kind)
    less = decided(profile, catalogue(offers))
    more = decided(replace(profile, target_employers=(*profile.target_employers, employer)), catalogue(offers))
    before, after = recognition(less), recognition(more)
    assert {one: (before[one], after[one]) for one in before if after[one] < before[one]} == {}
    assert out(more) <= out(less)
