"""Documents in other forms are read or said to be unread; what is not read proves nothing."""

from datetime import date

import pytest
from documents.issuing import Issuer

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


@pytest.mark.parametrize("revoked", [True, "true", "True", " TRUE ", 1, "1", [True], [False, True]])
def test_an_open_badge_that_says_it_was_revoked_is_revoked(examine, revoked):
    (held,) = examine(ASSERTION | {"revoked": revoked, "revocationReason": "Candidate cheated"})
    assert held.status_on(TODAY) is HeldStatus.REVOKED
    assert "It says itself that it was revoked." in held.why


def test_why_a_badge_was_revoked_is_prose_of_its_issuer_and_is_not_kept(examine):
    record = {"type": "Clr", "assertions": [{"achievement": {"name": "SQL"}, "revoked": True}]}
    for document in (ASSERTION | {"revoked": True}, record | {"revocationReason": "Alex Example cheated"}):
        (held,) = examine(document | {"revocationReason": "Alex Example cheated"})
        assert "Alex" not in f"{held}"


@pytest.mark.parametrize("more", [{"revocationReason": "x"}, {"credentialStatus": {"status": "Revoked"}}])
def test_a_reason_or_a_status_says_that_it_was_revoked_as_well(examine, more):
    (held,) = examine(ASSERTION | more)
    assert held.status_on(TODAY) is HeldStatus.REVOKED


@pytest.mark.parametrize(
    "more",
    [{"revoked": False}, {"revoked": "false", "revocationReason": "x"}, {"revocationReason": ""}, {"revoked": 0}],
)
def test_an_open_badge_that_is_not_revoked_stays_valid(examine, more):
    (held,) = examine(ASSERTION | more)
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
    assert "an assertion of CLR 1.0" in held.why
    assert "Open Badges" not in held.why


@pytest.mark.parametrize(("signed", "count"), [(TOKEN, 1), ([TOKEN] * 3, 3)])
def test_signed_assertions_of_clr_1_that_hold_nothing_are_said_to_be_unread(examine, signed, count):
    record = {"type": "Clr", "publisher": {"name": "Uni"}, "signedAssertions": signed}
    alone = examine(record)
    beside, *unread = examine(record | {"assertions": [{"achievement": {"name": "BSc CS"}}]})
    assert (beside.title, beside.status_on(TODAY)) == ("BSc CS", HeldStatus.VALID)
    assert len(alone) == len(unread) == count
    for one in (*alone, *unread):
        assert "signed token (JWT) that holds no credential" in one.why
        assert one.status_on(TODAY) is None


def test_a_presentation_gives_what_is_in_it(examine):
    inside = [{"type": ["VerifiableCredential"], "credentialSubject": {"achievement": {"name": "SQL"}}}, TOKEN, "words"]
    sql, token, words = examine({"@context": V2, "type": "VerifiablePresentation", "verifiableCredential": inside})
    assert (sql.title, sql.status_on(TODAY)) == ("SQL", HeldStatus.VALID)
    assert token.title == "Credential in a signed token (JWT)"
    assert words.status_on(TODAY) is None
    assert all(one.why.startswith("It lies in a presentation. It is ") for one in (token, words))


def test_a_presentation_in_a_presentation_is_opened_too(examine):
    inside = {"type": ["VerifiableCredential"], "credentialSubject": {"achievement": {"name": "SQL"}}}
    for _ in range(3):
        inside = {"@context": V2, "type": ["VerifiablePresentation"], "verifiableCredential": [None, "words", inside]}
    *unread, sql = examine(inside)
    assert (sql.title, sql.status_on(TODAY)) == ("SQL", HeldStatus.VALID)
    assert {one.why for one in unread} == {
        "It lies in a presentation. It is not a credential in JSON, so it counts as not held."
    }


def test_a_presentation_in_a_record_is_opened(examine):
    presented = {"type": "VerifiablePresentation", "verifiableCredential": Issuer().sign(Issuer().badge())}
    record = {"type": ["ClrCredential"], "credentialSubject": {"verifiableCredential": [presented]}}
    assert [one.proof for one in examine(record)] == [Proof.VERIFIED]


def test_an_end_that_is_written_as_a_typed_value_is_an_end(examine):
    (held,) = examine(Issuer().badge(validUntil={"@value": "2026-01-01T00:00:00Z"}))
    assert held.status_on(TODAY) is HeldStatus.EXPIRED


def test_what_a_record_holds_that_is_not_read_is_said_to_be_just_that(examine):
    """A CLR 2.0 may hold what no record of ours reads: tokens, endorsements, badges at an address."""
    inside = [TOKEN, {"type": ["EndorsementCredential"]}, ASSERTION | {"badge": "https://badges.example.org/42"}]
    of_record = {"achievement": {"name": "SQL"}, "verifiableCredential": inside}
    sql, *unread = examine({"type": ["VerifiableCredential", "ClrCredential"], "credentialSubject": of_record})
    assert (sql.title, sql.status_on(TODAY)) == ("SQL", HeldStatus.VALID)
    assert [one.title for one in unread] == [
        "Credential in a signed token (JWT)",
        "Endorsement",
        "Badge of Open Badges 2.0",
    ]
    assert {one.status_on(TODAY) for one in unread} == {None}


@pytest.mark.parametrize("badge", ["https://x.example/b?mail=alex@x.example", "Badge of Alex", "data:,alex"])
def test_of_the_address_of_a_badge_only_the_place_is_kept(examine, badge):
    (held,) = examine(ASSERTION | {"badge": badge})
    assert "alex" not in held.why.casefold()


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
            "signed token (JWT) that holds no credential",
        ),
        ({"@context": V2, "type": ["VerifiablePresentation"]}, "presentation"),
        (
            {"@context": V2, "type": "EnvelopedVerifiablePresentation", "id": "data:,x"},
            "presentation in a signed token",
        ),
        (
            {"@context": V2, "type": ["VerifiableCredential", "EndorsementCredential"], "credentialSubject": {}},
            "endorse",
        ),
        ({"type": "Clr", "assertions": []}, "a CLR 1.0 that records no achievement"),
        ({"type": "Clr", "assertions": [{"achievement": {}}]}, "an assertion of CLR 1.0 whose achievement has no name"),
        ({"type": ["VerifiableCredential"], "credentialSubject": {"id": "did:key:x"}}, "no name that Credwise reads"),
        ({"type": ["EuropeanDigitalCredential"], "credentialSubject": {"hasClaim": [{}]}}, "EuropeanDigitalCredential"),
        ({"type": ["VerifiableCredential"]}, "no credentialSubject"),
        (TOKEN, "signed token (JWT)"),
        (f"{TOKEN}~disclosed~", "signed token (SD-JWT)"),
        ("https://badges.example.org/1", "which Credwise does not fetch"),
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


@pytest.mark.parametrize(
    "export",
    [
        lambda *badges: {"status": {"success": True}, "result": [{"entityId": "e", "json": one} for one in badges]},
        lambda *badges: {"credentials": [{"id": 1, "credential": one} for one in badges]},
        lambda *badges: {"badges": list(badges)},
        lambda *badges: {"data": list(badges), "metadata": {"count": 2}},
        lambda *badges: list(badges),
    ],
)
def test_what_a_platform_exports_around_several_is_opened(examine, export):
    other = ASSERTION | {"badge": BADGE | {"name": "CompTIA A+"}}
    assert [one.title for one in examine(export(ASSERTION, other))] == ["CompTIA Network+", "CompTIA A+"]


def test_an_address_that_is_not_asked_is_named_without_what_is_asked_of_it(examine):
    (held,) = examine("https://www.credly.com/badges/1?name=Alex")
    assert "https://www.credly.com/" in held.why
    assert "Alex" not in held.why


def test_json_that_is_too_deep_says_how_deep_it_may_be(examine):
    (held,) = examine('{"a":' * 40 + "1" + "}" * 40)
    assert "more than 32 deep" in held.why
