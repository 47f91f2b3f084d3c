"""What happens when a receiver is down for a day, slow, endless, rude, or leads somewhere it should not?"""

import shutil
import socket
import socketserver
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import timedelta
from pathlib import Path

from tests.builders.delivery_ids import delivery_id
from tests.chaos.inbox import RECEIVERS, Inbox
from tests.chaos.trial import Trial, row

#: How far Redis's clock is moved at once while the receiver is down.
STEP = timedelta(hours=1)
DAY = timedelta(hours=24)
#: At most so many webhooks are under way to one endpoint at once.
IN_FLIGHT = 4
#: A name that leads to loopback's first address, which webhooks may not reach here.
NAME_INSIDE = "localhost"


@row(
    "a receiver down for a day (Redis's clock is moved through 24 hours; all else is real)",
    "the breaker opens, other endpoints are unaffected, the backlog is paced when it returns",
    own_place=True,
)
def receiver_down_for_a_day(trial: Trial) -> None:
    other = Inbox()
    trial.hr.register("other", other)
    # The receivers' clocks go with Redis's, which is the one that timestamps are signed by.
    for inbox in (trial.inbox, other):
        inbox.clock_ahead = lambda: trial.place.redis.ahead
    trial.inbox.down()
    trial.hr.post_many(trial.amount)
    trial.until(lambda: len(other.counts()) == trial.amount, 15, "every webhook at the other endpoint")
    attempts = _live_through_a_day(trial)
    trial.expect(trial.count("breaker.opened"), "the breaker never opened")
    trial.expect(not trial.place.snapshot().queues["deliver"].dead, "deliveries were given up within a day")
    trial.inbox.answer = lambda _webhook_id: time.sleep(0.05) or 204
    trial.inbox.up()
    trial.fault_ends()
    # The longest the breaker and the schedule may wait: the clock goes on in steps until nothing is owed.
    for _ in range(100):
        if len(trial.inbox.counts()) == trial.amount:
            break
        _let_pass(trial, STEP)
    most = trial.inbox.most_at_once
    trial.expect(most <= IN_FLIGHT, f"{most} webhooks were sent at once to the receiver that came back")
    trial.note(
        f"{attempts} attempts in the day for {trial.amount} webhooks, breaker opened "
        f"{trial.count('breaker.opened')} times; at most {most} at once afterwards"
    )
    other.down()


def _live_through_a_day(trial: Trial) -> int:
    before = trial.count("deliver.retried")
    for _ in range(DAY // STEP):
        _let_pass(trial, STEP)
    return trial.count("deliver.retried") - before


def _let_pass(trial: Trial, step: timedelta) -> None:
    """Move the clock while nobody works, then wait until what has become due was tried."""
    trial.until(lambda: not trial.place.snapshot().queues["deliver"].running, 10, "an end of the attempts")
    trial.place.redis.advance(step)
    # The dispatcher looks every quarter of a second; an attempt that is refused takes milliseconds.
    time.sleep(0.6)


@row(
    "receivers that are slow, endless, broken, gone (410), redirect, have bad TLS, or a name that leads inside",
    "each bounded, refused and logged; the endpoint beside them unaffected",
)
def hostile_receivers(trial: Trial) -> None:
    hit = threading.Event()
    with ExitStack() as stack:
        trap = stack.enter_context(_talking(lambda _stream: hit.set(), host="127.0.0.1"))
        expected = {}
        for name, talk, outcome in (
            ("slow", _drip, "timed_out"),
            ("silent", _listen_only, "timed_out"),
            ("endless-head", _endless_head, "delivered"),
            ("endless-body", _endless_body, "delivered"),
            ("nonsense", lambda stream: stream.sendall(b"\x00\xff no http\r\n\r\n"), "broken_answer"),
            ("hangs-up", lambda _stream: None, "broken_answer"),
            ("gone", _says(b"410 Gone"), "gone"),
            ("redirect", _says(b"302 Found\r\nLocation: http://127.0.0.1:%d/inside" % trap), "redirect_refused"),
            ("moved", _says(b"308 Permanent Redirect\r\nLocation: http://169.254.169.254/"), "redirect_refused"),
            ("error", _says(b"500 Oh"), "http_error"),
        ):
            port = stack.enter_context(_talking(talk))
            trial.hr.register(name, Inbox(), f"http://{RECEIVERS}:{port}/")
            expected[name] = outcome
        if certificate := _self_signed(trial.place.folder):
            port = stack.enter_context(_talking(_drip, certificate))
            trial.hr.register("self-signed", Inbox(), f"https://{RECEIVERS}:{port}/")
            expected["self-signed"] = "tls_failed"
        port = stack.enter_context(_talking(_drip))
        trial.hr.register("no-tls", Inbox(), f"https://{RECEIVERS}:{port}/")
        expected["no-tls"] = "tls_failed"
        trial.hr.register("inside", Inbox(), f"https://{NAME_INSIDE}:{trap}/")
        expected["inside"] = "address_refused"
        began = time.monotonic()
        (job_id,) = trial.hr.post_many(1)
        trial.until(lambda: delivery_id(job_id) in trial.inbox.counts(), 20, "the good endpoint's webhook")
        good = time.monotonic() - began
        trial.until(lambda: expected.keys() <= _outcomes(trial, job_id).keys(), 30, "an attempt at every endpoint")
        seen = _outcomes(trial, job_id)
        wrong = {
            name: seen.get(name, ("nothing", 0)) for name in expected if seen.get(name, ("",))[0] != expected[name]
        }
        trial.expect(not wrong, f"logged otherwise than expected: {wrong}")
        longest = max((milliseconds for _, milliseconds in seen.values()), default=0)
        trial.expect_within(longest / 1000, 16, "an attempt")
        trial.expect(not hit.is_set(), "a redirect was followed")
        state = trial.hr.request("GET", "/v1/endpoints/gone").document.get("state")
        trial.expect(state == "disabled", f"the endpoint that answered 410 is {state}")
        refused = trial.hr.register("private", Inbox(), "https://10.0.0.1/")
        trial.expect(refused.status == 422, f"a private address was answered {refused.status}")
        trial.note(f"{len(expected)} receivers; good one after {good:.1f} s; longest attempt {longest / 1000:.1f} s")
        # Their retries would come for days: none of them is of interest any more.
        for name in expected:
            trial.place.disable(trial.hr.name, name)
    trial.fault_ends()


def _outcomes(trial: Trial, job_id: str) -> dict[str, tuple[str, int]]:
    deliveries = trial.hr.look(job_id).get("deliveries", [])
    return {
        one["endpoint"]: (one["attempts"][0]["outcome"], one["attempts"][0]["duration_ms"])
        for one in deliveries
        if one["attempts"]
    }


def _says(status: bytes) -> Callable[[socket.socket], None]:
    def talk(stream: socket.socket) -> None:
        stream.recv(65536)
        stream.sendall(b"HTTP/1.1 " + status + b"\r\nContent-Length: 0\r\n\r\n")

    return talk


def _listen_only(stream: socket.socket) -> None:
    while stream.recv(65536):
        pass


def _drip(stream: socket.socket) -> None:
    for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"z" * 10000:
        stream.sendall(bytes([byte]))
        time.sleep(0.2)


def _endless_head(stream: socket.socket) -> None:
    stream.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        stream.sendall(b"X-More: " + b"y" * 4096 + b"\r\n")


def _endless_body(stream: socket.socket) -> None:
    stream.recv(65536)
    stream.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        stream.sendall(b"1000\r\n" + b"x" * 4096 + b"\r\n")


@contextmanager
def _talking(
    talk: Callable[[socket.socket], None], tls: ssl.SSLContext | None = None, host: str = RECEIVERS
) -> Iterator[int]:
    """Serve each connection by `talk`; yield the port."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):
                stream = tls.wrap_socket(self.request, server_side=True) if tls else self.request
                talk(stream)

    server = socketserver.ThreadingTCPServer((host, 0), Handler)
    server.daemon_threads, server.block_on_close = True, False
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


def _self_signed(folder: Path) -> ssl.SSLContext | None:
    """Make a certificate that nobody trusts; None where there is no openssl to make it with."""
    if shutil.which("openssl") is None:
        return None
    both = folder / "self-signed.pem"
    subject = ["-subj", f"/CN={RECEIVERS}", "-addext", f"subjectAltName=IP:{RECEIVERS}"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject]
    subprocess.run([*command, "-keyout", both, "-out", f"{both}.crt"], check=True, capture_output=True, timeout=30)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{both}.crt", both)
    return context
