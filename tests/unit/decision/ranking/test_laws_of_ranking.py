"""What stands first: laws between credentials that are alike in all but one thing, for learners of every sort."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from services.recommender.decision.ranking.too_weak import closes
from services.recommender.knowledge.credentials.catalogue import Catalogue
from services.recommender.knowledge.credentials.credential import (
    Assessment,
    Cost,
    Credential,
    CredentialKind,
    ExperienceYears,
    Issuer,
    IssuerKind,
    Recognition,
    Source,
    TaughtSkill,
)
from services.recommender.learner import Experience, TargetRole
from services.recommender.recommend import reach_decision
from services.recommender.recommendation.codes import LeftOut
from services.recommender.scales import EmployerKind, Mode, SkillLevel, StackGoalKind
from tests.builders import shipped
from tests.builders.made_up.random_profiles import profiles
from tests.builders.thoroughness import examples

ROOT = Path(__file__).parents[4]
KNOWLEDGE = shipped.knowledge()
RULEBOOK = shipped.rulebook()
TODAY = date(2026, 11, 29)
NAMES = ("PostgreSQL", "Terraform", "nursing care", "bookkeeping", "GitHub", "Figma", "forklift driving")
IDS = tuple(KNOWLEDGE.skills.read(name).skill for name in NAMES)

LEARNERS = profiles(["CISSP", "PMP"])
EXAMPLES = settings(max_examples=examples(25, 60, 2_000), deadline=None, suppress_health_check=list(HealthCheck))


def credential(identity, skills=IDS[:2], **known):
    issuer = Issuer(name="Acme", kind=IssuerKind.VENDOR)
    source = Source(title="a page", address="https://example.org", licence="facts", read_on=TODAY)
    alike = {
        "kind": CredentialKind.MICRO_CREDENTIAL,
        "title": identity,
        "issuer": issuer,
        "skills": tuple(TaughtSkill(skill=one) for one in skills),
        "hours": 20,
        "cost": Cost(amount=20, currency="USD"),
        "assessment": Assessment.QUIZ,
        "level": SkillLevel.INTERMEDIATE,
        "mode": Mode.ANY,
        "languages": ("en",),
    }
    return Credential(id=identity, address="https://example.org", source=source, **(alike | known))


def decided(profile, *credentials):
    knowledge = replace(KNOWLEDGE, catalogue=Catalogue(credentials, (), content_hash="these"))
    return reach_decision(profile, knowledge=knowledge, rulebook=RULEBOOK, on=TODAY)


def wanting(profile, *names):
    """Return the learner with a posting that requires so many skills they lack."""
    return replace(profile, target_role=TargetRole(required_skills=names), skills=(), evidence=())


def scores(profile, *credentials):
    """Return the points of each, in their order; minus infinity where a rule took it out."""
    judged = {one.credential.id: one.said for one in decided(profile, *credentials).judged}
    return [float("-inf") if judged[one.id].exclusions else judged[one.id].score for one in credentials]


@EXAMPLES
@given(profile=LEARNERS, missing=st.integers(2, len(NAMES)), data=st.data())
def test_what_closes_more_required_skills_stands_above(profile, missing, data):
    less = data.draw(st.integers(1, missing - 1))
    wide, narrow = credential("b", IDS[: data.draw(st.integers(less + 1, missing))]), credential("a", IDS[:less])
    decision = decided(wanting(profile, *NAMES[:missing]), wide, narrow)
    shown = [one.credential.id for one, _ in decision.ranking.shown]
    assert shown in (["b", "a"], ["b"], [])


@EXAMPLES
@given(
    profile=LEARNERS,
    taught=st.lists(st.sets(st.sampled_from(IDS), min_size=1), min_size=2, max_size=8),
    hours=st.lists(st.sampled_from([None, 1, 20, 300]), min_size=8, max_size=8),
)
def test_nothing_that_closes_more_than_what_is_shown_is_left_out_as_too_little(profile, taught, hours):
    offers = [
        credential(f"c{n}", sorted(skills), hours=lasts, issuer=Issuer(name=f"Acme {n}"))
        for n, (skills, lasts) in enumerate(zip(taught, hours, strict=False))
    ]
    ranking = decided(wanting(profile, *NAMES), *offers).ranking
    little = [closes(one.fit) for one, why in ranking.left_out if why is LeftOut.TOO_LITTLE]
    assert max(little, default=0) <= min((closes(one.fit) for one, _ in ranking.shown), default=0)


@EXAMPLES
@given(profile=LEARNERS, hours=st.sampled_from([None, 1, 2, 3, 4, 5, 6, 40, 200]))
def test_a_practical_assessment_of_any_length_ranks_above_a_quiz(profile, hours):
    quiz, practical = (credential(one, hours=hours, assessment=one) for one in (Assessment.QUIZ, Assessment.PRACTICAL))
    known, better = scores(wanting(profile, *NAMES), quiz, practical)
    assert better > known or better == known == float("-inf")


#: Of each fact of a credential: where it is not known, as it usually is, and other values that it has.
RECOGNISED = Recognition(by="Somebody", by_kind=EmployerKind.NONPROFIT, asserted_by="them")
FACTS = {
    "hours": (None, 20, [1, 3, 5, 40, 400]),
    "cost": (None, Cost(amount=50, currency="USD"), [Cost(amount=0, currency="USD")]),
    "assessment": (Assessment.UNKNOWN, Assessment.QUIZ, list(set(Assessment) - {Assessment.UNKNOWN})),
    "issuer": (Issuer(name="Acme"), Issuer(name="Acme", kind=IssuerKind.VENDOR), []),
    "level": (SkillLevel.UNKNOWN, SkillLevel.INTERMEDIATE, [SkillLevel.BEGINNER, SkillLevel.EXPERT]),
    "mode": (None, Mode.ANY, [Mode.ONLINE, Mode.IN_PERSON]),
    "languages": ((), ("en",), [("fi",)]),
    "recognised_by": ((), (RECOGNISED,), []),
    "credits": (None, 6, []),
    "validity_months": (None, 36, [12]),
    "revised_on": (None, TODAY, [date(2012, 1, 1)]),
    "prerequisites": (None, ExperienceYears(years=1), [ExperienceYears(years=40)]),
}


@pytest.mark.parametrize("fact", FACTS)
@EXAMPLES
@given(profile=LEARNERS)
def test_silence_never_pays(fact, profile):
    unknown, usual, others = FACTS[fact]
    if fact == "issuer":
        others = [Issuer(name="Acme", kind=kind) for kind in set(IssuerKind) - {IssuerKind.UNKNOWN}]
    learner = replace(wanting(profile, *NAMES), language="en", experience=Experience(years_total=5, years_in_field=5))
    offers = [
        credential(f"c{n}", kind=CredentialKind.CERTIFICATION, **{fact: value})
        for n, value in enumerate([unknown, usual, *others])
    ]
    silent, typical, *rest = scores(learner, *offers)
    assume(typical > float("-inf"))
    assert silent <= typical
    if fact == "credits" and (learner.stack_goal is None or learner.stack_goal.kind is not StackGoalKind.DEGREE_CREDIT):
        return
    if fact in {"hours", "cost", "assessment", "issuer", "level", "languages", "validity_months", "credits"}:
        assert silent < typical
    # Where the worst value is no worse than the usual one, the fact does not matter to this learner.
    worst = min(rest, default=typical)
    assert silent >= worst or worst >= typical


@EXAMPLES
@given(profile=profiles(["CompTIA Security+"]), wish=st.sampled_from(["required_skills", "preferred_skills"]))
def test_what_a_posting_names_is_first_or_ruled_out_and_what_it_prefers_is_shown(profile, wish):
    title = "Project Management Professional (PMP)"
    named, other = credential("pmp", title=title, kind=CredentialKind.CERTIFICATION), credential("other", IDS)
    role = replace(TargetRole(required_skills=NAMES), **{wish: ("PMP", *NAMES)})
    ranking = decided(replace(profile, target_role=role, skills=(), evidence=()), named, other).ranking
    shown = [one.credential.id for one, _ in ranking.shown]
    ruled_out = [one.credential.id for one, why in ranking.left_out if why is LeftOut.RULED_OUT]
    if wish == "required_skills":
        assert "pmp" in ruled_out or shown[0] == "pmp"
    else:
        assert "pmp" in ruled_out or "pmp" in shown
