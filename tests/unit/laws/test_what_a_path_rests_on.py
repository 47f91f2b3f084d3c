"""A path is advised for reasons that hold of this role: work that can be shown, wishes that can be met, its own degree."""

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from services.recommender.decision.facts.candidate.fit import NOT_YET_OPEN
from services.recommender.explaining.what_if.levers import Lever, changes
from services.recommender.knowledge.occupations.entry.ways_in import WorkSamples
from services.recommender.learner import Education, Evidence, Field
from services.recommender.paths import PathKind
from services.recommender.scales import EducationLevel, EvidenceKind
from tests.builders.made_up.random_catalogues import catalogue, catalogues, learners
from tests.builders.made_up.random_profiles import OCCUPATIONS
from tests.builders.whole_decisions import decided, tried

LISTED = st.builds(Field, occupation=st.sampled_from(OCCUPATIONS))
QUILTS = st.builds(
    Evidence,
    kind=st.sampled_from([EvidenceKind.PROJECT, EvidenceKind.PORTFOLIO, EvidenceKind.PUBLICATION]),
    title=st.just("Quilt"),
    skills=st.just(("quilting",)),
)
#: Work that leaves nothing to look at: nursing, payroll, driving, wind turbines.
NOTHING_TO_SEE = ("29-1141.00", "43-3051.00", "53-3032.00", "49-9081.00")


def told(decision):
    """Return verdict, order and points."""
    shown = [(one.credential.id, role) for one, role in decision.ranking.shown]
    points = {one.credential.id: one.said.score for one in decision.judged}
    return decision.verdict, shown, points, {kind: said.score for kind, said in decision.paths.said.items()}


@tried()
@given(learners(), LISTED, catalogues(), st.lists(QUILTS, min_size=1, max_size=3))
def test_work_of_another_trade_changes_neither_verdict_nor_order_nor_points(profile, field, offers, quilts):
    profile = replace(profile, field=field)
    after = replace(profile, evidence=(*profile.evidence, *quilts))
    assert told(decided(profile, catalogue(offers))) == told(decided(after, catalogue(offers)))


@tried()
@given(learners(), st.sampled_from(NOTHING_TO_SEE), catalogues())
def test_work_that_leaves_nothing_to_look_at_is_never_to_be_shown(profile, occupation, offers):
    decision = decided(replace(profile, field=Field(occupation=occupation)), catalogue(offers))
    assert decision.field.work_samples is WorkSamples.NEVER
    assert decision.verdict.path is not PathKind.PORTFOLIO
    assert decision.shared["finding.nothing_to_show"] == "no"
    tried_out = changes(decision.situation, decision.judged, catalogue(offers).credentials)
    assert all(change.lever is not Lever.EVIDENCE for lever in tried_out for change in lever)


@tried()
@given(learners(), LISTED, catalogues())
def test_a_wish_of_the_posting_speaks_for_its_path_only_where_it_can_be_met(profile, field, offers):
    decision = decided(replace(profile, field=field), catalogue(offers))
    beyond = {one.kind for one in decision.situation.asked_credentials if one.missing and one.credential is None}
    for kind, said in decision.paths.said.items():
        if any(one.rule == "path/posting-prefers-one-by-name" for one in said.contributions):
            wished = [
                one
                for one in decision.judged
                if one.credential.kind.value == kind.value and one.asked_for == "preferred" and not one.said.exclusions
            ]
            only_later = bool(wished) and all(one.fit.prerequisites in NOT_YET_OPEN for one in wished)
            assert not only_later or kind.value in {each.value for each in beyond if each}


@tried()
@given(learners(), catalogues(), st.integers(1990, 2026), st.integers(1990, 2026))
def test_a_degree_in_another_subject_renews_none_that_prepares_for_the_field(profile, offers, year, later):
    assume(year < later)
    own = Education(level=EducationLevel.BACHELOR, field_of_study="computer science", year=year)
    other = Education(level=EducationLevel.MASTER, field_of_study="theology", year=later)
    profile = replace(profile, field=Field(occupation="15-1252.00"), education=(own,))
    less = decided(profile, catalogue(offers))
    more = decided(replace(profile, education=(own, other)), catalogue(offers))
    assert less.shared["learner.degree_age"] == more.shared["learner.degree_age"] == 2026 - year


@tried()
@given(learners(), LISTED, catalogues())
def test_nothing_below_what_is_held_is_shown_unasked(profile, field, offers):
    decision = decided(replace(profile, field=field), catalogue(offers))
    for one, _ in decision.ranking.shown:
        asked = one.asked_for != "no" or one.fit.stack_step != "no" or one.fit.held != "no"
        assert asked or one.fit.below_held == "no"
