"""One notion of having a skill: what is held, begun and missing agrees everywhere, and knowing more takes nothing away."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from services.recommender.explaining.as_read.readings import skills_reading
from services.recommender.learner import Evidence, HeldCredential, HeldSkill
from services.recommender.scales import EvidenceKind, SkillLevel
from services.recommender.situation.role.served import served
from tests.builders.made_up.random_catalogues import LEVELS, NAMES, catalogue, catalogues, learners
from tests.builders.whole_decisions import answered, decided, tried

SKILL = st.sampled_from(NAMES)
MORE_SKILL = st.builds(HeldSkill, name=SKILL, level=LEVELS)
MORE_WORK = st.builds(Evidence, kind=st.sampled_from(EvidenceKind), title=st.just("more"), skills=st.tuples(SKILL))


def earning(profile, credential):
    held = HeldCredential(title=credential.title, credential=credential.id, issuer=credential.issuer.name)
    return replace(profile, credentials_held=(*profile.credentials_held, held))


def lacking(situation):
    """Return what is missing, and what is missing or only begun, of all that is asked for."""
    read = skills_reading(situation)
    missing = {*read.missing, *read.missing_preferred}
    return missing, missing | set(read.begun)


@tried()
@given(learners(), catalogues())
def test_what_is_earned_is_no_longer_missing(profile, offers):
    decision = decided(profile, catalogue(offers))
    for one in decision.judged:
        situation = decision.situation
        does = served((*situation.gap, *situation.preferred_gap), one.credential, situation.held_skills)
        missing, unsure = lacking(decided(earning(profile, one.credential), catalogue(offers)).situation)
        assert missing.isdisjoint(part.label for part in does.all)
        assert unsure.isdisjoint(part.label for part in does.closes)


@tried(8, 30, 1_000)
@given(learners(), catalogues())
def test_what_an_item_shows_as_closed_and_begun_is_what_the_rules_counted(profile, offers):
    document = answered(profile, catalogue(offers))
    read = document["skills"]
    lacked = {*read["missing"], *read["missing_preferred"], *read["begun"], *read["often_asked_for"]}
    by_name = {one["label"] for one in read["credentials_asked_for"] if one["held"] != "valid"}
    for item in document["items"]:
        assert {*item["closes"], *item["begins"]} <= lacked | by_name
        assert not set(item["closes"]) & set(item["begins"])
        counted = item["facts"]["fit.missing_skills_taught"] + item["facts"]["fit.closes_preferred"]
        assert counted == len({*item["closes"], *item["begins"]} - by_name)
    assert not set(read["held"]) & {*read["missing"], *read["missing_preferred"], *read["begun"]}


@tried()
@given(learners(), catalogues(), MORE_SKILL, MORE_WORK, st.data())
def test_knowing_more_makes_nothing_missing(profile, offers, skill, work, data):
    missing, unsure = lacking(decided(profile, catalogue(offers)).situation)
    for more in (
        replace(profile, skills=(*profile.skills, skill)),
        replace(profile, evidence=(*profile.evidence, work)),
        earning(profile, data.draw(st.sampled_from(offers))),
    ):
        now, now_unsure = lacking(decided(more, catalogue(offers)).situation)
        assert now <= missing
        assert now_unsure <= unsure


@tried()
@given(learners(), catalogues(), SKILL, st.integers(2000, 2025))
def test_a_skill_used_later_is_had_no_less(profile, offers, name, year):
    def used(last):
        skill = HeldSkill(name=name, level=SkillLevel.ADVANCED, last_used=last)
        return lacking(decided(replace(profile, skills=(*profile.skills, skill)), catalogue(offers)).situation)

    earlier, later, not_said = used(year), used(year + 1), used(None)
    assert all(now <= then for now, then in zip(later, earlier, strict=True))
    assert all(now <= then for now, then in zip(not_said, later, strict=True))
