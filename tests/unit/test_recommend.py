"""Laws that hold for every learner, on the real rulebook and the real knowledge."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from made_up.random_profiles import profiles
from thoroughness import examples

from services.intake.profile_schema import read_profile
from services.intake.strict_json import read_json
from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.explaining.asking.worth_asking import worth_asking
from services.recommender.explaining.record import write_record
from services.recommender.explaining.what_if.counterfactuals import find_counterfactuals
from services.recommender.learner import Field, Profile, TargetRole
from services.recommender.paths import PATHS
from services.recommender.recommend import reach_decision, recommend
from services.recommender.recommendation.codes import Role
from services.recommender.rulebook.engine.plain import holds
from services.recommender.rulebook.files.checks.fact_laws import can_ever_be, fact_laws
from services.recommender.rulebook.files.rulebook import PlainRuleset, read_rulebook
from services.recommender.rulebook.vocabulary import Kind, Subject
from services.recommender.scales import Goal
from services.recommender.situation.errors import UnresolvedOccupation
from services.recommender.wording import formats
from tests.builders import shipped

ROOT = Path(__file__).resolve().parents[2]
KNOWLEDGE = shipped.knowledge()
RULEBOOK = shipped.rulebook()
PLAINLY = read_rulebook(ROOT / "rules", VOCABULARY, compile_with=PlainRuleset)
TODAY = date(2026, 11, 22)
TITLES = sorted(KNOWLEDGE.catalogue.credentials)[:20] + sorted(KNOWLEDGE.catalogue.stacks)

some_learners = settings(max_examples=examples(40, 100, 1_000), deadline=None, suppress_health_check=list(HealthCheck))


def decided(profile, rulebook=RULEBOOK):
    return recommend(profile, knowledge=KNOWLEDGE, rulebook=rulebook, on=TODAY)


class CountedRuleset:
    """The rules on paths, which are run once per decision."""

    def __init__(self, rules):
        self._rules, self.fired = rules, 0

    def rules_on(self, sheet):
        self.fired += 1
        return self._rules.rules_on(sheet)

    @property
    def lookup(self):
        self.fired += 1
        return self._rules.lookup


def decided_at_every_change(profile):
    """Decide without remembering anything; return the profiles that were decided, and the document's bytes."""
    tried = []

    def decide(changed):
        tried.append(changed)
        return reach_decision(changed, knowledge=KNOWLEDGE, rulebook=RULEBOOK, on=TODAY)

    with formats.written_in(formats.locale_of(profile.country, profile.language)):
        decision = decide(profile)
        found = find_counterfactuals(decision, KNOWLEDGE.catalogue.credentials, decide)
        asked = worth_asking(decision, decide)
        return tried, write_record(decision, found, asked, KNOWLEDGE, RULEBOOK).to_json()


@some_learners
@given(profiles(TITLES))
def test_every_explanation_adds_up_to_its_score(profile):
    document = decided(profile).as_document()
    for part in (*document["paths"], *document["items"]):
        assert sum(c["points"] for c in part["contributions"]) == part["score"] == sum(part["dimensions"].values())


@some_learners
@given(profiles(TITLES))
def test_the_same_inputs_give_the_same_bytes_on_engine_and_plain_evaluator(profile):
    first = decided(profile).to_json()
    assert first == decided(profile).to_json() == decided(profile, PLAINLY).to_json()


@some_learners
@given(profiles(TITLES))
def test_each_changed_profile_is_decided_once_with_the_same_bytes(profile):
    tried, document = decided_at_every_change(profile)
    paths = CountedRuleset(RULEBOOK.paths)
    assert decided(profile, replace(RULEBOOK, paths=paths)).to_json() == document
    assert paths.fired == len(set(tried))


def test_several_changes_lead_to_the_same_profile():
    profile = read_profile(read_json((ROOT / "data/samples/backend-developer-to-cloud.json").read_bytes()))
    tried, _ = decided_at_every_change(profile)
    assert len(set(tried)) < len(tried)


@some_learners
@given(profiles(TITLES))
def test_every_candidate_is_shown_or_left_out_with_a_reason(profile):
    decision = reach_decision(profile, knowledge=KNOWLEDGE, rulebook=RULEBOOK, on=TODAY)
    document = decided(profile).as_document()
    seen = [entry["credential"]["id"] for entry in (*document["items"], *document["left_out"])]
    assert sorted(seen) == sorted([*(judged.credential.id for judged in decision.judged), *decision.beyond])
    assert all(entry["sentence"] for entry in document["left_out"])


@some_learners
@given(profiles(TITLES))
def test_what_is_said_of_the_path_advised_is_said_at_the_top_and_once(profile):
    document = decided(profile).as_document()
    advised = next(path for path in document["paths"] if path["path"] == document["verdict"]["path"])
    for part in ("cautions", "questions"):
        codes = [remark["code"] for remark in document[part]]
        assert {remark["code"] for remark in advised[part]} <= set(codes)
        assert len(codes) == len(set(codes))


@some_learners
@given(profiles(TITLES))
def test_a_kind_is_advised_with_one_of_it_to_start_with_or_it_is_said_that_none_is_known(profile):
    decision = reach_decision(profile, knowledge=KNOWLEDGE, rulebook=RULEBOOK, on=TODAY)
    verdict = decided(profile).verdict
    on_route = {judged.credential.kind.value for judged, role in decision.ranking.shown if role is Role.ROUTE}
    if PATHS[decision.verdict.path].is_a_credential and not verdict.nothing_to_name:
        assert verdict.path in on_route
    if verdict.nothing_to_name:
        assert PATHS[decision.verdict.path].is_a_credential
        assert "our catalogue has none" in verdict.sentence
        assert verdict.standing != "clear"


@some_learners
@given(profiles(TITLES))
def test_facts_are_total_and_within_the_vocabulary(profile):
    decision = reach_decision(profile, knowledge=KNOWLEDGE, rulebook=RULEBOOK, on=TODAY)
    sheets = {
        Subject.DECISION: [decision.shared],
        Subject.CANDIDATE: [judged.facts() for judged in decision.judged],
        Subject.PATH: [facts.by_name() for facts in decision.paths.facts.values()],
    }
    for subject, facts_of_all in sheets.items():
        fields = {field.full_name: field for field in RULEBOOK.vocabulary.of_subject(subject)}
        for facts in facts_of_all:
            assert facts.keys() == fields.keys()
            assert [fault for name, value in facts.items() if (fault := fields[name].fault_in(value))] == []


@some_learners
@given(profiles(TITLES))
def test_what_one_fact_says_of_others_is_true_of_all_that_are_computed(profile):
    decision = reach_decision(profile, knowledge=KNOWLEDGE, rulebook=RULEBOOK, on=TODAY)
    paths = [facts.by_name() for facts in decision.paths.facts.values()]
    for own in ({}, *(judged.facts() for judged in decision.judged), *paths):
        facts = {**decision.shared, **own}
        assert broken_laws(facts) == []
        for name, value in facts.items():
            shown = value or None if RULEBOOK.vocabulary[name].kind is Kind.TEXT else value
            assert can_ever_be(RULEBOOK.vocabulary[name], shown), (name, value)


def broken_laws(facts):
    """Return the laws whose conditions hold of `facts`, all known to them, and what follows does not."""

    def value_of(field):
        # To a law, a text with nothing in it is as good as unknown.
        return facts[field.full_name] or None if field.kind is Kind.TEXT else facts[field.full_name]

    def all_hold(branch):
        return all(holds(one, value_of(one.field)) for one in branch)

    own = [
        law
        for law in fact_laws(RULEBOOK.vocabulary)
        if all(one.field.full_name in facts for one in (*law.where, *law.follows))
    ]
    return [str(law) for law in own if all_hold(law.where) and not all_hold(law.follows)]


@some_learners
@given(profiles(TITLES))
def test_the_document_holds_no_floats_and_is_read_back_as_it_was(profile):
    text = decided(profile).to_json()
    assert json.loads(text, parse_float=pytest.fail) == decided(profile).as_document()


@pytest.mark.parametrize("words", ["counselor", "no such work anywhere", ""])
def test_an_occupation_that_is_not_one_is_named_with_candidates(words):
    profile = Profile(learner_id="L-1", field=Field(occupation=words), goal=Goal.EXPLORE)
    with pytest.raises(UnresolvedOccupation) as caught:
        decided(profile)
    assert "field.unlisted" in caught.value.detail


def test_a_skill_nobody_recognises_is_kept_and_reported():
    role = TargetRole(required_skills=("Python", "tea ceremony"))
    profile = Profile(learner_id="L-1", field=Field(occupation="15-1252"), goal=Goal.EXPLORE, target_role=role)
    skills = decided(profile).as_document()["skills"]
    assert "tea ceremony" in skills["missing"]
    assert skills["not_recognised"] == ["tea ceremony"]
