"""Where does an endpoint's address lead, and may it be called? Read first, resolved and judged before each attempt."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import ip_address

from services.webhook_address.errors import AddressRefused
from services.webhook_address.host import read_host, read_ipv6
from services.webhook_address.networks import IPAddress, Networks, why_not_public

#: Turns a host name and a port into the texts of its IP addresses, one or more; raises its own error for none.
Resolver = Callable[[str, int], Sequence[str]]

#: Longer addresses are refused: no receiver needs one, and each is kept and shown many times.
LONGEST_ADDRESS = 2048
#: Ports below this are other services' (mail, name servers, shells), apart from the two of the web.
FIRST_FREE_PORT = 1024
LAST_PORT = 65535
DEFAULT_PORTS = {"https": 443, "http": 80}

_ADDRESS = re.compile(
    r"(?P<scheme>https?)://(?P<authority>[^/?#]*)(?P<path>/[^?#]*)?(?P<query>\?[^#]*)?", re.IGNORECASE | re.ASCII
)


@dataclass(frozen=True, kw_only=True)
class Target:
    """An endpoint's address, read. `path` includes the query.

    `host` is lower-case ASCII without brackets; where it is an IP address, it is in its usual spelling and `literal`.
    """

    scheme: str
    host: str
    port: int
    path: str
    literal: IPAddress | None

    @property
    def authority(self) -> str:
        """Return what the Host header says: the host, in brackets where it is IPv6, and a port that is not usual."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"


def check_url(text: str, allow: Networks = ()) -> Target:
    """Read an endpoint's address and refuse all that can be refused without asking a name server.

    Raises AddressRefused. A name still has to pass `resolve` before each attempt, because what it means may change.
    """
    if len(text) > LONGEST_ADDRESS:
        raise AddressRefused(f"The address is longer than {LONGEST_ADDRESS} characters.")
    if any(character <= " " or character in "\\\x7f" for character in text):
        raise AddressRefused("The address contains a space, a control character or a backslash; percent-encode it.")
    if "#" in text:
        raise AddressRefused("The address must not have a fragment (after a #): a server never sees it.")
    found = _ADDRESS.fullmatch(text)
    if found is None:
        raise AddressRefused("The address must look like https://lms.example.org/hooks/credwise.")
    scheme, path = found["scheme"].lower(), (found["path"] or "/") + (found["query"] or "")
    if not path.isascii():
        raise AddressRefused("The path of the address must be ASCII; percent-encode the other characters.")
    host, port = _split_authority(found["authority"])
    literal = None if isinstance(host, str) else host
    target = Target(scheme=scheme, host=str(host), port=port or DEFAULT_PORTS[scheme], path=path, literal=literal)
    if literal is not None:
        check_address(target, literal, allow)
    elif scheme != "https" and not allow:
        raise AddressRefused("The address must begin with https://.")
    return target


def resolve(target: Target, resolver: Resolver, allow: Networks) -> tuple[IPAddress, ...]:
    """Return the addresses behind `target`, asked for once and all of them checked, in the resolver's order.

    One address that may not be reached refuses them all: a name that means a public and a private machine at once is
    either a mistake or an attack. Raises AddressRefused, and whatever `resolver` raises.
    """
    if target.literal is not None:
        check_address(target, target.literal, allow)
        return (target.literal,)
    addresses = tuple(dict.fromkeys(ip_address(text) for text in resolver(target.host, target.port)))
    for address in addresses:
        check_address(target, address, allow)
    return addresses


def check_address(target: Target, address: IPAddress, allow: Networks) -> None:
    """Raise AddressRefused unless `target` may be sent to at `address`: public and https, or explicitly allowed."""
    if any(address in network for network in allow):
        return
    reason = why_not_public(address)
    if reason is not None:
        subject = str(address) if target.literal is not None else f"{target.host} leads to {address}, which"
        raise AddressRefused(
            f"{subject} is {reason}; webhooks go to public addresses only, unless the operator allows the network "
            "(CREDWISE_WEBHOOK_ALLOW)."
        )
    if target.scheme != "https":
        raise AddressRefused("The address must begin with https://.")


def _split_authority(authority: str) -> tuple[str | IPAddress, int | None]:
    if "@" in authority:
        raise AddressRefused("The address must not contain a user name or password (before an @).")
    if authority.startswith("["):
        inside, bracket, rest = authority[1:].partition("]")
        if not bracket or (rest and not rest.startswith(":")):
            raise AddressRefused("The brackets of the address do not match.")
        return read_ipv6(inside), _port(rest[1:])
    name, _, digits = authority.partition(":")
    return read_host(name), _port(digits)


def _port(digits: str) -> int | None:
    """Return the port, or None for the scheme's own (nothing, or a colon and nothing)."""
    if not digits:
        return None
    port = int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= len(str(LAST_PORT)) else 0
    if port not in DEFAULT_PORTS.values() and not FIRST_FREE_PORT <= port <= LAST_PORT:
        raise AddressRefused("The port of the address must be 443, 80 or from 1024 to 65535.")
    return port
