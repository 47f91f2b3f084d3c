"""How does a worker of gunicorn serve? Each connection is a greenlet, so that those that wait cost nothing.

A worker is one of two kinds. Most serve the API's ports, and hand on what takes long. Evaluators, which yield the
processor to the others, serve only what is handed on, one request at a time. Whatever a connection sends, or does not
send, it has seconds for: then it is told so in a problem document.
"""

import os
import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary, WeakSet

import gevent
from gevent.server import StreamServer
from gevent.socket import socket as GreenSocket  # noqa: N812 - it is a class
from gunicorn.http import errors  # type: ignore[import-untyped]
from gunicorn.util import close_graceful  # type: ignore[import-untyped]
from gunicorn.workers.base_async import AsyncWorker  # type: ignore[import-untyped]
from gunicorn.workers.ggevent import GeventWorker  # type: ignore[import-untyped]
from werkzeug.wsgi import ClosingIterator

from services.api.edge.client_turns import READS_AT_ONCE, TURN, WRITES_AT_ONCE, ClientTurns, Turn
from services.api.edge.edge_log import HEALTH_ONLY
from services.api.edge.places import SEAT
from services.api.edge.set_aside import EVALUATORS, Evaluators
from services.api.imports.reading_on import read_on
from services.api.problems.service_kinds import OUR_MISTAKE
from services.api.server.refusals import RepeatedHeader, as_bytes, lacks_host, repeated_header, why_refused
from services.api.server.room import Room, Seat
from services.log_text import describe_error

#: Seconds that a server which stops leaves to requests that are on their way to it.
LAST_REQUESTS = 0.5

#: Bytes of a long body that have to arrive in a second.
SLOWEST = 64 * 1024

#: How much evaluators yield to other processes of the machine; 19 is the most.
YIELDING = 10

T = TypeVar("T")

#: Connections that are taken before other work goes on. With one, as gunicorn has it, whoever comes behind hundreds
#: waits for as many pieces of that work; with many, others wait for those who open them over and over.
TAKEN_AT_ONCE = 4

#: Seconds between two answers without a key: a hundred a second go out.
STRANGERS_EVERY = 0.01

#: Seconds that such an answer is held at most.
HELD_AT_MOST = 2.0


def in_a_thread(work: Callable[[], T], meanwhile: Callable[[], None]) -> T:
    """Do work that never waits in a thread of the system's, and call `meanwhile` each second until it is done.

    The greenlets of this one share the interpreter with it, so that requests are answered and signs of life given.
    """
    found = gevent.get_hub().threadpool.spawn(work)
    while not found.ready():
        found.wait(timeout=1)
        meanwhile()
    return cast("T", found.get())


class ApiWorker(GeventWorker):  # type: ignore[misc] # gunicorn has no types
    """See above. `takes_on` is called once, between fork and start."""

    #: Seconds in which the head of a connection's first request must have arrived, however it comes.
    head_within: float = 10

    #: Seconds in which a body must have arrived, however it comes.
    body_within: float = 30

    #: Seconds in which a client must have taken an answer.
    answer_within: float = 30

    sockets: list[Any]
    wsgi: Callable[..., Iterable[bytes]]

    def takes_on(
        self, *, evaluates: bool, evaluators: Path, most_with_them: int, at_hand: int, health_port: int
    ) -> None:
        """Say which kind of worker this is to be, and where the evaluators are, which have so many `at_hand`."""
        self._evaluates = evaluates
        self._evaluators = None if evaluates else Evaluators(evaluators, most_with_them, at_hand)
        self._health_port = str(health_port)
        # By the greenlet of their connection: those that had a request, and those that wait for one.
        self._served: WeakSet[Any] = WeakSet()
        self._waiting: WeakSet[Any] = WeakSet()
        self._seats: WeakKeyDictionary[Any, Seat] = WeakKeyDictionary()
        self._rooms: dict[Any, Room] = {}
        self._next_stranger = 0.0
        self._reads, self._writes = ClientTurns(READS_AT_ONCE), ClientTurns(WRITES_AT_ONCE)

    def patch(self) -> None:
        """Keep the sockets that this kind of worker serves; all else is patched since the start (__main__.py)."""
        own = [each for each in self.sockets if (each.FAMILY == socket.AF_UNIX) is self._evaluates]
        for other in set(self.sockets) - set(own):
            other.sock.close()
        self.sockets = [GreenSocket(each.FAMILY, socket.SOCK_STREAM, fileno=each.sock.detach()) for each in own]

    def init_process(self) -> None:
        if self._evaluates:
            os.nice(YIELDING)
            # Whoever handed the request on writes of it.
            self.cfg.set("accesslog", None)
        super().init_process()

    def server_class(self, listener: Any, *, spawn: Any, **_: Any) -> StreamServer:
        """Return what listens on a port; gunicorn asks for it with all that another kind of server would need."""
        server = StreamServer(listener, handle=partial(self.handle, listener), spawn=spawn)
        server.max_accept = TAKEN_AT_ONCE
        return server

    def load_wsgi(self) -> None:
        super().load_wsgi()
        if self._evaluates:
            gevent.spawn(read_on, self.wsgi, in_a_thread)
        self.wsgi = partial(self._answer, self.wsgi)

    @contextmanager
    def timeout_ctx(self) -> Iterator[None]:
        """Limit the time until a request's head has arrived. gunicorn waits for it within this."""
        connection = gevent.getcurrent()
        self._waiting.add(connection)
        try:
            with gevent.Timeout(self.cfg.keepalive if connection in self._served else self.head_within):
                yield
        finally:
            self._waiting.discard(connection)

    def handle_exit(self, sig: int, frame: Any) -> None:
        super().handle_exit(sig, frame)
        gevent.spawn_later(LAST_REQUESTS, self._hang_up)

    def _hang_up(self) -> None:
        """Close the connections that no request came on: whoever stops the server need not wait for them."""
        gevent.killall(list(self._waiting), block=False)

    def handle(self, listener: Any, client: Any, addr: Any) -> None:
        client.settimeout(self.answer_within)
        room = self._rooms.setdefault(listener, Room(self.worker_connections))
        with room.seat_for(client) as seat:
            self._seats[gevent.getcurrent()] = seat
            AsyncWorker.handle(self, listener, client, addr)

    def handle_request(self, listener_name: Any, req: Any, sock: Any, addr: Any) -> None:
        self._served.add(gevent.getcurrent())
        if (name := repeated_header(req.headers)) is not None:
            raise RepeatedHeader(name)
        if lacks_host(req.version, req.headers):
            raise errors.InvalidHeader("HOST")
        try:
            super().handle_request(listener_name, req, sock, addr)
        except TimeoutError:
            # The client does not take its answer: AsyncWorker closes the connection without a word.
            raise StopIteration from None
        if self._seats[gevent.getcurrent()].has_given_way:
            # What it sent ahead would be looked at one request after another.
            raise StopIteration

    def handle_error(self, _req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """Answer what gunicorn cannot read, or was not sent in time. Nothing of it is quoted."""
        is_idle = isinstance(exc, gevent.Timeout) and gevent.getcurrent() in self._served
        if is_idle or isinstance(exc, gevent.GreenletExit):
            return
        problem = why_refused(exc)
        if problem.kind is not OUR_MISTAKE:
            self.log.warning("Invalid request from ip=%s: %s", addr[0] if addr else "", problem.kind.slug)
        else:
            self.log.error("Error handling request %s", describe_error(exc))
        try:
            client.sendall(as_bytes(problem))
        except OSError:
            return
        # What was not read would have the connection reset before the client has seen why.
        close_graceful(client)

    def _answer(
        self, application: Callable[..., Iterable[bytes]], environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        turn = Turn(self._reads if environ["REQUEST_METHOD"] in {"GET", "HEAD"} else self._writes)
        environ["wsgi.input"] = PatientBody(environ["wsgi.input"], self.body_within, turn)
        if self._evaluators is not None:
            environ[EVALUATORS] = self._evaluators
            environ[TURN] = turn
        if environ["SERVER_PORT"] == self._health_port:
            environ[HEALTH_ONLY] = True
        seat = self._seats.get(gevent.getcurrent())
        if seat is not None:
            environ[SEAT] = seat
        try:
            answer = application(environ, start_response)
            return answer if seat is None else ClosingIterator(answer, seat.leave)
        finally:
            if not turn.end() and seat is not None and TURN in environ and HEALTH_ONLY not in environ:
                self._hold_stranger(seat)

    def _hold_stranger(self, seat: Seat) -> None:
        """Hold an answer to whoever showed no key: those who ask in loops come one after another."""
        now = monotonic()
        self._next_stranger = min(max(now, self._next_stranger) + STRANGERS_EVERY, now + HELD_AT_MOST)
        seat.wait(self._next_stranger - now)


class PatientBody:
    """A request's body, which must have arrived `within` seconds of its first reading: else TimeoutError.

    A long one has a second more for each SLOWEST bytes that did.
    """

    def __init__(self, body: Any, within: float, turn: Turn) -> None:
        self._body = body
        self._turn = turn
        self._within = within
        self._until: float | None = None
        self._read = 0

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes, all without it."""
        self._until = self._until or monotonic() + self._within
        left = self._until + self._read // SLOWEST - monotonic()
        with self._turn.left(), gevent.Timeout(max(0.001, left), TimeoutError("the body is too slow")):
            read = self._framed(size)
        self._read += len(read)
        return read

    def _framed(self, size: int) -> bytes:
        try:
            read: bytes = self._body.read(size) if size >= 0 else self._body.read()
        except errors.ParseException as error:
            raise ConnectionError("the body is not in chunks as its header says") from error
        return read
