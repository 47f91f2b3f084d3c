"""An older badge is verified by what its issuer publishes, where its issuer may be asked."""

import copy
from datetime import date
from json import dumps

import pytest

from services.credentials.finding import Gone, NotCheckable
from services.recommender.scales import HeldStatus, Proof, Standing

TODAY = date(2026, 11, 22)
HOST = "https://api.badges.example"
ISSUER = {"type": "Issuer", "id": f"{HOST}/issuers/1", "name": "Example Academy", "url": "https://academy.example"}
BADGE = {"type": "BadgeClass", "id": f"{HOST}/badges/1", "name": "SQL", "issuer": ISSUER["id"]}
ASSERTION = {
    "@context": "https://w3id.org/openbadges/v2",
    "type": "Assertion",
    "id": f"{HOST}/assertions/1",
    "badge": BADGE["id"],
    "verification": {"type": "HostedBadge"},
    "issuedOn": "2025-02-01T00:00:00Z",
    "recipient": {"type": "email", "hashed": True, "identity": "sha256$abc"},
}


@pytest.fixture
def hosted(web):
    """Publish the assertion, its badge and its issuer."""
    web.update({one["id"]: dumps(one).encode() for one in (ISSUER, BADGE, ASSERTION)})
    return web


@pytest.mark.usefixtures("hosted")
@pytest.mark.parametrize("sent", [ASSERTION, ASSERTION | {"badge": BADGE}, ASSERTION["id"], dumps(ASSERTION)])
def test_a_hosted_badge_is_verified_by_its_issuer(examine, sent):
    (held,) = examine(sent)
    assert (held.title, held.issuer, held.issued_on) == ("SQL", "Example Academy", date(2025, 2, 1))
    assert (held.proof, held.status_on(TODAY)) == (Proof.VERIFIED, HeldStatus.VALID), held.why


def test_a_badge_of_version_1_says_where_it_is_hosted_in_other_words(web, examine):
    old = {"uid": "1", "badge": f"{HOST}/b.json", "issuedOn": 1456370703, "recipient": "sha1$abc"}
    old["verify"] = {"type": "hosted", "url": f"{HOST}/a.json"}
    web[f"{HOST}/a.json"] = dumps(old).encode()
    web[f"{HOST}/b.json"] = dumps({"name": "Unix", "issuer": f"{HOST}/o.json"}).encode()
    web[f"{HOST}/o.json"] = dumps({"name": "Example Academy", "url": "https://academy.example"}).encode()
    (held,) = examine(old)
    assert (held.title, held.issuer, held.proof) == ("Unix", "Example Academy", Proof.VERIFIED), held.why


def test_a_badge_from_before_tls_was_usual_is_asked_for_over_tls(web, examine):
    plain = HOST.replace("https", "http")
    old = {"uid": "1", "badge": f"{plain}/b.json", "issuedOn": 1456370703}
    old["verify"] = {"type": "hosted", "url": f"{plain}/a.json"}
    web[f"{HOST}/a.json"] = dumps(old).encode()
    web[f"{HOST}/b.json"] = dumps({"name": "Unix", "issuer": f"{plain}/o.json"}).encode()
    web[f"{HOST}/o.json"] = dumps({"name": "Example Academy"}).encode()
    (held,) = examine(old)
    assert (held.title, held.issuer, held.proof) == ("Unix", "Example Academy", Proof.VERIFIED), held.why


def test_what_the_issuer_publishes_counts_and_not_what_was_sent(hosted, examine):
    hosted[ASSERTION["id"]] = dumps(ASSERTION | {"expires": "2026-01-01T00:00:00Z"}).encode()
    sent = ASSERTION | {"badge": BADGE | {"name": "Law"}, "expires": "2030-01-01T00:00:00Z"}
    (held,) = examine(sent)
    assert (held.title, held.standing_on(TODAY)) == ("SQL", Standing.EXPIRED)


@pytest.mark.usefixtures("hosted")
@pytest.mark.parametrize(
    "change",
    [{"badge": f"{HOST}/badges/2"}, {"recipient": {"type": "email", "identity": "sha256$def"}}],
)
def test_what_the_issuer_gave_to_somebody_else_or_for_something_else_is_forged(examine, change):
    (held,) = examine(ASSERTION | {"badge": BADGE} | change)
    assert held.status_on(TODAY) is None


def test_a_badge_that_is_gone_or_says_so_is_revoked(hosted, examine):
    sent = ASSERTION | {"badge": BADGE}
    for answer in (
        Gone("gone"),
        dumps({"id": ASSERTION["id"], "revoked": True}).encode(),
        dumps(ASSERTION | {"revoked": True}).encode(),
    ):
        hosted[ASSERTION["id"]] = answer
        (held,) = examine(sent)
        assert (held.title, held.standing_on(TODAY)) == ("SQL", Standing.REVOKED), held.why


def test_what_is_gone_stays_revoked_where_its_status_cannot_be_asked(hosted, examine):
    status = {"credentialStatus": {"id": "https://nobody.example/status", "type": "OtherList2030"}}
    hosted[ASSERTION["id"]] = Gone("gone")
    (held,) = examine(ASSERTION | {"badge": BADGE} | status)
    assert held.standing_on(TODAY) is Standing.REVOKED, held.why


def test_an_issuer_that_does_not_answer_leaves_a_badge_unverifiable(hosted, examine):
    hosted[ASSERTION["id"]] = NotCheckable(f"{ASSERTION['id']} could not be fetched.")
    (held,) = examine(ASSERTION | {"badge": BADGE})
    assert (held.title, held.proof, held.status_on(TODAY)) == ("SQL", Proof.UNVERIFIABLE, HeldStatus.VALID)
    assert "could not be fetched" in held.why


def test_an_issuer_that_may_not_be_asked_leaves_a_badge_what_the_learner_says(examine):
    (held,) = examine(ASSERTION | {"badge": BADGE | {"issuer": ISSUER}})
    assert (held.title, held.issuer, held.proof) == ("SQL", "Example Academy", Proof.SELF_DECLARED)
    assert "Its issuer was not asked" in held.why


def test_nobody_else_verifies_an_issuers_badge(hosted, examine):
    """Whoever may publish at an allowed host could publish a badge of anybody."""
    profile = {"id": "https://bank.example/issuer", "name": "Bank", "verification": {"startsWith": HOST}}
    stolen = ASSERTION | {"badge": BADGE | {"issuer": profile}}
    hosted[ASSERTION["id"]] = dumps(stolen).encode()
    (held,) = examine(stolen)
    assert (held.proof, held.title) == (Proof.UNVERIFIABLE, "SQL")
    assert "nothing shows that this address is its issuer's" in held.why


@pytest.mark.parametrize(
    "policy", [{"allowedOrigins": ["api.badges.example"]}, {"startsWith": [f"{HOST}/assertions/"]}]
)
def test_an_issuer_may_say_where_else_its_badges_are_hosted(hosted, examine, policy):
    profile = {"id": "https://academy.example/issuer", "name": "Academy", "verification": policy}
    hosted[profile["id"]] = dumps(profile).encode()
    hosted[ASSERTION["id"]] = dumps(ASSERTION | {"badge": BADGE | {"issuer": profile["id"]}}).encode()
    assert examine(ASSERTION)[0].proof is Proof.VERIFIED


def test_an_address_never_tells_who_asked_it(examine):
    for document in (
        f"{HOST}/a?identity__email=alex@x.example",
        ASSERTION | {"badge": f"{HOST}/b?mail=alex@x.example"},
    ):
        (held,) = examine(copy.deepcopy(document))
        assert "alex" not in f"{held}"


def test_a_page_for_people_is_no_credential(web, examine):
    web[f"{HOST}/page"] = b"<!DOCTYPE html><html><body>Badge</body></html>"
    (held,) = examine(f"{HOST}/page")
    assert "a page for people" in held.why
    assert held.status_on(TODAY) is None


@pytest.mark.parametrize(
    ("page", "address"),
    [
        (
            "https://www.credly.com/badges/20acc96e-29fd-4e65-9fb4-7623a80b1be1/public_url",
            "https://api.credly.com/v1/obi/v2/badge_assertions/20acc96e-29fd-4e65-9fb4-7623a80b1be1",
        ),
        (
            "https://www.credential.net/e152a94a-238a-4bde-8884-0c660bb41470#acc.x",
            "https://api.accredible.com/v1/obi/badge_assertions/e152a94a-238a-4bde-8884-0c660bb41470",
        ),
        (
            "https://badgr.com/public/assertions/NZjEI44kSFWvECEOHSaDkw?identity__email=alex%40x.example",
            "https://api.badgr.io/public/assertions/NZjEI44kSFWvECEOHSaDkw",
        ),
        ("https://eu.badgr.com/public/assertions/a-B_9", "https://api.eu.badgr.io/public/assertions/a-B_9"),
        (
            f"https://openbadgefactory.com/v1/assertion/{'0a' * 20}.html",
            f"https://openbadgefactory.com/v1/assertion/{'0a' * 20}",
        ),
    ],
)
def test_the_page_that_people_share_leads_to_the_badge_that_is_published(web, examine, page, address):
    assert examine(page)[0].status_on(TODAY) is None
    web[address] = dumps(ASSERTION | {"id": address, "badge": BADGE | {"issuer": {"id": address}}}).encode()
    (held,) = examine(page)
    assert (held.title, held.proof) == ("SQL", Proof.VERIFIED), held.why
