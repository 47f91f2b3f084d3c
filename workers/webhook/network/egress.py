"""How is a receiver connected to: at its checked address, or through the operator's proxy?"""

import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.util import make_headers

from services.webhook_address import IPAddress, Target
from workers.webhook.network.addresses import NameNotResolved
from workers.webhook.network.resolving import CheckedAddresses

#: A name may have several addresses (IPv6 and IPv4); so many are tried while there is time to connect.
ADDRESSES_TRIED = 3

#: Asked for the seconds that the next step of connecting may take; zero or less when the time is over.
TimeLeft = Callable[[], float]


@dataclass(frozen=True, kw_only=True)
class Proxy:
    """An HTTP proxy that is asked to CONNECT."""

    host: str
    port: int
    headers: dict[str, str]


def read_proxy(address: str) -> Proxy:
    """Read http://[user:password@]host:port, which settings have checked."""
    parts = urlsplit(address)
    login = f"{unquote(parts.username)}:{unquote(parts.password or '')}" if parts.username else None
    headers = make_headers(proxy_basic_auth=login)
    return Proxy(host=parts.hostname or "", port=parts.port or 0, headers=dict(headers))


def connect_directly(
    target: Target, checked: CheckedAddresses, tls: ssl.SSLContext, left: TimeLeft
) -> tuple[HTTPConnection, float]:
    """Connect to the first of the checked addresses that accepts; return the connection and when they were checked.

    Raises AddressRefused, NameNotResolved, and what the last address that was tried did (OSError, HTTPError).
    """
    addresses, checked_at = checked.of(target)
    tried = addresses[:ADDRESSES_TRIED]
    for place, address in enumerate(tried, start=1):
        connection = _to(target, address, tls, left())
        try:
            connection.connect()
        except (OSError, HTTPError) as error:
            connection.close()
            if place == len(tried) or isinstance(error, ssl.SSLError) or left() <= 0:
                checked.forget(target)
                raise
        else:
            return connection, checked_at
    raise NameNotResolved(f"The name {target.host} has no address.")


def connect_through(
    proxy: Proxy, target: Target, checked: CheckedAddresses, tls: ssl.SSLContext, left: TimeLeft
) -> tuple[HTTPConnection, float]:
    """Have the proxy connect to the target by its name, and speak TLS with the target through it.

    The proxy resolves the name, so it decides where the connection goes. What our own name server knows of the name is
    checked all the same: a name of our own network leads nowhere through the proxy either. Raises as above.
    """
    with suppress(NameNotResolved):
        checked.of(target)
    connection = HTTPSConnection(proxy.host, proxy.port, timeout=left(), ssl_context=tls, server_hostname=target.host)
    connection.set_tunnel(target.host, target.port, headers=proxy.headers)
    try:
        connection.connect()
    except (OSError, HTTPError):
        connection.close()
        raise
    return connection, checked.now()


def _to(target: Target, address: IPAddress, tls: ssl.SSLContext, seconds: float) -> HTTPConnection:
    if target.scheme == "http":
        return HTTPConnection(str(address), target.port, timeout=seconds)
    # The certificate has to be for the name (or address) that the client gave, not for what it resolved to.
    return HTTPSConnection(str(address), target.port, timeout=seconds, ssl_context=tls, server_hostname=target.host)
