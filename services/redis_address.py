"""Where is Redis, and how is it known to be the right one? One server, or what Sentinels call the primary."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self
from urllib.parse import unquote

#: What the address of one server begins with, and that of Sentinels; each second one is for TLS.
SERVER, SERVER_BY_TLS = "redis://", "rediss://"
SENTINEL, SENTINEL_BY_TLS = "sentinel://", "sentinels://"

#: The port that Sentinels listen on where none is named.
SENTINEL_PORT = 26379

_ADDRESS = re.compile(r"sentinels?://(?:([^@/:]*):([^@/]*)@)?([^@/]+)/([\w.-]+)(?:/(\d+))?", re.ASCII)
_HOST = re.compile(r"([\w.-]+|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class SentinelAddress:
    """The primary `name` as `sentinels` know it; `username` and `password` are for Redis, not for the Sentinels."""

    sentinels: tuple[tuple[str, int], ...]
    name: str
    username: str | None
    password: str | None
    database: int

    @classmethod
    def of(cls, url: str) -> Self:
        """Read sentinel://[user:password@]host[:port][,host2[:port]]/name[/database]; a ValueError says its form."""
        whole = _ADDRESS.fullmatch(url)
        hosts = [_HOST.fullmatch(part) for part in whole[3].split(",")] if whole else [None]
        found = tuple((host[1].strip("[]"), int(host[2] or SENTINEL_PORT)) for host in hosts if host)
        if whole is None or len(found) < len(hosts):
            raise ValueError(
                "must look like sentinel://[:password@]host:26379,host2:26379/name-of-the-primary/database, "
                "or sentinels:// for TLS"
            )
        return cls(
            sentinels=found,
            name=whole[4],
            username=unquote(whole[1] or "") or None,
            password=unquote(whole[2] or "") or None,
            database=int(whole[5] or 0),
        )


@dataclass(frozen=True)
class RedisAddress:
    """Where Redis is, and by what it is known.

    `ca` holds certificates (PEM) that are trusted beside the system's, `certificate` our own and its key, for a Redis
    that asks for one; both for TLS only. `sentinel_user` and `sentinel_password` are for the Sentinels themselves.
    """

    url: str = field(repr=False)
    ca: Path | None = None
    certificate: Path | None = None
    sentinel_user: str | None = None
    sentinel_password: str | None = field(default=None, repr=False)

    @property
    def sentinels(self) -> SentinelAddress | None:
        """The Sentinels that know the primary; None where the address is that of one server."""
        return SentinelAddress.of(self.url) if is_sentinel(self.url) else None

    @property
    def shown(self) -> str:
        """The address as it may be shown: what stands before the @ is left out."""
        scheme, _, rest = self.url.partition("://")
        return f"{scheme}://{rest.rpartition('@')[2]}"

    def tls(self) -> dict[str, Any]:
        """Return how certificates are checked, as redis-py and kombu name it; nothing where there is no TLS.

        All of it is said, although redis-py would do the same by itself: kombu would not check at all.
        """
        if not has_tls(self.url):
            return {}
        files = {"ssl_ca_certs": self.ca, "ssl_certfile": self.certificate}
        named = {name: str(path) for name, path in files.items() if path}
        return {"ssl_cert_reqs": "required", "ssl_check_hostname": True, **named}


def is_sentinel(url: str) -> bool:
    return url.startswith((SENTINEL, SENTINEL_BY_TLS))


def has_tls(url: str) -> bool:
    return url.startswith((SERVER_BY_TLS, SENTINEL_BY_TLS))
