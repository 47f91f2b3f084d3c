"""No name of a person becomes the title of what is held, wherever and however a document writes it."""

from datetime import date

import pytest
from documents.issuing import Issuer

from services.reading.posted_profile import read_posted_profile
from services.recommender.scales import HeldStatus

TODAY = date(2026, 11, 22)
TYPES = ["VerifiableCredential", "OpenBadgeCredential"]


def identity(text, **more):
    return {"identifier": [{"type": "IdentityObject", "identityHash": text, "identityType": "name", **more}]}


PERSONS = [
    {"name": "Alex Example"},
    {"givenName": "Alex", "familyName": "Example"},
    {"givenName": "Alex", "additionalName": "Kim", "familyName": "Example", "fullName": "Alex Kim Example"},
    {"fullName": {"en": "Alex Example"}},
    {"givenName": {"en": ["Alex"]}, "familyName": {"en": ["Example"]}},
    identity("Alex Example"),
    {"learnerName": "Alex Example"},
    {"profile": {"name": "Alex Example"}},
    {"person": {"name": {"given": "Alex", "family": "Example"}}},
]


@pytest.mark.parametrize("person", PERSONS)
@pytest.mark.parametrize("name", ["Alex Example", "ALEX EXAMPLE", "Example, Alex", "Example Alex"])
def test_a_name_that_is_only_a_persons_is_no_title(examine, person, name):
    for achievement in ({"id": "https://x.example"}, {"name": name}):
        subject = {**person, "achievement": achievement}
        (held,) = examine({"type": TYPES, "name": name, "credentialSubject": subject})
        assert "alex" not in f"{held}".casefold()
        assert held.status_on(TODAY) is None


@pytest.mark.parametrize("person", PERSONS)
@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Certificate for Alex Example", "Certificate"),
        ("Alex Example - Teamwork", "Teamwork"),
        ("Teamwork (Alex Example)", "Teamwork"),
        ("Teamwork awarded to Example, Alex", "Teamwork"),
        ("Alex Example's Bachelor of Science", "Bachelor of Science"),
    ],
)
def test_a_persons_name_is_taken_out_of_a_title(examine, person, name, title):
    for document in (
        {"name": name, "credentialSubject": person},
        {"credentialSubject": {**person, "achievement": {"name": name}}},
    ):
        (held,) = examine({"type": TYPES} | document)
        assert (held.title, held.status_on(TODAY)) == (title, HeldStatus.VALID)


@pytest.mark.parametrize("name", ["Alex Example", "Ana de la Cruz", "Björk", "alex@x.example", "J.-P. O'Neill"])
def test_a_text_that_nothing_explains_may_be_a_name_and_is_no_title(examine, name):
    for subject in ({"achievement": {"id": "https://x.example"}}, {"id": "did:example:l"}, identity("a1", hashed=True)):
        (held,) = examine({"type": TYPES, "name": name, "credentialSubject": subject})
        assert name not in f"{held}"
        assert held.status_on(TODAY) is None


@pytest.mark.parametrize("name", ["Certificate of Completion", "SQL querying", "Food Safety Level 2", "CS50"])
def test_a_text_that_is_no_name_is_a_title(examine, name):
    (held,) = examine({"type": TYPES, "name": name, "credentialSubject": {"id": "did:example:l"}})
    assert (held.title, held.status_on(TODAY)) == (name, HeldStatus.VALID)


def test_a_first_name_alone_takes_nothing_out_of_an_achievement(examine):
    subject = {"givenName": "Art", "familyName": "May", "achievement": {"name": "Art History"}}
    assert examine({"type": TYPES, "credentialSubject": subject})[0].title == "Art History"


def test_the_recipient_of_an_older_badge_is_no_title(examine):
    badge = {"badge": {"name": "Alex Example: SQL"}, "extensions:recipientProfile": {"name": "Alex Example"}}
    assert examine({"type": "Assertion", "issuedOn": "2024-01-01"} | badge)[0].title == "SQL"


def test_a_credential_that_its_holder_issued_is_what_the_learner_says(examine):
    issuer = Issuer()
    badge = issuer.badge(issuer={"id": issuer.did, "type": ["Profile"], "name": "Alex Example"})
    badge["credentialSubject"]["id"] = issuer.did
    (held,) = examine(issuer.sign(badge))
    assert (held.proof.value, held.issuer) == ("self_declared", None)
    assert "Alex" not in f"{held}"
    assert "only the learner says so" in held.why


def test_the_name_of_a_piece_of_work_tells_nobody(examiner):
    subject = {"name": "Alex Example", "achievement": {"name": "SQL"}}
    badge = {"type": TYPES, "credentialSubject": subject, "evidence": [{"name": "Portfolio of Alex Example"}]}
    asked = {"learner_id": "l", "field": {"occupation": "Data Scientists"}, "goal": "explore"}
    kept = examiner.examine(read_posted_profile(asked | {"credentials_held": [{"document": badge}]}))
    assert [one.title for one in kept.evidence] == ["Portfolio"]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("University Degree for Example Student", "University Degree"),
        ("Alex Example - Certificate of Completion", "Certificate of Completion"),
        ("Alex Example's Diploma", "Diploma"),
        ("Food Safety Course awarded to Ana García", "Food Safety Course"),
        ("Example Academy: Welding Course", "Example Academy: Welding Course"),
        ("Certificate of Completion", "Certificate of Completion"),
    ],
)
def test_whom_a_credential_is_for_is_no_part_of_its_title_though_nobody_is_named(examine, name, title):
    issuer = {"id": "https://academy.example", "name": "Example Academy"}
    document = {"type": TYPES, "name": name, "issuer": issuer, "credentialSubject": {"id": "did:example:l"}}
    assert examine(document)[0].title == title


def test_who_received_a_badge_under_a_name_is_no_title(examine):
    badge = {"name": "Verified Readiness of Alex Example", "issuer": {"name": "Academy"}}
    document = {"badge": badge, "recipient": {"type": "name", "identity": "Alex Example"}, "issuedOn": "2024-01-01"}
    assert examine(document)[0].title == "Verified Readiness"
