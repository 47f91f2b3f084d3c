"""A learner is told what their education and credentials were read as, in the words of their country."""

from datetime import date

import pytest

from services.intake.profile_schema import read_profile
from services.presenting.page.report import report_html
from services.presenting.record_as_read import record_as_read
from services.recommender.recommend import recommend
from services.recommender.wording import formats
from tests.builders import shipped

ON = date(2026, 11, 29)


def answer(country, occupation, **members):
    asked = {"learner_id": "x", "country": country, "field": {"occupation": occupation}, "goal": "fill_skill_gap"}
    return recommend(read_profile(asked | members), knowledge=shipped.knowledge(), rulebook=shipped.rulebook(), on=ON)


def test_education_and_licences_are_told_on_the_page():
    document = answer(
        "GB",
        "Registered Nurses",
        education=[{"qualification": "BSc (Hons) Nursing"}, {"level": "secondary"}],
        credentials_held=[{"title": "NMC registration"}, {"title": "A course of mine"}],
    )
    told = record_as_read(document)
    assert [text.split('"')[1] for text in told] == ["BSc (Hons) Nursing", "NMC registration"]
    assert "Nursing and Midwifery Council" in told[1]
    assert "How we read your education" in report_html(document)


def test_nothing_is_told_of_who_named_nothing():
    document = answer("GB", "Registered Nurses", education=[{"level": "bachelor"}])
    assert record_as_read(document) == []
    assert "How we read your education" not in report_html(document)


@pytest.mark.parametrize(
    ("locale", "price"),
    [("en-PL", "12\u00a0500\u00a0zł"), ("en-DE", "12.500\u00a0PLN"), ("en-GB", "PLN\u00a012,500")],
)
def test_money_is_written_as_in_the_country(locale, price):
    with formats.written_in(locale):
        assert formats.money(12500, "PLN").replace(" ", "\u00a0") == price
