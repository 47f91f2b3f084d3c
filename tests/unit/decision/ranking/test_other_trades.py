"""A country's own paper for other work has no place in an answer, unless something makes it due."""

from dataclasses import replace
from datetime import date

import pytest

from services.recommender.decision.ranking.other_trades import of_other_trades
from services.recommender.learner import Experience, Field, Profile, TargetRole
from services.recommender.scales import Goal
from services.recommender.situation.reading import read_situation
from tests.builders import shipped
from tests.builders.whole_decisions import answered

KNOWLEDGE = shipped.knowledge()
KNOWN = KNOWLEDGE.catalogue.credentials
TODAY = date(2026, 11, 29)
GUARD = KNOWN["ca-security-guard-licence"]
FIRST_AID = KNOWN["ca-standard-first-aid"]


def learner(occupation, **role):
    return Profile(
        learner_id="L-1",
        field=Field(occupation=occupation),
        goal=Goal.CHANGE_CAREER,
        country="CA",
        target_role=TargetRole(**role),
        experience=Experience(years_total=3, years_in_field=0),
    )


def others(occupation, candidates, **role):
    return of_other_trades(read_situation(learner(occupation, **role), KNOWLEDGE, TODAY), candidates)


def test_a_permission_for_other_work_is_of_another_trade_whatever_the_posting_asks():
    assert others("43-4161.00", [GUARD]) == {GUARD.id}
    assert others("43-4161.00", [GUARD], required_skills=("conflict management",)) == {GUARD.id}
    assert others("33-9032.00", [GUARD]) == frozenset()


def test_what_teaches_what_a_posting_asks_for_is_looked_at_whoever_it_is_meant_for():
    assert others("43-4161.00", [FIRST_AID]) == {FIRST_AID.id}
    assert others("43-4161.00", [FIRST_AID], required_skills=("first aid",)) == frozenset()


@pytest.mark.parametrize("change", [{"valid_in": ()}, {"occupations": ()}])
def test_what_counts_anywhere_or_is_meant_for_nobody_is_of_no_trade(change):
    assert others("43-4161.00", [replace(GUARD, **change)]) == frozenset()


def test_no_office_is_answered_with_a_guard():
    shown = [item["credential"]["id"] for item in answered(learner("43-4161.00"))["items"]]
    assert shown
    assert GUARD.id not in shown
