"""Of several proofs each is checked, and nothing is called forged for want of one that could not be."""

import copy
import json
from datetime import date
from pathlib import Path

import pytest
from documents.issuing import Issuer

from services.recommender.scales import HeldStatus, Proof

TODAY = date(2026, 11, 22)
CHAIN = json.loads((Path(__file__).parents[2] / "data" / "credentials" / "proof_chain_valid.json").read_text())
UNREAD = {
    "type": "DataIntegrityProof",
    "cryptosuite": "ecdsa-sd-2023",
    "verificationMethod": f"{Issuer(1).did}#k",
    "proofPurpose": "assertionMethod",
    "proofValue": "u2V0",
}


def signed_twice(own, other):
    """Return a badge of the first issuer with the proofs `own` and a right one of another."""
    badge = Issuer(1).badge()
    right = Issuer(2).sign(badge)["proof"]
    return badge | {"proof": [*own, right] if other == "last" else [right, *own]}


@pytest.mark.parametrize("other", ["first", "last"])
@pytest.mark.parametrize("own", [[UNREAD], ["eyJ"], [UNREAD] * 2, [UNREAD | {"created": str(n)} for n in range(4)]])
def test_an_issuer_whose_own_proof_is_not_read_is_not_called_forged(examine, own, other):
    (held,) = examine(signed_twice(own, other))
    assert (held.proof, held.status_on(TODAY)) == (Proof.UNVERIFIABLE, HeldStatus.VALID), held.why
    assert "forged" not in held.why
    assert any(words in held.why for words in ("not every proof could be checked", "checked here", "are checked"))


def test_where_every_proof_was_checked_and_none_is_the_issuers_it_is_forged(examine):
    badge = Issuer(1).badge()
    proofs = [Issuer(seed).sign(badge)["proof"] for seed in (2, 3)]
    assert examine(badge | {"proof": [*proofs, None]})[0].proof is Proof.TAMPERED


def test_beside_the_issuers_right_proof_one_that_is_not_read_takes_nothing_away(examine):
    signed = Issuer().sign(Issuer().badge())
    assert examine(signed | {"proof": [UNREAD, None, signed["proof"]]})[0].proof is Proof.VERIFIED


@pytest.mark.parametrize("order", [(0, 1, 0), (0, 0, 1), (0, 1, 1), (1, 0, 1, 0, 0)])
def test_a_proof_that_is_written_twice_is_one_proof(examine, order):
    proofs = [CHAIN["proof"][place] for place in order]
    (held,) = examine(CHAIN | {"proof": copy.deepcopy(proofs)})
    assert held.proof is Proof.VERIFIED, held.why


def test_an_unchained_proof_that_is_written_twice_is_one_proof(examine):
    signed = Issuer().sign(Issuer().badge())
    assert examine(signed | {"proof": [signed["proof"]] * 6})[0].proof is Proof.VERIFIED


@pytest.mark.parametrize(
    ("named", "says"),
    [
        ([7], "7, which is not in the document"),
        ("urn:x:1", '"urn:x:1", which is not in the document'),
        (["urn:x:1", None], '"urn:x:1", which is not in the document'),
        ({"id": "urn:x:1"}, '{"id": "urn:x:1"}, which is not in the document'),
        ("", "is not in the document"),
        (True, "true, which is not in the document"),
        ([], "names none"),
        ([[]], "names none"),
        ([None], "names none"),
    ],
)
@pytest.mark.parametrize("beside", [True, False])
def test_a_proof_that_continues_what_is_not_there_verifies_nothing_and_names_it(examine, named, says, beside):
    signed = Issuer().sign(Issuer().badge())
    continued = Issuer().sign(Issuer().badge(), created="2025-03-02T00:00:00Z")["proof"] | {"previousProof": named}
    (held,) = examine(signed | {"proof": [signed["proof"], continued] if beside else continued})
    assert held.proof is Proof.UNVERIFIABLE
    assert "continues another one" in held.why
    assert says in held.why


def test_a_proof_cannot_continue_itself(examine):
    badge = Issuer().badge()
    (held,) = examine(Issuer().sign(badge, id="urn:x:1", previousProof="urn:x:1"))
    assert (held.proof, "urn:x:1" in held.why) == (Proof.UNVERIFIABLE, True)


def test_a_proof_that_continues_one_of_two_by_the_same_name_is_not_called_forged(examine):
    first, second = CHAIN["proof"]
    (held,) = examine(CHAIN | {"proof": [first, UNREAD | {"id": first["id"]}, second]})
    assert (held.proof, "more than once" in held.why) == (Proof.UNVERIFIABLE, True)


def test_a_member_that_is_null_is_no_member(examine):
    signed = Issuer().sign(Issuer().badge(), previousProof=None)
    assert examine(signed)[0].proof is Proof.VERIFIED


def test_an_id_that_is_no_address_may_be_a_persons_and_is_not_kept(examine):
    signed = Issuer().sign(Issuer().badge())
    (held,) = examine(signed | {"credentialSubject": signed["credentialSubject"] | {"id": "alex.example"}})
    assert (held.proof, "alex" in held.why) == (Proof.UNVERIFIABLE, False)
