"""Does docker-compose.yml describe a service that works? Its own commands, run as processes, say so.

There is no container engine here, so what the engine does is done by hand: variables are filled in, the name `redis`
becomes loopback, and each service's command runs with its environment, as its health check does.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from patience import PATIENCE, until

from services.broker.embedded_redis import available_servers
from services.cli.demo import stack
from services.cli.running.processes import Processes, credwise, free_port
from services.ledger.store.connection import connect

ROOT = Path(__file__).resolve().parents[2]

#: What an operator writes into .env.
DOT_ENV = {"CREDWISE_REDIS_PASSWORD": "correcthorse", "CREDWISE_ARCHIVE_PASSWORD": "batterystaple"}

#: The services whose images are others'.
THEIRS = {"redis", "archive"}

#: ${NAME}, ${NAME:-default} and ${NAME:?message}.
VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


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


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load(filled_in((ROOT / "docker-compose.yml").read_text(encoding="utf-8"), DOT_ENV))


def ours(compose):
    others = {*THEIRS, *watching(compose)}
    return {name: service for name, service in compose["services"].items() if name not in others}


def watching(compose):
    return {name: service for name, service in compose["services"].items() if service.get("profiles") == ["watch"]}


def test_every_part_of_the_service_is_there(compose):
    service = THEIRS | {"api", "worker-evaluate", "worker-deliver", "dispatcher", "archiver"}
    assert set(compose["services"]) - set(watching(compose)) == service
    assert set(watching(compose)) == {"prometheus", "alertmanager", "grafana"}


def test_what_watches_reads_files_that_are_there_and_writes_to_volumes_alone(compose):
    for name, service in watching(compose).items():
        assert service["read_only"] is True, name
        for source, _, _ in (volume.partition(":") for volume in service["volumes"]):
            is_there = source in compose["volumes"] or (ROOT / source).exists()
            # The operator makes the key.
            assert is_there or source == "./deploy/prometheus/ops-key", f"{name}: {source}"


def test_the_commands_are_those_of_the_demo(compose):
    demo = {("credwise", *arguments) for arguments in stack.COMMANDS.values()}
    assert {tuple(service["command"]) for service in ours(compose).values()} <= demo


def test_every_service_is_watched_restarted_and_given_time_to_finish(compose):
    for name, service in compose["services"].items():
        assert service["healthcheck"]["test"], name
        assert service["restart"] == "unless-stopped", name
        assert service["stop_grace_period"], name


def test_our_containers_have_no_more_rights_than_they_need(compose):
    for name, service in ours(compose).items():
        assert service["cap_drop"] == ["ALL"], name
        assert service["read_only"] is True, name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        # Not on the archive: profiles are accepted and delivered while it is away.
        assert {name: one["condition"] for name, one in service["depends_on"].items()} == {"redis": "service_healthy"}


def test_nothing_is_published_beyond_this_computer_unless_asked(compose):
    for name, service in compose["services"].items():
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", [])), name


@pytest.mark.parametrize("name", DOT_ENV)
def test_a_secret_has_no_default(name):
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    with pytest.raises(KeyError, match=name):
        filled_in(text, {key: value for key, value in DOT_ENV.items() if key != name})


def test_the_example_environment_names_every_variable_and_fills_in_no_secret():
    asked = {found[1] for found in VARIABLE.finditer((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))}
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    offered = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert asked - set(offered) == {"CREDWISE_VERSION"}
    assert {offered[name] for name in DOT_ENV} == {""}


@pytest.mark.skipif(shutil.which("docker-compose") is None, reason="docker-compose is not installed")
def test_docker_compose_itself_accepts_the_file(tmp_path):
    dot_env = tmp_path / "env"
    dot_env.write_text("".join(f"{name}={value}\n" for name, value in DOT_ENV.items()), encoding="utf-8")
    done = subprocess.run(
        ["docker-compose", "--file", ROOT / "docker-compose.yml", "--env-file", dot_env, "config", "--quiet"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_a_profile_goes_through_when_every_service_runs_its_own_command(
    compose, service, samples, tmp_path, postgresql
):
    ports = {"6379": free_port(), "8080": free_port(), "5432": postgresql.port}
    with Processes(tmp_path) as containers:
        for name in ("redis", *ours(compose)):
            command = as_process(compose["services"][name]["command"], ports)
            # The volume of the ledger is the test's folder.
            more = ["--dir", str(tmp_path)] if name == "redis" else []
            containers.start(name, [*command, *more], environment(compose["services"][name], ports))
            if name == "redis":
                until_healthy(containers, name, compose["services"][name], ports)
        for name in ("archive", *ours(compose)):
            until_healthy(containers, name, compose["services"][name], ports)

        service.place = stack.Place(
            redis_url=f"redis://:{DOT_ENV['CREDWISE_REDIS_PASSWORD']}@127.0.0.1:{ports['6379']}/0", port=ports["8080"]
        )
        service.processes = containers
        api = service.connect()
        posted = {api.post_profile(samples[0])}
        assert set(service.wait_for_webhooks(posted)) == posted
        until(lambda: is_archived(posted, environment(compose["services"]["archiver"], ports)), what="the archiving")


def is_archived(posted, environ):
    with connect(environ["CREDWISE_REDIS_URL"]) as redis:
        return not any(redis.exists(f"cw:job:{one}") for one in posted)


def until_healthy(containers, name, service, ports):
    """Run the service's own health check until it passes."""
    kind, *test = service["healthcheck"]["test"]
    command = as_process(["sh", "-c", *test] if kind == "CMD-SHELL" else test, ports)

    def is_healthy():
        assert containers.ended() == ()
        environ = environment(service, ports)
        return subprocess.run(command, env=environ, cwd=ROOT, timeout=PATIENCE, check=False).returncode == 0

    until(is_healthy, name)


def as_process(command, ports):
    """Return the container's command as it can be run here: this interpreter, ports that are free, loopback."""
    program, *arguments = command
    found = {
        "credwise": credwise(),
        "python": [sys.executable],
        "pg_isready": ["pg_isready", "--host=127.0.0.1", f"--port={ports['5432']}"],
        "redis-server": [str(available_servers()[0])],
    }.get(program, [program])
    more = ["--port", str(ports["6379"]), "--bind", "127.0.0.1"] if program == "redis-server" else []
    return [*found, *(here(argument, ports) for argument in arguments), *more]


def environment(service, ports):
    """Return the service's environment as it is here; nothing of this process's settings passes through."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CREDWISE_")}
    given = {name: here(value, ports) for name, value in service.get("environment", {}).items()}
    # The receiver of this test listens on loopback, which an operator would allow in .env.
    # The wheel that brings redis-server along puts redis-cli beside this interpreter.
    path = f"{os.environ['PATH']}:{Path(sys.executable).parent}"
    return kept | given | {"CREDWISE_WEBHOOK_ALLOW": "127.0.0.1/32", "PATH": path}


def here(text, ports):
    """Put loopback in place of the container network, and free ports in place of the containers' own."""
    text = text.replace("@redis:", "@127.0.0.1:").replace("0.0.0.0", "127.0.0.1")  # noqa: S104 - taken out here
    # The database of the test is one that anybody on loopback may use.
    text = text.replace("@archive:5432/credwise", "@127.0.0.1:5432/postgres")
    for inside, outside in ports.items():
        text = re.sub(rf"\b{inside}\b", str(outside), text)
    return text.replace("redis-cli ", f"redis-cli -p {ports['6379']} ")
