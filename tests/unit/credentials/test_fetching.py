"""Only allowed hosts are asked, once in a while, and whatever they answer is bounded."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from threading import Thread

import pytest

from services.credentials.fetching import (
    FAILURES_KEPT_SECONDS,
    KEPT_SECONDS,
    LONGEST_ANSWER,
    MOST_FETCHES,
    SECONDS_FOR_ALL,
    AllowedFetch,
    LimitedFetch,
)
from services.credentials.finding import NotAllowed, NotCheckable

LOOPBACK = (ip_network("127.0.0.0/8"),)


class Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        status, headers, body = self.server.answers.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Say nothing on standard error."""


@contextmanager
def serving():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.asked, server.answers = [], {}
    server.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def server():
    with serving() as server:
        yield server


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_an_answer_is_fetched_once_and_kept_for_a_while(server):
    clock = Clock()
    fetch = AllowedFetch(["127.0.0.1"], allow=LOOPBACK, clock=clock)
    server.answers["/list"] = (200, {}, b"first")
    assert fetch(server.address + "/list") == b"first"
    server.answers["/list"] = (200, {}, b"second")
    assert fetch(server.address + "/list") == b"first"
    clock.now = KEPT_SECONDS + 1
    assert fetch(server.address + "/list") == b"second"
    assert server.asked == ["/list", "/list"]


def test_a_failure_is_kept_for_a_shorter_while(server):
    clock = Clock()
    fetch = AllowedFetch(["127.0.0.1"], allow=LOOPBACK, clock=clock)
    for _ in range(2):
        with pytest.raises(NotCheckable, match="answered 404"):
            fetch(server.address + "/list")
    assert server.asked == ["/list"]
    server.answers["/list"] = (200, {}, b"there")
    clock.now = FAILURES_KEPT_SECONDS + 1
    assert fetch(server.address + "/list") == b"there"


def test_by_default_nothing_is_fetched(server):
    with pytest.raises(NotCheckable, match="CREDWISE_CREDENTIAL_HOSTS"):
        AllowedFetch([], allow=LOOPBACK)(server.address + "/list")
    assert server.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "http://issuer.example.org/list",
        "file:///etc/passwd",
        "https://issuer.example.org@127.0.0.1/",
        "https://issuer.example.org#x",
        "",
        "https://127.0.0.1/list",
        "https://other.example.org/list",
    ],
)
def test_other_hosts_and_other_schemes_are_not_asked(address):
    asked = []
    fetch = AllowedFetch(["issuer.example.org"], resolver=lambda host, _: asked.append(host) or ["127.0.0.1"])
    with pytest.raises(NotCheckable):
        fetch(address)
    assert asked == []


def test_an_allowed_name_that_leads_to_a_private_address_is_not_asked():
    fetch = AllowedFetch(["issuer.example.org"], resolver=lambda *_: ["10.0.0.7"])
    with pytest.raises(NotCheckable, match="does not lead to a public address"):
        fetch("https://issuer.example.org/list")


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ((302, {"Location": "/other"}, b""), "answered 302"),
        ((500, {}, b""), "answered 500"),
        ((200, {}, b"x" * (LONGEST_ANSWER + 1)), "longer than"),
    ],
)
def test_redirects_errors_and_endless_answers_are_refused(server, answer, says):
    server.answers["/list"] = answer
    with pytest.raises(NotCheckable, match=says):
        AllowedFetch(["127.0.0.1"], allow=LOOPBACK)(server.address + "/list")


def test_a_host_that_does_not_answer_is_no_traceback():
    with serving() as server:
        address = server.address
    with pytest.raises(NotCheckable, match="could not be fetched"):
        AllowedFetch(["127.0.0.1"], allow=LOOPBACK)(address + "/list")


def test_a_name_without_an_address_is_no_traceback():
    def nothing(*_):
        raise OSError("no such name")

    with pytest.raises(NotCheckable, match="could not be fetched"):
        AllowedFetch(["issuer.example.org"], resolver=nothing)("https://issuer.example.org/list")


def test_one_profile_asks_so_many_addresses_and_so_long():
    now = [0.0]
    many = LimitedFetch(lambda _: b"{}", lambda: now[0])
    assert [many("https://x.example") for _ in range(MOST_FETCHES)] == [b"{}"] * MOST_FETCHES
    with pytest.raises(NotCheckable, match=r"https://x.example was not asked: one profile asks at most 40"):
        many("https://x.example?mail=alex@x.example")
    long = LimitedFetch(lambda _: b"{}", lambda: now[0])
    now[0] = SECONDS_FOR_ALL + 1
    with pytest.raises(NotCheckable, match="for 20 seconds"):
        long("https://x.example")


def test_addresses_that_may_not_be_asked_use_up_nothing():
    def allowed(address):
        if "elsewhere" in address:
            raise NotAllowed("not among the hosts")
        return b"{}"

    fetch = LimitedFetch(allowed)
    for number in range(2 * MOST_FETCHES):
        with pytest.raises(NotAllowed, match="not among the hosts"):
            fetch(f"https://elsewhere.example/{number}")
    assert fetch("https://x.example") == b"{}"
