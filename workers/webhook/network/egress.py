"""How is a receiver connected to: at its checked address, or through the operator's proxy?"""

import logging
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.util import make_headers

from services.log_text import in_one_line
from services.webhook_address import AddressRefused, IPAddress, NameLeadsNowhere, Target
from workers.webhook.network.resolving import CheckedAddresses

#: A name may have several addresses (IPv6 and IPv4); so many are tried while there is time to connect.
ADDRESSES_TRIED = 3

#: What is said where the proxy does not lead to the receiver, for whatever reason.
NOT_REACHED = (
    "The operator's proxy leads to no receiver by the host's name: nobody knows the name, it leads to no address that "
    "webhooks may go to, or nothing takes connections there."
)
#: How the standard library begins what it says where a proxy refuses to CONNECT.
_NO_TUNNEL = "Tunnel connection failed"

log = logging.getLogger("credwise.egress")

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

    Raises AddressRefused, and what the last address that was tried did (OSError, HTTPError).
    """
    addresses, checked_at = checked.of(target)
    tried = addresses[:ADDRESSES_TRIED]
    for address in tried:
        connection = _to(target, address, tls, left())
        try:
            connection.connect()
        except (OSError, HTTPError) as error:
            connection.close()
            if address == tried[-1] or isinstance(error, ssl.SSLError) or left() <= 0:
                checked.forget(target)
                raise
        else:
            break
    return connection, checked_at


def connect_through(
    proxy: Proxy, target: Target, checked: CheckedAddresses, tls: ssl.SSLContext, left: TimeLeft
) -> tuple[HTTPConnection, float]:
    """Have the proxy connect to the target by its name, and speak TLS with the target through it.

    The proxy resolves the name, so it decides where the connection goes. What our own name server knows of the name is
    checked all the same: a name of our own network leads nowhere through the proxy either, and what is said of it is
    what is said where the proxy leads nowhere. Raises as above.
    """
    try:
        checked.of(target)
    except NameLeadsNowhere as error:
        if error.is_known:
            raise AddressRefused(NOT_REACHED) from error
    connection = HTTPSConnection(proxy.host, proxy.port, timeout=left(), ssl_context=tls, server_hostname=target.host)
    connection.set_tunnel(target.host, target.port, headers=proxy.headers)
    try:
        connection.connect()
    except (OSError, HTTPError) as error:
        connection.close()
        if str(error).startswith(_NO_TUNNEL):
            log.info("the proxy leads nowhere for %s: %s", target.host, in_one_line(str(error)))
            raise AddressRefused(NOT_REACHED) from error
        raise
    return connection, checked.now()


def _to(target: Target, address: IPAddress, tls: ssl.SSLContext, seconds: float) -> HTTPConnection:
    if target.scheme == "http":
        return HTTPConnection(str(address), target.port, timeout=seconds)
    # The certificate has to be for the name (or address) that the client gave, not for what it resolved to.
    return HTTPSConnection(str(address), target.port, timeout=seconds, ssl_context=tls, server_hostname=target.host)
