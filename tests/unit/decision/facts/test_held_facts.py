"""What was revoked, has expired or ends soon is named, with its issuer or its day."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from services.recommender.decision.facts.candidate.calculator import FitCalculator
from services.recommender.decision.facts.candidate.time_limits import time_asked
from services.recommender.decision.facts.holdings.held import held_facts
from services.recommender.learner import Field, HeldCredential, Profile, StackGoal, TargetRole
from services.recommender.recommend import recommend
from services.recommender.scales import Goal, HeldStatus, StackGoalKind
from services.recommender.situation.possessions import possessions
from services.recommender.situation.reading import read_situation
from tests.builders import shipped

TODAY = date(2026, 11, 22)
ROOT = Path(__file__).parents[4]
ASKED = Profile(
    learner_id="l",
    field=Field(occupation="15-1212.00"),
    goal=Goal.SIGNAL_CURRENCY,
    target_role=TargetRole(required_skills=("network security", "security operations")),
)
CISSP = HeldCredential(title="CISSP", issuer="ISC2", status=HeldStatus.REVOKED)


@pytest.fixture(scope="module")
def knowledge():
    return shipped.knowledge()


def facts(knowledge, *held):
    return held_facts(read_situation(replace(ASKED, credentials_held=held), knowledge, TODAY), knowledge)


def fit(knowledge, identity, *held, **more):
    situation = read_situation(replace(ASKED, credentials_held=held, **more), knowledge, TODAY)
    credentials = knowledge.catalogue.credentials
    return FitCalculator.of(situation, credentials).fit(credentials[identity])


def ends(knowledge, identity, *held, **more):
    situation = read_situation(replace(ASKED, credentials_held=held, **more), knowledge, TODAY)
    return time_asked(knowledge.catalogue.credentials[identity], situation, possessions(situation)).ends


def decide(knowledge, *held, **more):
    profile = replace(ASKED, credentials_held=held, **more)
    return recommend(profile, knowledge=knowledge, rulebook=shipped.rulebook(), on=TODAY).as_document()


def texts(remarks):
    return " ".join(remark["text"] for remark in remarks)


def test_a_revoked_credential_is_named_with_its_issuer_whoever_says_so(knowledge):
    said = facts(knowledge, CISSP, HeldCredential(title="CompTIA Security+", status=HeldStatus.REVOKED))
    assert (said.credentials_revoked, said.revoked) == (
        2,
        "CISSP by ISC2 and CompTIA Security+ by CompTIA",
    )


def test_what_was_earned_again_is_not_revoked_and_what_was_renewed_has_not_expired(knowledge):
    lapsed = HeldCredential(title="CompTIA Security+", expires_on=date(2022, 1, 10))
    said = facts(knowledge, CISSP, HeldCredential(title="cissp"), lapsed, HeldCredential(title="CompTIA Security+"))
    assert (said.credentials_revoked, said.credentials_expired) == (0, 0)
    assert (said.revoked, said.expired) == ("", "")


def test_what_has_expired_is_named_with_its_day_and_told_from_what_the_role_does_not_look_at(knowledge):
    about_it = HeldCredential(title="CompTIA Security+", expires_on=date(2022, 1, 10))
    said = facts(knowledge, about_it, HeldCredential(title="First aid", status=HeldStatus.EXPIRED))
    assert said.expired == "CompTIA Security+ (until 10 January 2022)"
    assert (said.credentials_expired, said.credentials_expired_for_role) == (2, 1)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "Security+ by 22 November 2026 (today)"),
        (1, "Security+ by 23 November 2026 (tomorrow)"),
        (60, "Security+ by 21 January 2027 (in 60 days)"),
        (61, "Security+ by 22 January 2027"),
        (182, "Security+ by 23 May 2027"),
    ],
)
def test_what_ends_soon_is_named_with_its_day(knowledge, days, words):
    said = facts(knowledge, HeldCredential(title="Security+", expires_on=TODAY + timedelta(days=days)))
    assert (said.expiring, said.days_to_expiry) == (words, days)


def test_what_ends_later_or_on_no_known_day_is_not_said_to_end(knowledge):
    later = HeldCredential(title="Security+", expires_on=TODAY + timedelta(days=183))
    said = facts(knowledge, later, HeldCredential(title="No last day"))
    assert (said.credentials_expiring, said.expiring, said.days_to_expiry) == (
        0,
        "",
        None,
    )


def test_the_first_to_end_comes_first_and_of_many_three_are_named(knowledge):
    many = [HeldCredential(title=f"Network security {n}", expires_on=TODAY + timedelta(days=100 - n)) for n in range(5)]
    assert facts(knowledge, *many).expiring == (
        "Network security 4 by 26 February 2027, Network security 3 by 27 February 2027, "
        "Network security 2 by 28 February 2027 and 2 more"
    )


@pytest.mark.parametrize(
    ("last_day", "deadline", "expected"),
    [
        (TODAY + timedelta(days=28), None, "soon"),
        (TODAY + timedelta(days=183), None, "not_soon"),
        (TODAY + timedelta(days=183), TODAY + timedelta(days=183), "soon"),
        (None, None, "not_soon"),
    ],
)
def test_what_is_held_ends_soon_within_half_a_year_or_before_the_deadline(knowledge, last_day, deadline, expected):
    held = HeldCredential(title="CompTIA Security+", expires_on=last_day)
    assert ends(knowledge, "comptia-security-plus", held, deadline=deadline) == expected
    assert ends(knowledge, "comptia-cysa-plus", held, deadline=deadline) == "not_held"


def test_a_certification_that_has_expired_is_its_own_renewal(knowledge):
    lapsed = HeldCredential(title="CCNP Enterprise", issuer="Cisco", expires_on=date(2024, 6, 1))
    whole, other = (fit(knowledge, name, lapsed) for name in ("cisco-ccnp-enterprise", "cisco-ccna"))
    assert (whole.held, other.held) == ("expired", "no")


def test_the_parts_of_a_stack_that_has_expired_restore_it(knowledge):
    lapsed = HeldCredential(title="CompTIA Secure Infrastructure Specialist", expires_on=date(2024, 6, 1))
    for name in ("comptia-a-plus", "comptia-network-plus", "comptia-security-plus"):
        part = fit(knowledge, name, lapsed)
        assert (part.held, part.lapsed_whole) == ("expired", lapsed.title)
    assert fit(knowledge, "comptia-cysa-plus", lapsed).held == "no"


def test_a_revoked_goal_is_settled_first_in_the_cautions_the_questions_and_the_plan(knowledge):
    aim = StackGoal(kind=StackGoalKind.NAMED_CREDENTIAL, credential="CISSP")
    document = decide(knowledge, CISSP, stack_goal=aim)
    assert "CISSP by ISC2" in texts(document["cautions"])
    assert "CISSP by ISC2" in texts(document["questions"])
    assert "was revoked: ask ISC2" in document["stack_plan"]["sentence"]


def test_a_goal_that_is_held_is_said_to_be_reached_and_speaks_for_no_path(knowledge):
    aim = StackGoal(kind=StackGoalKind.NAMED_CREDENTIAL, credential="CompTIA Security+")
    held = HeldCredential(title="CompTIA Security+", expires_on=date(2028, 2, 1))
    document = decide(knowledge, held, stack_goal=aim)
    assert "CompTIA Security+ (valid until 1 February 2028)" in texts(document["cautions"])
    assert "CompTIA CySA+ (reaches CompTIA Security Analytics Professional)" in texts(document["cautions"])
    rules = {said["rule"] for path in document["paths"] for said in path["contributions"]}
    assert "stacking/goal-is-of-this-kind" not in rules


SECURITY = HeldCredential(title="CompTIA Security+", issued_on=date(2019, 3, 1))


def test_what_has_run_out_by_its_usual_validity_is_renewed_and_the_profile_stays_as_it_was_sent(knowledge):
    document = decide(knowledge, SECURITY)
    (held,) = document["held"]
    assert (held["counts_as"], held["standing"]) == ("expired", "expired")
    assert "usually valid for 36 months" in held["why"]
    assert document["profile"]["credentials_held"] == [{"title": "CompTIA Security+", "issued_on": "2019-03-01"}]
    assert (
        document["facts"]["learner.expired"] == "CompTIA Security+ (by its usual validity, unless you have renewed it)"
    )
    assert document["verdict"]["path"] == "certification"
    assert document["items"][0]["credential"]["title"] == "CompTIA Security+"


def test_one_that_was_renewed_counts_though_its_first_day_is_named_too(knowledge):
    assert fit(knowledge, "comptia-security-plus", SECURITY).held == "expired"
    renewed = replace(SECURITY, issued_on=date(2025, 3, 1))
    assert fit(knowledge, "comptia-security-plus", SECURITY, renewed).held == "valid"
