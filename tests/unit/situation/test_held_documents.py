"""How a held credential stands decides what it counts for, and rules and readers see it."""

from dataclasses import replace
from datetime import date

import pytest

from services.intake.profile_schema import read_profile
from services.recommender.decision.facts.holdings.held import held_facts
from services.recommender.decision.facts.learner import learner_facts
from services.recommender.decision.facts.record import by_name
from services.recommender.learner import Education, Field, HeldCredential, Profile, TargetRole
from services.recommender.recommend import recommend
from services.recommender.scales import EducationLevel, Goal, HeldStatus, Proof, Standing
from services.recommender.situation.reading import read_situation
from tests.builders import shipped

TODAY = date(2026, 11, 22)
NETWORK_PLUS = "comptia-network-plus"
SQL = "http://data.europa.eu/esco/skill/598de5b0-5b58-4ea7-8058-a4bc4d18c742"
ASKED = Profile(
    learner_id="l",
    field=Field(occupation="15-1252.00"),
    goal=Goal.FILL_SKILL_GAP,
    target_role=TargetRole(required_skills=("SQL",)),
)


@pytest.fixture(scope="module")
def knowledge():
    return shipped.knowledge()


def held(**said):
    return HeldCredential(**{"title": "A badge"} | said)


def situation(knowledge, *credentials):
    return read_situation(replace(ASKED, credentials_held=credentials), knowledge, TODAY)


@pytest.mark.parametrize(
    ("said", "standing", "status"),
    [
        ({}, Standing.SELF_DECLARED, HeldStatus.VALID),
        ({"proof": Proof.VERIFIED}, Standing.VERIFIED, HeldStatus.VALID),
        ({"proof": Proof.UNVERIFIABLE}, Standing.UNVERIFIABLE, HeldStatus.VALID),
        ({"proof": Proof.TAMPERED}, Standing.TAMPERED, None),
        ({"proof": Proof.UNREADABLE}, Standing.UNVERIFIABLE, None),
        ({"proof": Proof.VERIFIED, "expires_on": TODAY}, Standing.VERIFIED, HeldStatus.VALID),
        ({"proof": Proof.VERIFIED, "expires_on": date(2026, 11, 21)}, Standing.EXPIRED, HeldStatus.EXPIRED),
        ({"proof": Proof.UNVERIFIABLE, "expires_on": date(2026, 11, 21)}, Standing.EXPIRED, HeldStatus.EXPIRED),
        ({"proof": Proof.VERIFIED, "issued_on": TODAY}, Standing.VERIFIED, HeldStatus.VALID),
        ({"proof": Proof.VERIFIED, "issued_on": date(2026, 11, 23)}, Standing.NOT_YET_VALID, None),
        ({"status": HeldStatus.REVOKED, "expires_on": date(2020, 1, 1)}, Standing.REVOKED, HeldStatus.REVOKED),
        ({"status": HeldStatus.REVOKED, "proof": Proof.TAMPERED}, Standing.TAMPERED, None),
        (
            {"status": HeldStatus.IN_PROGRESS, "issued_on": date(2027, 1, 1)},
            Standing.NOT_YET_VALID,
            HeldStatus.IN_PROGRESS,
        ),
        ({"status": HeldStatus.IN_PROGRESS, "proof": Proof.VERIFIED}, Standing.VERIFIED, HeldStatus.IN_PROGRESS),
        ({"status": HeldStatus.EXPIRED}, Standing.EXPIRED, HeldStatus.EXPIRED),
    ],
)
def test_what_weighs_most_decides_how_it_stands(said, standing, status):
    assert (held(**said).standing_on(TODAY), held(**said).status_on(TODAY)) == (standing, status)


@pytest.mark.parametrize(
    "said", [{"proof": Proof.TAMPERED}, {"issued_on": date(2027, 1, 1)}, {"proof": Proof.UNREADABLE}]
)
def test_what_is_forged_or_not_yet_valid_is_not_held(knowledge, said):
    assert situation(knowledge, held(credential=NETWORK_PLUS)).held == {NETWORK_PLUS: HeldStatus.VALID}
    assert situation(knowledge, held(credential=NETWORK_PLUS, **said)).held == {}


def test_a_valid_credential_shows_the_skills_it_aligns_with(knowledge):
    for said in ({"skills": ("SQL",)}, {"aligned": (SQL,)}):
        assert situation(knowledge, held(**said)).gap == ()
        assert situation(knowledge, held(**said, proof=Proof.TAMPERED)).gap
        assert situation(knowledge, held(**said, expires_on=date(2020, 1, 1))).gap


def test_an_alignment_with_the_catalogue_says_which_credential_it_is(knowledge):
    for address in (NETWORK_PLUS, f"https://example.org/{NETWORK_PLUS}"):
        assert NETWORK_PLUS in situation(knowledge, held(aligned=(address,))).held


def test_a_degree_that_is_held_as_a_credential_is_education(knowledge):
    degree = {"level": EducationLevel.BACHELOR, "field_of_study": "Computer science", "issued_on": date(2018, 6, 1)}
    facts = learner_facts(situation(knowledge, held(**degree)), knowledge)
    assert facts.highest_education == "bachelor"
    assert (facts.has_degree, facts.has_relevant_degree) == ("yes", "yes")
    assert facts.degree_age == 8
    forged = learner_facts(situation(knowledge, held(**degree, proof=Proof.TAMPERED)), knowledge)
    assert forged.has_degree == "unknown"


@pytest.mark.parametrize(("year", "level"), [(2025, "bachelor"), (2026, "bachelor"), (2027, "secondary")])
def test_a_degree_typed_with_a_year_to_come_is_not_completed(knowledge, year, level):
    school = Education(level=EducationLevel.SECONDARY, year=2012)
    typed = replace(ASKED, education=(school, Education(level=EducationLevel.BACHELOR, year=year)))
    facts = learner_facts(read_situation(typed, knowledge, TODAY), knowledge)
    assert facts.highest_education == level


def test_rules_see_how_many_stand_how(knowledge):
    asked = situation(
        knowledge,
        held(proof=Proof.VERIFIED),
        held(title="Another", proof=Proof.VERIFIED, expires_on=date(2020, 1, 1)),
        held(proof=Proof.UNVERIFIABLE),
        held(proof=Proof.UNREADABLE),
        held(proof=Proof.TAMPERED),
        held(issued_on=date(2027, 1, 1)),
    )
    facts = by_name(learner_facts(asked, knowledge), held_facts(asked, knowledge))
    counts = {name: value for name, value in facts.items() if name.startswith("learner.credentials_")}
    assert counts == {
        "learner.credentials_valid": 2,
        "learner.credentials_valid_for_role": 0,
        "learner.credentials_expired": 1,
        "learner.credentials_expired_for_role": 0,
        "learner.credentials_revoked": 0,
        "learner.credentials_revocation_not_asked": 0,
        "learner.credentials_in_progress": 0,
        "learner.credentials_in_progress_for_role": 0,
        "learner.credentials_expiring": 0,
        "learner.credentials_verified": 1,
        "learner.credentials_verified_for_role": 0,
        "learner.credentials_unverifiable": 2,
        "learner.credentials_tampered": 1,
        "learner.credentials_not_yet_valid": 1,
    }


def test_the_recommendation_says_how_each_stands_and_why(knowledge):
    profile = replace(ASKED, credentials_held=(held(proof=Proof.TAMPERED, why="It was changed."), held(issuer="I")))
    document = recommend(profile, knowledge=knowledge, rulebook=shipped.rulebook(), on=TODAY).as_document()
    not_known = {"read_as": "unknown", "country": None, "authorities": [], "revocation": None}
    assert document["held"] == [
        not_known
        | {
            "title": "A badge",
            "issuer": None,
            "standing": "tampered",
            "counts_as": "not_held",
            "why": "It was changed.",
        },
        not_known | {"title": "A badge", "issuer": "I", "standing": "self_declared", "counts_as": "valid", "why": None},
    ]


def test_deciding_again_from_what_was_kept_gives_the_same_bytes(knowledge):
    rulebook = shipped.rulebook()
    said = held(proof=Proof.TAMPERED, why="It was changed.", skills=("SQL",), aligned=(SQL,))
    profile = replace(ASKED, credentials_held=(said, held(proof=Proof.VERIFIED, issued_on=date(2025, 3, 1))))
    first = recommend(profile, knowledge=knowledge, rulebook=rulebook, on=TODAY)
    kept = read_profile(first.as_document()["profile"])
    assert kept == profile
    assert recommend(kept, knowledge=knowledge, rulebook=rulebook, on=TODAY).to_json() == first.to_json()
    assert [one["standing"] for one in first.as_document()["held"]] == ["tampered", "verified"]
    assert "a_document_was_altered" in {caution["code"] for caution in first.as_document()["cautions"]}
