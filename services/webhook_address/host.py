"""Which host does this text name? One reading only: a name in lower-case ASCII, or an IP address however spelled."""

import re
from ipaddress import IPv4Address, IPv6Address

from services.webhook_address.errors import AddressRefused
from services.webhook_address.networks import IPAddress

#: A host name may have 253 characters (RFC 1035, section 2.3.4, without the root's dot).
LONGEST_HOST = 253
#: Characters that the two versions of internationalised names read differently: two readers could see two hosts.
READ_TWO_WAYS = frozenset("ßς\u200c\u200d")

#: An IPv4 address has four bytes, and each is at most this.
LARGEST_BYTE = 255
BYTES = 4

_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")


def read_host(text: str) -> str | IPAddress:
    """Return the host that `text` (without brackets) names: an IP address, or a name in lower-case ASCII (IDNA).

    Raises AddressRefused where it is neither, or where it could be read in two ways.
    """
    name = _ascii_name(text)
    labels = name.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return _ipv4(labels)
    return name


def read_ipv6(text: str) -> IPv6Address:
    """Return the address that stood in brackets; raise AddressRefused where it is none or names a zone (%eth0)."""
    if "%" in text:
        raise AddressRefused("The address in brackets must not name a zone (after a %).")
    try:
        return IPv6Address(text)
    except ValueError:
        raise AddressRefused(f"[{text[:80]}] is not an IPv6 address.") from None


def _ascii_name(text: str) -> str:
    if READ_TWO_WAYS.intersection(text):
        raise AddressRefused("The host's name can be read in two ways; write it in its xn-- form.")
    try:
        name = text.lower() if text.isascii() else text.encode("idna").decode("ascii").lower()
    except UnicodeError:
        name = ""
    if name.endswith("."):
        raise AddressRefused("The host's name must not end in a dot.")
    if len(name) > LONGEST_HOST or not all(_LABEL.fullmatch(label) for label in name.split(".")):
        raise AddressRefused(f"{text[:80]!r} is not a host name; the address must look like https://lms.example.org/.")
    return name


def _ipv4(parts: list[str]) -> IPv4Address:
    """Read an IPv4 address in any spelling of inet_aton, as whatever connects would.

    A host whose last part is a number is an IPv4 address to them: 0x7f.1, 2130706433 and 017700000001 are 127.0.0.1.
    """
    *leading, last = [_number(part) for part in parts]
    most = [*[LARGEST_BYTE] * len(leading), 256 ** (BYTES - len(leading)) - 1]
    if len(parts) > BYTES or not all(0 <= part <= limit for part, limit in zip([*leading, last], most, strict=True)):
        raise AddressRefused(f"{'.'.join(parts)[:80]!r} is neither a host name nor an IPv4 address.")
    return IPv4Address(sum(part << (24 - 8 * place) for place, part in enumerate(leading)) + last)


def _number(text: str) -> int:
    """Read a decimal, hexadecimal (0x) or octal (0) number; -1 for anything else."""
    if not _NUMBER.fullmatch(text):
        return -1
    digits, base = text, 10
    if text.startswith("0x"):
        digits, base = text[2:] or "0", 16
    elif len(text) > 1 and text.startswith("0"):
        base = 8
    try:
        return int(digits, base)
    except ValueError:
        return -1
