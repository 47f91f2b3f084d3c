"""What does the receiving side of a webhook look like? A small LMS that listens on loopback and verifies.

The signature is checked by the `standardwebhooks` package, not by our own signing code, so that a mistake in the one
does not hide in the other.
"""

import hmac
import json
import queue
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import sleep
from typing import Any

from standardwebhooks import Webhook, WebhookVerificationError

#: A recommendation is some tens of kilobytes; a body beyond this is not one, and is refused unread.
LARGEST_BODY = 4 * 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Received:
    """One webhook that arrived. `problem` says why it was refused and is None where all was well.

    `verified` is False also where no secret was given to verify with; then `event` is shown on trust. `answer` is what
    a test event's challenge asks for.
    """

    webhook_id: str
    verified: bool
    answer: str = ""
    event: dict[str, Any] | None = None
    problem: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, kw_only=True)
class Manner:
    """How requests are answered: with `fail_with` instead of a success, and only after `delay` seconds."""

    fail_with: int | None = None
    delay: float = 0.0


class Receiver:
    """Listens from its creation on; hand `secret` in as soon as it is known. `arrived` holds what came, in order."""

    def __init__(self, port: int = 0, secret: str | None = None, manner: Manner | None = None) -> None:
        self.secret = secret
        self.manner = manner or Manner()
        self.arrived: queue.Queue[Received] = queue.Queue()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), _handler_for(self))

    @property
    def address(self) -> str:
        """The address to register as an endpoint."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/credwise"

    def serve_forever(self) -> None:
        """Answer requests until `close`."""
        self._server.serve_forever(poll_interval=0.1)

    def close(self) -> None:
        """Stop listening; requests under way are finished."""
        self._server.shutdown()
        self._server.server_close()

    def take(self, headers: dict[str, str], body: bytes) -> Received:
        """Verify one request and read its event. Pure but for the clock that verification compares timestamps with."""
        return replace(self._judge(headers, body), headers=headers, body=body)

    def _judge(self, headers: dict[str, str], body: bytes) -> Received:
        webhook_id = headers.get("webhook-id", "")
        try:
            if self.secret is not None:
                Webhook(self.secret).verify(body, headers, json_parse=False)
            event = json.loads(body)
        except (WebhookVerificationError, ValueError) as error:
            return Received(webhook_id=webhook_id, verified=False, problem=str(error) or type(error).__name__)
        if not isinstance(event, dict):
            return Received(webhook_id=webhook_id, verified=False, problem="the body is JSON, but not an object")
        answer = _answer_to(event, self.secret) if self.secret is not None else ""
        return Received(webhook_id=webhook_id, verified=self.secret is not None, answer=answer, event=event)


def _answer_to(event: Mapping[str, Any], secret: str) -> str:
    """Return the answer to a test event's challenge, which proves that this address is its endpoint's; else nothing."""
    data = event.get("data")
    challenge = data.get("challenge") if isinstance(data, dict) else None
    if event.get("type") != "endpoint.test" or not isinstance(challenge, str):
        return ""
    key = b64decode(secret.removeprefix("whsec_"))
    return b64encode(hmac.digest(key, challenge.encode(), "sha256")).decode("ascii")


@contextmanager
def listening(port: int = 0, secret: str | None = None, manner: Manner | None = None) -> Iterator[Receiver]:
    """Run a receiver on a thread of its own; port 0 takes a free one. Raise OSError where the port is taken."""
    receiver = Receiver(port, secret, manner)
    thread = Thread(target=receiver.serve_forever, name="receiver", daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        receiver.close()
        thread.join()


def _handler_for(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = 10

        def do_POST(self) -> None:
            length = self.headers.get("Content-Length", "")
            if not length.isdecimal() or int(length) > LARGEST_BODY:
                self.close_connection = True
                self._answer(413)
                return
            headers = {name.lower(): value for name, value in self.headers.items()}
            received = receiver.take(headers, self.rfile.read(int(length)))
            receiver.arrived.put(received)
            sleep(receiver.manner.delay)
            usual = 401 if received.problem is not None else 200 if received.answer else 204
            self._answer(receiver.manner.fail_with or usual, received.answer)

        def _answer(self, status: int, text: str = "") -> None:
            body = text.encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
            """Say nothing on the terminal: what arrived is printed by whoever listens."""

    return Handler
