"""A signature is right for what was signed, by whom it was signed, and for nothing else."""

import copy
import json
from datetime import date
from pathlib import Path

import pytest
from documents.issuing import CANONICAL, FORMS, Issuer
from hypothesis import given, settings
from hypothesis import strategies as st

from services.credentials.finding import NotCheckable
from services.credentials.signatures.proofs import Proofs
from services.recommender.scales import HeldStatus, Proof, Standing

TODAY = date(2026, 11, 22)
CONTEXT = Issuer().badge()["@context"]
VOCABULARY = "https://www.w3.org/2018/credentials"
VALID_UNTIL = f"{VOCABULARY}#validUntil"
XSD_MOMENT = "http://www.w3.org/2001/XMLSchema#dateTime"


def leaves(value, path=()):
    """Yield the path of every text in a document."""
    if isinstance(value, str):
        yield path
    elif isinstance(value, dict):
        for name, member in value.items():
            yield from leaves(member, (*path, name))
    elif isinstance(value, list):
        for place, element in enumerate(value):
            yield from leaves(element, (*path, place))


def changed(document, path, change):
    document = copy.deepcopy(document)
    *way, last = path
    inner = document
    for step in way:
        inner = inner[step]
    inner[last] = change(inner[last])
    return document


@pytest.mark.parametrize("model", [1, 2])
@pytest.mark.parametrize("form", FORMS)
def test_a_badge_signed_by_its_issuer_is_verified(examine, model, form):
    (held,) = examine(Issuer().sign(Issuer().badge(model=model), form))
    assert held.standing_on(TODAY) is Standing.VERIFIED, held.why
    assert held.status_on(TODAY) is HeldStatus.VALID
    assert (held.title, held.issuer, held.issued_on) == (
        "SQL Querying Micro-credential",
        "Example Data Institute",
        date(2025, 3, 1),
    )
    assert held.skills == ("SQL",)


@pytest.mark.parametrize("form", FORMS)
def test_no_text_of_a_signed_badge_can_be_changed_unnoticed(examine, form):
    signed = Issuer().sign(Issuer().badge(), form)
    for path in leaves(signed):
        (held,) = examine(changed(signed, path, lambda text: text + "1"))
        # What stands outside the signed claims may make it uncheckable instead: another context, form or key.
        outside = path[0] in {"@context", "proof"} or "type" in path
        allowed = {Proof.TAMPERED, Proof.UNVERIFIABLE} if outside else {Proof.TAMPERED}
        assert held.proof in allowed, f"{path}: {held.why}"


def test_nothing_can_be_added_to_a_signed_badge_unnoticed(examine):
    signed = Issuer().sign(Issuer().badge())
    added = changed(signed, ("credentialSubject", "achievement"), lambda node: node | {"humanCode": "X"})
    undefined = changed(signed, ("credentialSubject", "achievement"), lambda node: node | {"level": "master"})
    ended = signed | {"validUntil": "2099-01-01T00:00:00Z"}
    assert [examine(one)[0].proof for one in (added, ended, undefined)] == [
        Proof.TAMPERED,
        Proof.TAMPERED,
        Proof.UNVERIFIABLE,
    ]
    assert "do not define every member (level)" in examine(undefined)[0].why
    renamed = changed(undefined, ("credentialSubject", "achievement", "name"), lambda _: "Cooking")
    assert examine(renamed)[0].proof is Proof.TAMPERED


@pytest.mark.parametrize(
    "hide",
    [
        lambda ends: {"https://www.w3.org/2018/credentials#validUntil": {"@value": ends, "@type": XSD_MOMENT}},
        lambda ends: {"until": ends, "@context": [*CONTEXT, {"until": {"@id": VALID_UNTIL, "@type": XSD_MOMENT}}]},
        lambda ends: {
            "w:#validUntil": {"@value": ends, "@type": XSD_MOMENT},
            "@context": [*CONTEXT, {"w": VOCABULARY}],
        },
        lambda ends: {"validUntil": {"@value": ends, "@type": XSD_MOMENT}},
        lambda ends: {"validUntil": {"@set": [ends]}},
        lambda ends: {"validUntil": [[ends]]},
        lambda ends: {"validUntil": [ends, ends]},
        lambda ends: {"@graph": [{"id": "urn:uuid:00000000-0000-4000-8000-000000000001", "validUntil": ends}]},
    ],
)
def test_the_end_of_a_badge_cannot_be_hidden_by_writing_it_otherwise(examine, hide):
    ends = "2026-01-01T00:00:00Z"
    signed = Issuer().sign(Issuer().badge(validUntil=ends))
    rewritten = {name: member for name, member in signed.items() if name != "validUntil"} | hide(ends)
    (held,) = examine(rewritten)
    assert held.standing_on(TODAY) is not Standing.VERIFIED, held.why


def test_a_context_inside_a_badge_may_define_names_of_its_own(examine):
    badge = Issuer().badge()
    badge["@context"].append({"shelf": "https://example.org/shelf"})
    assert examine(Issuer().sign(badge | {"shelf": "A"}))[0].proof is Proof.VERIFIED


def test_a_type_that_no_context_defines_is_not_covered_by_a_signature(examine):
    signed = Issuer().sign(Issuer().badge())
    (held,) = examine(signed | {"type": [*signed["type"], "GoldenBadge"]})
    assert (held.proof, "GoldenBadge" in held.why) == (Proof.UNVERIFIABLE, True)


def test_a_badge_signed_by_somebody_else_than_it_names_is_tampered(examine):
    (held,) = examine(Issuer(2).sign(Issuer(1).badge()))
    assert held.standing_on(TODAY) is Standing.TAMPERED
    assert Issuer(2).did in held.why


def test_a_right_signature_that_nothing_binds_to_the_issuer_verifies_nothing(examine):
    badge = Issuer().badge(issuer={"id": "https://example.edu/issuers/1", "type": ["Profile"], "name": "Edu"})
    (held,) = examine(Issuer().sign(badge))
    assert (held.proof, held.status_on(TODAY)) == (Proof.UNVERIFIABLE, HeldStatus.VALID)
    assert "nothing shows" in held.why


def test_of_two_proofs_a_wrong_one_makes_it_tampered(examine):
    badge = Issuer().badge(model=1)
    badge["@context"] += list(FORMS.values())
    badge["proof"] = []
    both = Issuer().sign(badge, "Ed25519Signature2020")
    both = Issuer().sign(both | {"proof": [both["proof"]]}, "eddsa-rdfc-2022")
    assert examine(both)[0].proof is Proof.VERIFIED
    for place in (0, 1):
        broken = changed(both, ("proof", place, "created"), lambda _: "2025-03-02T00:00:00Z")
        assert examine(broken)[0].proof is Proof.TAMPERED


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"type": "RsaSignature2018"}, "RsaSignature2018"),
        ({"cryptosuite": "ecdsa-sd-2023"}, "ecdsa-sd-2023"),
        ({"proofPurpose": "authentication"}, "assertionMethod"),
        ({"verificationMethod": "https://example.edu/keys/1"}, "may not be fetched"),
        ({"verificationMethod": "did:ethr:0x6A24687621cDD1C77Bb6aCbBEE910d0C517eB443"}, "neither did:key, did:jwk"),
        ({"verificationMethod": "did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme"}, "neither Ed25519, P-256"),
        ({"verificationMethod": Issuer(curve="P-256").method}, "of another kind"),
        ({"verificationMethod": "did:key:0OIl"}, "multibase"),
        ({"verificationMethod": None}, "which key"),
        ({"verificationMethod": "did:web:example.edu"}, "example.edu"),
    ],
)
def test_what_cannot_be_checked_is_unverifiable_and_says_why(examine, change, says):
    signed = Issuer().sign(Issuer().badge())
    (held,) = examine(signed | {"proof": signed["proof"] | change})
    assert held.proof is Proof.UNVERIFIABLE
    assert says in held.why


def test_a_context_we_do_not_carry_is_named_and_not_fetched(examine):
    badge = Issuer().badge()
    badge["@context"].append("https://example.org/context.json")
    (held,) = examine(badge | {"proof": Issuer().sign(Issuer().badge())["proof"]})
    assert held.proof is Proof.UNVERIFIABLE
    assert "https://example.org/context.json is not among those Credwise carries" in held.why


@pytest.mark.parametrize("context", [None, [], {}])
def test_a_document_that_lost_its_contexts_is_not_called_forged(examine, context):
    (held,) = examine(Issuer().sign(Issuer().badge()) | {"@context": context})
    assert (held.proof, "no contexts" in held.why) == (Proof.UNVERIFIABLE, True)


def test_an_unsigned_badge_is_self_declared(examine):
    (held,) = examine(Issuer().badge())
    assert (held.standing_on(TODAY), held.status_on(TODAY)) == (Standing.SELF_DECLARED, HeldStatus.VALID)


def test_dates_decide_on_the_day_of_the_decision(examine):
    (held,) = examine(Issuer().sign(Issuer().badge(validUntil="2026-06-30T12:00:00Z")))
    days = [date(2025, 2, 28), date(2025, 3, 1), date(2026, 6, 30), date(2026, 7, 1)]
    assert [held.standing_on(day) for day in days] == [
        Standing.NOT_YET_VALID,
        Standing.VERIFIED,
        Standing.VERIFIED,
        Standing.EXPIRED,
    ]
    assert [held.status_on(day) for day in days] == [None, HeldStatus.VALID, HeldStatus.VALID, HeldStatus.EXPIRED]


def test_a_did_web_issuer_is_verified_where_its_document_may_be_fetched(examine, web):
    issuer = Issuer(3, did="did:web:example.edu:issuers:1")
    signed = issuer.sign(issuer.badge())
    assert examine(signed)[0].proof is Proof.UNVERIFIABLE
    web["https://example.edu/issuers/1/did.json"] = issuer.did_document()
    assert examine(signed)[0].proof is Proof.VERIFIED


@pytest.mark.parametrize(
    "document",
    [b"", b"[]", b"{}", b'{"id": "did:web:other.edu"}', b'{"id": "did:web:example.edu"}', b'{"id":' + b"[" * 100_000],
    ids=["empty", "list", "nothing", "of another", "without keys", "deep"],
)
def test_a_did_document_that_does_not_name_the_key_verifies_nothing(examine, web, document):
    issuer = Issuer(3, did="did:web:example.edu")
    web["https://example.edu/.well-known/did.json"] = document
    assert examine(issuer.sign(issuer.badge()))[0].proof is Proof.UNVERIFIABLE


def test_a_key_that_may_not_sign_credentials_does_not_count(examine, web):
    issuer = Issuer(3, did="did:web:example.edu")
    document = json.loads(issuer.did_document()) | {"assertionMethod": []}
    web["https://example.edu/.well-known/did.json"] = json.dumps(document).encode()
    assert examine(issuer.sign(issuer.badge()))[0].proof is Proof.UNVERIFIABLE


def test_a_document_of_more_than_a_quarter_of_a_megabyte_is_not_checked(examine):
    signed = Issuer().sign(Issuer().badge())
    (held,) = examine(signed | {"name": "x" * 256 * 1024})
    assert (held.proof, "is longer than" in held.why) == (Proof.UNVERIFIABLE, True)


def test_parts_that_are_all_alike_end_the_check_instead_of_the_process():
    ring = {"@context": {"knows": "https://example.org/knows"}, "knows": [{"@id": f"_:b{n}"} for n in range(12)]}
    ring["@graph"] = [{"@id": f"_:b{n}", "knows": [{"@id": f"_:b{m}"} for m in range(12) if m != n]} for n in range(12)]
    with pytest.raises(NotCheckable, match="exactly alike"):
        CANONICAL.canonical(ring)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_whatever_replaces_a_part_of_a_signed_badge_gives_a_finding_and_never_verifies(data):
    def no_fetch(address):
        raise NotCheckable(address)

    signed = Issuer().sign(Issuer().badge())
    path = data.draw(st.sampled_from([path[:depth] for path in leaves(signed) for depth in range(1, len(path) + 1)]))
    before = signed
    for step in path:
        before = before[step]
    junk = data.draw(JSON.filter(lambda value: value != before))
    finding = Proofs(CANONICAL, no_fetch, lambda: TODAY).check(changed(signed, path, lambda _: junk))
    assert finding.why
    if junk != [before]:
        assert finding.proof is not Proof.VERIFIED, (path, junk)


CHAIN = json.loads((Path(__file__).parents[2] / "data" / "credentials" / "proof_chain_valid.json").read_text())


def test_a_chain_of_proofs_is_verified_each_over_the_proofs_before_it(examine):
    (held,) = examine(CHAIN)
    assert held.proof is Proof.VERIFIED, held.why


@pytest.mark.parametrize("link", [0, 1])
def test_a_chain_with_a_changed_link_is_tampered(examine, link):
    chain = copy.deepcopy(CHAIN)
    chain["proof"][link]["created"] = "2025-03-05T00:00:00Z"
    (held,) = examine(chain)
    assert held.proof is Proof.TAMPERED


def test_a_proof_that_continues_one_that_is_missing_is_not_checked_and_not_called_forged(examine):
    (held,) = examine(CHAIN | {"proof": CHAIN["proof"][1:]})
    assert held.proof is Proof.UNVERIFIABLE
    assert f'continues another one, "{CHAIN["proof"][0]["id"]}", which is not in the document' in held.why
