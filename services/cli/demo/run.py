"""How does the demo go? Start, post, wait until every recommendation came back as a verified webhook, then stay."""

import queue
import secrets
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from time import monotonic

import urllib3
from rich.console import Console

from services.broker.embedded_redis import EmbeddedRedis, NoRedisServer
from services.cli.demo import show, stack
from services.cli.demo.client import ApiClient, Refused
from services.cli.demo.samples import Sample, read_samples
from services.cli.operating.ledger_access import open_ledger
from services.cli.running.processes import Processes, free_port
from services.cli.running.receiver import Received, Receiver, listening
from services.ledger.accounts.clients import Clients
from services.ledger.accounts.roles import scopes_of
from services.settings import Settings

#: The id under which the sample receiver is registered as the demo client's endpoint.
ENDPOINT = "sample-lms"

#: What the key may do that is printed: all that README and guides show with it, and look at the operators' page.
DEMO_ROLES = ("adviser", "receiver", "curator", "privacy", "monitor")

#: For how many hours the links that are printed are good: longer than anybody looks at a demo.
LINK_HOURS = 24

#: How often it is looked whether the API is ready and whether a process has died.
LOOK_EVERY = timedelta(milliseconds=50)


class Failed(Exception):
    """The demo cannot go on; the message names the process or the learners at fault. Read the logs it names."""


class Demo:
    """One run: its processes, its receiver, and which of the posted learners still wait for a webhook."""

    def __init__(self, processes: Processes, receiver: Receiver, console: Console, patience: int) -> None:
        self._processes = processes
        self._receiver = receiver
        self._console = console
        self._deadline = monotonic() + patience
        self._patience = patience
        self._names: dict[str, str] = {}
        self._seen: set[str] = set()

    def wait_until_ready(self, api: ApiClient) -> None:
        """Return when the API takes requests."""
        while not api.is_ready():
            self._check("The API was not ready")
            self._take_one()

    def post(self, api: ApiClient, samples: tuple[Sample, ...]) -> None:
        """Register the receiver, prove its address where that is asked for, and post every sample.

        Raise Failed with the API's words where it refuses.
        """
        try:
            self._receiver.secret = api.put_endpoint(ENDPOINT, self._receiver.address, link_hours=LINK_HOURS)
            while api.owes_proof(ENDPOINT) and not api.prove_endpoint(ENDPOINT):
                # Until the first deliver worker is up nobody sends the test event.
                self._check("The receiver's address was not proved to be its owner's")
                self._take_one()
            for sample in samples:
                self._names[api.post_profile(sample.profile)] = sample.name
        except (Refused, urllib3.exceptions.HTTPError) as error:
            raise Failed(f"The API did not take a request of the demo. {error}") from error
        show.posted(self._console, samples)

    def wait_for_all(self) -> None:
        """Print each recommendation as it arrives; return when all have arrived."""
        while owed := [name for id_, name in self._names.items() if id_ not in self._seen]:
            self._check(f"No webhook arrived for: {', '.join(owed)}")
            self._take_one()

    def stay(self) -> None:
        """Print what else arrives, until a signal ends the demo or a process dies."""
        while True:
            self._check_processes()
            self._take_one()

    def _take_one(self) -> None:
        try:
            received = self._receiver.arrived.get(timeout=LOOK_EVERY.total_seconds())
        except queue.Empty:
            return
        if received.verified and received.event is not None:
            self._show(str(received.event["data"].get("id", received.webhook_id)), received)
        elif received.webhook_id.startswith("msg_"):
            raise Failed(f"Webhook {received.webhook_id} did not verify: {received.problem}")
        else:
            # Anybody may try whether the receiver refuses a forgery; it has, and that is all there is to it.
            show.refused(self._console, received)

    def _show(self, id_: str, received: Received) -> None:
        # At least once means that the same webhook may come again; it is shown once.
        if id_ not in self._seen:
            show.webhook(self._console, received, self._names.get(id_))
        self._seen.add(id_)

    def _check(self, what: str) -> None:
        self._check_processes()
        if monotonic() > self._deadline:
            raise Failed(f"{what} within {self._patience} seconds.")

    def _check_processes(self) -> None:
        if ended := self._processes.ended():
            raise Failed("\n".join(show.ended(process) for process in ended))


def run(
    settings: Settings, environ: Mapping[str, str], logs: Path, console: Console, *, once: bool, patience: int
) -> None:
    """Run the demo; return when it is done with `once`, else stay. Raise Failed, or KeyboardInterrupt on a signal."""
    samples = read_samples(settings.data_dir)
    given = environ.get("CREDWISE_REDIS_URL")
    if given:
        show.borrowed_redis(console, given)
    console.print(f"Starting Redis, API, two workers, dispatcher, archiver and a receiver; their logs are in {logs}")
    with redis_at(given) as redis_url, listening() as receiver, Processes(logs) as processes:
        place = stack.Place(redis_url=redis_url, port=free_port(), archive_url=_archive_at(settings, given, logs))
        stack.start(processes, stack.environment(place, environ))
        demo = Demo(processes, receiver, console, patience)
        with open_ledger(replace(settings.redis, url=redis_url)) as redis:
            # A client of its own for each run: on a server that is kept, nothing is mixed with another run's.
            client = f"demo-{secrets.token_hex(3)}"
            key, _ = Clients(redis).create_key(client, "demo", scopes_of(DEMO_ROLES))
            api = ApiClient(address=place.address, key=key, pool=urllib3.PoolManager())
            demo.wait_until_ready(api)
            demo.post(api, samples)
            demo.wait_for_all()
            show.all_arrived(console, len(samples))
            if not once:
                show.where(console, place, client, key, samples[0].path)
                demo.stay()


def _archive_at(settings: Settings, redis_given: str | None, logs: Path) -> str | None:
    """Return the address of the archive: the one that was given, or a file that goes with the embedded Redis.

    A Redis that outlives the demo must not find what it let go of in a file that does not.
    """
    return settings.archive_url or (None if redis_given else f"sqlite:///{logs}/archive.db")


@contextmanager
def redis_at(given: str | None) -> Iterator[str]:
    """Yield the address of the Redis to use: the one that was given, else an embedded one that ends with the block."""
    if given:
        yield given
        return
    with ExitStack() as started:
        try:
            server = started.enter_context(EmbeddedRedis())
        except NoRedisServer as error:
            raise Failed(str(error)) from error
        yield server.url
