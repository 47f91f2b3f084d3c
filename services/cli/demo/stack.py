"""Which processes make up the service, and with what environment? The same commands that docker-compose.yml runs."""

import secrets
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass

from services.cli.running.processes import Processes, credwise, free_port

#: Each process by its name with its `credwise` command.
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "api": ("serve",),
    "evaluate": ("worker", "evaluate"),
    "deliver": ("worker", "deliver"),
    "dispatcher": ("dispatcher",),
    "archiver": ("archiver",),
}


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where this run of the service lives: its Redis, its archive if it has one, and the API's port on loopback."""

    redis_url: str
    port: int
    archive_url: str | None = None

    @property
    def address(self) -> str:
        """The API's address, without a slash at its end."""
        return f"http://127.0.0.1:{self.port}"


def environment(place: Place, base: Mapping[str, str]) -> dict[str, str]:
    """Return `base` with what the service's processes must know to run at `place` and reach a receiver on loopback."""
    return {
        **base,
        "CREDWISE_REDIS_URL": place.redis_url,
        "CREDWISE_ARCHIVE_URL": place.archive_url or "",
        "CREDWISE_API_HOST": "127.0.0.1",
        "CREDWISE_API_PORT": str(place.port),
        "CREDWISE_API_HEALTH_PORT": str(free_port()),
        "CREDWISE_API_WORKERS": "1",
        "CREDWISE_PUBLIC_URL": place.address,
        "CREDWISE_LINK_KEYS": secrets.token_urlsafe(32),
        "CREDWISE_AUDIT_KEY": b64encode(secrets.token_bytes(32)).decode(),
        "CREDWISE_WEBHOOK_ALLOW": "127.0.0.1/32",
    }


def start(processes: Processes, environ: Mapping[str, str]) -> None:
    """Start all processes at once; none waits for another, for each of them bears the others' absence."""
    for name, arguments in COMMANDS.items():
        if name == "archiver" and not environ["CREDWISE_ARCHIVE_URL"]:
            continue
        processes.start(name, credwise(*arguments), environ)
