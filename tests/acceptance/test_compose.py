"""Does docker-compose.yml describe a service that works? Its own commands, run as processes, say so.

There is no container engine here, so what the engine does is done by hand (`tests/builders/servers/composed.py`).
"""

import shutil
import subprocess

import pytest
from patience import until
from servers.composed import (
    DOT_ENV,
    ROOT,
    THEIRS,
    VARIABLE,
    environment,
    filled_in,
    ours,
    read_compose,
    redis_url,
    start_all,
    watching,
)

from services.cli.demo import stack
from services.cli.running.processes import Processes, free_port
from services.ledger.store.connection import connect


@pytest.fixture(scope="module")
def compose():
    return read_compose()


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
        start_all(compose, containers, ports, tmp_path)
        service.place = stack.Place(redis_url=redis_url(ports), port=ports["8080"])
        service.processes = containers
        api = service.connect()
        posted = {api.post_profile(samples[0])}
        assert set(service.wait_for_webhooks(posted)) == posted
        until(lambda: is_archived(posted, environment(compose["services"]["archiver"], ports)), what="the archiving")


def is_archived(posted, environ):
    with connect(environ["CREDWISE_REDIS_URL"]) as redis:
        return not any(redis.exists(f"cw:job:{one}") for one in posted)
