"""What happens when a webhook is sent to an address that a client chose? One attempt, bounded in time and size.

The receiver is not trusted: it may be slow, endless, broken, or a name that leads into our own network. So the name is
resolved once and the connection goes to the address that was checked; nothing is retried, redirected or proxied here;
and a watchdog cuts the connection when the time is over, whatever is being waited for.
"""

import ssl
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from http import HTTPStatus
from http.client import HTTPException
from time import monotonic

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from services.webhook_address import AddressRefused, IPAddress, Networks, Resolver, Target, check_url, resolve
from workers.webhook.addresses import NameNotResolved, system_resolver
from workers.webhook.answer import Answer, ShortAnswer, read_answer
from workers.webhook.outcome import Outcome, OutcomeCode
from workers.webhook.watchdog import Watchdog

#: A name may have several addresses (IPv6 and IPv4); so many are tried while there is time to connect.
ADDRESSES_TRIED = 3
#: Seconds that a socket always gets; zero would mean "do not wait at all".
SHORTEST_WAIT = 0.1


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Seconds an attempt may take: to connect (per address, and again for TLS), and from first to last in all.

    Workers stop within a grace period longer than `total`, and a lease is longer, so an attempt always ends first.
    """

    connect: float = 3.0
    total: float = 15.0


class Sender:
    """Sends webhooks. One per process; it keeps no connections, and threads may share it."""

    def __init__(
        self,
        *,
        allow: Networks = (),
        resolver: Resolver = system_resolver,
        tls: ssl.SSLContext | None = None,
        limits: Limits | None = None,
    ) -> None:
        """Trust the system's certificate authorities unless `tls` says otherwise; reach `allow` beside the public."""
        self._allow = allow
        self._resolver = resolver
        self._tls = tls or ssl.create_default_context()
        self._limits = limits or Limits()

    def send(self, address: str, headers: Mapping[str, str], body: bytes) -> Outcome:
        """POST `body` to `address` once and return what came of it; nothing a receiver does raises."""
        started = monotonic()
        try:
            target = check_url(address, self._allow)
            addresses = resolve(target, self._resolver, self._allow)
            connection = self._connect(target, addresses, started)
        except AddressRefused as error:
            outcome = _failed(OutcomeCode.ADDRESS_REFUSED, error.detail)
        except NameNotResolved as error:
            outcome = _failed(OutcomeCode.DNS_FAILED, str(error))
        except ssl.SSLError as error:
            outcome = _failed(OutcomeCode.TLS_FAILED, f"No trusted TLS connection: {_tls_reason(error)}.")
        except (OSError, HTTPError) as error:
            outcome = _failed(OutcomeCode.CONNECT_FAILED, f"No connection to the receiver: {_reason(error)}.")
        else:
            with closing(connection):
                outcome = self._exchange(connection, target, headers, body, started)
        return replace(outcome, duration_ms=round((monotonic() - started) * 1000))

    def _connect(self, target: Target, addresses: tuple[IPAddress, ...], started: float) -> HTTPConnection:
        """Connect to the first of the checked addresses that accepts; raise what the last one that was tried did."""
        tried = addresses[:ADDRESSES_TRIED]
        for place, address in enumerate(tried, start=1):
            # Half of what is left, because the TLS handshake has the same time again.
            seconds = max(SHORTEST_WAIT, min(self._limits.connect, self._left(started) / 2))
            connection = self._connection(target, address, seconds)
            try:
                connection.connect()
            except (OSError, HTTPError) as error:
                connection.close()
                if place == len(tried) or isinstance(error, ssl.SSLError) or self._left(started) <= 0:
                    raise
            else:
                return connection
        raise NameNotResolved(f"The name {target.host} has no address.")

    def _connection(self, target: Target, address: IPAddress, seconds: float) -> HTTPConnection:
        if target.scheme == "http":
            return HTTPConnection(str(address), target.port, timeout=seconds)
        # The certificate has to be for the name (or address) that the client gave, not for what it resolved to.
        return HTTPSConnection(
            str(address), target.port, timeout=seconds, ssl_context=self._tls, server_hostname=target.host
        )

    def _exchange(
        self, connection: HTTPConnection, target: Target, headers: Mapping[str, str], body: bytes, started: float
    ) -> Outcome:
        connection.response_class = ShortAnswer
        connection.timeout = seconds = max(SHORTEST_WAIT, self._left(started))
        with Watchdog(connection.sock, seconds) as watchdog:
            try:
                answer = _post(connection, target, headers, body)
            except (OSError, HTTPError, HTTPException, ValueError) as error:
                if watchdog.has_cut or isinstance(error, TimeoutError):
                    detail = f"The receiver did not answer within {self._limits.total:g} seconds."
                    return _failed(OutcomeCode.TIMED_OUT, detail)
                return _failed(OutcomeCode.BROKEN_ANSWER, f"The receiver did not answer in HTTP: {_reason(error)}.")
        return _judge(answer)

    def _left(self, started: float) -> float:
        return self._limits.total - (monotonic() - started)


def _post(connection: HTTPConnection, target: Target, headers: Mapping[str, str], body: bytes) -> Answer:
    every_header = {
        **headers,
        "Host": target.authority,
        "Content-Type": "application/json",
        "User-Agent": "Credwise",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    # A receiver that has read enough may answer and close before the body is through; what it said still counts.
    with suppress(BrokenPipeError):
        connection.request(
            "POST", target.path, body=body, headers=every_header, preload_content=False, decode_content=False
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
        code=code, detail=said, duration_ms=0, status=status, answer=answer.beginning, retry_after=answer.retry_after
    )


def _failed(code: OutcomeCode, detail: str) -> Outcome:
    return Outcome(code=code, detail=detail, duration_ms=0)


def _tls_reason(error: ssl.SSLError) -> str:
    return getattr(error, "verify_message", "") or (error.reason or "the handshake failed").replace("_", " ").lower()


def _reason(error: Exception) -> str:
    """Return what went wrong in a few words, without the object addresses that urllib3 puts into its messages."""
    cause = error.__cause__ if isinstance(error, HTTPError) and error.__cause__ is not None else error
    if isinstance(cause, TimeoutError):
        return "it took too long"
    return getattr(cause, "strerror", None) or str(cause) or type(cause).__name__
