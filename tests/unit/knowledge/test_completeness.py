"""The completeness of an entry: the nine elements of the Annex that an entry can say."""

from dataclasses import replace
from datetime import date

import pytest

from services.recommender.knowledge.credentials.completeness import ELEMENTS, completeness
from services.recommender.knowledge.credentials.credential import Assessment, Credential, CredentialKind, Issuer, Source
from services.recommender.scales import Mode

SOURCE = Source(title="t", address="https://example.org", licence="CC0 1.0", read_on=date(2026, 11, 22))
BARE = Credential(
    id="a",
    title="A",
    kind=CredentialKind.MICRO_CREDENTIAL,
    issuer=Issuer(name="I"),
    address="https://example.org/a",
    source=SOURCE,
)
FULL = replace(
    BARE,
    country="Ireland",
    outcomes=("does it",),
    hours=20,
    eqf_level=5,
    assessment=Assessment.PROJECT,
    mode=Mode.ONLINE,
    quality_assurance="accredited by B",
)


def test_an_entry_that_says_everything_is_complete():
    assert completeness(FULL).percent == 100
    assert completeness(FULL).missing == ()


def test_a_title_and_a_body_are_two_of_nine():
    assert completeness(BARE).percent == 22
    assert completeness(BARE).present == ("title", "awarding body")


@pytest.mark.parametrize(
    ("without", "name"),
    [
        ({"country": None}, "country or region of the issuer"),
        ({"outcomes": ()}, "learning outcomes"),
        ({"hours": None}, "notional workload"),
        ({"eqf_level": None}, "level (EQF), if applicable"),
        ({"assessment": Assessment.UNKNOWN}, "type of assessment"),
        ({"mode": None}, "form of participation"),
        ({"quality_assurance": None}, "type of quality assurance"),
    ],
)
def test_each_element_that_is_not_said_is_named(without, name):
    assert completeness(replace(FULL, **without)).missing == (name,)
    assert completeness(replace(FULL, **without)).percent == 88


def test_academic_credits_are_a_workload():
    assert completeness(replace(FULL, hours=None, credits=2)).percent == 100


def test_there_are_nine_elements_each_once():
    assert len({name for name, _ in ELEMENTS}) == len(ELEMENTS) == 9
