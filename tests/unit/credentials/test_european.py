"""European credentials, records after LER-RS and older ways of naming an achievement give what was achieved."""

import os
from datetime import date
from json import dumps, loads
from pathlib import Path

import pytest
from documents.held_forms import CERTIFIED, DEGREE, SKILL, achievement, european, ler
from documents.issuing import Issuer
from documents.tokens import url64

from services.recommender.scales import EducationLevel, HeldStatus, Proof, Standing

TODAY = date(2026, 11, 22)
ROOT = Path(__file__).parents[3]
SAMPLES = Path(os.environ.get("CREDWISE_OFFICIAL_DATA") or ROOT.parent / "shared" / "data") / "elm"


def test_a_european_credential_gives_what_was_achieved_by_whom_and_when(examine):
    (held,) = examine(european(achievement("Bachelor of Science in Data"), expirationDate="2034-01-01T00:00:00"))
    assert (held.title, held.issuer) == ("Bachelor of Science in Data", "Example University")
    assert (held.issued_on, held.expires_on) == (date(2024, 6, 30), date(2034, 1, 1))
    assert (held.skills, held.aligned, held.level) == (("SQL",), (SKILL,), EducationLevel.BACHELOR)


def test_a_part_of_a_qualification_completes_no_level_and_its_parts_are_no_further_credentials(examine):
    whole = achievement("Bachelor of Science", isPartialQualification=True)
    whole["hasPart"] = [achievement("Databases"), achievement("Statistics")]
    (held,) = examine(european(whole))
    assert (held.title, held.level) == ("Bachelor of Science", None)


def test_of_a_european_credential_only_achievements_count_where_there_are_any(examine):
    claims = [
        achievement("Lectures", "LearningActivity"),
        achievement("SQL"),
        achievement("Exam", "LearningAssessment"),
    ]
    assert [one.title for one in examine(european(*claims))] == ["SQL"]
    (took_part,) = examine(european(claims[0]))
    assert (took_part.title, took_part.status_on(TODAY)) == ("Lectures", HeldStatus.VALID)
    assert "took part" in took_part.why
    (entitled,) = examine(european(achievement("May enrol", "LearningEntitlement")))
    assert entitled.status_on(TODAY) is None


def test_the_title_that_is_shown_stands_in_without_the_persons_name(examine):
    assert examine(european(achievement(None)))[0].title == "Micro-credential"


@pytest.mark.parametrize("payload", [dumps, url64, lambda document: document])
def test_a_european_credential_as_it_is_downloaded_is_recognised_and_not_verified(examine, payload):
    header = url64({"alg": "RS256", "x5c": ["MII"], "sigT": "2025-03-19T18:00:00Z", "crit": ["sigT"]})
    signed = {"payload": payload(european(achievement("SQL"))), "signatures": [{"protected": header, "signature": "a"}]}
    for document in (signed, dumps(signed), {"credential": signed, "deliveryDetails": {}}):
        (held,) = examine(document)
        assert (held.title, held.standing_on(TODAY)) == ("SQL", Standing.UNVERIFIABLE), held.why
        assert held.why == (
            "It is sealed, not verified: it carries an electronic seal (JAdES), and Credwise does not check certificates."
        )


@pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"the published samples are not in {SAMPLES}")
@pytest.mark.parametrize(
    ("file", "title", "issuer"),
    [
        ("Sample-MC-Annex1-unsigned.noimages.json", "Digital micro-credential creation", "University of Zed"),
        ("credential-sample.jsonld", "some kind of learning achievement", "some legal name of the organistion"),
    ],
)
def test_the_published_samples_are_read(examine, file, title, issuer):
    (held,) = examine(loads((SAMPLES / file).read_text(encoding="utf-8")))
    assert (held.title, held.issuer in {issuer, "some legal name"}) == (title, True)
    assert "Andromeda" not in f"{held}"
    assert "Max Power" not in f"{held}"


@pytest.mark.parametrize(
    ("subject", "title", "level"),
    [
        ({"degree": {"type": "BachelorDegree", "name": "Bachelor of Science and Arts"}}, "Bachelor of Science", True),
        ({"achievement": "Certified Solidity Developer"}, "Certified Solidity Developer", False),
        ({"hasCredential": {"type": "EducationalOccupationalCredential", "name": "SQL"}}, "SQL", False),
        ({"learningAchievement": {"title": "Databases"}}, "Databases", False),
        ({"achievements": [{"title": [{"lang": "en_GB", "text": "Databases"}]}]}, "Databases", False),
    ],
)
def test_other_ways_of_naming_an_achievement_are_read(examine, subject, title, level):
    (held,) = examine({"type": ["VerifiableCredential"], "issuer": "did:example:i", "credentialSubject": subject})
    assert held.title.startswith(title)
    assert (held.level is not None) is level


def test_a_record_after_ler_rs_gives_certificates_licences_and_degrees(examine):
    record = ler(certifications=[CERTIFIED], licenses=[{"licenseName": "RN"}], educationAndLearnings=[DEGREE])
    network, nurse, degree = examine(record)
    assert (network.title, network.issuer) == ("CompTIA Network+", "CompTIA")
    assert (network.issued_on, network.expires_on) == (date(2024, 5, 2), date(2027, 5, 2))
    assert (nurse.title, degree.title, degree.issuer) == ("RN", "Bachelor of Science", "Uni")
    assert degree.level is EducationLevel.BACHELOR
    assert {one.proof for one in (network, nurse, degree)} == {Proof.SELF_DECLARED}


def test_what_verifies_an_entry_of_a_record_counts_instead_of_it(examine):
    badge = Issuer().sign(Issuer().badge())
    record = ler(certifications=[CERTIFIED | {"verifications": [badge]}], employmentHistories=[{"current": True}])
    wrapped = {"type": ["VerifiableCredential"], "issuer": "did:example:w", "credentialSubject": record}
    for document in (record, wrapped):
        (held,) = examine(document)
        assert (held.title, held.proof) == ("SQL Querying Micro-credential", Proof.VERIFIED)


def test_a_record_without_a_credential_says_so(examine):
    for record in (ler(skills=[{"name": "SQL"}]), {"type": "VerifiableCredential", "credentialSubject": ler()}):
        (held,) = examine(record)
        assert held.status_on(TODAY) is None


def test_a_degree_under_way_is_not_completed(examine):
    (held,) = examine(ler(educationAndLearnings=[DEGREE | {"current": True, "end": None}]))
    assert held.status_on(TODAY) is HeldStatus.IN_PROGRESS


def test_a_badge_of_version_0_5_says_when_it_was_issued_and_by_whom(examine):
    issuer = {"origin": "https://academy.example", "name": "Academy"}
    badge = {"version": "0.5.0", "name": "Unix", "criteria": "/unix", "issuer": issuer}
    old = {"recipient": "sha256$abc", "salt": "x", "issued_on": "2012-03-04", "expires": "2030-01-01", "badge": badge}
    (held,) = examine(old)
    assert (held.title, held.issuer, held.issued_on) == ("Unix", "Academy", date(2012, 3, 4))
    assert held.expires_on == date(2030, 1, 1)
