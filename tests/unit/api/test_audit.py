"""Receipts, tree heads and keys over HTTP: each client its own log's, and what to turn on where there is none."""

import json
from base64 import b64decode
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services.archive.opening import open_keeper
from services.archive.records import ArchivedEvaluation
from services.ledger.erasure import Erased
from services.merkle_log.entries import record_text
from services.merkle_log.heads import PublicKey, Signer, open_signer
from services.merkle_log.receipts import read_receipt
from services.merkle_log.tree import is_consistent

SIGNER = Signer(b"s" * 32)
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def decision(at, client="hr"):
    return ArchivedEvaluation(
        id=f"rec_{at}",
        client=client,
        learner=None,
        accepted_at=NOON + timedelta(milliseconds=at),
        finished_at=NOON,
        kept_until=datetime.now(UTC) + timedelta(days=1),
        version=1,
        fields={"state": "completed"},
        document=json.dumps({"learner_id": f"l-{at}"}),
    )


@pytest.fixture
def ports(ports, tmp_path):
    archive = open_keeper(f"sqlite:///{tmp_path}/archive.db", SIGNER)
    archive.prepare()
    archive.write([decision(at) for at in range(5, 10)])
    archive.write([decision(at) for at in range(10, 300)])
    yield replace(ports, log=archive.log, signer=SIGNER)
    archive.close()


def test_a_receipt_proves_its_recommendation_with_the_published_key(api):
    keys = api.get("/v1/audit/keys").json["keys"]
    given = api.get("/v1/recommendations/rec_77/receipt")
    one = decision(77)
    text = record_text(one.id, one.accepted_at, one.finished_at, one.document)

    assert given.content_type == "application/octet-stream"
    assert len(given.data) <= 1024
    public = [PublicKey(public=b64decode(key["public"])) for key in keys]
    assert read_receipt(given.data).problem("hr", text, public) is None
    assert "not the one" in read_receipt(given.data).problem("hr", text.replace("l-77", "l-78"), public)
    assert "is not signed by its key" in read_receipt(given.data).problem("lms", text, public)
    assert keys == [{"id": SIGNER.public.id, "public": keys[0]["public"], "since": keys[0]["since"], "signs": True}]


def test_every_byte_of_a_receipt_counts(api):
    given = api.get("/v1/recommendations/rec_77/receipt").data
    one = decision(77)
    text = record_text(one.id, one.accepted_at, one.finished_at, one.document)
    for at in range(len(given)):
        changed = given[:at] + bytes([given[at] ^ 1]) + given[at + 1 :]
        try:
            assert read_receipt(changed).problem("hr", text, [SIGNER.public])
        except ValueError as error:
            assert "This is no receipt" in str(error)  # noqa: PT017 - either will do


def test_what_is_not_in_the_log_yet_is_to_be_asked_for_again(api, profile):
    made = api.post("/v1/profiles", json=profile).json["id"]
    answer = api.get(f"/v1/recommendations/{made}/receipt")

    assert (answer.status_code, answer.json["type"]) == (409, "/problems/no-receipt-yet")
    assert answer.headers["Retry-After"] == "10"


def test_nobody_gets_a_receipt_of_another_clients_decision(api):
    foreign = {"Authorization": "Bearer cw_lms"}
    assert api.get("/v1/recommendations/rec_77/receipt", headers=foreign).status_code == 404
    assert api.get("/v1/audit/heads", headers=foreign).json == {"heads": [], "consistency": None}


def test_heads_are_signed_and_show_that_the_log_only_grew(api):
    answer = api.get("/v1/audit/heads?since=5").json
    newer, older = answer["heads"]

    assert (newer["size"], older["size"]) == (295, 5)
    assert SIGNER.public.has_signed(b64decode(newer["signature"]), newer["checkpoint"].encode())
    path = [b64decode(step) for step in answer["consistency"]["path"]]
    assert is_consistent(5, b64decode(older["root"]), 295, b64decode(newer["root"]), path)
    assert [head["size"] for head in api.get("/v1/audit/heads?before=295").json["heads"]] == [5]
    assert len(api.get("/v1/audit/heads?limit=1").json["heads"]) == 1


@pytest.mark.parametrize("asked", ["since=0", "since=296", "since=x", "before=0", "before=-1", "since=" + "9" * 30])
def test_a_size_that_cannot_be_meant_is_refused(api, asked):
    assert api.get(f"/v1/audit/heads?{asked}").json["type"] == "/problems/invalid-request"


@pytest.mark.parametrize(
    ("without", "said"),
    [
        ({"log": None}, "has to set CREDWISE_ARCHIVE_URL."),
        ({"signer": None}, "has to set CREDWISE_AUDIT_KEY."),
        ({"log": None, "signer": None}, "has to set CREDWISE_ARCHIVE_URL and CREDWISE_AUDIT_KEY."),
    ],
)
def test_where_there_is_no_signed_log_it_is_said_what_to_turn_on(api, application, ports, profile, without, said):
    application.extensions["credwise.ports"] = replace(ports, **without)
    new = {"Authorization": "Bearer cw_new"}
    made = api.post("/v1/profiles", json=profile, headers=new).json["id"]
    for address in (f"/v1/recommendations/{made}/receipt", "/v1/audit/heads"):
        answer = api.get(address, headers=new)
        assert (answer.status_code, answer.json["type"]) == (409, "/problems/receipts-not-set-up")
        assert said in answer.json["detail"]
    assert api.get(f"/v1/recommendations/{made}/receipt").status_code == 404


def test_what_was_signed_stays_to_be_had_where_the_key_is_gone(api, application, ports):
    application.extensions["credwise.ports"] = replace(ports, signer=None)
    assert api.get("/v1/recommendations/rec_77/receipt").status_code == 200
    assert len(api.get("/v1/audit/heads").json["heads"]) == 2
    assert [key["signs"] for key in api.get("/v1/audit/keys").json["keys"]] == [False]


def test_the_key_is_published_where_it_signs_erasures_only(api, application, ports):
    application.extensions["credwise.ports"] = replace(ports, log=None)
    assert [(key["id"], key["since"]) for key in api.get("/v1/audit/keys").json["keys"]] == [(SIGNER.public.id, None)]
    application.extensions["credwise.ports"] = replace(ports, log=None, signer=open_signer(None))
    assert api.get("/v1/audit/keys").json == {"keys": []}


def test_an_erasure_has_a_receipt_that_says_what_when_and_how_much(api, application, ports):
    erasing = replace(ports.upkeep, erase=lambda _client, _learner: Erased(evaluations=2, deliveries=3))
    application.extensions["credwise.ports"] = replace(ports, upkeep=erasing)

    receipt = api.delete("/v1/learners/l-77").json["receipt"]

    assert json.loads(receipt["statement"]) == {
        "kind": "credwise/erasure",
        "client": "hr",
        "learner_id": "l-77",
        "erased": {"evaluations": 2, "deliveries": 3},
        "at": "2026-11-22T12:00:00.000Z",
    }
    assert receipt["key"] == SIGNER.public.id
    assert SIGNER.public.has_signed(b64decode(receipt["signature"]), receipt["statement"].encode())
