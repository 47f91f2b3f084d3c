"""What is told of endpoints and clients, of how long profiles took, of what was decided, and of what fills Redis."""

from datetime import timedelta

import pytest

from services.ledger.accounts.catalogues import Catalogues
from services.ledger.accounts.clients import Clients
from services.ledger.accounts.endpoints import DeliveryPreferences, EndpointMode
from services.ledger.batches.batches import Batches, Sending
from services.ledger.batches.lines import SentLine
from services.ledger.standings.endpoint_standings import clients, endpoint_standings
from services.ledger.standings.queues import snapshot
from services.ledger.standings.storage import KINDS, OTHER, SAMPLE, SHARED, kind_of, measure
from services.ledger.store import keys
from services.ledger.webhooks.deliveries import Deliveries
from services.ledger.work.jobs import Queue


def put(endpoints, client, endpoint, **wishes):
    endpoints.put(client, endpoint, "https://lms.example/hook", EndpointMode.FULL, DeliveryPreferences(**wishes))


def by_name(redis_client, policy):
    return {f"{one.client}/{one.endpoint}": one for one in endpoint_standings(redis_client, policy)}


def test_endpoints_of_every_client_are_told_of_although_nothing_is_owed_to_them(redis_client, policy, endpoints):
    for client in ("north", "south"):
        Clients(redis_client).create_key(client, "test", [])
        put(endpoints, client, "lms")
    found = by_name(redis_client, policy)
    assert set(found) == {"north/lms", "south/lms"}
    assert clients(redis_client) == ("north", "south")
    assert (found["north/lms"].pending, found["north/lms"].held_by, found["north/lms"].is_failing) == (0, "", False)


def test_the_failing_endpoint_comes_first_with_what_opened_its_circuit(jobs, deliveries, redis_client, policy, attempt):
    deliveries("calm", client="other")
    for delivery in deliveries("lms", count=4)[:3]:
        claim = jobs.claim(Queue.DELIVER, delivery, "w")
        jobs.retry_delivery(claim, attempt("http_error", 503), timedelta(hours=1))
    worst, calm = endpoint_standings(redis_client, policy)
    assert (worst.client, worst.endpoint, worst.failures, worst.held_by) == ("hr", "lms", 3, "breaker")
    assert (worst.pending, worst.due, worst.in_flight) == (4, 1, 0)
    assert worst.failing_since is not None
    assert worst.open_until is not None
    assert (calm.client, calm.held_by, calm.due, calm.is_failing) == ("other", "", 1, False)


def test_what_holds_an_endpoint_back_is_said(jobs, deliveries, endpoints, redis_client, policy):
    deliveries("paused", client="a")
    endpoints.pause("a", "paused", "Asked by phone.")
    deliveries("off", client="b")
    endpoints.disable("b", "off", "Gone.")
    put(endpoints, "c", "slow", in_flight=1)
    put(endpoints, "d", "paced", rate=1.0)
    for client, endpoint in (("c", "slow"), ("d", "paced")):
        first, *_ = deliveries(client=client, count=3)
        assert jobs.claim(Queue.DELIVER, first, "w").endpoint.id == endpoint
    held = {name: one.held_by for name, one in by_name(redis_client, policy).items()}
    assert held == {"a/paused": "paused", "b/off": "disabled", "c/slow": "in_flight", "d/paced": "rate"}


def test_the_age_of_what_is_due_grows(deliveries, redis_client, policy, eventually):
    deliveries("lms")
    assert eventually(lambda: by_name(redis_client, policy)["hr/lms"].oldest_due_age_seconds > 0.2)


def test_how_long_profiles_took_is_counted_once_each(jobs, deliveries, redis_client, policy, attempt):
    first, second = deliveries("lms", count=2)
    jobs.finish_delivery(jobs.claim(Queue.DELIVER, first, "w"), attempt())
    claim = jobs.claim(Queue.DELIVER, second, "w")
    for _ in range(2):
        jobs.finish_delivery(claim, attempt())
    timings = snapshot(redis_client, policy).timings
    assert [sum(timings[what].counts) for what in ("evaluated", "delivered")] == [2, 2]
    assert timings["delivered"].total >= timedelta()


def test_what_is_sent_again_is_not_timed_again(jobs, deliveries, redis_client, policy, attempt):
    [delivery] = deliveries("lms")
    jobs.finish_delivery(jobs.claim(Queue.DELIVER, delivery, "w"), attempt())
    Deliveries(redis_client, policy).send_again(None, delivery)
    jobs.finish_delivery(jobs.claim(Queue.DELIVER, delivery, "w"), attempt())
    assert sum(snapshot(redis_client, policy).timings["delivered"].counts) == 1


def test_decisions_are_counted_once_by_what_was_decided(jobs, accept, redis_client, policy):
    claim = jobs.claim(Queue.EVALUATE, accept(), "w")
    for _ in range(2):
        jobs.finish_evaluation(
            claim, recommendation="{}", summary={}, decided=["verdict.degree.clear", "rule.a_topic/a-rule"]
        )
    assert snapshot(redis_client, policy).decided == {"rule.a_topic/a-rule": 1, "verdict.degree.clear": 1}


def test_clients_cannot_make_names_without_end(jobs, accept, redis_client, policy):
    redis_client.hset(keys.DECIDED, mapping={f"rule.old/{number}": 1 for number in range(5000)})
    claim = jobs.claim(Queue.EVALUATE, accept(), "w")
    jobs.finish_evaluation(claim, recommendation="{}", summary={}, decided=["rule.old/7", "rule.new/1"])
    decided = snapshot(redis_client, policy).decided
    assert decided["rule.old/7"] == 2
    assert "rule.new/1" not in decided


def test_few_keys_are_measured_one_by_one(deliveries, redis_client):
    deliveries("lms", count=3)
    storage = measure(redis_client, ["hr:lms"], ["hr"])
    told = storage.by_kind()
    assert set(told) == {*KINDS, OTHER}
    measured = sum(redis_client.memory_usage(key) for key in redis_client.scan_iter())
    assert sum(told.values()) == measured
    assert min(told["jobs"], told["recommendations"], told["queues"], told["histories"], told["accounts"]) > 0


def test_many_keys_are_estimated(redis_client):
    pipe = redis_client.pipeline()
    for number in range(SAMPLE * 5):
        pipe.hset(f"{keys.JOB}{number}", mapping={"client": "ab"[number % 2], "payload": "x" * 100})
        pipe.set(f"{keys.RECOMMENDATION}{number}", "x" * 1000)
    pipe.zadd(keys.WAITING + "deliver", {str(number): number for number in range(5000)})
    pipe.execute()
    told = measure(redis_client, [], []).by_kind()
    share = told["recommendations"] / (told["jobs"] + told["recommendations"])
    # A sample of so many is off by a twentieth one time in a million.
    assert share == pytest.approx(0.82, abs=0.12)
    assert told["queues"] > 100_000


def test_bytes_are_told_by_whose_they_are(deliveries, redis_client, policy):
    deliveries("lms", count=3)
    deliveries("lms", count=1, client="other")
    Catalogues(redis_client, policy).put("other", "h", "x" * 9000, credentials=1, stacks=0)
    lines = [SentLine(number=number, profile="{}", fingerprint="f") for number in range(1, 3)]
    Batches(redis_client, policy).accept("batch_1", Sending(client="other"), lines, total=2)
    storage = measure(redis_client, ["hr:lms", "other:lms"], ["hr", "other"])
    assert set(storage.of_clients()) == {"hr", "other"}
    assert set(storage.by_client) == {"hr", "other", SHARED}
    assert storage.by_client["other"]["catalogues"] > 0
    assert storage.by_client["other"]["batches"] > 0
    assert storage.by_client["hr"]["recommendations"] > storage.by_client["other"]["recommendations"]


def test_whose_many_keys_are_is_estimated(redis_client):
    pipe = redis_client.pipeline()
    for number in range(SAMPLE * 2):
        owner = "greedy" if number % 4 else "polite"
        pipe.hset(f"{keys.JOB}{number}", mapping={"client": owner, "state": "waiting"})
        pipe.set(f"{keys.RECOMMENDATION}{number}", "x" * 1000)
    pipe.execute()
    of_clients = measure(redis_client, [], []).of_clients()
    assert list(of_clients) == ["greedy", "polite"]
    # A sample of so many is off by a tenth one time in a million.
    assert of_clients["greedy"] / sum(of_clients.values()) == pytest.approx(0.75, abs=0.12)


def test_every_key_of_the_ledger_has_its_kind():
    assert kind_of("cw:job:rec_1") == "jobs"
    assert kind_of("cw:lane:hr:lms") == kind_of("cw:lanes") == "queues"
    assert kind_of("cw:dead-of:hr") == "dead_letters"
    assert kind_of("cw:counters") == kind_of("evaluate") == OTHER
