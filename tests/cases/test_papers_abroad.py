"""What learners of nineteen countries write they hold and have learned, read as somebody of the country would.

Each line of abroad/papers.tsv and abroad/education.tsv has a phrase with what is right, written down before anybody asked
the product; "|" parts what is right as well. Where no authority is named, any is.
"""

import re
from datetime import date
from pathlib import Path

import pytest

from services.recommender.explaining.as_read.education_readings import education_readings
from services.recommender.explaining.as_read.held_readings import held_readings
from services.recommender.learner import Education, Field, HeldCredential, Profile
from services.recommender.scales import Goal
from services.recommender.situation.reading import read_situation
from tests.builders import shipped

HERE = Path(__file__).parent / "abroad"
TODAY = date(2026, 11, 30)


def rows(name):
    return [tuple(line.split("\t")) for line in (HERE / name).read_text(encoding="utf-8").splitlines()[1:]]


def read(country, **said):
    profile = Profile(
        learner_id="L-1", field=Field(occupation="43-4051.00"), goal=Goal.EXPLORE, country=country, **said
    )
    return read_situation(profile, shipped.knowledge(), TODAY)


@pytest.mark.parametrize(("country", "phrase", "read_as", "of", "authority", "counts_as"), rows("papers.tsv"))
def test_what_is_held_is_read_as_in_its_country(country, phrase, read_as, of, authority, counts_as):
    situation = read(country, credentials_held=(HeldCredential(title=phrase),))
    (told,) = held_readings(situation, shipped.knowledge())
    assert told.read_as in read_as.split("|")
    assert told.counts_as in counts_as.split("|")
    if told.read_as == "licence":
        assert told.country in of.split("|")
        assert re.search(authority, "; ".join(told.authorities))


@pytest.mark.parametrize(("country", "phrase", "level", "eqf", "status"), rows("education.tsv"))
def test_education_is_read_as_in_its_country(country, phrase, level, eqf, status):
    (told,) = education_readings(read(country, education=(Education(qualification=phrase),)), shipped.knowledge())
    assert told.level in level.split("|")
    assert told.status in status.split("|")
    if eqf and told.eqf:
        assert not set(eqf.split("|")).isdisjoint(re.split("[-|]", told.eqf))
