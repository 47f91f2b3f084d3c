"""What happens when a webhook is sent to an address that a client chose? One attempt, bounded in time and size.

The receiver is not trusted: it may be slow, endless, broken, or a name that leads into our own network. So the
connection goes to an address that was checked, and stays with its endpoint; nothing is retried or redirected here; and
a watchdog cuts the connection when the time is over, whatever is being waited for.
"""

import logging
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from http import HTTPStatus
from http.client import HTTPException
from time import monotonic

from urllib3.connection import HTTPConnection
from urllib3.exceptions import HTTPError

from services.log_text import in_one_line
from services.webhook_address import AddressRefused, Networks, Resolver, Target, check_url
from workers.webhook.network.addresses import system_resolver
from workers.webhook.network.connections import Connections
from workers.webhook.network.egress import Proxy, connect_directly, connect_through
from workers.webhook.network.resolving import MOST_NAMES, CheckedAddresses
from workers.webhook.network.watchdog import Watchdogs
from workers.webhook.outcome import Outcome, OutcomeCode
from workers.webhook.receiver.answer import Answer, NoAnswer, ShortAnswer, read_answer

log = logging.getLogger("credwise.sending")

#: Characters of an error's own words that are told on: they may quote what the receiver sent.
MOST_QUOTED = 200

#: Seconds that a socket always gets; zero would mean "do not wait at all".
SHORTEST_WAIT = 0.1

#: How a connection ends that the receiver closed while it was kept.
_STALE = (NoAnswer, ConnectionResetError, BrokenPipeError, ssl.SSLEOFError, ssl.SSLZeroReturnError)


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Seconds an attempt may take: to connect (per address, and again for TLS), and from first to last in all.

    Workers stop within a grace period longer than `total`, and a lease is longer, so an attempt always ends first.
    """

    connect: float = 3.0
    total: float = 15.0


class Sender:
    """Sends webhooks. One per process; threads may share it."""

    def __init__(
        self,
        *,
        allow: Networks = (),
        resolver: Resolver = system_resolver,
        tls: ssl.SSLContext | None = None,
        limits: Limits | None = None,
        proxy: Proxy | None = None,
    ) -> None:
        """Trust the system's certificate authorities unless `tls` says otherwise; reach `allow` beside the public.

        https goes through `proxy` where there is one; http, which only allowed networks are sent, never does.
        """
        self._target_of = lru_cache(MOST_NAMES)(partial(check_url, allow=allow))
        self._checked = CheckedAddresses(resolver, allow)
        self._connections = Connections()
        self._watchdogs = Watchdogs()
        self._tls = tls or ssl.create_default_context()
        self._limits = limits or Limits()
        self._proxy = proxy

    def send(self, address: str, headers: Mapping[str, str], body: bytes, *, owner: str | None = None) -> Outcome:
        """POST `body` to `address` once and return what came of it; nothing a receiver does raises.

        With an `owner` (the endpoint) the connection is kept for its next webhook.
        """
        started = monotonic()
        request = _Request(headers=headers, body=body, owner=owner, started=started)
        try:
            target = self._target_of(address)
            outcome = self._over_kept(target, request) or self._over_new(target, request)
        except AddressRefused as error:
            # How long it took would tell whether the name is known.
            return _failed(OutcomeCode.ADDRESS_REFUSED, error.detail)
        except ssl.SSLError as error:
            outcome = _failed(OutcomeCode.TLS_FAILED, f"No trusted TLS connection: {_tls_reason(error)}.")
        except (OSError, HTTPError) as error:
            outcome = _failed(OutcomeCode.CONNECT_FAILED, f"No connection to the receiver: {_reason(error)}.")
        except Exception as error:
            # Nothing is known to lead here. An attempt without an outcome would be made again and again until the
            # webhook counts as poison, so it has one all the same.
            log.exception("an attempt failed in a way that nobody expected")
            outcome = _failed(OutcomeCode.BROKEN_ANSWER, f"The attempt failed ({type(error).__name__}).")
        return replace(outcome, duration_ms=round((monotonic() - started) * 1000))

    def close(self) -> None:
        """Close the connections that were kept; what is sent afterwards goes over new ones."""
        self._connections.close()

    def _over_kept(self, target: Target, request: "_Request") -> Outcome | None:
        """Send over a connection that was kept; None where there is none, or it turned out to have been closed."""
        kept = self._connections.take(request.owner, target) if request.owner else None
        if kept is None:
            return None
        try:
            return self._exchange(kept.connection, target, request, kept.checked_at)
        except _Stale:
            # Not one byte of an answer came, so this is no second attempt but the first one, over a connection that
            # is open. Should the receiver have taken the webhook all the same, it knows its id.
            return None

    def _over_new(self, target: Target, request: "_Request") -> Outcome:
        def left() -> float:
            # Half of what is left, because the TLS handshake has the same time again.
            return max(SHORTEST_WAIT, min(self._limits.connect, self._left(request) / 2))

        if self._proxy is not None and target.scheme == "https":
            connection, checked_at = connect_through(self._proxy, target, self._checked, self._tls, left)
        else:
            connection, checked_at = connect_directly(target, self._checked, self._tls, left)
        return self._exchange(connection, target, request, checked_at, is_new=True)

    def _exchange(
        self,
        connection: HTTPConnection,
        target: Target,
        request: "_Request",
        checked_at: float,
        *,
        is_new: bool = False,
    ) -> Outcome:
        connection.response_class = ShortAnswer
        connection.timeout = seconds = max(SHORTEST_WAIT, self._left(request))
        is_open = False
        try:
            with self._watchdogs.on(connection.sock, seconds) as watchdog:
                try:
                    answer = _post(connection, target, request)
                except (OSError, HTTPError, HTTPException, ValueError) as error:
                    if watchdog.has_cut or isinstance(error, TimeoutError):
                        detail = f"The receiver did not answer within {self._limits.total:g} seconds."
                        return _failed(OutcomeCode.TIMED_OUT, detail)
                    if not is_new and isinstance(error, _STALE):
                        raise _Stale from error
                    return _failed(OutcomeCode.BROKEN_ANSWER, f"The receiver did not answer in HTTP: {_reason(error)}.")
            # The standard library drops the socket where the receiver said that it closes the connection.
            is_open = answer.is_whole and connection.sock is not None and not watchdog.has_cut
        finally:
            if request.owner and is_open:
                self._connections.keep(request.owner, target, connection, checked_at)
            else:
                connection.close()
        return _judge(answer)

    def _left(self, request: "_Request") -> float:
        return self._limits.total - (monotonic() - request.started)


@dataclass(frozen=True, kw_only=True)
class _Request:
    headers: Mapping[str, str]
    body: bytes
    owner: str | None
    started: float


class _Stale(Exception):
    """A kept connection had been closed by the receiver. Connect anew."""


def _post(connection: HTTPConnection, target: Target, request: _Request) -> Answer:
    every_header = {
        **request.headers,
        "Host": target.authority,
        "Content-Type": "application/json",
        "User-Agent": "Credwise",
        "Accept-Encoding": "identity",
        **({} if request.owner else {"Connection": "close"}),
    }
    # A receiver that has read enough may answer and close before the body is through; what it said still counts.
    with suppress(BrokenPipeError):
        connection.request(
            "POST", target.path, body=request.body, headers=every_header, preload_content=False, decode_content=False
        )
    return read_answer(connection.getresponse())


def _judge(answer: Answer) -> Outcome:
    status = answer.status
    said = f"The receiver answered {status}."
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        code = OutcomeCode.DELIVERED
    elif HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        code, said = OutcomeCode.REDIRECT_REFUSED, f"The receiver answered {status}; redirects are not followed."
    elif status == HTTPStatus.GONE:
        code = OutcomeCode.GONE
    else:
        code = OutcomeCode.HTTP_ERROR
    return Outcome(
        code=code,
        detail=said,
        duration_ms=0,
        status=status,
        answer=answer.beginning,
        retry_after=answer.retry_after,
        date=answer.date,
    )


def _failed(code: OutcomeCode, detail: str) -> Outcome:
    return Outcome(code=code, detail=detail, duration_ms=0)


def _tls_reason(error: ssl.SSLError) -> str:
    return getattr(error, "verify_message", "") or (error.reason or "the handshake failed").replace("_", " ").lower()


def _reason(error: Exception) -> str:
    """Return what went wrong in a few words, without the object addresses that urllib3 puts into its messages.

    What it quotes of the receiver is shortened, and escaped for whoever reads it on a terminal.
    """
    cause = error.__cause__ if isinstance(error, HTTPError) and error.__cause__ is not None else error
    if isinstance(cause, TimeoutError):
        return "it took too long"
    words = getattr(cause, "strerror", None) or str(cause) or type(cause).__name__
    return in_one_line(words[:MOST_QUOTED])
