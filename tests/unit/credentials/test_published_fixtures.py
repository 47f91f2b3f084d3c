"""The Digital Credentials Consortium's test credentials are classified as their file names say.

The files are not in this repository. CREDWISE_OFFICIAL_DATA names a folder that holds `openbadges_vc_fixtures/`; by
default it is looked for beside the checkout. Nothing is fetched: status lists come from the folder, and the documents
of the two did:web issuers, which the folder lacks, are made from the seed that its README publishes.
"""

import json
import os
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from documents.issuing import base58

from services.credentials.signatures.multibase import decode
from services.intake.strict_json import JsonRejected, read_json
from services.recommender.scales import HeldStatus, Proof, Standing

ROOT = Path(__file__).parents[3]
OFFICIAL = Path(os.environ.get("CREDWISE_OFFICIAL_DATA") or ROOT.parent / "shared" / "data") / "openbadges_vc_fixtures"
CREDENTIALS = OFFICIAL / "verifiableCredentials"

pytestmark = pytest.mark.skipif(
    not CREDENTIALS.is_dir(),
    reason=f"the published credentials are not in {OFFICIAL}; CREDWISE_OFFICIAL_DATA can name another folder",
)

FILES = sorted(CREDENTIALS.rglob("*.json"))
TODAY = date(2026, 11, 22)

#: Where the credentials say that their status lists are; two addresses of one list, which the folder has once.
LIST = "statusLists/didkey-ed25519Signature2020/"
LIST_ADDRESSES = (
    "https://digitalcredentials.github.io/vc-test-fixtures/statusLists/didkey-ed25519Signature2020/",
    "https://raw.githubusercontent.com/digitalcredentials/verifier-core/refs/heads/main/src/test-fixtures/status/",
)

#: The seed of both did:web issuers (README.upstream.md): test keys, published on purpose.
SEED = "z1AcqywgC3eXpYgiiKELLZ18uMvNPHHUGSZPYYkiCs7KX6T"
DIDS = ("legacy", "oidf")


def name_of(path):
    return str(path.relative_to(CREDENTIALS))


def named(path):
    """Return what the file's name says of the credential; what weighs most decides where it says several things."""
    name = path.stem.casefold()
    if "notyetvalid" in name:
        return Standing.NOT_YET_VALID
    if "revoked" in name:
        return Standing.REVOKED
    return Standing.EXPIRED if "expired" in name and "notexpired" not in name else Standing.VERIFIED


def did_document(which):
    did = f"did:web:digitalcredentials.github.io:vc-test-fixtures:dids:{which}"
    # The seed is 32 bytes behind a header of two (multihash "identity" and the length).
    public = Ed25519PrivateKey.from_private_bytes(decode(SEED)[2:]).public_key().public_bytes_raw()
    multikey = "z" + base58(b"\xed\x01" + public)
    method = {"id": f"{did}#{multikey}", "type": "Multikey", "controller": did, "publicKeyMultibase": multikey}
    return json.dumps({"id": did, "verificationMethod": [method], "assertionMethod": [method["id"]]}).encode()


@pytest.fixture
def _everything_may_be_fetched(web):
    """Allow what the credentials ask for."""
    for which in DIDS:
        web[f"https://digitalcredentials.github.io/vc-test-fixtures/dids/{which}/did.json"] = did_document(which)
    for path in (OFFICIAL / LIST).iterdir():
        web.update({f"{address}{path.name}": path.read_bytes() for address in LIST_ADDRESSES})


@pytest.mark.usefixtures("_everything_may_be_fetched")
@pytest.mark.parametrize("path", [path for path in FILES if path.stat().st_size], ids=name_of)
def test_a_file_is_what_its_name_says_where_lists_and_keys_may_be_fetched(path, examine):
    (held,) = examine(read_json(path.read_bytes()))
    assert held.standing_on(TODAY) is named(path), held.why
    assert held.title
    assert held.why


@pytest.mark.parametrize("path", [path for path in FILES if path.stat().st_size], ids=name_of)
def test_without_a_network_what_needs_one_is_unverifiable_and_dates_still_count(path, examine):
    (held,) = examine(read_json(path.read_bytes()))
    document = json.loads(path.read_text())
    needs_the_network = "didweb" in str(path).casefold() or "credentialStatus" in document
    assert held.proof is (Proof.UNVERIFIABLE if needs_the_network else Proof.VERIFIED), held.why
    ended = held.expires_on is not None and held.expires_on < TODAY
    assert (held.standing_on(TODAY) is Standing.EXPIRED) is ended


@pytest.mark.usefixtures("_everything_may_be_fetched")
@pytest.mark.parametrize("path", [path for path in FILES if path.stat().st_size], ids=name_of)
def test_one_changed_letter_makes_a_file_tampered(path, examine):
    document = read_json(path.read_bytes())
    subject = document["credentialSubject"]
    inner = subject.get("achievement", subject.get("hasCredential", subject))
    inner["name"] = str(inner.get("name")) + "x"
    (held,) = examine(document)
    assert held.standing_on(TODAY) is Standing.TAMPERED
    assert held.status_on(TODAY) is None


def test_the_empty_file_is_not_json_and_refused_as_that():
    (empty,) = (path for path in FILES if not path.stat().st_size)
    with pytest.raises(JsonRejected, match="the document is empty"):
        read_json(empty.read_bytes())


@pytest.mark.usefixtures("_everything_may_be_fetched")
@pytest.mark.parametrize("broken", ["expired", "notYetValid", "tampered", "missingBitStringType"])
def test_a_status_list_that_is_not_to_be_trusted_answers_nothing(broken, examine, web):
    path = CREDENTIALS / "v1" / "ed25519" / "didKey" / "mixedRegistry-validStatus-noExpiry.json"
    web[LIST_ADDRESSES[0] + "e5WK8CbZ1GjycuPombrj"] = (OFFICIAL / LIST / broken).read_bytes()
    (held,) = examine(read_json(path.read_bytes()))
    assert held.standing_on(TODAY) is Standing.UNVERIFIABLE
    assert held.status_on(TODAY) is HeldStatus.VALID
    assert "whether it was revoked is not known" in held.why


@pytest.mark.usefixtures("_everything_may_be_fetched")
def test_no_name_of_a_person_is_kept(examine):
    for path in (path for path in FILES if path.stat().st_size):
        (held,) = examine(read_json(path.read_bytes()))
        person = json.loads(path.read_text())["credentialSubject"].get("name")
        assert person is None or person not in f"{held.title} {held.why} {held.issuer}", name_of(path)


def test_unsigned_badges_and_a_record_are_read_and_stand_by_their_dates(examine):
    folder = OFFICIAL.parent / "ctdl_fixtures"
    (good,) = examine(read_json((folder / "ob3_valid_with_evidence.json").read_bytes()))
    (old,) = examine(read_json((folder / "ob3_expired.json").read_bytes()))
    record = examine(read_json((folder / "clr2_record.json").read_bytes()))
    assert (good.title, good.skills, good.standing_on(TODAY)) == (
        "SQL Querying Micro-credential",
        ("SQL",),
        Standing.SELF_DECLARED,
    )
    assert "ce-mic-0001" in good.aligned
    assert old.standing_on(TODAY) is Standing.EXPIRED
    assert [held.title for held in record] == [good.title, old.title, "B.A. in Economics"]
