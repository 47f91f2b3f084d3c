"""Whatever JSON stands for a credential is read into what it says, or into the fact that it says nothing."""

import json
from datetime import date

import pytest
from documents.issuing import CANONICAL, Issuer
from hypothesis import given, settings
from hypothesis import strategies as st

from services.credentials.claims import read_claims
from services.credentials.examine import Examiner
from services.credentials.finding import NotCheckable
from services.credentials.forms.opened import Opener
from services.credentials.hosted import HostedBadges
from services.credentials.signatures.proofs import Proofs
from services.credentials.signatures.token_check import Tokens
from services.credentials.status_lists import StatusLists
from services.intake.profile_schema import profile_text, read_profile
from services.intake.strict_json import read_json
from services.reading.posted_profile import PostedDocument, PostedProfile
from services.recommender.learner import Evidence, Field, Profile
from services.recommender.scales import EducationLevel, EvidenceKind, Goal, HeldStatus, Proof, Standing

TODAY = date(2026, 11, 22)
ASKED = Profile(learner_id="l", field=Field(occupation="Data Scientists"), goal=Goal.EXPLORE)


def no_fetch(address):
    raise NotCheckable(f"{address} may not be fetched")


PROOFS = Proofs(CANONICAL, no_fetch, lambda: TODAY)
OPENER = Opener(no_fetch, Tokens(no_fetch, lambda: TODAY), HostedBadges(no_fetch))
EXAMINER = Examiner(OPENER, PROOFS, StatusLists(no_fetch, PROOFS.check, lambda: TODAY))

WORDS = st.sampled_from(
    [
        "type",
        "id",
        "name",
        "issuer",
        "credentialSubject",
        "achievement",
        "alignment",
        "targetName",
        "targetUrl",
        "validFrom",
        "validUntil",
        "proof",
        "verifiableCredential",
        "evidence",
        "result",
        "status",
        "issuanceDate",
        "credentialStatus",
        "@context",
        "proofValue",
        "genre",
        "date",
    ]
)
VALUES = st.sampled_from(
    [
        "OpenBadgeCredential",
        "ClrCredential",
        "2025-01-01",
        "9999-12-31T23:59:59-14:00",
        "0001-01-01",
        "did:key:z6Mk",
        "x\u202e\n",
    ]
)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.floats(allow_nan=False)
    | VALUES
    | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=6),
    max_leaves=30,
)


@settings(max_examples=300, deadline=None)
@given(document=JSON.filter(lambda value: value is not None))
def test_any_json_ends_with_a_standing_and_a_reason_and_can_be_kept(document):
    posted = PostedProfile(profile=ASKED, documents=(PostedDocument(document=document),))
    profile = EXAMINER.examine(posted)
    for held in profile.credentials_held:
        assert held.standing_on(TODAY) in Standing
        assert held.why
        assert held.proof is not Proof.VERIFIED
    assert read_profile(read_json(profile_text(profile).encode())) == profile


@pytest.mark.parametrize("document", ["eyJhbGciOiJFZERTQSJ9.e30.x", 7, [], [{}], {}, {"name": "A list of groceries"}])
def test_what_is_no_credential_is_unverifiable_and_not_held(examine, document):
    (held,) = examine(document)
    assert (held.standing_on(TODAY), held.status_on(TODAY)) == (Standing.UNVERIFIABLE, None)


@pytest.mark.parametrize(
    ("issuer", "name"),
    [
        ("https://example.edu", "https://example.edu"),
        ({"id": "https://example.edu"}, "https://example.edu"),
        ({"id": "https://example.edu", "name": "Edu"}, "Edu"),
        ({"name": {"@value": "Edu", "@language": "en"}}, "Edu"),
        ({"name": [{"de": "Schule"}]}, "Schule"),
        (None, None),
        (7, None),
    ],
)
def test_an_issuer_may_be_a_text_or_an_object(issuer, name):
    (claims,) = read_claims(Issuer().badge(issuer=issuer))
    assert claims.issuer == name


def test_without_an_achievement_the_credential_is_called_by_its_own_name_and_not_by_the_learners():
    named = {
        "type": ["VerifiableCredential"],
        "name": "Sam Salmon - Teamwork",
        "credentialSubject": {"name": "Sam Salmon"},
    }
    assert read_claims(named)[0].title == "Teamwork"
    assert read_claims({"type": ["VerifiableCredential"]})[0].title is None
    assert read_claims({"credentialSubject": {"hasCredential": {"name": "Guide"}}})[0].title == "Guide"


def test_alignments_with_other_descriptions_of_the_credential_are_no_skills_but_say_which_it_is():
    badge = Issuer().badge()
    badge["credentialSubject"]["achievement"]["alignment"] = [
        {"targetName": "The same", "targetType": "CTDL", "targetUrl": "https://example.org/ce-1", "targetCode": "ce-1"},
        {"targetName": "SQL", "targetUrl": "http://data.europa.eu/esco/skill/1"},
        {"targetName": ""},
        "SQL",
    ]
    (claims,) = read_claims(badge)
    assert claims.skills == ("SQL",)
    assert claims.aligned == ("https://example.org/ce-1", "ce-1", "http://data.europa.eu/esco/skill/1")


@pytest.mark.parametrize(
    ("results", "status"),
    [
        ([], HeldStatus.VALID),
        ([{"status": "Completed"}], HeldStatus.VALID),
        ([{"value": "84"}], HeldStatus.VALID),
        ([{"status": "Failed"}], HeldStatus.IN_PROGRESS),
        ({"status": "InProgress"}, HeldStatus.IN_PROGRESS),
        ([{"status": "Failed"}, {"status": "Completed"}], HeldStatus.VALID),
    ],
)
def test_a_result_says_whether_it_is_finished(results, status):
    badge = Issuer().badge()
    badge["credentialSubject"]["result"] = results
    assert read_claims(badge)[0].status is status


def test_evidence_is_work_shown_unless_the_document_is_forged(examiner):
    evidence = [{"id": "https://example.org/1", "type": ["Evidence"], "name": "Query portfolio", "genre": "Portfolio"}]
    badge = Issuer().sign(Issuer().badge(evidence=evidence))
    shown = [
        examiner.examine(PostedProfile(profile=ASKED, documents=(PostedDocument(document=one),))).evidence
        for one in (badge, badge | {"name": "Other"})
    ]
    assert shown == [(Evidence(kind=EvidenceKind.PORTFOLIO, title="Query portfolio", skills=("SQL",)),), ()]


@pytest.mark.parametrize(
    ("dates", "read"),
    [
        ({"validFrom": "2025-03-01T23:30:00-05:00"}, (date(2025, 3, 2), None, "")),
        ({"validFrom": "soon"}, (None, None, "Its validFrom is not a date.")),
        (
            {"validFrom": "2025-03-01", "validUntil": "2024-01-01"},
            (None, date(2024, 1, 1), "It ends before it begins; the end counts."),
        ),
        ({"validFrom": None, "issuanceDate": "2021-09-06T00:00:00.000Z"}, (date(2021, 9, 6), None, "")),
        (
            {"validFrom": None, "expirationDate": "9999-12-31T23:59:59-14:00"},
            (None, None, "Its expirationDate is not a date."),
        ),
    ],
)
def test_dates_of_both_models_are_days_in_utc(dates, read):
    (claims,) = read_claims(Issuer().badge(**dates))
    assert (claims.issued_on, claims.expires_on, claims.remark) == read


def test_a_record_gives_each_credential_in_it_and_each_is_checked_by_itself(examine):
    good, forged = Issuer().sign(Issuer().badge()), Issuer(2).sign(Issuer().badge())
    unsigned = Issuer().badge(id="urn:uuid:2")
    record = {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
        ],
        "type": ["VerifiableCredential", "ClrCredential"],
        "issuer": Issuer(5).did,
        "credentialSubject": {"type": ["ClrSubject"], "verifiableCredential": [good, forged, unsigned]},
    }
    assert [held.proof for held in examine(record)] == [Proof.VERIFIED, Proof.TAMPERED, Proof.SELF_DECLARED]
    signed = record | {"proof": good["proof"]}
    assert [held.proof for held in examine(signed)] == [Proof.VERIFIED, Proof.TAMPERED, Proof.UNVERIFIABLE]
    assert "clr/v2p0" in examine(signed)[2].why


def test_what_covers_a_record_covers_what_has_no_proof_of_its_own(examine):
    holds = {"verifiableCredential": {"@id": "https://example.org/holds", "@container": "@graph"}}
    record = {
        "@context": ["https://www.w3.org/ns/credentials/v2", holds],
        "type": ["VerifiableCredential"],
        "issuer": Issuer(5).did,
        "credentialSubject": {"id": "did:example:learner", "verifiableCredential": [Issuer().badge()]},
    }
    signed = Issuer(5).sign(record)
    (held,) = examine(signed)
    assert held.proof is Proof.VERIFIED, held.why
    assert held.why.startswith("It lies in a record")
    signed["credentialSubject"]["verifiableCredential"][0]["credentialSubject"]["achievement"]["name"] = "Other"
    assert examine(signed)[0].proof is Proof.TAMPERED


def test_a_degree_says_its_level_and_field():
    badge = Issuer().badge()
    badge["credentialSubject"]["achievement"] |= {"achievementType": "BachelorDegree", "fieldOfStudy": "Biology"}
    (claims,) = read_claims(badge)
    assert (claims.level, claims.field_of_study) == (EducationLevel.BACHELOR, "Biology")


def test_a_catalogue_id_beside_a_document_is_kept(examine):
    (held,) = examine(Issuer().badge(), credential="sql-micro")
    assert held.credential == "sql-micro"


def test_of_a_hundred_and_fifty_credentials_in_a_record_a_hundred_are_kept_and_the_rest_is_told(examine):
    inside = [Issuer().badge(id=f"urn:badge:{place}") for place in range(150)]
    many = {"type": ["ClrCredential"], "credentialSubject": {"verifiableCredential": inside}}
    held = examine(json.loads(json.dumps(many)))
    assert len(held) == 100
    assert "a profile holds 100 credentials" in held[-1].why
    assert not any("a profile holds" in one.why for one in held[:-1])


def test_what_several_documents_hold_counts_once_and_by_its_best_proof(examine):
    unsigned = Issuer().badge()
    signed = Issuer().sign(unsigned)
    clr = {"type": ["ClrCredential"], "credentialSubject": {"verifiableCredential": [unsigned, signed, signed]}}
    (held,) = examine(clr)
    assert held.proof is Proof.VERIFIED
    revoked = unsigned | {"credentialStatus": {"status": "revoked"}}
    presented = {"type": "VerifiablePresentation", "verifiableCredential": [signed, revoked]}
    (held,) = examine(presented)
    assert held.standing_on(TODAY) is Standing.REVOKED


def test_an_achievement_of_a_record_whose_credential_lies_in_it_counts_once(examine):
    achieved = Issuer().badge()["credentialSubject"]["achievement"]
    others = [{"id": "urn:other", "name": "Membership"}, {"name": achieved["name"]}]
    subject = {"achievement": [achieved, *others], "verifiableCredential": [Issuer().badge()]}
    titles = [held.title for held in examine({"type": ["ClrCredential"], "credentialSubject": subject})]
    assert titles == ["Membership", achieved["name"]]
