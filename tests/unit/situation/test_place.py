"""One country is aimed at: the one said, that of all employers, the client's, the deployment's, or that of the money."""

from datetime import date

import pytest

from services.intake.profile_schema import read_profile
from services.recommender.recommendation.document import Recommendation
from services.recommender.situation.errors import UnresolvedOccupation
from services.recommender.situation.place import country_said, place_of
from services.wiring import Advisor
from tests.builders import shipped

ON = date(2026, 11, 29)


def asking(occupation="Registered Nurses", **members):
    return read_profile({"learner_id": "x", "field": {"occupation": occupation}, "goal": "fill_skill_gap", **members})


def in_pounds(occupation="Registered Nurses"):
    return asking(occupation, budget={"amount": 500, "currency": "GBP"})


@pytest.fixture(scope="module")
def advisor() -> Advisor:
    return Advisor(knowledge=shipped.knowledge(), rulebook=shipped.rulebook())


@pytest.mark.parametrize(
    ("members", "said", "place"),
    [
        ({"country": "FR", "target_employers": [{"name": "Charité", "country": "DE"}]}, "FR", "FR"),
        ({"target_employers": [{"name": "Charité", "country": "Germany"}]}, "DE", "DE"),
        ({"target_employers": [{"country": "DE"}, {"country": "AT"}]}, None, "US"),
        ({"target_employers": [{"country": "DE"}, {"name": "Somebody"}]}, None, "US"),
        ({"budget": {"amount": 500, "currency": "INR"}}, None, "IN"),
        ({"budget": {"amount": 500, "currency": "INR"}, "target_employers": [{"country": "SG"}]}, "SG", "SG"),
        ({}, None, "US"),
    ],
)
def test_the_country_is_the_one_said_or_else_that_of_employers_or_money(members, said, place):
    profile = asking(**members)
    assert (country_said(profile), place_of(profile)) == (said, place)


@pytest.mark.parametrize(
    ("profile", "overlay", "deployment", "country", "given"),
    [
        (asking(), {"overlay.yaml": "country: Germany\n"}, "SE", "DE", True),
        (asking(), {"overlay.yaml": "switch_off: []\n"}, "SE", "SE", True),
        (asking(), None, None, "US", False),
        (asking(country="FR"), {"overlay.yaml": "country: DE\n"}, None, "FR", True),
        (asking(target_employers=[{"country": "NL"}]), {"overlay.yaml": "country: DE\n"}, "SE", "NL", True),
    ],
)
def test_a_clients_country_comes_before_the_deployments(advisor, profile, overlay, deployment, country, given):
    made = Advisor(knowledge=advisor.knowledge, rulebook=advisor.rulebook, country=deployment)
    answer: Recommendation = made.recommend(profile, ON, overlay)
    assert (answer.field.country, answer.field.country_given) == (country, given)


def test_titles_are_read_as_they_are_meant_in_the_clients_country(advisor):
    with pytest.raises(UnresolvedOccupation):
        advisor.resolve_occupation(asking("Site Manager"))
    advisor.resolve_occupation(asking("Site Manager"), {"overlay.yaml": "country: GB\n"})
    advisor.resolve_occupation(in_pounds("Site Manager"))


def test_money_says_nothing_of_the_language_of_a_title(advisor):
    for title in ("Bilanzbuchhalter (m/w/d)", "Infirmier / Infirmière"):
        advisor.resolve_occupation(in_pounds(title))
        advisor.resolve_occupation(asking(title, budget={"amount": 500, "currency": "USD"}))


def test_an_employer_in_another_country_is_spoken_of(advisor):
    answer = advisor.recommend(asking(country="GB", target_employers=[{"name": "Charité", "country": "DE"}]), ON)
    assert (answer.field.country, answer.employers[0].country) == ("GB", "DE")
    texts = [each.text for each in answer.cautions if each.code == "employer_is_elsewhere"]
    assert len(texts) == 1
    assert "Germany" in texts[0]
