"""What a container engine does with docker-compose.yml, done by hand: there is none here.

Variables are filled in, the names of other containers become loopback, and a service's command runs with its environment.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import yaml
from patience import PATIENCE, until

from services.broker.embedded_redis import available_servers
from services.cli.running.processes import credwise

ROOT = Path(__file__).resolve().parents[3]

#: What an operator writes into .env.
DOT_ENV = {"CREDWISE_REDIS_PASSWORD": "correcthorse", "CREDWISE_ARCHIVE_PASSWORD": "batterystaple"}

#: The services whose images are others'.
THEIRS = {"redis", "archive"}

#: ${NAME}, ${NAME:-default} and ${NAME:?message}.
VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


def read_compose():
    """Return the file as compose reads it with an operator's .env."""
    return yaml.safe_load(filled_in((ROOT / "docker-compose.yml").read_text(encoding="utf-8"), DOT_ENV))


def filled_in(text, environ):
    """Fill the variables in as compose does; a required one that is missing raises KeyError with its message."""

    def value(found):
        name, kind, rest = found.groups()
        if environ.get(name):
            return environ[name]
        if kind == "?":
            raise KeyError(f"{name}: {rest}")
        return rest or ""

    return VARIABLE.sub(value, text)


def ours(compose):
    others = {*THEIRS, *watching(compose)}
    return {name: service for name, service in compose["services"].items() if name not in others}


def watching(compose):
    return {name: service for name, service in compose["services"].items() if service.get("profiles") == ["watch"]}


def start_all(compose, containers, ports, folder, program=None):
    """Start every service's own command and wait until its own health check passes; the database runs already.

    `ports` are those of this computer by those of compose; `folder` is the ledger's volume. `program` is what to run where
    a service says `credwise`: a list of words; None for this checkout's.
    """
    for name in ("redis", *ours(compose)):
        service = compose["services"][name]
        more = ["--dir", str(folder)] if name == "redis" else []
        containers.start(name, [*as_process(service["command"], ports, program), *more], environment(service, ports))
        if name == "redis":
            until_healthy(containers, name, service, ports)
    for name in ("archive", *ours(compose)):
        until_healthy(containers, name, compose["services"][name], ports, program)


def until_healthy(containers, name, service, ports, program=None):
    """Run the service's own health check until it passes."""
    kind, *test = service["healthcheck"]["test"]
    command = as_process(["sh", "-c", *test] if kind == "CMD-SHELL" else test, ports, program)

    def is_healthy():
        assert containers.ended() == ()
        environ = environment(service, ports)
        return subprocess.run(command, env=environ, cwd=ROOT, timeout=PATIENCE, check=False).returncode == 0

    until(is_healthy, name)


def as_process(command, ports, program=None):
    """Return the container's command as it can be run here: ports that are free, loopback, `program` for `credwise`."""
    name, *arguments = command
    found = {
        "credwise": program or credwise(),
        "pg_isready": ["pg_isready", "--host=127.0.0.1", f"--port={ports['5432']}"],
        "redis-server": [str(available_servers()[0])],
    }.get(name, [name])
    more = ["--port", str(ports["6379"]), "--bind", "127.0.0.1"] if name == "redis-server" else []
    return [*found, *(here(argument, ports) for argument in arguments), *more]


def environment(service, ports):
    """Return the service's environment as it is here; nothing of this process's settings passes through."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CREDWISE_")}
    given = {name: here(value, ports) for name, value in service.get("environment", {}).items()}
    # The wheel that brings redis-server along puts redis-cli beside this interpreter.
    path = f"{os.environ['PATH']}:{Path(sys.executable).parent}"
    # The receiver of these tests listens on loopback, which an operator would allow in .env.
    return kept | given | {"CREDWISE_WEBHOOK_ALLOW": "127.0.0.1/32", "PATH": path}


def here(text, ports):
    """Put loopback in place of the container network, and free ports in place of the containers' own."""
    text = text.replace("@redis:", "@127.0.0.1:").replace("0.0.0.0", "127.0.0.1")  # noqa: S104 - taken out here
    # The database of the test is one that anybody on loopback may use.
    text = text.replace("@archive:5432/credwise", "@127.0.0.1:5432/postgres")
    for inside, outside in ports.items():
        text = re.sub(rf"\b{inside}\b", str(outside), text)
    return text.replace("redis-cli ", f"redis-cli -p {ports['6379']} ")


def redis_url(ports):
    """Return the ledger's address on this computer."""
    return f"redis://:{DOT_ENV['CREDWISE_REDIS_PASSWORD']}@127.0.0.1:{ports['6379']}/0"
