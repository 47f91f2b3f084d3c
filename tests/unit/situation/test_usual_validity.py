"""What was earned longer ago than it is valid for, and has no stated end, has expired; what is not known stays so."""

from dataclasses import replace
from datetime import date

import pytest
from stacks import catalogue, credential

from services.recommender.knowledge.credentials.credential import CredentialKind
from services.recommender.learner import Field, HeldCredential, Profile
from services.recommender.scales import Goal, HeldStatus, Proof
from services.recommender.situation.credentials.usual_validity import with_usual_ends
from services.recommender.situation.measures.durations import months_later

TODAY = date(2026, 11, 29)
KNOWN = catalogue(
    credential("sec", title="CompTIA Security+", validity_months=36),
    credential("itil", title="ITIL 4 Foundation"),
    replace(credential("cdl", title="Commercial Licence B", validity_months=24), kind=CredentialKind.LICENCE),
)
OLD = HeldCredential(title="CompTIA Security+", issued_on=date(2019, 3, 1))
NOTE = "Expired, because it is usually valid for 36 months. Tell us its end if you renewed it."


def seen(held, on=TODAY):
    profile = Profile(learner_id="L", field=Field(unlisted="x"), goal=Goal.EXPLORE, credentials_held=(held,))
    return with_usual_ends(profile, KNOWN, on).credentials_held[0]


def test_what_was_earned_longer_ago_than_it_is_valid_has_expired_and_says_why():
    found = seen(OLD)
    assert (found.status_on(TODAY), found.expires_on, found.why) == (HeldStatus.EXPIRED, None, NOTE)


@pytest.mark.parametrize("proof", [Proof.VERIFIED, Proof.UNVERIFIABLE, Proof.SELF_DECLARED])
def test_it_does_not_matter_who_named_it(proof):
    found = seen(replace(OLD, proof=proof, why="It was looked at."))
    assert (found.status_on(TODAY), found.why) == (HeldStatus.EXPIRED, f"It was looked at. {NOTE}")


@pytest.mark.parametrize(
    "held",
    [
        replace(OLD, issued_on=None),
        replace(OLD, expires_on=date(2027, 3, 1)),
        replace(OLD, expires_on=date(2022, 3, 1)),
        replace(OLD, issued_on=date(2024, 3, 1)),
        replace(OLD, issued_on=date(2027, 3, 1)),
        replace(OLD, status=HeldStatus.IN_PROGRESS),
        replace(OLD, status=HeldStatus.REVOKED),
        replace(OLD, proof=Proof.TAMPERED),
        replace(OLD, title="ITIL 4 Foundation"),
        replace(OLD, title="Commercial Licence B"),
        replace(OLD, title="Something of our own"),
    ],
)
def test_where_anything_of_it_is_not_known_or_is_said_it_stays_as_it_was(held):
    assert seen(held) == held


@pytest.mark.parametrize(
    ("issued", "on", "status"),
    [
        (date(2023, 11, 29), date(2026, 11, 29), HeldStatus.VALID),
        (date(2023, 11, 29), date(2026, 11, 30), HeldStatus.EXPIRED),
        (date(2024, 2, 29), date(2027, 2, 28), HeldStatus.VALID),
        (date(2024, 2, 29), date(2027, 3, 1), HeldStatus.EXPIRED),
        (date(2023, 1, 1), date(2026, 12, 31), HeldStatus.VALID),
        (date(2023, 1, 1), date(2027, 1, 1), HeldStatus.EXPIRED),
    ],
)
def test_the_last_day_counts_and_a_year_alone_ends_with_its_last_day(issued, on, status):
    assert seen(replace(OLD, issued_on=issued), on).status_on(on) is status


def test_no_day_is_later_than_the_last_one():
    assert months_later(date(9990, 5, 31), 1_200) == date.max
