"""Documents in other forms are read or said to be unread; what is not read proves nothing."""

from datetime import date

import pytest
from issuing import Issuer

from services.recommender.scales import HeldStatus, Proof

TODAY = date(2026, 11, 22)

ISSUER = {"type": "Profile", "id": "https://comptia.example", "name": "CompTIA"}
BADGE = {"type": "BadgeClass", "name": "CompTIA Network+", "issuer": ISSUER}
ASSERTION = {
    "@context": "https://w3id.org/openbadges/v2",
    "type": "Assertion",
    "badge": BADGE,
    "verification": {"type": "hosted"},
    "issuedOn": "2025-02-01T00:00:00Z",
}
TOKEN = "eyJhbGciOiJFUzM4NCJ9.e30.abc"
V2 = "https://www.w3.org/ns/credentials/v2"


def test_an_open_badge_2_is_read_and_says_that_nobody_was_asked(examine):
    (held,) = examine(ASSERTION)
    assert (held.title, held.issuer, held.issued_on) == ("CompTIA Network+", "CompTIA", date(2025, 2, 1))
    assert held.status_on(TODAY) is HeldStatus.VALID
    assert "Open Badges 2.0" in held.why


@pytest.mark.parametrize("revoked", [True, "true", "True"])
def test_an_open_badge_that_says_it_was_revoked_is_revoked(examine, revoked):
    (held,) = examine(ASSERTION | {"revoked": revoked, "revocationReason": "Candidate cheated"})
    assert held.status_on(TODAY) is HeldStatus.REVOKED
    assert "revoked (Candidate cheated)" in held.why


def test_an_open_badge_that_is_not_revoked_stays_valid(examine):
    (held,) = examine(ASSERTION | {"revoked": False})
    assert held.status_on(TODAY) is HeldStatus.VALID


def test_an_open_badge_that_has_ended_is_expired(examine):
    (held,) = examine(ASSERTION | {"expires": "2026-01-01T00:00:00Z"})
    assert held.status_on(TODAY) is HeldStatus.EXPIRED


@pytest.mark.parametrize("issued", [1456370703, "1456370703"])
def test_the_oldest_badges_count_seconds(examine, issued):
    (held,) = examine({"uid": "1", "badge": BADGE, "issuedOn": issued, "verify": {"type": "hosted"}})
    assert held.issued_on == date(2016, 2, 25)
    assert "Open Badges 1.0" in held.why


def test_the_alignments_of_an_older_badge_are_skills(examine):
    (held,) = examine(ASSERTION | {"badge": BADGE | {"alignment": [{"name": "SQL", "url": "https://x.example/sql"}]}})
    assert (held.skills, held.aligned) == (("SQL",), ("https://x.example/sql",))


def test_a_record_of_clr_1_gives_each_achievement(examine):
    assertion = {"achievement": {"name": "BSc CS"}, "issuedOn": "2020-01-01T00:00:00Z"}
    record = {"type": "Clr", "publisher": {"name": "Uni"}, "assertions": [assertion, assertion | {"revoked": True}]}
    held, revoked = examine(record)
    assert (held.title, held.issuer, held.status_on(TODAY)) == ("BSc CS", "Uni", HeldStatus.VALID)
    assert revoked.status_on(TODAY) is HeldStatus.REVOKED


def test_a_presentation_gives_what_is_in_it(examine):
    inside = [{"type": ["VerifiableCredential"], "credentialSubject": {"achievement": {"name": "SQL"}}}, TOKEN, "words"]
    sql, token, words = examine({"@context": V2, "type": "VerifiablePresentation", "verifiableCredential": inside})
    assert (sql.title, sql.status_on(TODAY)) == ("SQL", HeldStatus.VALID)
    assert token.title == "Credential in a signed token (JWT)"
    assert words.status_on(TODAY) is None


@pytest.mark.parametrize(
    ("document", "says"),
    [
        (
            ASSERTION | {"badge": "https://badges.example.org/42"},
            "https://badges.example.org/42, which Credwise does not",
        ),
        (ASSERTION | {"badge": {"type": "BadgeClass"}}, "whose badge has no name"),
        (
            {"@context": V2, "type": "EnvelopedVerifiableCredential", "id": f"data:application/vc+jwt,{TOKEN}"},
            "envelope",
        ),
        ({"@context": V2, "type": ["VerifiablePresentation"]}, "presentation"),
        (
            {"@context": V2, "type": ["VerifiableCredential", "EndorsementCredential"], "credentialSubject": {}},
            "endorse",
        ),
        ({"type": "Clr", "assertions": []}, "CLR 1.0"),
        ({"type": ["VerifiableCredential"], "credentialSubject": {"id": "did:key:x"}}, "no name that Credwise reads"),
        ({"type": ["EuropeanDigitalCredential"], "credentialSubject": {"hasClaim": [{}]}}, "EuropeanDigitalCredential"),
        ({"type": ["VerifiableCredential"]}, "no credentialSubject"),
        (TOKEN, "signed token (JWT)"),
        (f"{TOKEN}~disclosed~", "signed token (SD-JWT)"),
        ("https://badges.example.org/1", "an address, which Credwise does not fetch"),
        ({"name": "Alex Example"}, "not a credential in a form we know"),
        (7, "not a credential in JSON"),
    ],
)
def test_what_is_not_read_says_so_and_proves_nothing(examine, document, says):
    (held,) = examine(document)
    assert says in held.why
    assert held.status_on(TODAY) is None
    assert "Alex" not in held.title


def test_the_name_of_a_person_is_never_a_title(examine):
    person = {"type": "IdentityObject", "identityHash": "Alex Example", "identityType": "name"}
    document = {
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Alex Example",
        "credentialSubject": {"identifier": [person], "achievement": {"id": "https://x.example"}},
    }
    (held,) = examine(document)
    assert "Alex" not in f"{held}"
    assert held.status_on(TODAY) is None


def test_a_right_signature_around_no_achievement_proves_nothing_that_is_held(examine):
    issuer = Issuer()
    badge = issuer.badge()
    badge["credentialSubject"] = {"id": "did:example:learner", "type": ["AchievementSubject"]}
    badge.pop("name", None)
    (held,) = examine(issuer.sign(badge))
    assert held.proof is Proof.VERIFIED
    assert held.status_on(TODAY) is None
