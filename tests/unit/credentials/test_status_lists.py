"""A credential is revoked when the list its issuer named says so, and only a list to be trusted says anything."""

import base64
import gzip
import json
from datetime import date

import pytest
from documents.issuing import Issuer

from services.recommender.scales import HeldStatus, Proof, Revocation, Standing

TODAY = date(2026, 11, 22)
LIST = "https://status.example.org/1"
REVOKED = "https://example.edu/revoked"


def entry(**changes):
    return {
        "id": f"{LIST}#8",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListCredential": LIST,
        "statusListIndex": "8",
    } | changes


def status_list(bits=(8,), purpose="revocation", packed=None, **changes):
    raw = bytearray(16 * 1024)
    for bit in bits:
        raw[bit // 8] |= 1 << (7 - bit % 8)
    encoded = "u" + base64.urlsafe_b64encode(packed or gzip.compress(bytes(raw))).decode().rstrip("=")
    document = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": LIST,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": Issuer(7).did,
        "validFrom": "2025-01-01T00:00:00Z",
        "credentialSubject": {
            "id": f"{LIST}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": encoded,
        },
    }
    return json.dumps(Issuer(7).sign(document | changes)).encode()


def badge(**status):
    return Issuer().sign(Issuer().badge(credentialStatus=entry(**status)))


def test_a_set_bit_revokes_and_a_clear_one_does_not(examine, web):
    web[LIST] = status_list(bits=(8,))
    (revoked,) = examine(badge())
    (kept,) = examine(badge(statusListIndex="9"))
    assert (revoked.standing_on(TODAY), revoked.status_on(TODAY)) == (Standing.REVOKED, HeldStatus.REVOKED)
    assert (kept.standing_on(TODAY), kept.status_on(TODAY)) == (Standing.VERIFIED, HeldStatus.VALID)


def test_a_suspended_credential_does_not_hold_either(examine, web):
    web[LIST] = status_list(purpose="suspension")
    assert examine(badge(statusPurpose="suspension"))[0].standing_on(TODAY) is Standing.REVOKED


def test_an_entry_that_only_informs_is_not_looked_up(examine):
    assert examine(badge(statusPurpose="message"))[0].proof is Proof.VERIFIED


def test_of_several_entries_each_is_looked_up(examine, web):
    web[LIST] = status_list(bits=(9,))
    both = Issuer().badge(credentialStatus=[entry(), entry(statusListIndex="9")])
    assert examine(Issuer().sign(both))[0].standing_on(TODAY) is Standing.REVOKED


def test_where_nothing_may_be_fetched_it_is_unverifiable_and_its_dates_count(examine):
    (held,) = examine(Issuer().sign(Issuer().badge(credentialStatus=entry(), validUntil="2026-01-01T00:00:00Z")))
    assert held.proof is Proof.UNVERIFIABLE
    assert held.standing_on(date(2025, 12, 31)) is Standing.UNVERIFIABLE
    assert held.standing_on(TODAY) is Standing.EXPIRED


@pytest.mark.parametrize(
    ("made", "says"),
    [
        ({"purpose": "suspension"}, "is not for revocation"),
        ({"validUntil": "2026-01-01T00:00:00Z"}, "not valid today"),
        ({"validFrom": "2027-01-01T00:00:00Z"}, "not valid today"),
        ({"issuer": Issuer(8).did}, "not to be trusted"),
        ({"type": ["VerifiableCredential"]}, "is not a status list"),
        ({"packed": b"not gzip"}, "cannot be unpacked"),
        ({"packed": gzip.compress(b"\0")}, "ends before its place 8"),
    ],
)
def test_a_list_that_is_not_right_answers_nothing(examine, web, made, says):
    web[LIST] = status_list(**made)
    (held,) = examine(badge())
    assert held.standing_on(TODAY) is Standing.UNVERIFIABLE
    assert says in held.why


def test_a_list_that_unpacks_without_end_is_read_to_the_limit(examine, web):
    web[LIST] = status_list(packed=gzip.compress(bytes(64 * 1024 * 1024)))
    assert examine(badge())[0].proof is Proof.VERIFIED
    assert "ends before" in examine(badge(statusListIndex="99999999"))[0].why


@pytest.mark.parametrize(
    "change",
    [{"statusListIndex": "-1"}, {"statusListIndex": "x"}, {"statusListCredential": None}],
)
def test_an_entry_that_leads_nowhere_is_unverifiable(examine, web, change):
    web[LIST] = status_list()
    assert examine(badge(**change))[0].standing_on(TODAY) is Standing.UNVERIFIABLE


def test_a_status_of_another_kind_is_unverifiable_and_named(examine):
    badge = Issuer().badge(credentialStatus={"id": "https://example.edu/revoked", "type": "OtherList2030"})
    badge["@context"].append({"OtherList2030": "https://example.edu/words#OtherList2030"})
    (held,) = examine(Issuer().sign(badge))
    assert held.standing_on(TODAY) is Standing.UNVERIFIABLE
    assert "OtherList2030" in held.why
    assert held.revocation is Revocation.NOT_ASKED


def listed_by_1edtech():
    badge = Issuer().badge(credentialStatus={"id": REVOKED, "type": "1EdTechRevocationList"})
    badge["@context"].append(
        {"1EdTechRevocationList": "https://purl.imsglobal.org/spec/vcrl/v1p0#1EdTechRevocationList"}
    )
    return Issuer().sign(badge)


@pytest.mark.parametrize("member", ["revokedCredential", "revokedCredentials"])
@pytest.mark.parametrize(
    ("of_badge", "standing"),
    [
        ([], Standing.VERIFIED),
        (["BADGE"], Standing.REVOKED),
        ([{"id": "BADGE", "revocationReason": "Alex cheated"}], Standing.REVOKED),
        ([{"id": "BADGE", "revoked": False}], Standing.VERIFIED),
    ],
)
def test_a_list_of_what_was_revoked_is_asked(examine, web, member, of_badge, standing):
    badge = listed_by_1edtech()
    listed = json.dumps({"id": REVOKED, "issuer": Issuer().did, member: ["urn:other", *of_badge]})
    web[REVOKED] = listed.replace("BADGE", badge["id"]).encode()
    (held,) = examine(badge)
    assert held.standing_on(TODAY) is standing
    assert "Alex" not in f"{held}"
    assert held.revocation is Revocation.ASKED


@pytest.mark.parametrize("listed", [{}, {"revokedCredentials": [], "issuer": "did:key:other"}])
def test_a_list_that_is_not_the_issuers_answers_nothing(examine, web, listed):
    web[REVOKED] = json.dumps(listed).encode()
    assert examine(listed_by_1edtech())[0].standing_on(TODAY) is Standing.UNVERIFIABLE


def test_whoever_signed_or_not_the_issuer_is_asked_whether_it_was_revoked(examine, web):
    badge = listed_by_1edtech()
    unsigned = {name: value for name, value in badge.items() if name != "proof"}
    (unasked,) = examine(unsigned)
    assert (unasked.standing_on(TODAY), unasked.revocation) == (Standing.SELF_DECLARED, Revocation.NOT_ASKED)
    web[REVOKED] = json.dumps({"revokedCredentials": [badge["id"]]}).encode()
    assert examine(unsigned)[0].standing_on(TODAY) is Standing.REVOKED


@pytest.mark.parametrize("answer", [b"", b"null", b"[1]", b"\xff", b"[" * 100_000])
def test_an_answer_that_is_no_list_is_no_traceback(examine, web, answer):
    web[LIST] = answer
    assert examine(badge())[0].standing_on(TODAY) is Standing.UNVERIFIABLE
