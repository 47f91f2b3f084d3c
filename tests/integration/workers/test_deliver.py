"""The deliver task on a real ledger with a real receiver: signed, sent, and settled by what came of it."""

import hmac
import json
import logging
import random
import re
from base64 import b64decode, b64encode
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from delivery_ids import evaluation_of
from named_work import ByName
from standardwebhooks import Webhook

from services.learner_links import LearnerLinks, Linked
from services.ledger.accounts.endpoints import DeliveryPreferences, EndpointMode, Endpoints, EndpointState, Proof
from services.ledger.events import EventType
from services.ledger.store.connection import connect
from services.ledger.store.policy import LedgerPolicy
from services.ledger.work.jobs import Jobs, JobState, Queue
from services.log_lines import json_lines
from services.tracing import Journey
from services.webhook_address import read_networks
from tests.integration.workers.conftest import CLIENT
from tests.integration.workers.receiver import Receiver, raw_receiver, read_request
from workers.deliver import Deliver
from workers.task import carry_out
from workers.webhook.receiver.hints import UNPROVEN
from workers.webhook.sending import Limits, Sender

RECOMMENDATION = '{"learner_id":"learner-1","verdict":{"path":"degree","sentence":"Zürich   \\u2028"}}'

LOOPBACK = read_networks(["127.0.0.0/8"])

LINKS = LearnerLinks(keys=["k" * 43], public_url="https://credwise.example.org")


@pytest.fixture
def deliver_at(ledger_at):
    """The task of a worker as it works some time from now: what is due again in an hour is for `deliver_at(hours=2)`."""
    with ExitStack() as senders:

        def deliver_at(**ahead):
            ledger, sender = ledger_at(**ahead), Sender(allow=LOOPBACK, limits=Limits(connect=30.0, total=60.0))
            senders.callback(sender.close)
            work = Deliver(
                jobs=ledger.jobs,
                endpoints=ledger.endpoints,
                tests=ledger.tests,
                sender=sender,
                links=LINKS,
                chance=lambda: 0,
            )
            return ByName(ledger.jobs, Queue.DELIVER, work)

        yield deliver_at


@pytest.fixture
def deliver(deliver_at):
    return deliver_at()


@pytest.fixture
def owe(ledger, accept):
    """Owe a recommendation to an endpoint at `port`; returns the delivery's id and the endpoint's secret."""

    def owe(port, mode="full", **wishes):
        address = f"http://127.0.0.1:{port}/hook"
        _, secret = ledger.endpoints.put(CLIENT, "lms", address, mode, DeliveryPreferences(**wishes))
        job_id = accept()
        claim = ledger.jobs.claim(Queue.EVALUATE, job_id, "test")
        (delivery,) = ledger.jobs.finish_evaluation(claim, recommendation=RECOMMENDATION, summary={})
        return delivery, secret

    return owe


@pytest.fixture
def delivery_view(view, redis_client):
    return lambda delivery: view(evaluation_of(redis_client, delivery)).deliveries[0]


def test_a_delivery_arrives_signed_and_is_done(deliver, owe, delivery_view, redis_client):
    with Receiver([(204, {}, b"")]) as receiver:
        delivery, secret = owe(receiver.port)

        assert deliver(delivery) == "attempt 1 delivered, done status=204"

    ((path, headers, body),) = receiver.requests
    event = Webhook(secret).verify(body, headers)
    evaluation = evaluation_of(redis_client, delivery)
    assert path == "/hook"
    assert headers["webhook-id"] == delivery
    assert re.fullmatch(r"msg_[0-9a-f]{32}", delivery)
    assert event["type"] == "recommendation.completed"
    assert event["data"] == {
        "id": evaluation,
        "address": f"https://credwise.example.org/v1/recommendations/{evaluation}",
        **json.loads(RECOMMENDATION),
    }
    seen = delivery_view(delivery)
    assert seen.state is JobState.COMPLETED
    assert [(attempt.outcome, attempt.status) for attempt in seen.attempts] == [("delivered", 204)]


def test_what_came_with_the_profile_goes_with_the_webhook_and_into_the_log(deliver, owe, ledger, caplog):
    came = Journey(request="request-7", traceparent="00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
    accepted = ledger.jobs.accept(
        client=CLIENT, profile='{"learner_id":"l"}', fingerprint="f", idempotency_key=None, journey=came
    )
    lines = []
    handler = logging.Handler()
    handler.setFormatter(json_lines("deliver"))
    handler.emit = lambda record: lines.append(json.loads(handler.format(record)))
    logger = logging.getLogger("credwise.task")
    logger.addHandler(handler)
    caplog.set_level(logging.INFO, logger.name)
    with Receiver([(204, {}, b"")]) as receiver:
        owe(receiver.port)
        claim = ledger.jobs.claim(Queue.EVALUATE, accepted.job_id, "test")
        (delivery,) = ledger.jobs.finish_evaluation(claim, recommendation=RECOMMENDATION, summary={})
        carry_out(deliver.work, ledger.jobs.claim(Queue.DELIVER, delivery, "w"))
    logger.removeHandler(handler)

    ((_, headers, _),) = receiver.requests
    assert (headers["x-request-id"], headers["traceparent"]) == (came.request, came.traceparent)
    [line] = lines
    assert (line["request"], line["job"], line["level"]) == ("request-7", delivery, "info")


def test_a_thin_endpoint_gets_the_id_and_the_address_only(deliver, owe):
    with Receiver([(200, {}, b"")]) as receiver:
        delivery, secret = owe(receiver.port, mode="thin")
        deliver(delivery)

    ((_, headers, body),) = receiver.requests
    assert set(Webhook(secret).verify(body, headers)["data"]) == {"id", "address"}


def test_an_endpoint_may_want_the_headers_of_a_cloud_event_with_the_same_body(deliver, owe, ledger, redis_client):
    with Receiver([(204, {}, b"")]) as receiver:
        plain, _ = owe(receiver.port, "thin")
        deliver(plain)
        delivery, secret = owe(receiver.port, "thin", cloudevents=True)
        deliver(delivery)
        test = ledger.tests.start(CLIENT, "lms")
        deliver(test)

    (_, before, _), (_, headers, body), (_, of_test, _) = receiver.requests
    event = Webhook(secret or ledger.endpoints.get(CLIENT, "lms").secrets[0]).verify(body, headers)
    assert not [name for name in before if name.startswith("ce-")]
    assert {name: value for name, value in headers.items() if name.startswith("ce-")} == {
        "ce-specversion": "1.0",
        "ce-id": delivery,
        "ce-source": "https://credwise.example.org",
        "ce-type": "credwise.recommendation.completed.v1",
        "ce-time": event["timestamp"],
        "ce-dataschema": "https://credwise.example.org/openapi.json"
        "#/components/schemas/RecommendationCompletedThinEvent",
        "ce-subject": evaluation_of(redis_client, delivery),
        "ce-sequence": str(event["sequence"]),
    }
    assert (of_test["ce-id"], of_test["ce-type"]) == (test, "credwise.endpoint.test.v1")
    assert of_test["ce-dataschema"].endswith("/EndpointTestEvent")


@pytest.mark.parametrize("mode", ["full", "thin"])
def test_the_learners_link_is_told_where_the_endpoint_wants_it_and_is_the_same_at_every_attempt(
    deliver_at, owe, redis_client, mode
):
    with Receiver([(500, {}, b""), (204, {}, b"")]) as receiver:
        delivery, secret = owe(receiver.port, mode, link_hours=48)
        deliver_at()(delivery)
        deliver_at(minutes=5)(delivery)

    (_, headers, first), (_, _, second) = receiver.requests
    assert first == second
    event = Webhook(secret).verify(first, headers)
    link, happened = event["data"]["link"], datetime.fromisoformat(event["timestamp"])
    ends = datetime.fromisoformat(link["expires_at"])
    assert ends == (happened + timedelta(hours=48)).replace(microsecond=0)
    linked = LINKS.read(link["url"].rpartition("/")[2], happened)
    expected = evaluation_of(redis_client, delivery)
    assert linked == Linked(client=CLIENT, recommendation=expected, expires_at=ends)


def test_while_a_secret_rotates_both_verify(deliver, owe, ledger):
    with Receiver([(200, {}, b"")]) as receiver:
        delivery, old = owe(receiver.port)
        new = ledger.endpoints.rotate_secret(CLIENT, "lms")
        deliver(delivery)

    ((_, headers, body),) = receiver.requests
    assert Webhook(old).verify(body, headers) == Webhook(new).verify(body, headers)


def test_a_failed_attempt_is_tried_again_with_the_same_bytes_under_the_same_id(deliver, deliver_at, owe, delivery_view):
    with Receiver([(500, {}, b"down"), (200, {}, b"")]) as receiver:
        delivery, secret = owe(receiver.port)

        assert deliver(delivery) == "attempt 1 http_error, due again in 4 s status=500"
        seen = delivery_view(delivery)
        assert seen.state is JobState.WAITING
        assert (seen.attempts[0].outcome, seen.attempts[0].answer) == ("http_error", "down")
        assert deliver_at(minutes=5)(delivery) == "attempt 2 delivered, done status=200"

    (_, first, body), (_, second, body_again) = receiver.requests
    assert body == body_again
    assert first["webhook-id"] == second["webhook-id"] == delivery
    assert Webhook(secret).verify(body, first) == Webhook(secret).verify(body_again, second)


def test_a_receiver_may_ask_for_a_longer_wait(deliver, owe):
    with Receiver([(503, {"Retry-After": "120"}, b"")]) as receiver:
        delivery, _ = owe(receiver.port)

        assert deliver(delivery) == "attempt 1 http_error, due again in 120 s status=503"


def test_a_receiver_that_is_gone_is_sent_nothing_more(deliver, owe, delivery_view, ledger):
    with Receiver([(410, {}, b"")]) as receiver:
        delivery, _ = owe(receiver.port)

        assert deliver(delivery) == "attempt 1 gone, endpoint disabled (gone) status=410"

    seen = delivery_view(delivery)
    assert (seen.state, seen.reason) == (JobState.DEAD, "gone")
    assert [attempt.outcome for attempt in seen.attempts] == ["gone"]
    endpoint = ledger.endpoints.get(CLIENT, "lms")
    assert (endpoint.state, endpoint.reason) == (
        EndpointState.DISABLED,
        "The receiver answered 410. Put the endpoint again to enable it.",
    )


def test_an_endpoint_whose_address_is_not_allowed_is_not_connected_to(ledger, owe, delivery_view):
    strict = Deliver(
        jobs=ledger.jobs,
        endpoints=ledger.endpoints,
        tests=ledger.tests,
        sender=Sender(),
        links=LearnerLinks(keys=(), public_url=""),
    )
    with Receiver([(200, {}, b"")]) as receiver:
        delivery, _ = owe(receiver.port)
        ByName(ledger.jobs, Queue.DELIVER, strict)(delivery)

    assert receiver.requests == []
    assert delivery_view(delivery).attempts[0].outcome == "address_refused"


def test_the_tenth_failure_is_the_last(ledger, owe, delivery_view, settings):
    """The schedule takes days, so here each retry is due at once, and the circuit breaker stays out of it."""
    policy = LedgerPolicy(
        lease=settings.lease, grace=settings.wake_grace, retention=settings.retention, breaker_after=100
    )
    jobs = Jobs(connect(settings.redis_url), policy)

    class Impatient:
        def retry_delivery(self, claim, attempt, _due_in):
            return jobs.retry_delivery(claim, attempt, timedelta())

        def __getattr__(self, name):
            return getattr(jobs, name)

    with Receiver([(500, {}, b"")]) as receiver:
        delivery, _ = owe(receiver.port)
        sender = Sender(allow=LOOPBACK)
        deliver = Deliver(
            jobs=Impatient(),
            endpoints=ledger.endpoints,
            tests=ledger.tests,
            sender=sender,
            links=LearnerLinks(keys=(), public_url=""),
        )
        by_name = ByName(jobs, Queue.DELIVER, deliver)
        done = [by_name(delivery) for _ in range(11)]

    assert done[9:] == ["attempt 10 http_error, dead-lettered (attempts_exhausted) status=500", "nothing to do"]
    assert len(receiver.requests) == 10
    assert delivery_view(delivery).reason == "attempts_exhausted"


def test_a_delivery_that_is_done_or_held_by_another_is_left_alone(deliver, owe, ledger):
    with Receiver([(200, {}, b"")]) as receiver:
        delivery, _ = owe(receiver.port)
        assert ledger.jobs.claim(Queue.DELIVER, delivery, "another worker")

        assert deliver(delivery) == "nothing to do"
        assert deliver("rec_unknown.lms") == "nothing to do"
    assert receiver.requests == []


def test_a_webhook_is_stamped_by_the_ledgers_clock_whatever_this_machines_says(deliver_at, owe):
    """A worker whose ledger is an hour ahead of it: the timestamp is the ledger's."""
    with Receiver([(200, {}, b"")]) as receiver:
        delivery, _ = owe(receiver.port)
        deliver_at(hours=1)(delivery)

    ahead = int(receiver.requests[0][1]["webhook-timestamp"]) - datetime.now(UTC).timestamp()
    assert ahead == pytest.approx(3600, abs=600)


def test_a_refused_webhook_is_logged_with_the_receivers_clock_and_what_to_look_at(deliver, owe, delivery_view):
    late = datetime.now(UTC) - timedelta(hours=1)
    head = f"HTTP/1.1 401 Unauthorized\r\nDate: {late:%a, %d %b %Y %H:%M:%S} GMT\r\nContent-Length: 0\r\n\r\n"

    def talk(connection, _stopped):
        read_request(connection)
        connection.sendall(head.encode())

    with raw_receiver(talk) as port:
        delivery, _ = owe(port)
        deliver(delivery)

    attempt = delivery_view(delivery).attempts[0]
    assert attempt.receiver_clock_ahead_seconds == pytest.approx(-3600, abs=600)
    assert [hint.split(" ours")[0].split(" seconds ")[-1] for hint in attempt.hints[:1]] == ["behind"]
    assert "secret" in attempt.hints[1]


FAR_FUTURE = "Mon, 01 Jan 99999999999999999999 00:00:00 GMT"


@pytest.mark.parametrize(
    "headers",
    [
        f"Date: {FAR_FUTURE}",
        f"Retry-After: {FAR_FUTURE}",
        "Date: Fri, 31 Dec 9999 23:59:59 -2359",
        f"Content-Length: 5, 6\r\nDate: {FAR_FUTURE}",
        "Content-Type: text/plain; charset=no-such-charset",
        "X-Many: 1\r\n" * 200 + "X-Last: 1",
    ],
)
def test_whatever_its_headers_say_a_receiver_that_took_a_webhook_gets_it_once(deliver, owe, delivery_view, headers):
    arrived = []

    def talk(connection, _stopped):
        read_request(connection)
        arrived.append(1)
        connection.sendall(f"HTTP/1.1 200 OK\r\n{headers}\r\n\r\n".encode() + b"\xff\x00\x1b")

    with raw_receiver(talk) as port:
        delivery, _ = owe(port)
        assert deliver(delivery) == "attempt 1 delivered, done status=200"
        assert deliver(delivery) == "nothing to do"

    assert arrived == [1]
    assert delivery_view(delivery).state is JobState.COMPLETED


#: What an answer after its status line is drawn from: the true, the huge, the garbled, and what is none at all.
_NAMES = [b"Date", b"Retry-After", b"Content-Length", b"Transfer-Encoding", b"Connection", b"Content-Encoding", b"\xff"]
_VALUES = [
    FAR_FUTURE.encode(),
    b"99999999999999999999",
    b"9" * 5000,
    b"-1",
    b"5, 6",
    b"chunked",
    b"gzip, chunked",
    b"Mon, 31 Feb 2026 25:61:61 GMT",
    b"\x00\xff\xfe",
    b"",
]
_BODIES = [b"", b"ok", b"\xff\x00\x1b[31m" * 50, b"zz\r\nnot a chunk\r\n", b"5\r\nab", b"x" * 20_000]


def test_no_answer_makes_a_webhook_that_was_taken_anything_but_sent(deliver, ledger, owe, accept, delivery_view):
    chance = random.Random(15)  # noqa: S311 - the same answers every time
    arrived = []

    def talk(connection, _stopped):
        read_request(connection)
        arrived.append(1)
        before = chance.choice([b"", b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", b"HTTP/1.0 100\r\n\r\n"])
        headers = [b": ".join((chance.choice(_NAMES), chance.choice(_VALUES))) for _ in range(chance.randrange(12))]
        head = b"\r\n".join([b"HTTP/1.1 %d" % chance.choice([200, 202, 204, 299]), *headers, b"", b""])
        connection.sendall(before + head + chance.choice(_BODIES))

    with raw_receiver(talk) as port:
        made = [owe(port)[0]]
        for _ in range(59):
            claim = ledger.jobs.claim(Queue.EVALUATE, accept(), "test")
            made += ledger.jobs.finish_evaluation(claim, recommendation=RECOMMENDATION, summary={})
        reports = [deliver(one) for one in made]

    assert [report.partition(" status=")[0] for report in reports] == ["attempt 1 delivered, done"] * 60
    assert len(arrived) == 60
    assert {delivery_view(one).state for one in made} == {JobState.COMPLETED}


@pytest.mark.parametrize("name", ["Date", "Retry-After"])
def test_a_refusal_with_a_senseless_date_is_tried_again_by_the_schedule(deliver, owe, delivery_view, name):
    with raw_receiver(_refusing(f"{name}: {FAR_FUTURE}")) as port:
        delivery, _ = owe(port)
        assert deliver(delivery) == "attempt 1 http_error, due again in 4 s status=503"

    assert [attempt.status for attempt in delivery_view(delivery).attempts] == [503]


def _refusing(headers):
    def talk(connection, _stopped):
        read_request(connection)
        connection.sendall(f"HTTP/1.1 503 Busy\r\n{headers}\r\nContent-Length: 0\r\n\r\n".encode())

    return talk


@pytest.mark.parametrize(
    ("mode", "members"), [("full", {"id", "address", "reason", "detail"}), ("thin", {"id", "address"})]
)
def test_a_client_that_asked_is_told_of_an_evaluation_that_was_set_aside(
    deliver, ledger, accept, redis_client, mode, members
):
    with Receiver([(200, {}, b"")]) as receiver:
        wishes = DeliveryPreferences(events=(EventType.DEAD,))
        _, secret = ledger.endpoints.put(CLIENT, "lms", f"http://127.0.0.1:{receiver.port}/", mode, wishes)
        job_id = accept()
        ledger.jobs.dead_letter(ledger.jobs.claim(Queue.EVALUATE, job_id, "w"), "profile_rejected", "No longer reads.")
        [news] = redis_client.zrange("cw:waiting:deliver", 0, -1)
        assert deliver(news) == "attempt 1 delivered, done status=200"

    ((_, headers, body),) = receiver.requests
    event = Webhook(secret).verify(body, headers)
    assert (event["type"], set(event["data"])) == ("recommendation.dead", members)


def test_a_test_event_is_sent_signed_and_changes_nothing(deliver, ledger, owe):
    with Receiver([(500, {}, b"oh")]) as receiver:
        _, secret = owe(receiver.port)
        test_id = ledger.tests.start(CLIENT, "lms")
        assert deliver(test_id) == "test http_error status=500"
        assert deliver(test_id) == "nothing to do"

    ((_, headers, body),) = receiver.requests
    data = Webhook(secret).verify(body, headers)["data"]
    assert (data["endpoint"], set(data)) == ("lms", {"endpoint", "challenge"})
    assert ledger.tests.result(test_id).attempts[0].answer == "oh"
    assert ledger.endpoints.get(CLIENT, "lms").failing_since is None


def test_whoever_has_the_secret_proves_that_the_address_is_its_own(deliver, ledger, owe):
    secrets = []

    def talk(connection, _stopped):
        body = read_request(connection)
        key = b64decode(secrets[0].removeprefix("whsec_"))
        challenge = json.loads(body)["data"]["challenge"].encode()
        answer = json.dumps({"answer": b64encode(hmac.new(key, challenge, sha256).digest()).decode()}).encode()
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(answer), answer))

    with raw_receiver(talk) as port:
        secrets.append(owe(port)[1])
        assert deliver(ledger.tests.start(CLIENT, "lms")) == "test delivered status=200"

    assert ledger.endpoints.get(CLIENT, "lms").proof is Proof.GIVEN


@pytest.mark.parametrize("is_echo", [True, False])
def test_a_server_that_takes_anything_or_sends_it_back_proves_nothing(deliver, ledger, settings, is_echo):
    careful = replace(LedgerPolicy.of(settings), needs_proof=True)

    def talk(connection, _stopped):
        answer = read_request(connection) if is_echo else b"ok"
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(answer), answer))

    with raw_receiver(talk) as port:
        address = f"http://127.0.0.1:{port}/"
        Endpoints(connect(settings.redis_url), careful).put(CLIENT, "lms", address, EndpointMode.FULL)
        test = ledger.tests.start(CLIENT, "lms")
        assert deliver(test) == "test delivered status=200"

    assert ledger.endpoints.get(CLIENT, "lms").proof is Proof.OWED
    assert ledger.tests.result(test).attempts[0].hints == (UNPROVEN,)
