"""Breadth is paid, what a posting names comes first, and silence about a credential never pays: on made-up catalogues."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from services.recommender.knowledge.credentials.credential import (
    Assessment,
    Cost,
    CredentialKind,
    Issuer,
    IssuerKind,
    TaughtSkill,
)
from services.recommender.learner import Field, HeldCredential, Profile, TargetRole
from services.recommender.recommendation.codes import LeftOut, Role
from services.recommender.scales import Goal, Mode, SkillLevel
from tests.builders.made_up.random_catalogues import (
    IDS,
    NAMES,
    TITLES,
    catalogue,
    catalogues,
    credential,
    credentials,
    learners,
)
from tests.builders.whole_decisions import decided, tried

OUT = float("-inf")


def wanting(profile, *names, **more):
    """Return the learner with a posting that requires so many skills they lack."""
    return replace(profile, target_role=TargetRole(required_skills=names, **more), skills=(), evidence=())


def scores(decision):
    """Return the points of each judged credential; minus infinity where a rule took it out."""
    return {one.credential.id: OUT if one.said.exclusions else one.said.score for one in decision.judged}


@tried()
@given(learners(), credentials(0), st.integers(2, len(NAMES)), st.data())
def test_of_two_alike_the_one_that_closes_more_required_skills_stands_above(profile, base, asked, data):
    fewer = data.draw(st.integers(1, asked - 1))
    more = data.draw(st.integers(fewer + 1, asked))
    narrow, wide = (
        replace(
            base, id=name, title=name, prerequisites=None, skills=tuple(TaughtSkill(skill=one) for one in IDS[:many])
        )
        for name, many in (("a", fewer), ("b", more))
    )
    decision = decided(wanting(profile, *NAMES[:asked]), catalogue([narrow, wide]))
    shown = [one.credential.id for one, _ in decision.ranking.shown]
    assert shown in (["b", "a"], ["b"], [])
    points = scores(decision)
    assert points["b"] >= points["a"]


@tried()
@given(learners(), catalogues(), st.sampled_from(TITLES), st.booleans())
def test_what_a_posting_names_is_first_or_ruled_out_and_never_another_option(profile, offers, title, required):
    names = {"required_skills" if required else "preferred_skills": (title, *NAMES[:3])}
    decision = decided(replace(profile, target_role=TargetRole(**names), credentials_held=()), catalogue(offers))
    # The title of a short course is often the name of a skill, and read as that.
    kinds = set(CredentialKind) - {CredentialKind.MICRO_CREDENTIAL}
    named = next((one for one in offers if one.title == title and one.kind in kinds), None)
    if named is None:
        return
    shown = [(one.credential.id, role) for one, role in decision.ranking.shown]
    left = {one.credential.id: why for one, why in decision.ranking.left_out}
    assert named.id in left or (named.id, Role.ROUTE) in shown
    if required:
        assert left.get(named.id, LeftOut.RULED_OUT) is LeftOut.RULED_OUT
        assert named.id in left or shown[0][0] == named.id
    else:
        assert left.get(named.id, LeftOut.RULED_OUT) in {LeftOut.RULED_OUT, LeftOut.NOT_YET}


@tried()
@given(learners(), catalogues(), st.lists(st.sampled_from(TITLES), min_size=2, max_size=3, unique=True), st.data())
def test_of_a_choice_of_credentials_any_one_held_is_enough(profile, offers, titles, data):
    held = HeldCredential(title=data.draw(st.sampled_from(titles)))
    line = TargetRole(required_skills=(" or ".join(titles),))
    decision = decided(replace(profile, target_role=line, credentials_held=(held,)), catalogue(offers))
    kinds = {one.title: one.kind for one in offers}
    if all(kinds.get(one, CredentialKind.MICRO_CREDENTIAL) is not CredentialKind.MICRO_CREDENTIAL for one in titles):
        assert decision.shared["role.credentials_missing"] == 0


#: Of each fact of a credential: where it is not known, as it usually is, and other values that it has.
FACTS = {
    "hours": (None, 20, [1, 3, 5, 40, 400]),
    "cost": (
        None,
        Cost(amount=50, currency="USD"),
        [Cost(amount=0, currency="USD"), Cost(amount=9000, currency="USD")],
    ),
    "assessment": (Assessment.UNKNOWN, Assessment.QUIZ, sorted(set(Assessment) - {Assessment.UNKNOWN})),
    "issuer": (
        Issuer(name="Acme"),
        Issuer(name="Acme", kind=IssuerKind.VENDOR),
        [Issuer(name="Acme", kind=kind) for kind in sorted(set(IssuerKind) - {IssuerKind.UNKNOWN})],
    ),
    "level": (SkillLevel.UNKNOWN, SkillLevel.INTERMEDIATE, [SkillLevel.BEGINNER, SkillLevel.EXPERT]),
    "mode": (None, Mode.ANY, [Mode.ONLINE, Mode.IN_PERSON]),
    "languages": ((), ("en",), [("fi",)]),
    "validity_months": (None, 36, [12]),
}


@pytest.mark.parametrize("fact", FACTS)
@tried(8, 30, 1_000)
@given(learners(), credentials(0))
def test_silence_about_a_credential_never_pays(fact, profile, base):
    unknown, usual, others = FACTS[fact]
    taught = tuple(TaughtSkill(skill=one) for one in IDS[:2])
    base = replace(base, skills=taught, prerequisites=None, remembered=None, hours_from=None)
    values = [unknown, usual, *others]
    offers = [replace(base, id=f"v{n}", title=f"V {n}", **{fact: value}) for n, value in enumerate(values)]
    points = scores(decided(replace(wanting(profile, *NAMES), language="en"), catalogue(offers)))
    silent, typical, *rest = (points[one.id] for one in offers)
    if fact == "issuer":
        # Which kind of issuer is the usual one depends on the employers aimed at: it is the middle one of all.
        typical = sorted(rest)[len(rest) // 2]
    assume(typical > OUT)
    assert silent <= typical
    # Where the worst value is no worse than the usual one, the fact does not matter to this learner.
    worst = min(rest)
    assert silent >= worst or worst >= typical


def test_what_is_free_and_does_little_stands_behind_what_covers_far_more_of_the_gap():
    little, much = (
        credential(
            name, skills=tuple(TaughtSkill(skill=one) for one in IDS[:many]), cost=Cost(amount=cost, currency="USD")
        )
        for name, many, cost in (("little", 1, 0), ("much", 4, 300))
    )
    profile = Profile(learner_id="x", field=Field(occupation="15-1252.00"), goal=Goal.FILL_SKILL_GAP)
    shown = decided(wanting(profile, *NAMES[:5]), catalogue([replace(little, assessment=Assessment.PROJECT), much]))
    assert shown.ranking.shown[0][0].credential.id == "much"
