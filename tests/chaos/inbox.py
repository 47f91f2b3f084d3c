"""What arrived? A receiver that verifies with the `standardwebhooks` library, and can be down, slow or rude."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread
from time import monotonic
from typing import Any

from standardwebhooks import Webhook, WebhookVerificationError

ACCEPTED = 204
#: What timestamps may be off by (the library's own tolerance).
TOLERANCE = timedelta(minutes=5)
#: Where receivers listen. The service may send to this address only, so that 127.0.0.1 stands for "inside".
RECEIVERS = "127.0.0.2"


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """One request: when (monotonic seconds), its webhook-id, what was wrong with it, and what it was answered."""

    at: float
    webhook_id: str
    problem: str | None
    digest: str
    data: dict[str, Any]
    status: int

    @property
    def was_taken(self) -> bool:
        """Whether the receiver kept it: verified, and answered as accepted, even if the answer got lost."""
        return self.problem is None and self.status == ACCEPTED


class Inbox:
    """One endpoint's receiver on a port of its own.

    `answer` is asked for the status of each request that verified, while the sender waits. `clock_ahead` says by how
    much the receiver's clock is ahead.
    """

    def __init__(self) -> None:
        self.secret = ""
        self.answer: Callable[[str], int] = lambda _webhook_id: ACCEPTED
        self.clock_ahead: Callable[[], timedelta] = timedelta
        self.arrivals: list[Arrival] = []
        self.most_at_once = 0
        self._now = 0
        self._changed = Condition()
        self._server: ThreadingHTTPServer | None = None
        self.port = 0
        self.up()

    @property
    def address(self) -> str:
        return f"http://{RECEIVERS}:{self.port}/hook"

    def up(self) -> None:
        """Listen, on the same port as before."""
        server = _Server((RECEIVERS, self.port), _handler(self))
        self._server, self.port = server, server.server_address[1]
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()

    def down(self) -> None:
        """Stop listening: connections are refused."""
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def is_down(self) -> bool:
        return self._server is None

    def taken(self) -> list[Arrival]:
        with self._changed:
            return [arrival for arrival in self.arrivals if arrival.was_taken]

    def counts(self) -> Counter[str]:
        """Count how often each webhook-id was taken."""
        return Counter(arrival.webhook_id for arrival in self.taken())

    def wait_for(self, condition: Callable[[], bool], within: float) -> bool:
        """Return whether `condition` came true in time; it is looked at after each arrival."""
        deadline = monotonic() + within
        with self._changed:
            while not condition():
                left = deadline - monotonic()
                if left <= 0:
                    return False
                self._changed.wait(min(left, 0.2))
        return True

    def take(self, headers: dict[str, str], body: bytes) -> int:
        """Verify and remember one request; return what to answer."""
        webhook_id, problem = headers.get("webhook-id", ""), None
        with self._changed:
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
        try:
            self._verify(headers, body)
            data = json.loads(body)["data"]
        except (WebhookVerificationError, ValueError, KeyError) as error:
            problem, data = str(error) or type(error).__name__, {}
        status = self.answer(webhook_id) if problem is None else 401
        arrival = Arrival(
            at=monotonic(),
            webhook_id=webhook_id,
            problem=problem,
            digest=sha256(body).hexdigest(),
            data=data,
            status=status,
        )
        with self._changed:
            self._now -= 1
            self.arrivals.append(arrival)
            self._changed.notify_all()
        return status

    def _verify(self, headers: dict[str, str], body: bytes) -> None:
        webhook, ahead = Webhook(self.secret), self.clock_ahead()
        if not ahead:
            webhook.verify(body, headers, json_parse=False)
            return
        # The library compares with this process's clock, so where the receiver's is moved only its signing is used.
        sent_at = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)
        if abs(sent_at - datetime.now(UTC) - ahead) > TOLERANCE:
            raise WebhookVerificationError("The timestamp is too old or too new.")
        if webhook.sign(headers["webhook-id"], sent_at, body.decode()) not in headers["webhook-signature"].split():
            raise WebhookVerificationError("No signature matches.")


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256
    block_on_close = False

    def handle_error(self, *_: object) -> None:
        """Say nothing: senders that are killed while they are answered are what this is for."""


def _handler(inbox: Inbox) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = 30

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = inbox.take({name.lower(): value for name, value in self.headers.items()}, body)
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    return Handler
