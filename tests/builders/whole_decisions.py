"""Whole decisions over the real knowledge and rules, on one day, for tests that make up learners and catalogues."""

from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, settings

from services.recommender.recommend import reach_decision, recommend
from tests.builders import shipped
from tests.builders.thoroughness import examples

TODAY = date(2026, 11, 29)
KNOWLEDGE = shipped.knowledge()

#: On the engine, as it is shipped: that the plain evaluator gives the same bytes is for tests/unit/test_recommend.py.
RULEBOOK = shipped.rulebook()


def tried(desk=15, wide=60, thorough=3_000):
    """Return how often a law is tried on made-up inputs; a decision takes milliseconds, and the machine may be busy."""
    return settings(
        max_examples=examples(desk, wide, thorough),
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )


def decided(profile, catalogue=None):
    """Return the decision, by the real catalogue unless another is given."""
    return reach_decision(profile, knowledge=_knowing(catalogue), rulebook=RULEBOOK, on=TODAY)


def recommended(profile, catalogue=None):
    """Return the recommendation as written down."""
    return recommend(profile, knowledge=_knowing(catalogue), rulebook=RULEBOOK, on=TODAY)


def answered(profile, catalogue=None):
    """Return the recommendation as the document that clients read."""
    return recommended(profile, catalogue).as_document()


def _knowing(catalogue):
    return KNOWLEDGE if catalogue is None else replace(KNOWLEDGE, catalogue=catalogue)
