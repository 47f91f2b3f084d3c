"""Why not X? Every name gets an answer, the rules named did speak, and a change that is told does what is said."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up.random_profiles import profiles

from services.intake.profile_schema import read_profile
from services.intake.strict_json import read_json
from services.recommender.explaining.advice import advice
from services.recommender.explaining.why_not.changing import changes_for_credential, changes_for_path, rank_of
from services.recommender.explaining.why_not.meant import Unmatched, meant
from services.recommender.learner import Budget, Field, Profile, TargetRole
from services.recommender.paths import PathKind
from services.recommender.recommend import deciding, reach_decision, recommend, why_not
from services.recommender.recommendation.codes import WhyNotStanding
from services.recommender.rulebook.rule import Stage
from services.recommender.scales import Goal
from tests.builders import shipped

ROOT = Path(__file__).resolve().parents[3]
TODAY = date(2026, 11, 22)
KNOWLEDGE, RULEBOOK = shipped.knowledge(), shipped.rulebook()
BY = {"knowledge": KNOWLEDGE, "rulebook": RULEBOOK, "on": TODAY}
CREDENTIALS = KNOWLEDGE.catalogue.credentials

some_learners = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))

LEARNER = Profile(
    learner_id="L",
    field=Field(occupation="15-2051.00"),
    goal=Goal.FILL_SKILL_GAP,
    target_role=TargetRole(required_skills=("SQL", "Python")),
    hours_per_week=5,
    deadline=date(2027, 6, 30),
    budget=Budget(amount=100, currency="USD"),
)


def asked(name, profile=LEARNER):
    (answer,) = why_not(profile, [name], **BY)
    return answer


@some_learners
@given(profiles(), st.data())
def test_every_credential_and_path_gets_an_answer_that_is_true(profile, data):
    made, decision = recommend(profile, **BY), reach_decision(profile, **BY)
    left_out = [entry.credential.id for entry in made.left_out]
    names = [item.credential.id for item in made.items[:2]] + left_out[:2]
    names += [data.draw(st.sampled_from(sorted(CREDENTIALS))), *PathKind]
    for name, answer in zip(names, why_not(profile, names, **BY), strict=True):
        assert answer.asked == name
        assert answer.sentence
        if answer.credential is not None:
            shown = [item.credential.id for item in made.items]
            assert answer.credential.id == name
            assert (answer.standing is WhyNotStanding.SHOWN) == (name in shown)
            assert answer.rank == (shown.index(name) + 1 if name in shown else None)
        else:
            assert answer.path == name
            assert (answer.standing is WhyNotStanding.ADVISED) == (name == decision.verdict.path)
        assert (answer.standing is WhyNotStanding.RULED_OUT) <= any(each.points is None for each in answer.against)
        assert all(each.rule in RULEBOOK.rules for each in (*answer.against, *answer.missed_by_one))
        assert all(each.points > 0 for each in answer.missed_by_one)


@some_learners
@given(profiles(), st.data())
def test_a_change_that_is_told_does_what_is_said(profile, data):
    decision, decide = deciding(profile, **BY)
    losers = [judged for judged in decision.judged if (rank_of(judged.credential.id, decision) or 99) > 1]
    if losers:
        judged = data.draw(st.sampled_from(losers))
        now = rank_of(judged.credential.id, decision)
        for proposed in changes_for_credential(judged, decision, CREDENTIALS, decide):
            then = rank_of(judged.credential.id, reach_decision(proposed.profile, **BY))
            assert then == proposed.rank
            assert now is None or then < now
            assert f"number {then} " in proposed.sentence
    path = data.draw(st.sampled_from([kind for kind in PathKind if kind is not decision.verdict.path]))
    for proposed in changes_for_path(path, advice(path, decision), decision, CREDENTIALS, decide):
        assert reach_decision(proposed.profile, **BY).verdict.path is path


def test_a_near_miss_would_have_given_its_points():
    answer = asked("pmi-pmp")
    assert answer.missed_by_one
    decision = reach_decision(LEARNER, **BY)
    for missed in answer.missed_by_one:
        rule = RULEBOOK.rules[missed.rule]
        assert rule.stage is Stage.CREDENTIALS
        assert missed.fact in {condition.field.full_name for condition in rule.conditions()}
        assert missed.needed in missed.sentence
        assert missed.now in missed.sentence
    assert "pmi-pmp" not in {judged.credential.id for judged in decision.judged}
    assert answer.standing is WhyNotStanding.NOT_JUDGED


@pytest.mark.parametrize("path", sorted((ROOT / "data" / "samples").glob("*.json")), ids=lambda path: path.stem)
def test_a_change_told_of_a_recommendation_is_told_to_whoever_asks(path):
    profile = read_profile(read_json(path.read_bytes()))
    for change in recommend(profile, **BY).counterfactuals.candidates:
        answer = asked(change.credential.id, profile)
        assert change.lever in {one.lever for one in answer.changes}
        assert answer.standing in {WhyNotStanding.RULED_OUT, WhyNotStanding.LEFT_OUT}
        assert answer.against


@pytest.mark.parametrize(
    ("name", "means"),
    [
        ("degree", PathKind.DEGREE),
        ("a degree", PathKind.DEGREE),
        ("Micro-credential", PathKind.MICRO_CREDENTIAL),
        ("nothing needed", PathKind.NOTHING_NEEDED),
        ("professional_certificate", PathKind.PROFESSIONAL_CERTIFICATE),
        ("PMP", "pmi-pmp"),
        ("Project Management Professional", "pmi-pmp"),
        ("pmi-pmp", "pmi-pmp"),
        ("CISSP certification", "isc2-cissp"),
    ],
)
def test_a_name_is_a_path_or_a_credential(name, means):
    found = meant(name, KNOWLEDGE.catalogue)
    assert found == means or found is CREDENTIALS[means]


def test_what_is_not_in_the_catalogue_is_said_with_the_nearest_names():
    answer = asked("CISSPP")
    assert answer.standing is WhyNotStanding.UNKNOWN
    assert answer.nearest[0].id == "isc2-cissp"
    assert "not in our catalogue" in answer.sentence
    nothing = asked("zzzz qqqq xxxx")
    assert (nothing.standing, nothing.nearest) == (WhyNotStanding.UNKNOWN, [])
    assert (nothing.rank, nothing.score, nothing.against, nothing.changes) == (None, None, [], [])


def test_a_stack_is_answered_by_its_parts():
    found = meant("Kubestronaut", KNOWLEDGE.catalogue)
    assert isinstance(found, Unmatched)
    assert "made up of several credentials" in asked("Kubestronaut").sentence


def test_asking_why_not_changes_no_recommendation_and_is_the_same_every_time():
    before = recommend(LEARNER, **BY).to_json()
    assert why_not(LEARNER, ["degree", "pmi-pmp"], **BY) == why_not(LEARNER, ["degree", "pmi-pmp"], **BY)
    assert recommend(LEARNER, **BY).to_json() == before
    spent = asked("pmi-pmp", replace(LEARNER, budget=Budget(amount=100_000, currency="USD")))
    assert spent.score == asked("pmi-pmp").score or spent.against != asked("pmi-pmp").against
