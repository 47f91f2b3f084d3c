"""One attempt against receivers that behave and receivers that do not: bounded, never raising, told in words."""

import logging
import shutil
import socket
import ssl
import struct
import subprocess

import pytest
from patience import at_most

from services.webhook_address import read_networks
from services.webhook_address.errors import NOWHERE
from tests.integration.workers.receiver import Receiver, port_that_refuses, raw_receiver, read_request
from workers.webhook.network.addresses import NameNotResolved
from workers.webhook.outcome import Outcome, OutcomeCode
from workers.webhook.sending import Limits, Sender

LOOPBACK = read_networks(["127.0.0.0/8"])
#: For receivers that behave: a machine that is busy may take its time.
PATIENT = Limits(connect=30.0, total=60.0)
#: For receivers that never come to an end, whatever they managed to say by then.
QUICK = Limits(connect=0.5, total=1.0)
#: For receivers that never come to an end after they have begun well, which takes them a moment.
BRIEF = Limits(connect=3.0, total=3.0)
BODY = '{"text":"Zürich"}'.encode()


def send(port, *, scheme="http", host="127.0.0.1", path="/hook", limits=PATIENT, body=BODY, **options):
    options = {"allow": LOOPBACK, **options}
    return Sender(limits=limits, **options).send(f"{scheme}://{host}:{port}{path}", {"webhook-id": "rec_1.lms"}, body)


def answering(text, *, and_then=None):
    def talk(connection, stopped):
        read_request(connection)
        connection.sendall(text)
        if and_then is not None:
            and_then(connection, stopped)

    return talk


def drip(connection, stopped):
    while not stopped.wait(0.05):
        connection.sendall(b"x")


def hold(_connection, stopped):
    stopped.wait(10)


@pytest.mark.parametrize("status", [200, 201, 204, 299])
def test_any_2xx_is_a_delivery(status):
    with Receiver([(status, {}, b"")]) as receiver:
        outcome = send(receiver.port)

    assert (outcome.code, outcome.status) == (OutcomeCode.DELIVERED, status)


def test_what_arrives_is_what_was_sent():
    with Receiver([(200, {}, b"thanks")]) as receiver:
        outcome = send(receiver.port, path="/hooks/credwise?client=a")

    ((path, headers, body),) = receiver.requests
    assert path == "/hooks/credwise?client=a"
    assert body == BODY
    assert headers["Host"] == f"127.0.0.1:{receiver.port}"
    assert headers["webhook-id"] == "rec_1.lms"
    assert headers["Content-Type"] == "application/json"
    assert outcome.answer == b"thanks"
    assert outcome.duration_ms >= 0


@pytest.mark.parametrize("name", ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"])
def test_a_proxy_in_the_environment_is_not_used(monkeypatch, name):
    with Receiver([(200, {}, b"")]) as receiver, port_that_refuses() as nobody:
        monkeypatch.setenv(name, f"http://127.0.0.1:{nobody}")

        assert send(receiver.port).code is OutcomeCode.DELIVERED


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (400, OutcomeCode.HTTP_ERROR),
        (401, OutcomeCode.HTTP_ERROR),
        (404, OutcomeCode.HTTP_ERROR),
        (410, OutcomeCode.GONE),
        (500, OutcomeCode.HTTP_ERROR),
        (503, OutcomeCode.HTTP_ERROR),
    ],
)
def test_an_error_is_told_with_its_status_and_answer(status, code):
    with Receiver([(status, {"Retry-After": "120"}, b"no \xff" + b"z" * 1000)]) as receiver:
        outcome = send(receiver.port)

    assert (outcome.code, outcome.status, outcome.retry_after) == (code, status, "120")
    assert outcome.answer == (b"no \xff" + b"z" * 1000)[:512]
    assert outcome.detail == f"The receiver answered {status}."


@pytest.mark.parametrize(
    "location",
    [
        "http://169.254.169.254/latest/meta-data/",
        "//[::ffff:a9fe:a9fe]/",
        "http://redis:6379/",
        "file:///etc/passwd",
        "",
    ],
)
def test_where_a_redirect_leads_plays_no_part_and_is_told_nobody(location):
    with Receiver([(307, {"Location": location}, b"moved")]) as receiver:
        outcome = send(receiver.port, resolver=unknown)

    assert (outcome.code, outcome.answer) == (OutcomeCode.REDIRECT_REFUSED, b"moved")
    assert outcome.detail == "The receiver answered 307; redirects are not followed."


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(status):
    with Receiver([(200, {}, b"")]) as elsewhere:
        address = f"http://127.0.0.1:{elsewhere.port}/"
        with Receiver([(status, {"Location": address}, b"")]) as receiver:
            outcome = send(receiver.port)

    assert (outcome.code, outcome.status) == (OutcomeCode.REDIRECT_REFUSED, status)
    assert elsewhere.requests == []


def test_the_connection_goes_to_the_address_that_was_checked_and_the_name_is_asked_for_once():
    asked = []

    def resolver(host, port):
        asked.append((host, port))
        return ["127.0.0.1"]

    with Receiver([(200, {}, b"")]) as receiver:
        outcome = send(receiver.port, host="lms.example", resolver=resolver)

    assert outcome.code is OutcomeCode.DELIVERED
    assert asked == [("lms.example", receiver.port)]
    assert receiver.requests[0][1]["Host"] == f"lms.example:{receiver.port}"


def test_the_next_address_of_a_name_is_tried_when_the_first_takes_no_connection():
    with Receiver([(200, {}, b"")]) as receiver:
        outcome = send(receiver.port, host="lms.example", resolver=lambda *_: ["127.0.0.7", "127.0.0.1"])

    assert outcome.code is OutcomeCode.DELIVERED


def test_a_name_that_leads_to_a_private_address_is_refused_and_not_connected_to():
    with Receiver([(200, {}, b"")]) as receiver:
        outcome = send(receiver.port, scheme="https", host="lms.example", allow=(), resolver=lambda *_: ["127.0.0.1"])

    assert outcome.code is OutcomeCode.ADDRESS_REFUSED
    assert receiver.requests == []


@pytest.mark.parametrize(
    "inside", ["169.254.169.254", "10.0.0.7", "::ffff:127.0.0.1", "64:ff9b::a9fe:a9fe", "fe80::1%eth0"]
)
def test_a_name_that_is_bound_anew_leads_where_it_was_checked_or_nowhere(inside):
    answers = [["127.0.0.1"], [inside], ["127.0.0.1"]]
    with Receiver([(200, {}, b"")] * 2) as receiver, port_that_refuses() as closed:
        sender = Sender(allow=LOOPBACK, resolver=lambda *_: answers.pop(0), limits=PATIENT)
        port = receiver.port
        first, second = (sender.send(f"http://lms.example:{port}/", {}, BODY, owner="lms") for _ in range(2))
        # Where nobody was reached the name is asked for anew, and what it says then is checked anew.
        answers.insert(0, ["127.0.0.1"])
        for expected in (OutcomeCode.CONNECT_FAILED, OutcomeCode.ADDRESS_REFUSED):
            assert sender.send(f"http://lms.example:{closed}/", {}, BODY, owner="lms").code is expected
        sender.close()

    assert (first.code, second.code, len(receiver.requests)) == (OutcomeCode.DELIVERED, OutcomeCode.DELIVERED, 2)
    assert answers == [["127.0.0.1"]]


def unknown(*_):
    raise NameNotResolved("The name has no address.")


@pytest.mark.parametrize(
    "resolver",
    [unknown, lambda *_: [], lambda *_: ["10.0.0.7"], lambda *_: ["::1"], lambda *_: ["93.184.216.34", "192.168.0.1"]],
)
@pytest.mark.parametrize("scheme", ["https", "http"])
def test_nobody_learns_from_a_refusal_which_names_lead_inside(resolver, scheme, caplog):
    caplog.set_level(logging.INFO, "credwise.resolving")
    told = send(443, scheme=scheme, host="db.example", resolver=resolver, allow=read_networks(["127.0.0.0/8"]))

    assert told == Outcome(code=OutcomeCode.ADDRESS_REFUSED, detail=NOWHERE, duration_ms=0)
    assert "leads nowhere: " in caplog.text


def test_the_system_resolves_names():
    with Receiver([(200, {}, b"")]) as receiver:
        outcome = send(receiver.port, host="localhost", allow=read_networks(["127.0.0.0/8", "::1/128"]))

    assert outcome.code is OutcomeCode.DELIVERED


def test_a_name_that_the_system_does_not_know_fails_to_resolve():
    outcome = send(443, scheme="https", host="no-such-host.invalid", limits=Limits())

    assert (outcome.code, outcome.detail) == (OutcomeCode.ADDRESS_REFUSED, NOWHERE)


def test_a_closed_port_is_a_failed_connection():
    with port_that_refuses() as port:
        outcome = send(port)

    assert outcome.code is OutcomeCode.CONNECT_FAILED
    assert "refused" in outcome.detail


def test_a_receiver_that_takes_no_connection_is_given_up_in_time():
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        port = full.getsockname()[1]
        waiting = []
        for _ in range(3):  # Fills the queue of connections that nobody accepts.
            client = socket.socket()
            client.setblocking(False)
            client.connect_ex(("127.0.0.1", port))
            waiting.append(client)
        outcome = send(port, limits=QUICK)
        for client in waiting:
            client.close()

    assert (outcome.code, outcome.detail) == (
        OutcomeCode.CONNECT_FAILED,
        "No connection to the receiver: it took too long.",
    )
    assert outcome.duration_ms < at_most(1500)


NEVER_ENDING = {
    "silent": hold,
    "dripping status line": answering(b"HTTP/1.1 200 OK", and_then=drip),
    "dripping headers": answering(b"HTTP/1.1 200 OK\r\nX-Slow: ", and_then=drip),
    "not reading": hold,
}


@pytest.mark.parametrize("manner", NEVER_ENDING)
def test_a_receiver_that_never_answers_in_full_is_cut_off_in_time(manner):
    body = b"x" * 20_000_000 if manner == "not reading" else BODY
    with raw_receiver(NEVER_ENDING[manner]) as port:
        outcome = send(port, body=body, limits=QUICK)

    assert (outcome.code, outcome.status) == (OutcomeCode.TIMED_OUT, None)
    assert outcome.detail == "The receiver did not answer within 1 seconds."
    assert outcome.duration_ms < at_most(2000)


@pytest.mark.parametrize("beginning", [b"", b"Transfer-Encoding: chunked\r\n", b"Content-Length: 100000\r\n"])
def test_a_body_that_drips_for_ever_does_not_undo_the_delivery(beginning):
    talk = answering(b"HTTP/1.1 200 OK\r\n" + beginning + b"\r\n", and_then=drip)
    with raw_receiver(talk) as port:
        outcome = send(port, limits=BRIEF)

    assert outcome.code is OutcomeCode.DELIVERED
    assert outcome.duration_ms < at_most(3000)


@pytest.mark.parametrize(
    ("start", "more"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65536),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b"x" * 65536 + b"\r\n"),
    ],
)
def test_an_endless_body_is_read_to_16_kilobytes_and_counts_as_delivered(start, more):
    sent = []

    def flood(connection, stopped):
        while not stopped.is_set():
            sent.append(connection.send(more))

    with raw_receiver(answering(start, and_then=flood)) as port:
        outcome = send(port)

    assert outcome.code is OutcomeCode.DELIVERED
    assert len(outcome.answer) == 512
    assert outcome.duration_ms < PATIENT.total * 1000 / 2


FLOODS = {
    "endless header": b"x" * 8192,
    "endless headers": b"X-Flood: 1\r\n" * 500,
    "endless continue": b"OK\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 " * 100,
    "endless early hints": b"OK\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 103 " * 100,
}


@pytest.mark.parametrize("kind", FLOODS)
def test_endless_headers_undo_no_status_and_what_never_comes_to_one_is_a_broken_answer(kind):
    has_no_status = kind in {"endless continue", "endless early hints"}
    start = b"HTTP/1.1 100 " if has_no_status else b"HTTP/1.1 200 OK\r\nX: "

    def flood(connection, stopped):
        while not stopped.is_set():
            connection.sendall(FLOODS[kind])

    with raw_receiver(answering(start, and_then=flood)) as port:
        outcome = send(port)

    expected = (OutcomeCode.BROKEN_ANSWER, None) if has_no_status else (OutcomeCode.DELIVERED, 200)
    assert (outcome.code, outcome.status) == expected
    assert outcome.duration_ms < PATIENT.total * 1000 / 2


def test_a_connection_on_which_headers_were_too_long_serves_no_second_webhook():
    talk = answering(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n" + b"X-Flood: 1\r\n" * 3000 + b"\r\n")
    sender = Sender(limits=PATIENT, allow=LOOPBACK)
    with raw_receiver(talk) as port:
        outcomes = [sender.send(f"http://127.0.0.1:{port}/", {}, b"{}", owner="hr:lms") for _ in range(2)]
    sender.close()

    assert [outcome.code for outcome in outcomes] == [OutcomeCode.DELIVERED] * 2


def reset(connection, _stopped):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


@pytest.mark.parametrize(
    "talk",
    [
        answering(b""),
        answering(b"", and_then=reset),
        answering(b"SSH-2.0-OpenSSH_9.2\r\n"),
        answering(b"+PONG\r\n"),
        answering(b"HTTP/1.1 banana\r\n\r\n"),
        answering(b"HTTP/1.1 200"),
        answering(b"HTTP/1.1 200 OK\r\n"),
        answering(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n"),
        answering(b"HTTP/1.1 2\r\n\r\n"),
        answering(b"\x00" * 100),
    ],
)
def test_what_is_no_http_answer_is_broken(talk):
    with raw_receiver(talk) as port:
        outcome = send(port)

    assert (outcome.code, outcome.status) == (OutcomeCode.BROKEN_ANSWER, None)
    assert outcome.detail.startswith("The receiver did not answer in HTTP: ")


@pytest.mark.parametrize("length", [b"Content-Length: -5", b"Content-Length: x", b"Transfer-Encoding: chunked"])
def test_a_broken_body_does_not_undo_the_delivery(length):
    with raw_receiver(answering(b"HTTP/1.1 200 OK\r\n" + length + b"\r\n\r\nzzzz\r\n")) as port:
        outcome = send(port)

    assert outcome.code is OutcomeCode.DELIVERED


def test_hints_before_the_answer_are_not_the_answer_and_the_connection_serves_again():
    early = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"

    def talk(connection, _stopped):
        for _ in range(2):
            read_request(connection)
            connection.sendall(early + b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")

    sender = Sender(allow=LOOPBACK)
    with raw_receiver(talk) as port:
        outcomes = [sender.send(f"http://127.0.0.1:{port}/", {}, BODY, owner="hr:lms") for _ in range(2)]
        sender.close()

    assert [(outcome.status, outcome.answer) for outcome in outcomes] == [(200, b"ok"), (200, b"ok")]


def test_what_a_broken_receiver_said_is_told_shortened_and_escaped():
    with raw_receiver(answering(b"SSH-\x1b[2J\x07" + b"z" * 5000 + b"\r\n")) as port:
        outcome = send(port)

    assert outcome.code is OutcomeCode.BROKEN_ANSWER
    assert outcome.detail.isprintable()
    assert len(outcome.detail) < 300


def test_an_error_that_nobody_expected_is_an_outcome_too():
    def resolver(*_):
        raise RuntimeError("the resolver fell over")

    outcome = send(443, scheme="https", host="lms.example", resolver=resolver)

    assert (outcome.code, outcome.detail) == (OutcomeCode.BROKEN_ANSWER, "The attempt failed (RuntimeError).")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for lms.example that signs itself, as a pair of files."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    folder = tmp_path_factory.mktemp("tls")
    command = [
        *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=lms.example"),
        *("-addext", "subjectAltName=DNS:lms.example", "-keyout", folder / "key.pem", "-out", folder / "cert.pem"),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return folder / "cert.pem", folder / "key.pem"


@pytest.fixture
def server_tls(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context


def send_tls(port, host="lms.example", **options):
    return send(port, scheme="https", host=host, resolver=lambda *_: ["127.0.0.1"], **options)


def test_a_trusted_certificate_for_the_name_is_accepted(certificate, server_tls):
    trusting = ssl.create_default_context(cafile=certificate[0])
    with Receiver([(200, {}, b"")], tls=server_tls) as receiver:
        outcome = send_tls(receiver.port, tls=trusting)

    assert outcome.code is OutcomeCode.DELIVERED
    assert receiver.requests[0][1]["Host"] == f"lms.example:{receiver.port}"


def test_a_certificate_that_nobody_vouches_for_is_refused(server_tls):
    with raw_receiver(answering(b"HTTP/1.1 200 OK\r\n\r\n"), tls=server_tls) as port:
        outcome = send_tls(port)

    assert outcome.code is OutcomeCode.TLS_FAILED
    assert outcome.detail == "No trusted TLS connection: self-signed certificate."


def test_a_certificate_for_another_name_is_refused(certificate, server_tls):
    trusting = ssl.create_default_context(cafile=certificate[0])
    with raw_receiver(answering(b"HTTP/1.1 200 OK\r\n\r\n"), tls=server_tls) as port:
        outcome = send_tls(port, host="other.example", tls=trusting)

    assert outcome.code is OutcomeCode.TLS_FAILED
    assert "other.example" in outcome.detail


def test_a_receiver_that_speaks_no_tls_is_told_as_such():
    with raw_receiver(lambda connection, _: connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")) as port:
        outcome = send_tls(port)

    assert outcome.code is OutcomeCode.TLS_FAILED


def test_a_tls_handshake_that_drips_is_given_up_in_time():
    def drip_handshake(connection, stopped):
        connection.sendall(b"\x16\x03\x03\x40\x00")
        drip(connection, stopped)

    with raw_receiver(drip_handshake) as port:
        outcome = send_tls(port, limits=QUICK)

    assert outcome.code in {OutcomeCode.CONNECT_FAILED, OutcomeCode.TLS_FAILED}
    assert outcome.duration_ms < at_most(1500)


def test_dripping_headers_over_tls_are_cut_off_in_time(certificate, server_tls):
    trusting = ssl.create_default_context(cafile=certificate[0])
    talk = answering(b"HTTP/1.1 200 OK\r\nX-Slow: ", and_then=drip)
    with raw_receiver(talk, tls=server_tls) as port:
        # Half of the time is for the handshake.
        outcome = send_tls(port, tls=trusting, limits=Limits(connect=5.0, total=5.0))

    assert outcome.code is OutcomeCode.TIMED_OUT
    assert outcome.duration_ms < at_most(5000)
