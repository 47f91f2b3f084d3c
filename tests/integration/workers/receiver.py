"""Receivers to send webhooks to: an honest one that remembers, and raw ones that misbehave."""

import socket
import socketserver
import threading
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from patience import PATIENCE


class Receiver:
    """An HTTP server on loopback. `answers` is a list of (status, headers, body); the last one stays."""

    def __init__(self, answers, tls=None):
        self.requests = []
        self.answers = answers
        self._arrived = threading.Condition()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def take(self, request):
        with self._arrived:
            self.requests.append(request)
            self._arrived.notify_all()
            return self.answers[0] if len(self.answers) == 1 else self.answers.pop(0)

    def wait_for(self, count):
        """Return once `count` requests have arrived."""
        with self._arrived:
            assert self._arrived.wait_for(lambda: len(self.requests) >= count, PATIENCE), "too few webhooks arrived"

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _handler(receiver):
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, headers, answer = receiver.take((self.path, dict(self.headers), body))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_):
            pass

    return Handler


@contextmanager
def raw_receiver(talk, tls=None):
    """Serve each connection by `talk(connection, stopped)`; yields the port. `stopped` is set at the end."""
    stopped = threading.Event()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self):
            # The sender has every right to have had enough of it.
            with suppress(OSError), tls.wrap_socket(self.request, server_side=True) if tls else self.request as stream:
                talk(stream, stopped)

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()


def read_request(connection):
    """Read a whole request, so that what follows is an answer to it; return its body."""
    with connection.makefile("rb") as stream:
        length = 0
        while (line := stream.readline()) not in {b"\r\n", b""}:
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return stream.read(length)


@contextmanager
def port_that_refuses():
    """A port of this machine on which nobody listens; it is held, so nobody else can."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]
