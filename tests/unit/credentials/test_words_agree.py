"""What a document's `why` says and what it counts as are the same, for every form and every status."""

import copy
from datetime import date
from itertools import product

import pytest
from documents.issuing import Issuer

from services.recommender.learner import UNTITLED
from services.recommender.scales import HeldStatus, Proof, Standing

TODAY = date(2026, 11, 22)
ACHIEVED = {"id": "https://x.example", "type": ["Achievement"], "name": "SQL"}
CLR = ["VerifiableCredential", "ClrCredential"]


def open_badge_3(*, named, **members):
    achieved = ACHIEVED if named else {"id": "https://x.example"}
    result = {"result": [{"status": members.pop("result")}]} if "result" in members else {}
    subject = {"id": "did:example:l", "achievement": achieved} | result
    return {"type": ["VerifiableCredential", "OpenBadgeCredential"], "credentialSubject": subject} | members


def in_a_record(*, named, **members):
    return {"type": CLR, "credentialSubject": {"verifiableCredential": [open_badge_3(named=named, **members)]}}


def in_a_presentation(*, named, **members):
    return {"type": "VerifiablePresentation", "verifiableCredential": open_badge_3(named=named, **members)}


def open_badge_2(*, named, **members):
    badge = {"name": "SQL"} if named else {"type": "BadgeClass"}
    words = {"validFrom": "issuedOn", "validUntil": "expires"}
    said = {words.get(name, name): value for name, value in members.items() if name != "result"}
    return {"@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "badge": badge} | said


def clr_1(*, named, **members):
    assertion = open_badge_2(named=named, **members)
    return {"type": "Clr", "assertions": [assertion | {"achievement": assertion["badge"]}]}


STATUSES = {
    "valid": {},
    "begun": {"result": "InProgress"},
    "begun and revoked": {"result": "Enrolled", "revoked": True},
    "begun and ended": {"result": "Enrolled", "validUntil": "2020-01-01"},
    "revoked": {"revoked": True},
    "expired": {"validUntil": "2020-01-01"},
    "not yet": {"validFrom": "2030-01-01"},
    "no date": {"validUntil": "soon"},
    "ends before it begins": {"validFrom": "2024-01-01", "validUntil": "2023-01-01"},
    "not checked": {"proof": {"type": "RsaSignature2018"}},
    "proof that is none": {"proof": "yes"},
}
FORMS = [open_badge_3, in_a_record, in_a_presentation, open_badge_2, clr_1]


def agree(held):
    """Assert that the words say what the credential counts as, or nothing of it."""
    counts = held.status_on(TODAY)
    later = held.standing_on(TODAY) is Standing.NOT_YET_VALID and held.title != UNTITLED
    never = counts is None and not later
    assert ("counts as not held" in held.why) is never, held.why
    assert held.why.count("counts as") == never, held.why
    assert "counts as what the learner says" not in held.why


@pytest.mark.parametrize(("form", "status", "named"), list(product(FORMS, STATUSES, [True, False])))
def test_the_words_of_a_document_agree_with_its_status(examine, form, status, named):
    held = examine(form(named=named, **copy.deepcopy(STATUSES[status])))
    assert held
    for one in held:
        agree(one)
        assert named or one.status_on(TODAY) is None


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("status", ["valid", "expired", "not yet", "begun"])
@pytest.mark.parametrize("seed", [1, 2])
def test_the_words_of_a_signed_document_agree_with_its_status(examine, seed, status, named):
    badge = Issuer(1).badge()
    members = dict(STATUSES[status])
    if "result" in members:
        badge["credentialSubject"]["result"] = [{"type": ["Result"], "status": members.pop("result")}]
    if not named:
        del badge["name"], badge["credentialSubject"]["achievement"]["name"]
    (held,) = examine(Issuer(seed).sign(badge | {name: f"{day}T00:00:00Z" for name, day in members.items()}))
    assert (held.proof is Proof.TAMPERED) is (seed != 1), held.why
    agree(held)
    assert seed == 1 or held.status_on(TODAY) is None


@pytest.mark.parametrize("document", [7, [], "words", "https://x.example", {}, {"type": "Clr"}, {"badge": []}])
def test_the_words_of_what_is_no_credential_agree_with_its_status(examine, document):
    for held in examine(document):
        agree(held)
        assert held.status_on(TODAY) is not HeldStatus.VALID
