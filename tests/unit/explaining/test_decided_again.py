"""A changed profile is decided again by what the change reaches, and just as if nobody had decided before.

What is tried looks its rules up; what it is compared with is decided anew, by rules that run on the engine.
"""

import json
from collections import Counter
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.intake.profile_schema import read_profile
from services.recommender.decision.kept.kept import Kept
from services.recommender.explaining.asking.worth_asking import open_questions, worth_asking
from services.recommender.explaining.what_if.counterfactuals import find_counterfactuals
from services.recommender.explaining.what_if.levers import changes
from services.recommender.learner import Profile
from services.recommender.recommend import deciding, reach_decision, recommend
from tests.builders import shipped
from tests.builders.made_up.random_profiles import profiles

ROOT = Path(__file__).resolve().parents[3]
TODAY = date(2026, 11, 22)
KNOWLEDGE, RULEBOOK = shipped.knowledge(), shipped.rulebook()
BY = {"knowledge": KNOWLEDGE, "rulebook": RULEBOOK, "on": TODAY}
SAMPLES = sorted((ROOT / "data/samples").glob("*.json"))

#: Names that profiles hold, aim at and have as a goal: those of credentials, a stack and a licence.
TITLES = ("CompTIA Security+", "CompTIA A+", "AWS Certified Cloud Practitioner", "CISSP", "Registered nurse licence")

#: What changes of a profile are made of.
MEMBERS = sorted(each.name for each in fields(Profile) if each.name != "learner_id")

#: The most decisions that one recommendation takes for any sample learner, the learner's own among them, and how often
#: each of them asks which skill some words name, at most. Raised only with a reason: time follows from both.
MOST_DECISIONS = 16
MOST_READS = 350

some_learners = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))


class CountedSkills:
    """The skill index, which counts how often it is asked."""

    def __init__(self):
        self.asked = Counter()

    def read(self, words):
        self.asked["read"] += 1
        return KNOWLEDGE.skills.read(words)

    def __getattr__(self, name):
        return getattr(KNOWLEDGE.skills, name)


def tried(decision):
    """Return the profiles that counterfactuals and questions put in the learner's place."""
    levers = changes(decision.situation, decision.judged, KNOWLEDGE.catalogue.credentials)
    return [
        *(change.profile for of_lever in levers for change in of_lever),
        *(trial.profile for question in open_questions(decision) for trial in question.trials),
    ]


def outcome(decision):
    """Return everything that a decision says but its words."""
    return (
        decision.verdict,
        dict(decision.shared),
        decision.concluded,
        [(one.credential.id, role) for one, role in decision.ranking.shown],
        [(one.credential.id, why) for one, why in decision.ranking.left_out],
        [(one.credential.id, one.rules, one.said, one.facts()) for one in decision.judged],
        {kind: (decision.paths.facts[kind], said.by_dimension()) for kind, said in decision.paths.said.items()},
    )


@some_learners
@given(profiles(), st.data())
def test_a_change_is_decided_as_if_nothing_had_been_decided_before(profile, data):
    decision, decide_again = deciding(profile, **BY)
    changed = tried(decision)
    for one in data.draw(st.permutations(changed))[:6]:
        assert outcome(decide_again(one)) == outcome(reach_decision(one, **BY, kept=Kept()))


@some_learners
@given(profiles(TITLES), profiles(TITLES), st.data())
def test_any_members_may_change_in_any_order(profile, other, data):
    """What is kept of one profile is used for another that has members of both, whichever these are."""
    kept = Kept()
    reach_decision(profile, **BY, kept=kept)
    for _ in range(3):
        names = data.draw(st.sets(st.sampled_from(MEMBERS), min_size=1, max_size=3))
        changed = replace(profile, **{name: getattr(other, name) for name in names})
        tried_out = reach_decision(changed, **BY, kept=kept, tried=True)
        assert tried_out == reach_decision(changed, **BY, kept=Kept(), tried=True)
        assert outcome(tried_out) == outcome(reach_decision(changed, **BY, kept=Kept()))


@some_learners
@given(profiles(TITLES), st.data())
def test_what_is_weighed_is_what_was_judged(profile, data):
    """Ranking and paths ask a candidate for its points alone; put together, it says the same."""
    decision, decide_again = deciding(profile, **BY)
    for one in (profile, *data.draw(st.permutations(tried(decision)))[:4]):
        after = decide_again(one)
        weighed = {each.credential.id: (each.score, each.ruled_out) for each in after.line_up.weighed}
        assert weighed == {each.credential.id: (each.said.score, bool(each.said.exclusions)) for each in after.judged}
        for ranked, ranking in (
            (after.ranked.shown, after.ranking.shown),
            (after.ranked.left_out, after.ranking.left_out),
        ):
            assert [(each.credential, why) for each, why in ranked] == [(each.credential, why) for each, why in ranking]


@some_learners
@given(profiles(), profiles())
def test_an_answer_rests_on_no_answer_before_it(first, second):
    alone = recommend(second, **BY)
    recommend(first, **BY)
    assert recommend(second, **BY) == alone


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_recommendation_takes_few_decisions_and_few_readings(sample):
    profile = read_profile(json.loads(sample.read_text(encoding="utf-8")))
    skills = CountedSkills()
    knowledge = replace(KNOWLEDGE, skills=skills)
    decision, decide_again = deciding(profile, knowledge=knowledge, rulebook=RULEBOOK, on=TODAY)
    decided = Counter()

    def decide(changed):
        decided[changed] += 1
        return decide_again(changed)

    find_counterfactuals(decision, KNOWLEDGE.catalogue.credentials, decide)
    worth_asking(decision, decide)
    decisions = 1 + len(decided)
    assert decisions <= MOST_DECISIONS
    assert skills.asked["read"] <= MOST_READS * decisions
