"""Looking after webhooks over HTTP: endpoints and their tests, deliveries, sending again, dead letters, erasure."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from patience import PATIENCE

from services.learner_links import LearnerLinks
from services.ledger.accounts.endpoints import Endpoints
from services.ledger.attempts import Attempt
from services.ledger.store.policy import LedgerPolicy
from services.ledger.webhooks.resend_batches import Resendings
from services.ledger.work.jobs import Jobs, Queue
from services.settings import read_settings
from services.webhook_address import read_networks
from tests.integration.workers.receiver import Receiver
from workers.app import open_ledger
from workers.deliver import Deliver
from workers.webhook.sending import Sender


@dataclass
class Ledger:
    """The server's ledger, from the workers' side."""

    jobs: Jobs
    endpoints: Endpoints
    resendings: Resendings

    def evaluate(self, job_id):
        claim = self.jobs.claim(Queue.EVALUATE, job_id, "w")
        return self.jobs.finish_evaluation(claim, recommendation='{"verdict":{}}', summary={})

    def fail(self, delivery):
        attempt = Attempt(at=datetime.now(UTC), duration_ms=1, status=500, outcome="http_error", detail="", answer="")
        claim = self.jobs.claim(Queue.DELIVER, delivery, "w")
        self.jobs.dead_letter(claim, "attempts_exhausted", "Ten attempts failed.", attempt)


@pytest.fixture
def ledger(server_redis):
    client = server_redis[0]
    policy = LedgerPolicy.of(read_settings({"CREDWISE_WEBHOOK_PROOF": "off"}))
    return Ledger(Jobs(client, policy), Endpoints(client, policy), Resendings(client, policy))


@pytest.fixture
def post(server, profile):
    def post(learner="learner-1"):
        answer = server.request("POST", "/v1/profiles", json={**profile, "learner_id": learner})
        return answer.json()["id"]

    return post


@pytest.fixture
def endpoint(server):
    made = server.request("PUT", "/v1/endpoints/lms", json={"address": "https://lms.example.org/hook"})
    assert made.status == 201
    yield "lms"
    server.request("DELETE", "/v1/endpoints/lms")


def test_an_endpoint_says_what_it_wishes_and_is_paused_resumed_and_deleted(server):
    wanted = {
        "address": "https://lms.example.org/hook",
        "events": ["recommendation.dead", "endpoint.disabled"],
        "in_flight": 2,
        "requests_per_second": 5,
    }
    made = server.request("PUT", "/v1/endpoints/wishes", json=wanted).json()
    assert {name: made[name] for name in wanted} == wanted
    assert server.request("POST", "/v1/endpoints/wishes/pause").json()["state"] == "paused"
    assert server.request("POST", "/v1/endpoints/wishes/resume").json()["state"] == "active"
    assert server.request("DELETE", "/v1/endpoints/wishes").status == 204
    assert server.request("GET", "/v1/endpoints/wishes").status == 404


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"events": []}, "/events"),
        ({"events": ["endpoint.test"]}, "/events/0"),
        ({"in_flight": 0}, "/in_flight"),
        ({"requests_per_second": 0.5}, "/requests_per_second"),
    ],
)
def test_a_wish_that_cannot_be_fulfilled_is_refused_with_its_place(server, wrong, pointer):
    answer = server.request("PUT", "/v1/endpoints/x", json={"address": "https://lms.example.org/", **wrong})
    assert (answer.status, answer.json()["problems"][0]["pointer"]) == (422, pointer)


def test_a_test_event_is_sent_at_once_and_what_stands_in_the_way_is_said(server, server_redis, endpoint, ledger):
    settings = read_settings({"CREDWISE_REDIS_URL": server_redis[1]})
    access = open_ledger(settings)
    deliver = Deliver(
        jobs=access.jobs,
        endpoints=access.endpoints,
        tests=access.tests,
        sender=Sender(allow=read_networks(["127.0.0.0/8"])),
        links=LearnerLinks(keys=(), public_url=""),
    )

    def take_the_test():
        """Do what a deliver worker does when it reads the message."""
        message = json.loads(server_redis[0].brpop(["deliver"], timeout=PATIENCE)[1])
        [[test_id], *_] = json.loads(message["body"])
        return deliver(access.jobs.claim(Queue.DELIVER, test_id, "w"))

    server_redis[0].delete("deliver")
    with Receiver([(401, {}, b"bad signature")]) as receiver, ThreadPoolExecutor(1) as worker:
        ledger.endpoints.put("hr-north", endpoint, f"http://127.0.0.1:{receiver.port}/", "full")
        ledger.endpoints.pause("hr-north", endpoint)
        worker.submit(take_the_test)
        told = server.request("POST", f"/v1/endpoints/{endpoint}/test").json()

    assert (told["arrived"], told["attempt"]["status"], told["attempt"]["answer"]) == (False, 401, "bad signature")
    assert told["attempt"]["outcome"] == "http_error"
    assert told["hints"]
    assert json.loads(receiver.requests[0][2])["type"] == "endpoint.test"


def test_deliveries_are_listed_looked_at_and_sent_again(server, endpoint, ledger, post):
    [delivery] = ledger.evaluate(post())
    assert server.request("POST", f"/v1/deliveries/{delivery}/send-again").json()["type"] == "/problems/cannot-be-again"
    ledger.fail(delivery)

    listed = server.request("GET", f"/v1/deliveries?endpoint={endpoint}&limit=1").json()["deliveries"]
    assert [(one["id"], one["state"], one["event"]) for one in listed] == [
        (delivery, "dead", "recommendation.completed")
    ]
    seen = server.request("GET", f"/v1/deliveries/{delivery}").json()
    assert (seen["reason"], seen["attempts"][0]["status"]) == ("attempts_exhausted", 500)

    again = server.request("POST", f"/v1/deliveries/{delivery}/send-again")
    assert (again.status, again.json()["state"]) == (202, "waiting")
    assert server.request("GET", "/v1/deliveries?endpoint=nowhere").status == 404
    assert [one["id"] for one in server.request("GET", "/v1/deliveries").json()["deliveries"]] == [delivery]
    for never in (
        "since=yesterday",
        "since=9999-12-31T23:59:59-14:00",
        "until=0001-01-01T00:00:00%2B23:59",
        "limit=%D9%A3",
    ):
        assert server.request("GET", f"/v1/deliveries?endpoint={endpoint}&{never}").status == 400
    assert server.request("GET", f"/v1/deliveries?endpoint={endpoint}&until=2000-01-01T00:00:00Z").json() == {
        "deliveries": [],
        "next": None,
    }


def test_a_range_is_counted_first_and_then_sent_again(server, endpoint, ledger, post):
    for _ in range(3):
        ledger.fail(ledger.evaluate(post())[0])
    address = f"/v1/endpoints/{endpoint}/send-again"
    counted = server.request("POST", address, json={"state": "dead"})
    assert (counted.status, counted.json()["id"]) == (200, None)
    assert counted.json()["selected"] == counted.json()["counts"]["dead"] >= 3

    started = server.request("POST", address, json={"state": "dead", "per_second": 100, "dry_run": False})
    assert started.status == 202
    while ledger.resendings.step(100):
        pass
    done = server.request("GET", started.headers["Location"]).json()
    assert (done["counts"]["again"], done["finished_at"] is not None) == (counted.json()["selected"], True)
    nothing = server.request("POST", address, json={"since": "2100-01-01T00:00:00+00:00", "dry_run": False})
    assert (nothing.json()["id"], nothing.json()["selected"]) == (None, 0)
    assert server.request("POST", address, json={"dry_run": "no"}).status == 422


def test_a_dead_letter_is_looked_at_with_its_profile_and_requeued(server, ledger, post):
    job_id = post("learner-poison")
    ledger.jobs.dead_letter(ledger.jobs.claim(Queue.EVALUATE, job_id, "w"), "poison", "Started 3 times.")
    listed = server.request("GET", "/v1/dead-letters?reason=poison").json()["dead_letters"]
    assert [(one["id"], "profile" in one) for one in listed] == [(job_id, False)]
    seen = server.request("GET", f"/v1/dead-letters/{job_id}").json()
    assert (seen["detail"], seen["profile"]["learner_id"]) == ("Started 3 times.", "learner-poison")
    assert server.request("POST", f"/v1/dead-letters/{job_id}/requeue").status == 202
    assert server.request("GET", f"/v1/dead-letters/{job_id}").status == 404
    assert server.request("GET", f"/v1/recommendations/{job_id}").json()["state"] == "waiting"


def test_a_learner_is_erased_at_once(server, post):
    job_ids = [post("learner-leaving") for _ in range(2)]
    erased = server.request("DELETE", "/v1/learners/learner-leaving")
    assert (erased.status, erased.json()) == (200, {"evaluations": 2, "deliveries": 0, "receipt": None})
    assert {server.request("GET", f"/v1/recommendations/{job_id}").status for job_id in job_ids} == {404}
