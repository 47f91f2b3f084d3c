"""How long does it take, and does the money suffice? The unknown stays unknown."""

from datetime import date

import pytest

from services.recommender.decision.facts.candidate.price_limits import budget_slack
from services.recommender.knowledge.credentials.credential import Cost, Credential, CredentialKind, Issuer, Source
from services.recommender.learner import Budget
from services.recommender.situation.measures.durations import days_needed, weeks_of

SOURCE = Source(title="a page", address="https://example.org", licence="facts", read_on=date(2026, 11, 22))


def credential(**known):
    return Credential(
        id="c",
        title="C",
        kind=CredentialKind.MICRO_CREDENTIAL,
        issuer=Issuer(name="I"),
        address="https://example.org/c",
        source=SOURCE,
        **known,
    )


@pytest.mark.parametrize(
    ("known", "hours_per_week", "days", "weeks"),
    [
        ({"hours": 40}, 10, 28, 4),
        ({"hours": 41}, 10, 29, 5),
        ({"hours": 6}, 5, 9, 2),
        ({"hours": 1}, 80, 1, 1),
        ({"hours": 10, "weeks_minimum": 6}, 10, 42, 6),
        ({"hours": 10, "exam_wait_weeks": 3}, 10, 28, 4),
        ({"hours": 6, "exam_wait_weeks": 3}, 5, 30, 5),
        ({"hours": None}, 10, None, None),
        ({"hours": 10}, None, None, None),
    ],
)
def test_time_is_counted_in_days_and_unknown_where_a_part_is(known, hours_per_week, days, weeks):
    assert days_needed(credential(**known), hours_per_week) == days
    assert weeks_of(days) == weeks


@pytest.mark.parametrize(
    ("budget", "cost", "slack"),
    [
        (Budget(amount=100, currency="USD"), Cost(amount=80, currency="USD"), 20),
        (Budget(amount=100, currency="USD"), Cost(amount=180, currency="USD"), -80),
        (Budget(amount=100, currency="EUR"), Cost(amount=80, currency="USD"), None),
        (Budget(amount=0, currency="EUR"), Cost(amount=0, currency="USD"), 0),
        (Budget(amount=0, currency="EUR"), Cost(amount=294, currency="USD"), -294),
        (Budget(amount=0, currency="JPY"), Cost(amount=1, currency="XDR"), -1),
        (Budget(amount=100, currency="EUR"), Cost(amount=0, currency="USD"), 100),
        (Budget(amount=0, currency="EUR"), None, None),
        (Budget(amount=100, currency="EUR"), None, None),
        (None, Cost(amount=0, currency="USD"), None),
    ],
)
def test_an_unknown_cost_neither_passes_nor_fails_a_budget(budget, cost, slack):
    assert budget_slack(budget, cost) == slack
