"""What may the text of a setting say? Readers of one value each, which raise ValueError with what it must be."""

import ssl
from base64 import b64decode
from collections.abc import Callable
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from services.redis_address import SentinelAddress, has_tls, is_sentinel

#: Bytes of the seed of an Ed25519 key (RFC 8032).
SEED_BYTES = 32

#: What a seed begins with that lies in a file.
IN_A_FILE = "file:"

#: The fewest characters of a key: as many as 32 random bytes have in base64.
SHORTEST_KEY = 43


def between(low: int, high: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not text.isdecimal() or not low <= int(text) <= high:
            raise ValueError(f"must be a whole number from {low} to {high}")
        return int(text)

    return parse


def seconds(low: float, high: float) -> Callable[[str], timedelta]:
    def parse(text: str) -> timedelta:
        try:
            number = float(text)
        except ValueError:
            number = -1.0
        if not low <= number <= high:
            raise ValueError(f"must be a number of seconds from {low} to {high}")
        return timedelta(seconds=number)

    return parse


def days(low: int, high: int) -> Callable[[str], timedelta]:
    whole = between(low, high)
    return lambda text: timedelta(days=whole(text))


def days_or_none(low: int, high: int) -> Callable[[str], timedelta | None]:
    some = days(low, high)
    return lambda text: some(text) if text else None


def boolean(text: str) -> bool:
    if text.lower() not in {"true", "false"}:
        raise ValueError("must be true or false")
    return text.lower() == "true"


def proof_wanted(text: str) -> bool:
    if text.lower() not in {"required", "off"}:
        raise ValueError("must be required or off")
    return text.lower() == "required"


def log_format(text: str) -> str:
    if text not in {"text", "json"}:
        raise ValueError("must be text or json")
    return text


def redis_url(text: str) -> str:
    if is_sentinel(text):
        SentinelAddress.of(text)
    elif not text.startswith(("redis://", "rediss://")):
        raise ValueError(
            "must look like redis://[:password@]host:port/database, rediss:// for TLS, or sentinel://, sentinels://"
        )
    elif any(name.startswith("ssl") for name in parse_qs(urlsplit(text).query, keep_blank_values=True)):
        raise ValueError(
            "must say nothing of TLS behind the ?: certificates are always checked; CREDWISE_REDIS_CA and "
            "CREDWISE_REDIS_CERTIFICATE name files"
        )
    return text


def authorities(redis_url: str) -> Callable[[str], Path | None]:
    """Read the name of a file of certificates that Redis's may be signed by."""
    must = "must be a file with the certificate (PEM) of who signed that of Redis; it has a line BEGIN CERTIFICATE"
    return _file_for_tls(redis_url, lambda context, path: context.load_verify_locations(path), must)


def certificate_with_key(redis_url: str) -> Callable[[str], Path | None]:
    """Read the name of a file of our own certificate and its key."""
    must = "must be a file with a certificate and its key (PEM), the key without a password"
    return _file_for_tls(redis_url, lambda context, path: context.load_cert_chain(path, password=lambda: ""), must)


def for_sentinels(redis_url: str) -> Callable[[str], str | None]:
    """Read what only the Sentinels that `redis_url` names are told."""

    def parse(text: str) -> str | None:
        if text and not is_sentinel(redis_url):
            raise ValueError("is of use with Sentinels only: let CREDWISE_REDIS_URL begin with sentinel://")
        return text or None

    return parse


def _file_for_tls(
    redis_url: str, load: Callable[[ssl.SSLContext, Path], None], must: str
) -> Callable[[str], Path | None]:
    def parse(text: str) -> Path | None:
        if not text:
            return None
        if not has_tls(redis_url):
            raise ValueError("is of use with TLS only: let CREDWISE_REDIS_URL begin with rediss:// or sentinels://")
        try:
            load(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), Path(text))
        except ssl.SSLError:
            raise ValueError(must) from None
        except OSError as error:
            raise ValueError(f"cannot be read: {error.strerror}") from error
        return Path(text)

    return parse


def database_url(text: str) -> str | None:
    if text and not text.startswith(("sqlite:///", "postgresql://")):
        raise ValueError("must look like postgresql://user:password@host/database, or sqlite:////folder/archive.db")
    return text or None


def http_url(text: str) -> str:
    if not text.startswith(("http://", "https://")):
        raise ValueError("must be the address clients use, like https://credwise.example.org")
    return text.rstrip("/")


def http_url_or_nothing(text: str) -> str:
    return http_url(text) if text else ""


def proxy(text: str) -> str | None:
    if not text:
        return None
    parts = urlsplit(text)
    if parts.scheme != "http" or not parts.hostname or not parts.port or parts.path not in {"", "/"} or parts.query:
        raise ValueError("must look like http://[user:password@]host:port")
    return text


def existing_folder(text: str) -> Path:
    path = Path(text)
    if not path.is_dir():
        raise ValueError("no such folder")
    return path


def networks(text: str) -> tuple[str, ...]:
    return tuple(str(ip_network(part.strip())) for part in text.split(",") if part.strip())


def link_keys(text: str) -> tuple[str, ...]:
    keys = tuple(part.strip() for part in text.split(",") if part.strip())
    if any(len(key) < SHORTEST_KEY for key in keys):
        raise ValueError(
            f"must be keys of at least {SHORTEST_KEY} characters parted by commas, the one to sign with first; "
            "`openssl rand -hex 32` makes one"
        )
    return keys


def key_seed(text: str) -> bytes | None:
    """Read the seed of a key, given itself or as the file that holds it."""
    if not text:
        return None
    try:
        held = Path(text.removeprefix(IN_A_FILE)).read_text("ascii").strip() if text.startswith(IN_A_FILE) else text
        seed = b64decode(held, validate=True)
    except (OSError, ValueError):
        seed = b""
    if len(seed) != SEED_BYTES:
        raise ValueError(
            f"must be {SEED_BYTES} random bytes in base64, or {IN_A_FILE} and the file that holds them; "
            "`openssl rand -base64 32` makes them"
        )
    return seed


def sealing_keys(text: str) -> tuple[bytes, ...]:
    """Read keys that secrets are sealed by, each given itself or as the file that holds it."""
    try:
        return tuple(seed for part in text.split(",") if (seed := key_seed(part.strip())) is not None)
    except ValueError:
        raise ValueError(
            f"must be keys of {SEED_BYTES} random bytes in base64, parted by commas, the one to seal with first; each "
            f"may be {IN_A_FILE} and the file that holds it; `credwise ops secrets new-key` makes one"
        ) from None


def country_code(text: str) -> str | None:
    if text and not (len(text) == len("GB") and text.isascii() and text.isalpha()):
        raise ValueError("must be a country's ISO 3166-1 code of two letters, like GB")
    return text.upper() or None


#: Where the issuers and platforms that most credentials come from publish keys, badges and what they revoked, by the
#: name that allows them. Addresses as credentials of theirs name them; read on 2026-11-29.
ISSUER_HOSTS = {
    "accredible": ("api.accredible.com",),
    "badgr": ("api.badgr.io", "api.eu.badgr.io", "api.ca.badgr.io", "api.au.badgr.io"),
    "credly": ("api.credly.com", "www.credly.com"),
    "dcc": ("digitalcredentials.github.io",),
    "learncard": ("network.learncard.com",),
    "mit": ("digitalcredentials.odl.mit.edu", "digitalcredentials.mit.edu"),
    "openbadgefactory": ("openbadgefactory.com",),
}

#: The name that allows all of them.
ALL_ISSUERS = "big-issuers"


def host_names(text: str) -> tuple[str, ...]:
    """Return names of hosts; an issuer's name stands for the hosts where it publishes."""
    hosts: dict[str, None] = {}
    for name in (part.strip().lower() for part in text.split(",") if part.strip()):
        if name == ALL_ISSUERS:
            hosts |= dict.fromkeys(host for several in ISSUER_HOSTS.values() for host in several)
        elif name in ISSUER_HOSTS:
            hosts |= dict.fromkeys(ISSUER_HOSTS[name])
        elif "." in name and all(char.isalnum() or char in ".-" for char in name):
            hosts[name] = None
        else:
            known = ", ".join((ALL_ISSUERS, *ISSUER_HOSTS))
            raise ValueError(f"must be hosts like issuer.example.org, without https://, or {known}; parted by commas")
    return tuple(hosts)
