"""Where is Redis? One server at redis:// or rediss://, or what Sentinels at sentinel:// call the primary."""

import re
from dataclasses import dataclass
from typing import Self
from urllib.parse import unquote

#: What the address of Sentinels begins with.
SENTINEL = "sentinel://"

#: The port that Sentinels listen on where none is named.
SENTINEL_PORT = 26379

_ADDRESS = re.compile(r"sentinel://(?:([^@/:]*):([^@/]*)@)?([^@/]+)/([\w.-]+)(?:/(\d+))?", re.ASCII)
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
                "must look like sentinel://[:password@]host:26379,host2:26379/name-of-the-primary/database"
            )
        return cls(
            sentinels=found,
            name=whole[4],
            username=unquote(whole[1] or "") or None,
            password=unquote(whole[2] or "") or None,
            database=int(whole[5] or 0),
        )


def is_sentinel(url: str) -> bool:
    return url.startswith(SENTINEL)
