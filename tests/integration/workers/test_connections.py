"""Connections that are kept: reused by their endpoint, opened anew when the receiver closed them, and through a proxy."""

import socket
import threading
from contextlib import contextmanager

import pytest
from patience import PATIENCE

from services.settings import SettingsError, read_settings
from services.webhook_address import check_url, read_networks
from tests.integration.workers.receiver import raw_receiver, read_request
from workers.webhook.network.addresses import NameNotResolved
from workers.webhook.network.connections import CHECKED_FOR, KEPT_IDLE, MOST_KEPT, Connections
from workers.webhook.network.egress import NOT_REACHED, Proxy, read_proxy
from workers.webhook.network.resolving import CheckedAddresses
from workers.webhook.outcome import OutcomeCode
from workers.webhook.sending import Limits, Sender

LOOPBACK = read_networks(["127.0.0.0/8"])
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


class Counted:
    """A receiver's talk: answers each request with what `says` has next, and counts connections and requests."""

    def __init__(self, *says, then_close=False):
        self.says = list(says)
        self.connections = self.requests = 0
        self.then_close = then_close
        self.closed = threading.Event()

    def __call__(self, connection, _stopped):
        self.connections += 1
        while self.says and connection.recv(1, socket.MSG_PEEK):
            read_request(connection)
            self.requests += 1
            connection.sendall(self.says.pop(0))
            if self.then_close:
                connection.close()
                self.closed.set()
                return


@pytest.fixture
def sender():
    sender = Sender(allow=LOOPBACK, limits=Limits(connect=30.0, total=60.0))
    yield sender
    sender.close()


def send(sender, port, owner="hr:lms"):
    return sender.send(f"http://127.0.0.1:{port}/", {}, b"{}", owner=owner)


def test_the_next_webhook_of_an_endpoint_goes_over_the_same_connection(sender):
    talk = Counted(OK, OK, OK)
    with raw_receiver(talk) as port:
        outcomes = [send(sender, port) for _ in range(3)]
    assert [outcome.code for outcome in outcomes] == [OutcomeCode.DELIVERED] * 3
    assert (talk.connections, talk.requests) == (1, 3)


def test_another_endpoint_gets_a_connection_of_its_own(sender):
    talk = Counted(OK, OK, OK)
    with raw_receiver(talk) as port:
        for owner in ("hr:lms", "hr:archive", None):
            send(sender, port, owner)
    assert talk.connections == 3


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n" + b"x" * 20_000,
    ],
    ids=["says so", "HTTP/1.0", "too long"],
)
def test_a_connection_that_cannot_serve_again_is_not_kept(sender, answer):
    talk = Counted(answer, OK)
    with raw_receiver(talk) as port:
        assert [send(sender, port).status for _ in range(2)] == [200, 200]
    assert talk.connections == 2


def test_what_a_receiver_says_unasked_is_not_taken_for_the_next_answer(sender):
    talk = Counted(OK + b"HTTP/1.1 500 smuggled\r\n\r\n", OK)
    with raw_receiver(talk) as port:
        assert [send(sender, port).status for _ in range(2)] == [200, 200]


def test_a_connection_that_the_receiver_closed_meanwhile_costs_no_attempt(sender):
    talk = Counted(OK, OK, then_close=True)
    with raw_receiver(talk) as port:
        assert send(sender, port).code is OutcomeCode.DELIVERED
        assert talk.closed.wait(PATIENCE)
        assert send(sender, port).code is OutcomeCode.DELIVERED
    assert (talk.connections, talk.requests) == (2, 2)


def test_a_kept_connection_that_ends_without_an_answer_is_replaced_by_a_new_one(sender):
    hung_up = threading.Event()

    def talk(connection, _stopped):
        read_request(connection)
        connection.sendall(OK)
        if not hung_up.is_set() and connection.recv(1, socket.MSG_PEEK):
            # Reads the second request and says nothing: the first connection was on its way to be closed.
            read_request(connection)
            hung_up.set()

    with raw_receiver(talk) as port:
        assert [send(sender, port).code for _ in range(2)] == [OutcomeCode.DELIVERED] * 2
    assert hung_up.is_set()


class FakeConnection:
    def __init__(self):
        self.is_connected = True
        self.closed = False

    def close(self):
        self.closed = True


@pytest.mark.parametrize(
    ("idle", "since_checked", "is_kept"), [(1, 1, True), (KEPT_IDLE + 1, 5, False), (1, CHECKED_FOR + 1, False)]
)
def test_a_connection_is_kept_for_a_while_and_no_longer_than_its_address_is_checked_for(idle, since_checked, is_kept):
    now = [1000.0]
    kept = Connections(clock=lambda: now[0])
    connection, target = FakeConnection(), check_url("https://lms.example.org/")
    kept.keep("hr:lms", target, connection, checked_at=now[0] - since_checked + idle)
    now[0] += idle
    assert (kept.take("hr:lms", target) is not None) is is_kept
    assert connection.closed is not is_kept


def test_only_so_many_are_kept():
    kept = Connections()
    connections = [FakeConnection() for _ in range(MOST_KEPT + 1)]
    for number, connection in enumerate(connections):
        kept.keep(f"hr:{number}", check_url("https://lms.example.org/"), connection, checked_at=1e12)
    assert [connection.closed for connection in connections] == [True] + [False] * MOST_KEPT
    kept.close()
    assert all(connection.closed for connection in connections)


def test_a_name_is_resolved_and_checked_anew_once_a_minute_or_when_nobody_was_reached():
    now, asked = [0.0], []

    def resolver(host, _port):
        asked.append(host)
        return ["93.184.215.14"]

    checked = CheckedAddresses(resolver, (), clock=lambda: now[0])
    target = check_url("https://lms.example.org/")
    for moment in (0, 30, CHECKED_FOR - 1, CHECKED_FOR):
        now[0] = moment
        checked.of(target)
    assert len(asked) == 2
    checked.forget(target)
    checked.of(target)
    assert len(asked) == 3


@contextmanager
def proxy(answer):
    """An HTTP proxy that answers every CONNECT with `answer` and remembers the request."""
    seen = []

    def talk(connection, _stopped):
        data = b""
        while b"\r\n\r\n" not in data:
            data += connection.recv(4096)
        seen.append(data.decode())
        connection.sendall(answer)

    with raw_receiver(talk) as port:
        yield Proxy(host="127.0.0.1", port=port, headers={"proxy-authorization": "Basic dTpw"}), seen


def unresolved(*_):
    raise NameNotResolved("nobody knows it here")


def test_https_goes_to_the_proxy_by_name_with_its_login():
    with proxy(b"HTTP/1.1 403 Forbidden\r\n\r\n") as (through, seen):
        outcome = Sender(proxy=through, resolver=unresolved).send("https://lms.example.org/hook", {}, b"{}")
    assert (outcome.code, outcome.detail, outcome.duration_ms) == (OutcomeCode.ADDRESS_REFUSED, NOT_REACHED, 0)
    assert seen[0].startswith("CONNECT lms.example.org:443 HTTP/1.")
    assert "proxy-authorization: Basic dTpw" in seen[0]


@pytest.mark.parametrize(
    ("address", "detail"), [("https://10.0.0.7/", "10.0.0.7 is a private"), ("https://inside.example/", NOT_REACHED)]
)
def test_what_is_known_to_be_private_is_refused_before_the_proxy_is_asked(address, detail):
    with proxy(b"HTTP/1.1 200 OK\r\n\r\n") as (through, seen):
        outcome = Sender(proxy=through, resolver=lambda *_: ["10.0.0.7"]).send(address, {}, b"{}")
    assert (outcome.code, outcome.duration_ms) == (OutcomeCode.ADDRESS_REFUSED, 0)
    assert outcome.detail.startswith(detail)
    assert seen == []


def test_a_proxy_is_read_from_its_setting_and_a_wrong_one_is_refused_at_start():
    settings = read_settings({"CREDWISE_WEBHOOK_PROXY": "http://us%40er:p@proxy.example:3128"})
    assert read_proxy(settings.webhook_proxy) == Proxy(
        host="proxy.example", port=3128, headers={"proxy-authorization": "Basic dXNAZXI6cA=="}
    )
    assert read_settings({}).webhook_proxy is None
    for wrong in ("proxy:3128", "https://proxy:3128", "http://proxy", "http://proxy:3128/path"):
        with pytest.raises(SettingsError, match="CREDWISE_WEBHOOK_PROXY"):
            read_settings({"CREDWISE_WEBHOOK_PROXY": wrong})
