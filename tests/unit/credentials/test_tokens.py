"""Credentials as signed tokens are read like any other, and verified by the key of their issuer alone."""

import json
from datetime import date

import pytest
from documents.issuing import Issuer
from documents.tokens import rsa_key, rsa_pem, rsa_token, sd_jwt, token, url64

from services.recommender.learner import UNTITLED
from services.recommender.scales import HeldStatus, Proof, Revocation, Standing

TODAY = date(2026, 11, 22)
TITLE = "SQL Querying Micro-credential"
V2 = "https://www.w3.org/ns/credentials/v2"


def vc_of_1_1(issuer):
    """Return a payload as the data model 1.1 has it: what the token says is left out of the credential."""
    badge = issuer.badge(model=1)
    vc = {name: badge[name] for name in ("@context", "type", "name", "credentialSubject")}
    return {"vc": vc, "iss": issuer.did, "nbf": 1740787200, "exp": 1893456000, "jti": "urn:uuid:1", "sub": "did:x:l"}


def badge_3(issuer):
    """Return a payload as Open Badges 3.0 has it: the badge itself with the claims of a token beside it."""
    return issuer.badge() | {"iss": issuer.did, "jti": "urn:uuid:1", "nbf": 1740787200, "sub": "did:x:l"}


PAYLOADS = [vc_of_1_1, badge_3, lambda issuer: issuer.badge()]


@pytest.mark.parametrize("curve", [None, "P-256", "P-384"])
@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_token_of_its_issuer_is_verified(examine, payload, curve):
    issuer = Issuer(curve=curve)
    (held,) = examine(token(issuer, payload(issuer), curve))
    assert (held.title, held.proof, held.status_on(TODAY)) == (TITLE, Proof.VERIFIED, HeldStatus.VALID), held.why
    assert held.issued_on == date(2025, 3, 1)


def test_a_token_of_the_data_model_1_1_says_issuer_and_days(examine):
    issuer = Issuer()
    (held,) = examine(token(issuer, vc_of_1_1(issuer)))
    assert (held.issuer, held.expires_on) == (issuer.did, date(2030, 1, 1))
    (ended,) = examine(token(issuer, vc_of_1_1(issuer) | {"exp": 1767225600}))
    assert ended.standing_on(TODAY) is Standing.EXPIRED


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_changed_token_is_tampered(examine, payload):
    issuer = Issuer()
    header, body, signature = token(issuer, payload(issuer)).split(".")
    other = token(issuer, payload(issuer) | {"name": "Law", "vc": issuer.badge(name="Law")}).split(".")[1]
    assert body != other
    (held,) = examine(f"{header}.{other}.{signature}")
    assert held.standing_on(TODAY) is Standing.TAMPERED


def test_the_key_of_somebody_else_verifies_nothing(examine):
    (forged,) = examine(token(Issuer(2), Issuer(1).badge()))
    assert forged.proof is Proof.TAMPERED
    (carried,) = examine(token(Issuer(2), Issuer(1).badge() | {"issuer": "https://bank.example"}, kid=None, jwk=jwk(2)))
    assert (carried.proof, carried.title) == (Proof.UNVERIFIABLE, TITLE)
    assert "carries itself" in carried.why
    (two,) = examine(token(Issuer(2), Issuer(1).badge() | {"iss": Issuer(2).did}))
    assert "names another issuer" in two.why


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ({"alg": "none"}, "unsigned (alg none)"),
        ({"alg": "HS256"}, "not signed in a way"),
        ({"crit": ["b64"], "b64": False}, "must know"),
        ({"kid": None, "x5c": ["MII"]}, "certificate (x5c)"),
        ({"kid": "https://keys.example/1"}, "may not be fetched"),
        ({"kid": "key-1"}, "is neither did:key"),
    ],
)
def test_what_cannot_be_checked_of_a_token_is_unverifiable(examine, header, says):
    badge = Issuer().badge() | {"issuer": "urn:nobody"}
    (held,) = examine(token(Issuer(), badge, **header))
    assert (held.proof, held.title) == (Proof.UNVERIFIABLE, TITLE)
    assert says in held.why


def test_a_token_of_a_did_web_names_its_key(web, examine):
    issuer = Issuer(did="did:web:badges.example")
    web["https://badges.example/.well-known/did.json"] = issuer.did_document()
    for kid in (issuer.method, issuer.multikey, f"#{issuer.multikey}"):
        assert examine(token(issuer, issuer.badge(), kid=kid))[0].proof is Proof.VERIFIED
    assert examine(token(Issuer(2), issuer.badge(), kid=issuer.method))[0].proof is Proof.TAMPERED


def test_a_key_at_an_address_of_its_issuer_verifies(web, examine):
    numbers = rsa_key().public_key().public_numbers()
    public = {"kty": "RSA", "n": url64(numbers.n.to_bytes(256)), "e": "AQAB"}
    web["https://badges.example/keys/1"] = as_bytes(public)
    issued = Issuer().badge(issuer={"id": "https://badges.example/issuers/1", "name": "Badges"})
    assert examine(rsa_token(issued, kid="https://badges.example/keys/1"))[0].proof is Proof.VERIFIED
    elsewhere = issued | {"issuer": "https://bank.example/"}
    assert examine(rsa_token(elsewhere, kid="https://badges.example/keys/1"))[0].proof is Proof.UNVERIFIABLE


def test_a_token_whose_own_time_is_over_verifies_nothing(examine):
    (held,) = examine(token(Issuer(), Issuer().badge() | {"exp": 1767225600}))
    assert (held.proof, held.status_on(TODAY)) == (Proof.UNVERIFIABLE, HeldStatus.VALID)
    assert "made to hold until 2026-01-01" in held.why


def test_envelopes_and_presentations_hold_tokens(examine):
    one = token(Issuer(), Issuer().badge())
    envelope = {"@context": V2, "type": "EnvelopedVerifiableCredential", "id": f"data:application/vc+jwt,{one}"}
    presentation = {"@context": V2, "type": ["VerifiablePresentation"], "verifiableCredential": [envelope, one]}
    presented = {"iss": "did:example:l", "vp": presentation}
    for document in (envelope, presentation, token(Issuer(3), presented), f"data:application/vc+jwt,{one}"):
        held = examine(document)
        assert held
        assert all((found.title, found.proof) == (TITLE, Proof.VERIFIED) for found in held), held


def test_a_presentation_vouches_for_nothing_that_others_did_not_sign(examine):
    unsigned = [Issuer().badge(), {"badge": {"name": "SQL"}, "issuedOn": "2024-01-01"}]
    held = examine(token(Issuer(), {"vp": {"type": "VerifiablePresentation", "verifiableCredential": unsigned}}))
    assert [one.proof for one in held] == [Proof.SELF_DECLARED] * 2


def test_what_an_sd_jwt_discloses_is_read_and_the_rest_is_not_known(examine):
    issuer = Issuer()
    badge = issuer.badge()
    subject = badge.pop("credentialSubject")
    signed, disclosures = sd_jwt(issuer, badge, credentialSubject=subject, validUntil="2026-01-01T00:00:00Z")
    shown = "~".join(disclosures.values())
    (held,) = examine(f"{signed}~{shown}~")
    assert (held.title, held.proof, held.standing_on(TODAY)) == (TITLE, Proof.VERIFIED, Standing.EXPIRED)
    (other,) = examine(f"{signed}~{disclosures['credentialSubject']}~{token(issuer, {'nonce': 'n'})}")
    assert (other.title, other.expires_on) == (TITLE, None)
    (hidden,) = examine(f"{signed}~")
    assert (hidden.title, hidden.status_on(TODAY)) == ("Credential in a signed token (SD-JWT)", None)
    forged = url64(["salt", "credentialSubject", {"achievement": {"name": "Law"}}])
    assert examine(f"{signed}~{forged}~")[0].status_on(TODAY) is None


def test_a_token_written_as_json_is_a_token(examine):
    header, payload, signature = token(Issuer(), Issuer().badge()).split(".")
    signed = {"protected": header, "signature": signature}
    for document in ({"payload": payload, "signatures": [signed]}, {"payload": payload, **signed}):
        assert examine(document)[0].proof is Proof.VERIFIED


def test_a_signed_open_badge_2_is_verified_by_its_issuers_key_and_revoked_by_its_list(web, examine):
    issuer = {"type": "Profile", "id": "https://badges.example/issuer", "name": "Badges"}
    issuer["revocationList"] = "https://badges.example/revoked"
    badge = {"type": "BadgeClass", "name": "SQL", "issuer": issuer["id"]}
    verification = {"type": "SignedBadge", "creator": "https://badges.example/key"}
    assertion = {"@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": "urn:uuid:1", "badge": badge}
    signed = rsa_token(assertion | {"verification": verification, "issuedOn": "2025-02-01T00:00:00Z"})
    (unasked,) = examine(signed)
    assert (unasked.proof, unasked.title) == (Proof.UNVERIFIABLE, "SQL")
    web["https://badges.example/key"] = as_bytes({"type": "CryptographicKey", "publicKeyPem": rsa_pem()})
    web["https://badges.example/issuer"] = as_bytes(issuer)
    (unlisted,) = examine(signed)
    assert (unlisted.proof, unlisted.revocation) == (Proof.UNVERIFIABLE, Revocation.NOT_ASKED)
    web["https://badges.example/revoked"] = as_bytes({"revokedAssertions": []})
    (held,) = examine(signed)
    assert (held.proof, held.issuer) == (Proof.VERIFIED, "Badges"), held.why
    web["https://badges.example/revoked"] = as_bytes({"revokedAssertions": [{"id": "urn:uuid:1"}]})
    assert examine(signed)[0].standing_on(TODAY) is Standing.REVOKED


@pytest.mark.parametrize("junk", ["eyJhIjox.e30.", "eyJ.eyJ.eyJ", "eyJ9.e30.abc~", "eyJhbGciOiJFZERTQSJ9.W10.abc"])
def test_a_broken_token_is_named_and_proves_nothing(examine, junk):
    (held,) = examine(junk)
    assert "signed token" in held.title
    assert held.title != UNTITLED
    assert held.status_on(TODAY) is None


def jwk(seed):
    return {"kty": "OKP", "crv": "Ed25519", "x": url64(Issuer(seed).key.public_key().public_bytes_raw())}


def as_bytes(document):
    return json.dumps(document).encode()
