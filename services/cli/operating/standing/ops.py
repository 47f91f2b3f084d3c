"""How are the queues doing? One screen for operators, and a sign of life for health checks."""

import json
import socket
from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from time import sleep

import click
import urllib3
from redis import Redis
from rich.console import Console
from rich.live import Live

from services.cli.operating.deliveries import json_option, ledger, say_done
from services.cli.operating.ledger_access import RedisAway, open_ledger, settled
from services.cli.operating.standing.memory import memory
from services.cli.operating.standing.ops_screen import screen
from services.cli.operating.standing.rescheduling import reschedule
from services.cli.operating.standing.sealing import secrets
from services.ledger.standings.endpoint_standings import EndpointStanding
from services.ledger.standings.heartbeats import alive as alive_processes
from services.ledger.standings.queues import LedgerSnapshot, snapshot
from services.ledger.store.policy import LedgerPolicy
from services.ledger.waits.facts import Surroundings, read_job, read_surroundings
from services.ledger.waits.holds import wait_of_endpoint
from services.ledger.waits.wait import Wait
from services.ledger.waits.waits import waits_of_all, waits_of_job
from services.ledger.work.jobs import Queue
from services.ledger.work.pauses import Pauses
from services.presenting.terminal.tables import widened
from services.redis_address import RedisAddress

#: How often `--watch` looks again: often enough to follow a backlog, cheap enough to leave open all day.
WATCH_EVERY = timedelta(seconds=2)

#: The longest a health check waits for the API's answer; compose gives the whole check 6 seconds.
HEALTH_TIMEOUT = urllib3.Timeout(total=4)


#: How the ids of jobs begin; what else is no endpoint is a client's name.
JOB_IDS = ("rec_", "msg_", "evt_", "test_")


@click.group()
def ops() -> None:
    """See how the queues are doing."""


@ops.command()
@click.option("--watch", is_flag=True, help="Look again every two seconds until Ctrl-C.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of the screen.")
def status(watch: bool, as_json: bool) -> None:
    """Show pending and failed jobs, the workers, and the state of Redis.

    Exit code 2 says that Redis does not answer; with --watch the screen says so and looks again.
    """
    settings = settled()
    policy = LedgerPolicy.of(settings)

    def look() -> LedgerSnapshot:
        with open_ledger(settings.redis) as redis:
            return snapshot(redis, policy)

    if not watch:
        found = look()
        if as_json:
            click.echo(json.dumps(found.to_dict()))
        else:
            console = Console()
            with widened(console):
                console.print(screen(found), crop=False)
        return
    try:
        _watch_as_json(look) if as_json else _watch(look)
    except KeyboardInterrupt:
        return


@ops.command()
@click.argument("role", type=click.Choice(["api", "evaluate", "deliver", "dispatcher", "archiver"]))
@json_option
def alive(role: str, as_json: bool) -> None:
    """Exit with 0 where this computer's (or container's) process of ROLE is alive, else with 1, or 2 without Redis.

    The API is asked itself; the others are known by their heartbeats in Redis.
    """
    settings = settled()
    if role == "api":
        _ask_api(settings.api_health_port)
    else:
        _look_for(role, settings.redis)
    if as_json:
        click.echo(json.dumps({"role": role, "host": socket.gethostname(), "alive": True}))


def _look_for(role: str, address: RedisAddress) -> None:
    with open_ledger(address) as redis:
        names = [beat.name for beat in alive_processes(redis) if beat.role == role]
    # A process is named "host:pid".
    if socket.gethostname() not in {name.rpartition(":")[0] for name in names}:
        elsewhere = f"; elsewhere: {', '.join(names)}" if names else ""
        raise click.ClickException(
            f"No {role} process on {socket.gethostname()} gave a sign of life lately{elsewhere}."
        )


@ops.command()
@click.argument("what", metavar="[ID]", required=False)
@json_option
def why(what: str | None, as_json: bool) -> None:
    """Say what a job, an endpoint, a client or everything waits for, and which command mends it.

    ID is that of a recommendation (rec_...), of a webhook (msg_...), of an endpoint (CLIENT/ENDPOINT) or of a client;
    without it everything that waits is looked at. Exit code 2 says that Redis does not answer, which everything waits
    for.
    """
    with ledger() as (redis, policy):
        around = read_surroundings(redis, policy)
        waits = waits_of_all(around) if what is None else _waits_of(what, redis, around)
    if as_json:
        click.echo(json.dumps([wait.to_dict() for wait in waits]))
        return
    for wait in waits:
        click.echo(wait.sentence if what else f"{wait.about}, {wait.cause}: {wait.sentence}")
        if wait.remedy:
            click.echo(f"  -> {wait.remedy}")
    if not waits:
        click.echo("Nothing waits. `credwise doctor` says whether new profiles are taken.")


queue_argument = click.argument("queue", type=click.Choice([queue.value for queue in Queue]))


@ops.command()
@queue_argument
@json_option
def pause(queue: str, as_json: bool) -> None:
    """Hand nothing of a queue out until it is resumed. Profiles are taken all the same, and wait."""
    with ledger() as (redis, policy):
        Pauses(redis, policy).pause(Queue(queue))
    sentence = f"{queue} is paused; what is being worked on is finished. `credwise ops resume {queue}` ends it."
    say_done(sentence, {"queue": queue, "paused": True}, as_json=as_json)


@ops.command()
@queue_argument
@json_option
def resume(queue: str, as_json: bool) -> None:
    """Hand out again what waits in a queue that was paused."""
    with ledger() as (redis, policy):
        Pauses(redis, policy).resume(Queue(queue))
    say_done(f"{queue} is resumed.", {"queue": queue, "paused": False}, as_json=as_json)


ops.add_command(memory)
ops.add_command(secrets)
ops.add_command(reschedule)


def _waits_of(what: str, redis: Redis, around: Surroundings) -> tuple[Wait, ...]:
    if "/" in what:
        return (wait_of_endpoint(_endpoint_named(what, around)),)
    if what.startswith(JOB_IDS):
        return waits_of_job(read_job(redis, what, around), around)
    return tuple(wait for wait in waits_of_all(around) if wait.about.partition("/")[0] == what)


def _endpoint_named(name: str, around: Surroundings) -> EndpointStanding:
    for one in around.endpoints:
        if f"{one.client}/{one.endpoint}" == name:
            return one
    raise click.ClickException(f"There is no endpoint {name}. `credwise endpoints list` shows all.")


def _ask_api(port: int) -> None:
    try:
        answer = urllib3.request("GET", f"http://127.0.0.1:{port}/healthz", timeout=HEALTH_TIMEOUT, retries=False)
    except urllib3.exceptions.HTTPError as error:
        raise click.ClickException(f"The API does not answer on port {port}: {error}") from error
    if answer.status != HTTPStatus.OK:
        raise click.ClickException(f"The API answers {answer.status} on port {port}.")


def _watch(look: Callable[[], LedgerSnapshot]) -> None:
    with Live(screen=True, auto_refresh=False) as live:
        while True:
            try:
                live.update(screen(look()), refresh=True)
            except RedisAway as error:
                live.update(error.message, refresh=True)
            sleep(WATCH_EVERY.total_seconds())


def _watch_as_json(look: Callable[[], LedgerSnapshot]) -> None:
    while True:
        click.echo(json.dumps(look().to_dict()))
        sleep(WATCH_EVERY.total_seconds())
