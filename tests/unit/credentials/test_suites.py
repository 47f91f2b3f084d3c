"""Each way to sign is checked on each kind of key that belongs to it, and only there."""

import base64
import json
from datetime import date

import pytest
from documents.issuing import Issuer

from services.credentials.finding import NotCheckable
from services.credentials.signatures.plain_json import written
from services.recommender.scales import HeldStatus, Proof, Standing

TODAY = date(2026, 11, 22)
WAYS = [
    ("eddsa-jcs-2022", None),
    ("ecdsa-rdfc-2019", "P-256"),
    ("ecdsa-rdfc-2019", "P-384"),
    ("ecdsa-jcs-2019", "P-256"),
    ("ecdsa-jcs-2019", "P-384"),
]


@pytest.mark.parametrize(("form", "curve"), WAYS)
@pytest.mark.parametrize("model", [1, 2])
def test_a_right_signature_is_verified_and_a_changed_document_is_not(examine, form, curve, model):
    issuer = Issuer(curve=curve)
    signed = issuer.sign(issuer.badge(model=model), form)
    (held,) = examine(signed)
    assert (held.proof, held.status_on(TODAY)) == (Proof.VERIFIED, HeldStatus.VALID), held.why
    (changed,) = examine(signed | {"name": "Law"})
    assert changed.standing_on(TODAY) is Standing.TAMPERED


@pytest.mark.parametrize(("form", "curve"), WAYS)
def test_another_key_than_the_issuers_is_forged(examine, form, curve):
    badge = Issuer(1, curve=curve).badge()
    (held,) = examine(Issuer(2, curve=curve).sign(badge, form))
    assert held.proof is Proof.TAMPERED


@pytest.mark.parametrize("form", ["eddsa-jcs-2022", "ecdsa-jcs-2019"])
def test_json_that_is_signed_needs_no_context_that_credwise_carries(examine, form):
    issuer = Issuer(curve="P-256" if "ecdsa" in form else None)
    badge = issuer.badge()
    signed = issuer.sign(badge | {"@context": [*badge["@context"], "https://nobody.example/context"]}, form)
    assert examine(signed)[0].proof is Proof.VERIFIED
    added = signed | {"evidence": [{"name": "A second degree"}]}
    assert examine(added)[0].proof is Proof.TAMPERED


@pytest.mark.parametrize("form", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
@pytest.mark.parametrize(
    ("expires", "proof"),
    [("2026-11-22T00:00:00Z", Proof.VERIFIED), ("2026-11-21T00:00:00Z", Proof.UNVERIFIABLE)],
)
def test_a_proof_that_has_expired_verifies_nothing_any_more(examine, form, expires, proof):
    (held,) = examine(Issuer().sign(Issuer().badge(), form, expires=expires))
    assert (held.proof, held.status_on(TODAY)) == (proof, HeldStatus.VALID)
    assert ("it ended on 2026-11-21" in held.why) is (proof is Proof.UNVERIFIABLE)


def test_a_did_jwk_carries_its_key(examine):
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": _url64(Issuer().key.public_key().public_bytes_raw())}
    issuer = Issuer(did=f"did:jwk:{_url64(json.dumps(jwk).encode())}")
    issuer.method = f"{issuer.did}#0"
    assert examine(issuer.sign(issuer.badge()))[0].proof is Proof.VERIFIED


def test_a_did_web_may_give_its_key_as_jwk_and_an_issuers_key_may_lie_at_its_own_host(web, examine):
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": _url64(Issuer().key.public_key().public_bytes_raw())}
    for did, address in [
        ("did:web:badges.example", "https://badges.example/.well-known/did.json"),
        ("https://badges.example/issuers/1", "https://badges.example/issuers/1"),
    ]:
        issuer = Issuer(did=did)
        method = {"id": issuer.method, "type": "JsonWebKey", "publicKeyJwk": jwk}
        web[address] = json.dumps({"id": did, "assertionMethod": [method]}).encode()
        assert examine(issuer.sign(issuer.badge()))[0].proof is Proof.VERIFIED
        other = issuer.badge(issuer={"id": "https://bank.example/", "name": "Bank"})
        assert examine(issuer.sign(other))[0].proof is Proof.UNVERIFIABLE


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [True, None, "é\n"]}, '{"a":[true,null,"é\\n"],"b":1}'),
        ({"\ud83d\ude00": 1, "\ufb33": 2}, None),
        ([333333333.33333329, 1e30, 4.50, 2e-3, 1e-27, -0.0], "[333333333.3333333,1e+30,4.5,0.002,1e-27,0]"),
        (
            [1e21, 1e20, 1.5e-5, -1e-6, 1e-7, 123456789012345],
            "[1e+21,100000000000000000000,0.000015,-0.000001,1e-7,123456789012345]",
        ),
    ],
)
def test_json_is_written_in_one_way(value, text):
    """Numbers after RFC 8785, appendix B; names in the order of their UTF-16."""
    if text is None:
        with pytest.raises(NotCheckable):
            written(value)
    else:
        assert written(value).decode() == text


def test_names_stand_in_the_order_of_their_utf_16():
    assert written({"\N{GRINNING FACE}": 1, "\ufb33": 2}).decode() == '{"\N{GRINNING FACE}":1,"\ufb33":2}'


def _url64(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
