"""How is a did:web document or a status list fetched? From allowed hosts only, bounded, and kept for a while.

A credential names these addresses, so they are hostile input like the address of a webhook: https and public addresses
only, resolved once and connected to as checked, no redirects, a few seconds and a small size.
"""

import socket
import ssl
from collections.abc import Callable, Sequence
from contextlib import closing
from http import HTTPStatus
from http.client import HTTPException
from threading import Lock
from time import monotonic

from cachetools import TTLCache
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from services.credentials.finding import Gone, NotAllowed, NotCheckable
from services.webhook_address import AddressRefused, IPAddress, Networks, Resolver, Target, check_url, resolve

#: Seconds that one fetch may take, and that it waits for anything in between.
TOTAL_SECONDS = 5.0
WAIT_SECONDS = 2.0

#: Addresses that the documents of one profile may ask, and the seconds they may take together.
MOST_FETCHES = 40
SECONDS_FOR_ALL = 20.0

#: Bytes taken of one answer. The smallest status list is 16 KB before it is packed.
LONGEST_ANSWER = 512 * 1024

#: Answers kept, and for how long; a credential revoked meanwhile is noticed that much later. Failures are kept shorter.
ANSWERS_KEPT = 256
KEPT_SECONDS = 600
FAILURES_KEPT_SECONDS = 60

_CHUNK = 16 * 1024


def system_resolver(host: str, port: int) -> Sequence[str]:
    """Return the IP addresses of `host`; raises OSError where it has none."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


class AllowedFetch:
    """Fetches from `hosts` (lower-case names). One per process; threads may share it.

    `allow` lists networks that may be reached although they are not public, over http too: for tests on loopback.
    """

    def __init__(
        self,
        hosts: Sequence[str],
        *,
        allow: Networks = (),
        resolver: Resolver = system_resolver,
        tls: ssl.SSLContext | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._hosts = frozenset(hosts)
        self._allow = allow
        self._resolver = resolver
        self._tls = tls
        self._answers: TTLCache[str, bytes] = TTLCache(ANSWERS_KEPT, KEPT_SECONDS, timer=clock)
        self._failures: TTLCache[str, NotCheckable] = TTLCache(ANSWERS_KEPT, FAILURES_KEPT_SECONDS, timer=clock)
        self._lock = Lock()

    def __call__(self, address: str) -> bytes:
        """Return the bytes at `address`. Raises NotCheckable where they may not or cannot be fetched."""
        with self._lock:
            kept: bytes | None = self._answers.get(address)
            failed: NotCheckable | None = self._failures.get(address)
        if kept is not None:
            return kept
        if failed is not None:
            raise type(failed)(str(failed))
        target = self._target(address)
        try:
            answer = self._get(target, address)
        except NotCheckable as error:
            with self._lock:
                self._failures[address] = type(error)(str(error))
            raise
        with self._lock:
            self._answers[address] = answer
        return answer

    def _target(self, address: str) -> Target:
        try:
            target = check_url(address, self._allow)
        except AddressRefused:
            raise NotAllowed(f"{shown(address)} is not an https address that may be fetched.") from None
        if target.host not in self._hosts:
            raise NotAllowed(
                f"Nothing is fetched from {target.host}: it is not among the hosts the operator allows "
                "(CREDWISE_CREDENTIAL_HOSTS)."
            )
        return target

    def _get(self, target: Target, address: str) -> bytes:
        started = monotonic()
        place = shown(address)
        try:
            found = resolve(target, self._resolver, self._allow)
            with closing(self._connection(target, found[0])) as connection:
                connection.request(
                    "GET",
                    target.path,
                    headers={"Host": target.authority, "Accept": "application/json, */*;q=0.1"},
                    preload_content=False,
                    decode_content=False,
                )
                return _read(connection.getresponse(), started, place)
        except AddressRefused:
            raise NotCheckable(f"{place} does not lead to a public address.") from None
        except (OSError, HTTPError, HTTPException, IndexError, ValueError):
            raise NotCheckable(f"{place} could not be fetched.") from None

    def _connection(self, target: Target, address: IPAddress) -> HTTPConnection:
        if target.scheme == "http":
            return HTTPConnection(str(address), target.port, timeout=WAIT_SECONDS)
        tls = self._tls or ssl.create_default_context()
        return HTTPSConnection(
            str(address), target.port, timeout=WAIT_SECONDS, ssl_context=tls, server_hostname=target.host
        )


class LimitedFetch:
    """Fetches for one profile: so many addresses, for so long, that no sender of documents keeps a thread busy.

    An address that may not be asked uses up nothing.
    """

    def __init__(self, fetch: Callable[[str], bytes], clock: Callable[[], float] = monotonic) -> None:
        self._fetch = fetch
        self._clock = clock
        self._until = clock() + SECONDS_FOR_ALL
        self._left = MOST_FETCHES

    def __call__(self, address: str) -> bytes:
        """Return the bytes at `address`. Raises NotCheckable where they cannot be had, or enough was asked."""
        if self._left <= 0 or self._clock() > self._until:
            raise NotCheckable(
                f"{shown(address)} was not asked: one profile asks at most {MOST_FETCHES} addresses, "
                f"for {SECONDS_FOR_ALL:g} seconds."
            )
        self._left -= 1
        try:
            return self._fetch(address)
        except NotAllowed:
            # Nobody was asked.
            self._left += 1
            raise


def shown(address: str) -> str:
    """Return an address as it may be repeated: without what is asked of it, for that may name a person."""
    return address.partition("?")[0].partition("#")[0][:200]


def _read(response: BaseHTTPResponse, started: float, place: str) -> bytes:
    if response.status == HTTPStatus.GONE:
        raise Gone(f"{place} answered that it is gone.")
    if response.status != HTTPStatus.OK:
        raise NotCheckable(f"{place} answered {response.status}.")
    body = bytearray()
    while chunk := response.read1(_CHUNK, decode_content=False):
        body += chunk
        if len(body) > LONGEST_ANSWER:
            raise NotCheckable(f"{place} is longer than {LONGEST_ANSWER} bytes.")
        if monotonic() - started > TOTAL_SECONDS:
            raise NotCheckable(f"{place} took longer than {TOTAL_SECONDS:g} seconds.")
    return bytes(body)
