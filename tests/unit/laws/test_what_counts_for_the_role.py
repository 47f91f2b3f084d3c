"""Holdings count where they have to do with the role, licences are never assumed, and nothing needed is never said lightly."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from services.recommender.knowledge.credentials.credential import DegreeHeld
from services.recommender.learner import Education, Field, HeldCredential, TargetRole
from services.recommender.scales import EducationLevel, HeldStatus
from tests.builders.made_up.random_catalogues import NAMES, catalogue, catalogues, learners
from tests.builders.made_up.random_profiles import OCCUPATIONS
from tests.builders.whole_decisions import TODAY, answered, decided, tried

LISTED = st.builds(Field, occupation=st.sampled_from(OCCUPATIONS))
UNRELATED = st.builds(
    HeldCredential,
    title=st.sampled_from(["Bartender permit", "Lifeguard certificate", "Basic first aid certificate"]),
    status=st.sampled_from(HeldStatus),
    expires_on=st.sampled_from([None, date(2020, 1, 1), date(2026, 12, 20), date(2030, 1, 1)]),
)

#: Each speaks of one way in which the licence is not there today.
OF_A_LICENCE = (
    {"path/licence-is-the-way-in", "path/licence-of-the-trade-is-next"},
    {"path/licence-is-under-way", "path/licence-of-the-trade-is-under-way"},
    {"path/licence-has-lapsed"},
    {"path/licence-does-not-count-yet"},
    {"path/licence-of-another-country"},
    {"path/licence-in-hand"},
    {"path/licence-assumed"},
)
LICENCES = st.builds(
    HeldCredential,
    title=st.sampled_from(["Registered nurse license", "Attorney license", "Teaching license", "RN license (India)"]),
    status=st.sampled_from(HeldStatus),
    issued_on=st.sampled_from([None, date(2019, 1, 1), date(2027, 2, 1)]),
    expires_on=st.sampled_from([None, date(2020, 1, 1), date(2026, 12, 20), date(2030, 1, 1)]),
)


def told(decision):
    """Return verdict, order and points."""
    shown = [(one.credential.id, role) for one, role in decision.ranking.shown]
    points = {one.credential.id: one.said.score for one in decision.judged}
    return decision.verdict.path, shown, points, {kind: said.score for kind, said in decision.paths.said.items()}


@tried()
@given(learners(), LISTED, catalogues(), st.lists(UNRELATED, min_size=1, max_size=3))
def test_a_holding_of_another_trade_changes_neither_verdict_nor_order_nor_points(profile, field, offers, holdings):
    profile = replace(profile, field=field)
    after = replace(profile, credentials_held=(*profile.credentials_held, *holdings))
    assert told(decided(profile, catalogue(offers))) == told(decided(after, catalogue(offers)))


@tried()
@given(learners(), LISTED, catalogues(), st.lists(LICENCES, max_size=2))
def test_a_licence_is_spoken_of_in_one_way_and_assumed_of_nobody_who_names_none_of_what_it_takes(
    profile, field, offers, held
):
    decision = decided(replace(profile, field=field, credentials_held=tuple(held)), catalogue(offers))
    fired = {one.rule for said in decision.paths.said.values() for one in (*said.contributions, *said.cautions)}
    fired |= {one.rule for one in decision.paths.overall.cautions} | {one.rule for one in decision.concluded}
    assert sum(bool(fired & way) for way in OF_A_LICENCE) <= 1
    if "path/licence-assumed" in fired:
        assert profile.goal != "change_career"
        assert profile.experience.years_in_field


@tried()
@given(learners(), catalogues(), st.sampled_from([EducationLevel.BACHELOR, EducationLevel.MASTER]), st.integers(1, 4))
def test_a_degree_that_ends_in_the_future_is_not_held(profile, offers, level, years):
    line = TargetRole(required_skills=("Bachelor's degree", *NAMES[:2]))
    none = replace(profile, target_role=line, education=(Education(level=EducationLevel.SECONDARY, year=2015),))
    coming = Education(level=level, year=TODAY.year + years)
    under_way = decided(replace(none, education=(*none.education, coming)), catalogue(offers))
    without = decided(none, catalogue(offers))
    assert under_way.shared["role.gap"] == without.shared["role.gap"]
    assert under_way.shared["learner.has_degree"] != "yes"
    fits = [{one.credential.id: one.fit.prerequisites for one in each.judged} for each in (without, under_way)]
    assert all(fits[0][one] == "met" for one, how in fits[1].items() if how == "met")


@tried()
@given(learners(), catalogues())
def test_what_asks_for_a_degree_is_not_met_because_nobody_said_so(profile, offers):
    silent = replace(profile, education=(), credentials_held=())
    for one in decided(silent, catalogue(offers)).judged:
        if isinstance(one.credential.prerequisites, DegreeHeld):
            assert one.fit.prerequisites != "met"


@tried(10, 40, 2_000)
@given(learners(), LISTED, catalogues())
def test_nothing_needed_is_never_clear_while_something_lapses_or_is_only_begun(profile, field, offers):
    document = answered(replace(profile, field=field), catalogue(offers))
    if (document["verdict"]["path"], document["verdict"]["standing"]) == ("nothing_needed", "clear"):
        facts = document["facts"]
        assert not facts["learner.credentials_expired_for_role"]
        assert not facts["learner.credentials_expiring"]
        assert not facts["role.credentials_missing"]
        assert not document["skills"]["missing"]
        assert not set(document["skills"]["begun"]) & set(document["skills"]["required"])
