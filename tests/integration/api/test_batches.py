"""Many profiles in one request: each line is taken or refused by itself, nothing twice, and all of it can be read."""

import csv
import io
import json
import tracemalloc
from dataclasses import replace

import pytest
from pulling import pull

from services.client_limits import LimitName
from services.ledger.accounts.clients import Clients, Scope
from services.ledger.limits.client_limits import ClientLimits
from services.ledger.store.policy import LedgerPolicy
from services.ledger.work.jobs import Queue
from services.settings import read_settings
from tests.integration.api.stand_in import StandInAdvisor

NDJSON = "application/x-ndjson"


@pytest.fixture
def send(api):
    """Post a batch; `lines` are documents or texts."""

    def send(*lines, key=None, media_type=NDJSON, **headers):
        texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
        body = "\n".join(texts) if media_type == NDJSON else f"[{','.join(texts)}]"
        named = {"Idempotency-Key": key} if key else {}
        headers = {"Content-Type": media_type, **named, **headers}
        return api.post("/v1/profiles/batch", data=body, headers=headers)

    return send


def profile(number=1, **more):
    return {"learner_id": f"l-{number}", "field": {"occupation": "15-1252.00"}, "goal": "explore", **more}


def decide(jobs, count):
    said = {"learner_id": "l-1", "path": "degree", "standing": "clear", "sentence": "=2+2", "first": "B.Sc."}
    for claim in pull(jobs, Queue.EVALUATE, count):
        jobs.finish_evaluation(claim, recommendation='{"verdict":{}}', summary=said)


@pytest.mark.parametrize("media_type", [NDJSON, "application/json"])
def test_each_line_is_taken_or_refused_by_itself(send, media_type):
    bad = (profile(2, goal="fame"), profile(3, field={"occupation": "Alchemist"}), '{"learner_id": 1e999}')
    answer = send(profile(1), *bad, profile(5, line_id="e-5"), profile(6, line_id="e 6"), media_type=media_type)
    assert answer.status_code == 202, answer.json
    said = answer.json
    counted = {name: said[name] for name in ("state", "lines", "accepted", "refused", "waiting", "replayed")}
    assert counted == {"state": "working", "lines": 6, "accepted": 2, "refused": 4, "waiting": 2, "replayed": 0}
    assert answer.headers["Location"] == f"/v1/batches/{said['id']}"
    found = {one["line"]: one["problem"] for one in said["errors"]}
    assert [found[line]["type"].rpartition("/")[2] for line in (2, 3, 4, 6)] == [
        "invalid-document",
        "unknown-occupation",
        "invalid-json",
        "invalid-document",
    ]
    assert found[2]["problems"][0]["pointer"] == "/goal"
    assert found[3]["candidates"] == [{"code": "15-2051.00", "title": "Data Scientists"}]
    assert found[6]["problems"][0]["pointer"] == "/line_id"


def test_sending_the_same_again_takes_nothing_twice(send):
    lines = [profile(number) for number in range(1, 251)]
    first = send(*lines, key="night-1").json
    again = send(*lines, key="night-1").json
    assert (first["accepted"], first["replayed"]) == (250, 0)
    assert (again["id"], again["accepted"], again["repeated"], again["replayed"]) == (first["id"], 250, 0, 250)


def test_a_line_is_known_by_its_own_id_whichever_way_it_comes(api, send):
    alone = api.post("/v1/profiles", json=profile(1), headers={"Idempotency-Key": "e-1"}).json
    first = send(profile(1, line_id="e-1"), profile(2, line_id="e-2")).json
    assert first["replayed"] == 1
    other = send(profile(2, line_id="e-2"), profile(3, line_id="e-2"), media_type="application/json").json
    assert (other["replayed"], other["conflicts"], other["refused"]) == (1, 1, 1)
    assert other["errors"][0]["problem"]["type"] == "/problems/idempotency-key-reused"
    lines = results(api, first["id"])
    assert lines[0]["id"] == alone["id"]


def results(api, batch, query=""):
    answer = api.get(f"/v1/batches/{batch}/results{query}")
    assert answer.headers["Content-Type"] == f"{NDJSON}; charset=utf-8"
    return [json.loads(line) for line in answer.text.splitlines()]


def test_what_became_of_each_line_is_read_as_ndjson_and_as_a_table(api, send, jobs):
    batch = send(profile(1, line_id="e-1"), "{", profile(3), key="k").json["id"]
    decide(jobs, 1)
    first, second, third = results(api, batch)
    assert (first["line"], first["line_id"], first["state"], first["learner_id"]) == (1, "e-1", "completed", "l-1")
    assert first["verdict"] == {"path": "degree", "standing": "clear", "sentence": "=2+2", "credentials": ["B.Sc."]}
    assert (second["state"], second["problem"]["title"]) == ("refused", "The body is not strict JSON")
    assert (third["line"], third["state"], third["verdict"]) == (3, "waiting", None)
    whole = results(api, batch, "?expand=recommendation")
    assert [line.get("recommendation", "none") for line in whole] == [{"verdict": {}}, "none", None]

    answer = api.get(f"/v1/batches/{batch}/results.csv")
    assert answer.data.startswith(b"\xef\xbb\xbfline,line_id,id,")
    table = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert [row["state"] for row in table] == ["completed", "refused", "waiting"]
    # No spreadsheet carries out what a text begins with.
    assert (table[0]["verdict"], table[0]["first"]) == ("'=2+2", "B.Sc.")
    assert "this is not JSON" in table[1]["problem"]


def test_a_refused_line_says_to_its_last_word_what_a_profile_sent_alone_is_told(api, send):
    asked = [profile(1, field={"occupation": "Alchemist " * 30}), profile(2, goal="fame", age=3), profile(3, resume=7)]
    alone = [api.post("/v1/profiles", json=each).json for each in asked]
    errors = send(*asked).json["errors"]
    assert [each["problem"] for each in errors] == [
        {name: value for name, value in each.items() if name != "status"} for each in alone
    ]


def test_a_batch_of_too_many_lines_is_closed_with_those_that_were_taken(api, send):
    refused = send(json.dumps(profile()) + "\n" * 100_000 + json.dumps(profile(2)))
    assert refused.status_code == 400
    assert "at most 100000 lines; send the rest as another batch. One line had been taken" in refused.json["detail"]
    batch = api.get(f"/v1/batches/{refused.json['batch']}").json
    assert (batch["state"], batch["lines"]) == ("working", 1)
    assert batch["closed_at"] is not None


def test_lines_that_are_refused_take_little_more_room_of_redis_than_of_the_request(send, redis_client):
    lines = ["{}", json.dumps(profile(goal="fame")), json.dumps(profile(name="x", hours=5))] * 100
    batch = send(*lines).json["id"]
    kept = sum(redis_client.memory_usage(key, samples=0) for key in redis_client.scan_iter(f"cw:batch-lines:{batch}:*"))
    assert kept < 100 * len(lines)


def test_the_refused_lines_are_read_page_by_page(api, send):
    batch = send(*["{"] * 250, key="k").json
    assert (batch["refused"], len(batch["errors"])) == (250, 100)
    seen, query = [], "limit=120"
    while query:
        page = api.get(f"/v1/batches/{batch['id']}/errors?{query}").json
        seen += [one["line"] for one in page["errors"]]
        query = page["next"] and f"limit=120&cursor={page['next']}"
    assert seen == list(range(1, 251))
    assert api.get(f"/v1/batches/{batch['id']}/errors?cursor=nonsense").status_code == 400


def test_a_cancelled_batch_keeps_what_was_decided_and_takes_no_more(api, send, jobs):
    batch = send(profile(1), profile(2), profile(3), key="k").json["id"]
    decide(jobs, 1)
    cancelled = api.post(f"/v1/batches/{batch}/cancel").json
    assert (cancelled["state"], cancelled["completed"], cancelled["taken_back"]) == ("cancelled", 1, 2)
    assert [line["state"] for line in results(api, batch)] == ["completed", "discarded", "discarded"]
    assert send(profile(4), key="k").json["type"] == "/problems/batch-cancelled"
    assert api.post(f"/v1/batches/{batch}/cancel").json["taken_back"] == 0


def test_who_waits_for_a_cancelled_batch_is_answered_when_what_was_begun_is_decided(api, application, send, jobs):
    batch = send(profile(1), profile(2)).json["id"]
    (begun,) = pull(jobs, Queue.EVALUATE, 1)
    assert api.post(f"/v1/batches/{batch}/cancel").json["waiting"] == 1

    def pause(_seconds):
        jobs.finish_evaluation(begun, recommendation='{"verdict":{}}', summary={})

    application.extensions["credwise.ports"] = replace(application.extensions["credwise.ports"], pause=pause)
    answer = api.get(f"/v1/batches/{batch}", headers={"Prefer": "wait=5"}).json
    assert (answer["state"], answer["waiting"], answer["completed"], answer["discarded"]) == ("cancelled", 0, 1, 1)


def test_batches_are_listed_and_are_their_clients_alone(api, send, redis_client):
    batch = send(profile(1)).json["id"]
    assert [one["id"] for one in api.get("/v1/batches").json["batches"]] == [batch]
    key, _ = Clients(redis_client).create_key("other", "test", list(Scope))
    theirs = {"headers": {"Authorization": f"Bearer {key}"}}
    assert api.get("/v1/batches", **theirs).json == {"batches": []}
    for path in ("", "/results", "/results.csv", "/errors"):
        assert api.get(f"/v1/batches/{batch}{path}", **theirs).status_code == 404
    assert api.post(f"/v1/batches/{batch}/cancel", **theirs).status_code == 404


def test_single_profiles_of_the_client_come_before_its_batch(api, send, jobs):
    send(profile(1), profile(2))
    urgent = api.post("/v1/profiles", json=profile(3)).json["id"]
    (claim,) = pull(jobs, Queue.EVALUATE, most=1)
    assert claim.job_id == urgent


@pytest.mark.parametrize(
    ("body", "media_type", "slug"),
    [
        (b"", NDJSON, "batch-empty"),
        (b"\n \r\n", NDJSON, "batch-empty"),
        (b"[]", "application/json", "batch-empty"),
        (b"{}", "application/json", "invalid-json"),
        (b"[{}", "application/json", "invalid-json"),
        (b"[{}] []", "application/json", "invalid-json"),
        (b"{}", "text/csv", "not-a-batch"),
    ],
)
def test_a_body_that_is_no_batch_leaves_nothing_behind(api, redis_client, body, media_type, slug):
    answer = api.post("/v1/profiles/batch", data=body, headers={"Content-Type": media_type})
    assert answer.json["type"] == f"/problems/{slug}", answer.json
    assert redis_client.keys("cw:batch*") == []


def test_a_body_that_breaks_off_says_what_was_taken_and_goes_on_when_it_is_sent_again(send):
    lines = [profile(number) for number in range(1, 151)]
    broken = send(*lines, '{"a":1]', "]", key="k", media_type="application/json")
    assert broken.status_code == 400
    assert "100 lines had been taken until then" in broken.json["detail"]
    again = send(*lines, key="k", media_type="application/json").json
    assert (again["id"], again["accepted"], again["replayed"]) == (broken.json["batch"], 150, 100)


def test_a_line_that_nobody_thought_of_holds_up_no_other(send, application):
    class Broken(StandInAdvisor):
        def resolve_occupation(self, profile, overlay=None):
            if profile.learner_id == "l-2":
                raise RuntimeError
            super().resolve_occupation(profile, overlay)

    application.extensions["credwise.ports"] = replace(application.extensions["credwise.ports"], advisor=Broken())
    answer = send(profile(1), profile(2), profile(3)).json
    assert (answer["accepted"], answer["refused"]) == (2, 1)
    assert answer["errors"][0]["problem"]["type"] == "/problems/our-mistake"


def test_lines_that_are_too_long_are_refused_alone(send):
    answer = send(profile(1), json.dumps("x" * 30_000), profile(3), "\ufeff", key="k").json
    assert (answer["accepted"], answer["refused"]) == (2, 2)
    assert answer["errors"][0]["problem"]["type"] == "/problems/too-large"


class Repeated:
    """A body that repeats a line so many times."""

    def __init__(self, line, times):
        self.line, self.left, self.held = line, times, b""

    def read(self, size):
        while self.left and len(self.held) < size:
            self.held, self.left = self.held + self.line, self.left - 1
        read, self.held = self.held[:size], self.held[size:]
        return read


def scripts_run(redis_client):
    return redis_client.info("commandstats").get("cmdstat_evalsha", {"calls": 0})["calls"]


def test_a_long_batch_takes_the_memory_of_a_few_lines(api, redis_client):
    """Lines that are refused are the quickest to send many of; every hundredth is taken."""
    hundred = (b"x" * 5000 + b"\n") * 99 + json.dumps(profile()).encode().ljust(5000) + b"\n"
    length = 40 * len(hundred)
    assert length > 20_000_000
    before = scripts_run(redis_client)
    environ = {"wsgi.input": Repeated(hundred, 40), "CONTENT_LENGTH": str(length)}
    headers = {"Content-Type": NDJSON, "Idempotency-Key": "night"}
    tracemalloc.start()
    try:
        answer = api.post("/v1/profiles/batch", headers=headers, environ_overrides=environ)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert answer.status_code == 202, answer.json
    assert (answer.json["lines"], answer.json["accepted"], answer.json["refused"]) == (4000, 40, 3960)
    assert peak < length / 3
    # A step of the ledger for a hundred lines, and so a wait for the disk.
    assert scripts_run(redis_client) - before < 60


def test_a_batch_is_taken_up_to_the_clients_limit_and_the_rest_when_it_is_sent_again(send, redis_client, jobs):
    limits = ClientLimits(redis_client, LedgerPolicy.of(read_settings({})))
    limits.set("hr", {LimitName.PROFILES_OWED: 3})
    lines = [profile(number) for number in range(5)]
    refused = send(*lines, key="night")
    assert (refused.status_code, refused.json["type"]) == (429, "/problems/over-limit")
    assert refused.json["limit"]["name"] == "profiles_owed"
    assert "3 lines had been taken until then" in refused.json["detail"]
    assert int(refused.headers["Retry-After"]) > 0
    decide(jobs, 3)
    again = send(*lines, key="night")
    assert again.status_code == 202
    assert (again.json["lines"], again.json["accepted"]) == (5, 5)
    assert redis_client.hget("cw:counters", "accepted") == "5"
