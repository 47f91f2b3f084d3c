"""How is a request that takes long kept from holding up the others? Processes of their own, evaluators, answer it.

Deciding, reading a document or a catalogue and testing rules take a processor for as long as a hundred posted profiles.
A worker hands such a request on as it came, over a socket of this machine, and waits for the answer, which costs
nothing. Where there are no evaluators, as in a test, the view answers itself.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from socket import AF_UNIX, SOCK_STREAM, socket
from typing import Any
from urllib.parse import quote

from flask import Request, Response, g, request

from services.api.bodies.whole_body import whole_body
from services.api.edge.client_turns import out_of_turn
from services.api.edge.places import SharedPlaces, calling_client, crowding
from services.api.edge.turns import Turns
from services.api.ports import settings
from services.api.problems.problem import Problem
from services.api.problems.service_kinds import EVALUATORS_BUSY
from services.reading.resume_files.file_forms import MOST_BYTES

#: Where in a request's WSGI environment the server puts the Evaluators, if there are any.
EVALUATORS = "credwise.evaluators"

#: Seconds to wait for an answer: longer than an evaluator may be at work before it is killed.
ANSWER_WITHIN = 40

#: How many requests of one worker are handed on at once while they come.
MOST_STREAMS = 8

#: Methods of requests with a body.
BODIES = frozenset({"POST", "PUT", "PATCH"})

#: What may stand in a request line beside letters and digits; a percent sign begins what is quoted already.
_AS_IT_IS = "%/?#[]@:!$&'()*+,;=-._~"

#: Headers that concern one connection, and those that this process sets itself.
_NOT_HANDED_ON = frozenset(
    {"connection", "keep-alive", "transfer-encoding", "te", "upgrade", "expect", "content-length"}
)
_NOT_HANDED_BACK = frozenset({"connection", "keep-alive", "transfer-encoding", "date", "server"})

View = Callable[..., Any]

#: A member that holds a document, or an escaped letter (of ASCII) in which its name may be written.
_OF_DOCUMENTS = re.compile(rb'"(?:resume|document)"|\\u00[0-7]')


class Evaluators:
    """The way to them, for at most so many requests at once; further ones are refused.

    They have `at_hand` of each worker at hand; the others wait here, and clients come in turn.

    Requests that are handed on while they come are counted by themselves: a slow one takes no other's place. Of either
    kind no client has more under way than it leaves to others.
    """

    def __init__(self, place: Path, most: int, at_hand: int = 1) -> None:
        self._place = place
        self._turns = Turns(at_hand)
        self._places = SharedPlaces(most)
        self._places_for_streams = SharedPlaces(MOST_STREAMS)

    def answer(self, asked: Request, stream: Iterable[bytes] | None = None) -> Response:
        """Hand the request on and return the answer; raise Problem where too many are, or no evaluator answers.

        A `stream` is handed on piece by piece, so that it may be longer than what is kept of it.
        """
        client = calling_client()
        if stream is not None:
            with _a_place(self._places_for_streams, client):
                return self._handed_on(asked, stream)
        with _a_place(self._places, client):
            body = _body_of(asked)
            with self._turns.turn(client, ANSWER_WITHIN) as has_begun:
                if not has_begun:
                    raise _busy("Nothing was done. Send it again a little later.")
                return self._handed_on(asked, body)

    def _handed_on(self, asked: Request, body: bytes | Iterable[bytes] | None) -> Response:
        connection = _ToASocket(self._place)
        try:
            connection.request(asked.method, _target(asked), body, _handed_on(asked))
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, HTTPException) as error:
            raise _busy("The work was broken off. Send it again a little later.") from error
        finally:
            connection.close()
        headers = [(name, value) for name, value in answer.getheaders() if name.lower() not in _NOT_HANDED_BACK]
        return Response(content, answer.status, headers)


@contextmanager
def _a_place(places: SharedPlaces, client: str) -> Iterator[None]:
    if not places.take(client):
        raise (
            crowding(client)
            if client and places.holds(client)
            else _busy("Nothing was done. Send it again a little later.")
        )
    try:
        yield
    finally:
        places.give_back(client)


def always(_asked: Request) -> bool:
    return True


def carries_documents(asked: Request) -> bool:
    """Say whether a profile may hold a résumé or a credential's document, which are long to read.

    An escape of a letter that names are written in may hide one, so what has such a one is taken to. Escapes
    of others, such as letters with accents, hide nothing.
    """
    if not 0 < (asked.content_length or 0) <= settings().max_body_bytes:
        return False
    raw = asked.get_data()
    return _OF_DOCUMENTS.search(raw) is not None


def set_aside(
    view: View, takes_long: Callable[[Request], bool], streamed: Callable[[Request], Iterable[bytes]] | None = None
) -> View:
    """Have those requests of `view` that take long answered by the evaluators, where there are some.

    With `streamed`, which yields a body and refuses what is wrong with it, they are handed on while they come.
    """

    @wraps(view)
    def answered(*arguments: Any, **named: Any) -> Any:
        evaluators: Evaluators | None = request.environ.get(EVALUATORS)
        if evaluators is not None and streamed is not None:
            with out_of_turn():
                return evaluators.answer(request, streamed(request))
        # A body without a length, or too long for any view, is refused by the view before it is read.
        refused = request.content_length is None if request.method in BODIES else False
        too_long = (request.content_length or 0) > longest_body()
        if evaluators is None or refused or too_long or not takes_long(request):
            return view(*arguments, **named)
        with out_of_turn():
            return evaluators.answer(request)

    return answered


class _ToASocket(HTTPConnection):
    """A connection to a socket with a path."""

    def __init__(self, place: Path) -> None:
        super().__init__("evaluators", timeout=ANSWER_WITHIN)
        self._place = place

    def connect(self) -> None:
        self.sock = socket(AF_UNIX, SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self._place))


def _body_of(asked: Request) -> bytes | None:
    """Return the whole body; the view has its own limit, which is no more than this one."""
    asked.max_content_length = longest_body()
    return whole_body(asked, asked.content_length) if asked.content_length else None


def longest_body() -> int:
    """Return how long the longest body is that any view takes."""
    return max(settings().max_body_bytes, settings().max_catalogue_bytes, settings().max_import_bytes, MOST_BYTES)


def _target(asked: Request) -> str:
    """Return the path and query as they came, so that the evaluator reads the same."""
    return quote(asked.environ.get("RAW_URI") or asked.full_path, safe=_AS_IT_IS, encoding="latin-1")


def _handed_on(asked: Request) -> dict[str, str]:
    headers = {name: value for name, value in asked.headers.items() if name.lower() not in _NOT_HANDED_ON}
    return headers | {"X-Request-Id": g.request_id}


def _busy(detail: str) -> Problem:
    return Problem(EVALUATORS_BUSY, detail, headers={"Retry-After": "1"})
