"""What was decided is read again: in lists, narrowed down, each once, from the ledger and the archive; and not twice."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pulling import pull

from services.api.lists.expanding import MOST_BYTES
from services.api.ports import open_ports
from services.archive.opening import open_keeper
from services.ledger.accounts.clients import Clients, Scope
from services.ledger.archiving.outbox import Outbox
from services.ledger.attempts import Attempt
from services.ledger.store.connection import connect
from services.ledger.store.policy import LedgerPolicy
from services.ledger.work.jobs import Jobs, Queue
from services.settings import read_settings
from tests.integration.api.stand_in import StandInAdvisor

ARRIVED = Attempt(
    at=datetime(2026, 11, 30, tzinfo=UTC), duration_ms=12, status=204, outcome="delivered", detail="204.", answer=""
)
DOCUMENT = '{{"verdict":{{"path":"{path}","standing":"clear"}},"items":[],"learner_id":"{learner}"}}'


@pytest.fixture
def url(request, tmp_path):
    """The address of an archive; a test that is to be run on each database names it."""
    if getattr(request, "param", "sqlite") == "sqlite":
        return f"sqlite:///{tmp_path}/archive.db"
    server = request.getfixturevalue("postgresql")
    server.empty()
    return server.url


@pytest.fixture
def archive(api, application, redis_url, url):  # noqa: ARG001 - the application is on this Redis before
    """Have the application archive what is decided; call it to move what may be moved."""
    settings = replace(application.extensions["credwise.settings"], redis_url=redis_url, archive_url=url)
    application.extensions["credwise.ports"] = open_ports(settings, StandInAdvisor())
    keeper = open_keeper(url)
    keeper.prepare()
    with connect(redis_url) as client:
        outbox = Outbox(client, replace(LedgerPolicy.of(settings), archive_after=LedgerPolicy.of(settings).grace * 0))
        outbox.begin()

        def archive():
            taken = outbox.take(1000)
            keeper.write(taken.records)
            outbox.let_go(taken)

        yield archive
    keeper.close()
    # The application has connections of its own to it.
    application.extensions["credwise.ports"].jobs._archive.close()


@pytest.fixture
def jobs(redis_url, archive):  # noqa: ARG001 - it is to be there first
    with connect(redis_url) as client:
        yield Jobs(client, replace(LedgerPolicy.of(read_settings({})), archives=True))


@pytest.fixture
def decide(jobs):
    def decide(count, path="degree"):
        for claim in pull(jobs, Queue.EVALUATE, count):
            learner = json.loads(claim.payload)["learner_id"]
            said = {"learner_id": learner, "path": path, "standing": "clear"}
            document = DOCUMENT.format(path=path, learner=learner)
            jobs.finish_evaluation(claim, recommendation=document, summary=said)

    return decide


@pytest.fixture
def post(api, profile):
    def post(*learners):
        return [api.post("/v1/profiles", json={**profile, "learner_id": learner}).json["id"] for learner in learners]

    return post


def read(api, query="", limit=2):
    """Return the ids of all pages."""
    found, cursor = [], ""
    while cursor is not None:
        page = api.get(f"/v1/recommendations?limit={limit}{query}{cursor}")
        assert page.status_code == 200, page.json
        found += [one["id"] for one in page.json["recommendations"]]
        cursor = page.json["next"] and f"&cursor={page.json['next']}"
    return found


def test_each_is_listed_once_wherever_it_is_kept(api, post, decide, archive):
    first = post("l-1", "l-2", "l-3")
    decide(3)
    archive()
    second = post("l-1", "l-4")
    decide(1, "certification")
    archive()
    third = post("l-5")
    everything = [*first, *second, *third]
    for limit in (1, 2, 100):
        assert sorted(read(api, limit=limit)) == sorted(everything)
    assert read(api)[0] == third[0]
    assert set(read(api, "&learner=l-1")) == {first[0], second[0]}
    assert set(read(api, "&path=degree")) == set(first)
    assert set(read(api, "&path=certification&learner=l-1")) == {second[0]}
    assert set(read(api, "&state=waiting")) == {second[1], third[0]}
    assert read(api, "&until=2020-01-01T00:00:00Z") == []
    assert len(read(api, "&since=2020-01-01T00:00:00Z")) == 6


def test_what_the_archive_has_is_read_whole_where_it_is_asked_for(api, post, decide, archive):
    post("l-1")
    decide(1)
    archive()
    post("l-2")
    whole = api.get("/v1/recommendations?expand=recommendation").json["recommendations"]
    assert [one["recommendation"] and one["recommendation"]["learner_id"] for one in whole] == [None, "l-1"]
    assert whole[1]["verdict"] == {"path": "degree", "standing": "clear", "sentence": None, "credentials": []}


def test_those_of_a_batch_come_in_the_order_of_its_lines(api, post, profile, decide, archive):
    post("alone")
    lines = "\n".join(json.dumps({**profile, "learner_id": f"l-{number}"}) for number in range(250))
    headers = {"Content-Type": "application/x-ndjson", "Idempotency-Key": "night"}
    batch = api.post("/v1/profiles/batch", data=lines, headers=headers).json["id"]
    decide(90)
    archive()
    found = [read(api, f"&batch={batch}", limit=limit) for limit in (60, 250)]
    assert found[0] == found[1]
    assert len(set(found[0])) == 250
    learners = [
        one["learner_id"]
        for one in api.get(f"/v1/recommendations?batch={batch}&state=completed&limit=500").json["recommendations"]
    ]
    assert learners == [f"l-{number}" for number in range(89)]


def test_an_evaluation_that_two_lines_name_is_listed_once_however_it_is_paged(api, profile, decide, archive):
    learners = [f"l-{number % 120}" for number in range(150)]
    lines = "\n".join(json.dumps({**profile, "learner_id": one, "line_id": one}) for one in learners)
    headers = {"Content-Type": "application/x-ndjson", "Idempotency-Key": "night"}
    sent = api.post("/v1/profiles/batch", data=lines, headers=headers).json
    assert (sent["accepted"], sent["repeated"]) == (120, 30)
    decide(40)
    archive()
    for limit in (7, 60, 500):
        found = read(api, f"&batch={sent['id']}", limit=limit)
        assert len(found) == len(set(found)) == 120


def test_a_line_that_repeats_what_is_archived_by_then_is_listed_once(api, profile, decide, archive):
    headers = {"Content-Type": "application/x-ndjson", "Idempotency-Key": "night"}
    first, later = (
        [json.dumps({**profile, "learner_id": "l-1", "line_id": "l-1"})],
        [json.dumps({**profile, "learner_id": one, "line_id": one}) for one in ("l-2", "l-1")],
    )
    api.post("/v1/profiles/batch", data="\n".join(first), headers=headers)
    decide(1)
    archive()
    batch = api.post("/v1/profiles/batch", data="\n".join(first + later), headers=headers).json["id"]
    found = read(api, f"&batch={batch}", limit=1)
    assert len(found) == len(set(found)) == 2


@pytest.mark.parametrize("url", ["sqlite", "postgresql"], indirect=True)
def test_every_list_with_cursors_is_walked_to_its_end_on_each_database(
    api, profile, jobs, decide, archive, redis_client
):
    """Half of all is archived, all of one moment; PostgreSQL has a language's order here."""
    api.put("/v1/endpoints/lms", json={"address": "https://lms.example/hook", "mode": "full"})
    learners = ["Zoe", "b", "zoe", "A", "", "a", "B"] * 3
    lines = "\n".join(json.dumps({**profile, "learner_id": one} if one else {"learner_id": "x"}) for one in learners)
    headers = {"Content-Type": "application/x-ndjson", "Idempotency-Key": "night"}
    batch = api.post("/v1/profiles/batch", data=lines, headers=headers).json["id"]
    at_one_moment(redis_client)
    decide(10)
    for claim in pull(jobs, Queue.DELIVER, 10):
        jobs.finish_delivery(claim, ARRIVED)
    archive()
    decide(8)
    at_one_moment(redis_client)
    for path, name, count in (
        ("/v1/recommendations?", "recommendations", 18),
        ("/v1/recommendations?path=degree&", "recommendations", 18),
        ("/v1/recommendations?learner=zoe&", "recommendations", 3),
        (f"/v1/recommendations?batch={batch}&", "recommendations", 18),
        ("/v1/deliveries?endpoint=lms&", "deliveries", 18),
        ("/v1/deliveries?", "deliveries", 18),
        (f"/v1/batches/{batch}/errors?", "errors", 3),
    ):
        whole = walk(api, path, name, 100)
        assert len({json.dumps(one) for one in whole}) == len(whole) == count, path
        assert [walk(api, path, name, limit) for limit in (1, 4, count)] == [whole] * 3, path


def at_one_moment(redis_client):
    """Have all that the ledger lists be of the same moment: only the ids say what comes first."""
    moment = 1_796_000_000_000
    for listed in ("cw:evaluations:*", "cw:history:*"):
        for key in redis_client.scan_iter(listed):
            for name in redis_client.zrange(key, 0, -1):
                redis_client.zadd(key, {name: moment})
                if redis_client.exists(f"cw:job:{name}"):
                    redis_client.hset(f"cw:job:{name}", "accepted_at", moment)


def walk(api, path, name, limit):
    """Return what the pages of a list hold, in the order in which it comes."""
    found, cursor = [], ""
    while cursor is not None:
        page = api.get(f"{path}limit={limit}{cursor}").json
        assert name in page, page
        found += page[name]
        cursor = page["next"] and f"&cursor={page['next']}"
        assert len(found) < 100, "goes round in circles"
    return found


@pytest.mark.parametrize("query", ["cursor=nonsense", "path=elsewhere", "since=yesterday", "limit=0", "expand=all"])
def test_a_query_that_cannot_be_read_is_refused(api, query):
    assert api.get(f"/v1/recommendations?{query}").status_code == 400


def test_who_has_an_answer_is_told_so_and_sent_nothing(api, post, decide):
    (name,) = post("l-1")
    first = api.get(f"/v1/recommendations/{name}")
    known = {"If-None-Match": first.headers["ETag"]}
    again = api.get(f"/v1/recommendations/{name}", headers=known)
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    decide(1)
    changed = api.get(f"/v1/recommendations/{name}", headers=known)
    assert (changed.status_code, changed.json["state"]) == (200, "completed")


def test_a_profile_is_accepted_at_once_and_waited_for_where_its_answer_leads(api, profile):
    accepted = api.post("/v1/profiles", json=profile, headers={"Prefer": "wait=20"})
    assert (accepted.status_code, accepted.headers.get("Preference-Applied")) == (202, None)
    told = api.get(accepted.headers["Location"], headers={"Prefer": "wait=0"})
    assert (told.status_code, told.headers["Preference-Applied"]) == (200, "wait=0")


def test_who_prefers_to_wait_is_answered_when_it_is_decided(api, application, post, decide):
    (name,) = post("l-1")
    pauses = []

    def pause(seconds):
        pauses.append(seconds)
        if len(pauses) == 3:
            decide(1)

    application.extensions["credwise.ports"] = replace(application.extensions["credwise.ports"], pause=pause)
    answer = api.get(f"/v1/recommendations/{name}", headers={"Prefer": "respond-async, wait=10"})
    assert (answer.json["state"], len(pauses), answer.headers["Preference-Applied"]) == ("completed", 3, "wait=10")


def test_nobody_waits_for_longer_than_is_promised(api, application, post):
    (name,) = post("l-1")
    pauses = []
    application.extensions["credwise.ports"] = replace(application.extensions["credwise.ports"], pause=pauses.append)
    answer = api.get(f"/v1/recommendations/{name}", headers={"Prefer": "wait=3600"})
    assert (answer.json["state"], answer.headers["Preference-Applied"]) == ("waiting", "wait=20")
    assert sum(pauses) == pytest.approx(20)


@pytest.mark.parametrize("asked", ["endpoint=lms&", ""])
def test_deliveries_are_read_page_by_page(api, application, post, decide, archive, asked):
    endpoints = {"lms"} if asked else {"lms", "records"}
    for client, endpoint in (("hr", "lms"), ("hr", "records"), ("other", "theirs")):
        application.extensions["credwise.ports"].endpoints.put(client, endpoint, "https://lms.example.org/hook", "full")
    post(*(f"l-{number}" for number in range(4)))
    decide(4)
    archive()
    post(*(f"l-{number}" for number in range(4, 7)))
    decide(3)
    found, cursor = [], ""
    while cursor is not None:
        page = api.get(f"/v1/deliveries?{asked}limit=3{cursor}").json
        found += [(one["id"], one["endpoint"]) for one in page["deliveries"]]
        cursor = page["next"] and f"&cursor={page['next']}"
    assert len(found) == len(set(found)) == 7 * len(endpoints)
    assert {endpoint for _, endpoint in found} == endpoints


def test_deliveries_tell_what_they_are_about_whole_where_it_is_asked_for(api, post, decide, archive, redis_url):
    api.put("/v1/endpoints/lms", json={"address": "https://lms.example/hook", "mode": "full"})
    post("l-1")
    decide(1)
    path = "/v1/deliveries?endpoint=lms"
    [short] = api.get(path).json["deliveries"]
    [whole] = api.get(f"{path}&expand=recommendation").json["deliveries"]
    assert whole["recommendation"]["learner_id"] == "l-1"
    assert "recommendation" not in short
    archive()
    [kept] = api.get(f"{path}&expand=recommendation").json["deliveries"]
    assert kept["recommendation"] == whole["recommendation"]
    assert api.get(f"{path}&expand=everything").status_code == 400
    with connect(redis_url) as client:
        narrow, _ = Clients(client).create_key("hr", "narrow", [Scope.READ_DELIVERIES])
    headers = {"Authorization": f"Bearer {narrow}"}
    assert api.get(path, headers=headers).status_code == 200
    # What the key may not read is told before anything is looked for.
    for asked in (path, "/v1/deliveries?endpoint=none", "/v1/deliveries"):
        query = "&" if "?" in asked else "?"
        refused = api.get(f"{asked}{query}expand=recommendation", headers=headers)
        assert (refused.status_code, refused.json["type"]) == (403, "/problems/missing-scope")
        assert Scope.READ_RECOMMENDATIONS in refused.json["detail"]


def test_a_page_of_whole_recommendations_ends_where_it_grows_long_and_the_next_goes_on(api, post, jobs, profile):
    """Three of them fill a page; one that is longer than a page comes all the same."""
    api.put("/v1/endpoints/lms", json={"address": "https://lms.example/hook", "mode": "full"})
    post("l-1", "l-2")
    lines = "\n".join(json.dumps({**profile, "learner_id": f"b-{number}"}) for number in range(5))
    headers = {"Content-Type": "application/x-ndjson", "Idempotency-Key": "night"}
    batch = api.post("/v1/profiles/batch", data=lines, headers=headers).json["id"]
    for claim in pull(jobs, Queue.EVALUATE, 7):
        learner = json.loads(claim.payload)["learner_id"]
        padding = " " * (MOST_BYTES if learner == "b-1" else MOST_BYTES // 2 - 1000)
        document = DOCUMENT.format(path="degree", learner=learner) + padding
        jobs.finish_evaluation(claim, recommendation=document, summary={"learner_id": learner})
    for path, name, count in (
        ("/v1/recommendations?", "recommendations", 7),
        (f"/v1/recommendations?batch={batch}&", "recommendations", 5),
        ("/v1/deliveries?endpoint=lms&", "deliveries", 7),
    ):
        short = api.get(f"{path}limit=100").json[name]
        found, cursor = [], ""
        while cursor is not None:
            page = api.get(f"{path}expand=recommendation&limit=100{cursor}").json
            assert 1 <= len(page[name]) <= 3
            found += page[name]
            cursor = page["next"] and f"&cursor={page['next']}"
        assert [one["id"] for one in found] == [one["id"] for one in short]
        assert len(found) == count
        assert all(one["recommendation"]["learner_id"] for one in found)


@pytest.mark.parametrize(
    "path",
    [
        "/v1/recommendations",
        "/v1/batches",
        "/v1/deliveries?endpoint=lms",
        "/v1/dead-letters",
        "/v1/endpoints",
    ],
)
def test_a_list_that_has_not_changed_is_not_sent_again(api, post, decide, path):
    api.put("/v1/endpoints/lms", json={"address": "https://lms.example/hook", "mode": "full"})
    post("l-1")
    first = api.get(path)
    known = {"If-None-Match": first.headers["ETag"]}
    again = api.get(path, headers=known)
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    decide(1)
    moved = path in {"/v1/recommendations", "/v1/deliveries?endpoint=lms"}
    assert api.get(path, headers=known).status_code == (200 if moved else 304)


def test_the_length_of_a_page_is_counted_in_bytes_as_they_are_sent(api, post, jobs):
    post(*[f"l-{number}" for number in range(6)])
    for claim in pull(jobs, Queue.EVALUATE, 6):
        learner = json.loads(claim.payload)["learner_id"]
        # Two bytes a character: three of them fill a page, where six would by the count of characters.
        long = DOCUMENT.format(path="degree", learner=learner)[:-1] + f',"note":"{"ä" * (MOST_BYTES // 5)}"}}'
        jobs.finish_evaluation(claim, recommendation=long, summary={"learner_id": learner})
    page = api.get("/v1/recommendations?expand=recommendation&limit=100")
    assert len(page.json["recommendations"]) == 3
    assert len(page.data) >= MOST_BYTES


@pytest.mark.parametrize(
    "query", ["since=", "until=soon", f"learner={'a' * 129}", "learner=", "batch=", "cursor=", f"cursor={'a' * 201}"]
)
def test_what_the_document_does_not_allow_in_a_query_is_refused(api, query):
    answer = api.get(f"/v1/recommendations?{query}")
    assert (answer.status_code, answer.json["type"]) == (400, "/problems/invalid-request")


@pytest.mark.parametrize(
    ("condition", "value"),
    [("If-Match", '"old"'), ("If-None-Match", "*"), ("If-Unmodified-Since", "Mon, 01 Jan 2001 00:00:00 GMT")],
)
@pytest.mark.parametrize(
    ("method", "path"), [("PUT", "/v1/endpoints/lms"), ("DELETE", "/v1/endpoints/lms"), ("POST", "/v1/profiles")]
)
def test_a_condition_that_nobody_looks_at_is_refused_and_nothing_is_done(api, method, path, condition, value):
    address = {"address": "https://lms.example/hook", "mode": "full"}
    api.put("/v1/endpoints/lms", json=address)
    kept = api.get("/v1/endpoints/lms").json
    answer = api.open(path, method=method, json=address | {"mode": "thin"}, headers={condition: value})
    assert (answer.status_code, answer.json["type"]) == (400, "/problems/invalid-request")
    assert condition in answer.json["detail"]
    assert api.get("/v1/endpoints/lms").json == kept


@pytest.mark.parametrize("condition", ["If-Match", "If-Unmodified-Since"])
def test_a_condition_on_reading_that_nobody_looks_at_is_refused_as_a_problem(api, condition):
    answer = api.get("/v1/limits", headers={condition: '"old"'})
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    assert condition in answer.json["detail"]


def test_all_that_is_not_known_of_a_query_is_said_at_once(api):
    detail = api.get("/v1/recommendations?limt=3&cursor=a&cursor=b&batch=").json["detail"]
    assert all(name in detail for name in ("limt", "cursor", "batch"))
