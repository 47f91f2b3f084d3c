"""Earn it and it is no longer missing: what a credential is said to close is held once it is, and nothing else is."""

from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.recommender.explaining import judgements
from services.recommender.explaining.as_read.readings import skills_reading
from services.recommender.explaining.in_words import said_of
from services.recommender.learner import Field, HeldCredential, HeldSkill, Profile, TargetRole
from services.recommender.recommend import reach_decision
from services.recommender.scales import Goal, SkillLevel
from services.recommender.situation.reading import read_situation
from services.recommender.situation.role.served import served
from services.recommender.situation.skills.grasp import Grasp
from tests.builders import shipped
from tests.builders.thoroughness import examples

KNOWLEDGE = shipped.knowledge()
RULEBOOK = shipped.rulebook()
TODAY = date(2026, 11, 29)

TEACHING = [one for _, one in sorted(KNOWLEDGE.catalogue.credentials.items()) if one.skills]
OCCUPATIONS = ["15-1252.00", "13-1161.01", "13-2011.00", "29-1141.00", "15-1244.00", "13-1081.00", "27-1024.00"]


@st.composite
def learners_before(draw):
    """Return a credential of the catalogue and a learner whose role asks for some of what it teaches, and for more."""
    credential = draw(st.sampled_from(TEACHING))
    others = st.sampled_from(TEACHING).map(lambda one: one.skills[0])
    taught = st.sampled_from(credential.skills)
    asked = draw(st.lists(taught | others, max_size=6))
    names = [KNOWLEDGE.skills.label(one.skill) for one in asked]
    levels = st.sampled_from(SkillLevel)
    known = draw(st.lists(st.tuples(taught | others, levels), max_size=4))
    profile = Profile(
        learner_id="x",
        field=Field(occupation=draw(st.sampled_from(OCCUPATIONS))),
        goal=draw(st.sampled_from(Goal)),
        target_role=TargetRole(required_skills=tuple(names[::2]), preferred_skills=tuple(names[1::2])),
        skills=tuple(HeldSkill(name=KNOWLEDGE.skills.label(one.skill), level=level) for one, level in known),
    )
    return profile, credential


def earning(profile, credential):
    first = HeldCredential(title=credential.title, credential=credential.id, issuer=credential.issuer.name)
    return replace(profile, credentials_held=(*profile.credentials_held, first))


@settings(max_examples=examples(200, 600, 5_000), deadline=None, suppress_health_check=list(HealthCheck))
@given(case=learners_before())
def test_what_a_credential_closes_is_held_and_what_it_begins_is_begun_once_it_is_earned(case):
    profile, credential = case
    before = read_situation(profile, KNOWLEDGE, TODAY)
    does = served((*before.gap, *before.preferred_gap), credential, before.held_skills)
    after = read_situation(earning(profile, credential), KNOWLEDGE, TODAY)
    # What is named after the credential itself is no skill any more once it is held, and not missing.
    now = {one.label: after.grasp(one) for one in (*after.required, *after.preferred)}
    assert {now.get(one.label, Grasp.HELD) for one in does.closes} <= {Grasp.HELD}
    assert {now.get(one.label, Grasp.BEGUN) for one in does.begins} <= {Grasp.BEGUN}
    was = {one.label: before.grasp(one) for one in (*before.required, *before.preferred)}
    assert all(now.get(label, Grasp.HELD).rank >= grasp.rank for label, grasp in was.items())


@settings(max_examples=examples(20, 60, 500), deadline=None, suppress_health_check=list(HealthCheck))
@given(case=learners_before())
def test_what_an_item_shows_as_closed_is_no_longer_missing_in_the_next_answer(case):
    profile, _ = case
    # The parts of an answer that matter here, as they are written; the rest of it costs twenty times as much.
    decision = reach_decision(profile, knowledge=KNOWLEDGE, rulebook=RULEBOOK, on=TODAY)
    for place, (judged, role) in enumerate(decision.ranking.shown[:3], start=1):
        said = said_of(judged, decision, RULEBOOK)
        item = judgements.item(place, judged, role, said, decision.situation, KNOWLEDGE)
        after = skills_reading(read_situation(earning(profile, judged.credential), KNOWLEDGE, TODAY))
        lacking = {*after.missing, *after.missing_preferred, *after.often_asked_for}
        assert lacking.isdisjoint([*item.closes, *item.begins])
        assert not set(after.begun) & set(item.closes)
