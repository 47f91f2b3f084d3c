"""The steps that people usually take next follow one another, and each says something."""

from datetime import date
from pathlib import Path

from services.intake.profile_schema import read_profile
from services.recommender.recommend import recommend
from tests.builders import shipped

ROOT = Path(__file__).parents[4]
KNOWLEDGE = shipped.knowledge()
RULEBOOK = shipped.rulebook()
TODAY = date(2026, 11, 29)


def answered(occupation, **members):
    asked = {"learner_id": "x", "field": {"occupation": occupation}, "country": "US", **members}
    return recommend(read_profile(asked), knowledge=KNOWLEDGE, rulebook=RULEBOOK, on=TODAY).as_document()


def test_a_degree_is_not_named_as_what_follows_the_licence():
    education = [{"level": "bachelor", "field_of_study": "Philosophy"}]
    lawyer = answered("23-1011.00", goal="change_career", education=education)
    assert lawyer["verdict"]["path"] == "licence"
    assert not any("JD" in step["text"] for step in lawyer["next_steps"] if "With the licence" in step["text"])


def test_who_makes_nothing_to_show_is_not_told_to_send_it():
    aide = answered("31-1121.00", goal="explore", experience={"years_total": 2, "years_in_field": 0})
    assert not any("Send it" in step["text"] for step in aide["next_steps"])


def test_nobody_is_told_to_check_that_nothing_is_required():
    ways = [way for occupation in KNOWLEDGE.occupations for way in occupation.ways_in.ways]
    assert ways
    assert not any(way.entry == "none" for way in ways)


def test_what_lapsed_is_shown_first_and_its_end_is_told():
    lapsed = {"title": "AWS Certified Solutions Architect - Associate", "expires_on": "2024-03-01"}
    skills = [{"name": "AWS", "level": "advanced"}, {"name": "Java", "level": "expert"}]
    developer = answered("15-1252.00", goal="signal_currency", credentials_held=[lapsed], skills=skills)
    assert developer["items"][0]["credential"]["title"] == lapsed["title"]
    assert f"{lapsed['title']} (until March 1, 2024)" in developer["next_steps"][0]["text"]
