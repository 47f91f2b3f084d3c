"""What happens when Redis crashes, is away, silent, slow, full, read-only, or cannot write to its disk?"""

from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from threading import Event
from time import monotonic, sleep

from tests.builders.delivery_ids import delivery_id
from tests.chaos.hr_system import Answer
from tests.chaos.proxy import Way
from tests.chaos.trial import ANSWERED_WITHIN, Trial, row

#: Seconds after which workers must be at work again when Redis is back.
BACK_WITHIN = 10.0
#: How long Redis is in trouble, in seconds: longer than every timeout of the clients.
TROUBLE = 4.0
#: Seconds that each of the two posting threads pauses between two profiles.
POST_EVERY = 0.3
POLITE = "503 with Retry-After in under 5 s, readiness false, nothing acknowledged is lost, workers back in under 10 s"


@dataclass
class Load:
    """Profiles posted all the while, and what /readyz said."""

    ready: list[bool] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)


@contextmanager
def load(trial: Trial) -> Iterator[Load]:
    """Post from two threads, a new profile each time, and ask for readiness, for as long as the block lasts."""
    seen, over = Load(), Event()

    def post() -> None:
        while not over.is_set():
            seen.answers.append(trial.hr.post(trial.hr.new_profile()[0]))
            sleep(POST_EVERY)

    def ask() -> None:
        while not over.is_set():
            seen.ready.append(trial.hr.is_ready())
            sleep(0.1)

    with ThreadPoolExecutor(3) as threads:
        running = [threads.submit(post), threads.submit(post), threads.submit(ask)]
        try:
            yield seen
        finally:
            over.set()
        for one in running:
            one.result()


def _expect_polite_trouble(trial: Trial, seen: Load, *, turns_unready: bool = True, also: Collection[int] = ()) -> None:
    trial.expect_refused_politely(seen.answers, also=also)
    if turns_unready:
        trial.expect(not all(seen.ready), "readiness never turned false")


def _expect_back(trial: Trial) -> None:
    """Wait for the first webhook of a profile that is posted now: all workers are back."""
    trial.fault_ends()
    job_id = trial.hr.post_until_taken(trial.hr.new_profile()[0]).id
    trial.until(lambda: delivery_id(job_id) in trial.inbox.counts(), 40, "a webhook after the trouble")
    took = monotonic() - trial.ended_at
    trial.expect_within(took, BACK_WITHIN, "the workers' way back")
    trial.note(f"new work done {took:.1f} s after")


@row("kill -9 of Redis, started again after a while", POLITE)
def redis_killed(trial: Trial) -> None:
    with load(trial) as seen:
        sleep(1)
        trial.place.redis.kill()
        sleep(TROUBLE)
        trial.place.redis.start()
    _expect_back(trial)
    _expect_polite_trouble(trial, seen)


@row("Redis away: connections are refused", POLITE)
def redis_away(trial: Trial) -> None:
    _way_barred(trial, Way.REFUSED)


@row("Redis silent: connected, and nothing comes back; later everything arrives after all", POLITE)
def redis_silent(trial: Trial) -> None:
    _way_barred(trial, Way.SILENT)


def _way_barred(trial: Trial, way: Way) -> None:
    with load(trial) as seen:
        sleep(0.5)
        for proxy in trial.proxy():
            proxy.set_way(way)
        sleep(TROUBLE)
        for proxy in trial.proxy():
            proxy.set_way(Way.OPEN)
    _expect_back(trial)
    _expect_polite_trouble(trial, seen)


@row(
    "Redis slow (60 ms on every message, in pieces), connections reset and half closed all the while",
    "it takes longer, no more",
)
def redis_flaky(trial: Trial) -> None:
    for proxy in trial.proxy():
        proxy.delay, proxy.drips = 0.03, True
    with load(trial) as seen:
        for turn in range(4):
            sleep(1)
            chosen = trial.chance.choice(list(trial.proxy("evaluate", "deliver", "dispatcher", "api")))
            chosen.cut_all() if turn % 2 else chosen.half_close_all()
    for proxy in trial.proxy():
        proxy.heal()
    _expect_back(trial)
    slowest = max(answer.seconds for answer in seen.answers)
    trial.expect_within(slowest, ANSWERED_WITHIN, "an answer")
    refused = [answer.status for answer in seen.answers if answer.status != 202]
    trial.expect(set(refused) <= {503}, f"refused with {set(refused)}")
    trial.note(f"{len(refused)} of {len(seen.answers)} refused, slowest answer {slowest:.1f} s")


@row(
    "Redis at 85 % of its maxmemory, then at 105 %",
    "new work is refused with 503 and Retry-After, before that whoever keeps most with 429, readiness stays true; what "
    "was accepted is worked off",
)
def redis_full(trial: Trial) -> None:
    redis = trial.place.redis.client
    trial.inbox.down()
    owed = trial.hr.post_many(max(4, trial.amount // 2))
    try:
        with load(trial) as seen:
            _fill(trial, 85)
            trial.inbox.up()
            wanted = {delivery_id(job_id) for job_id in owed}
            trial.until(lambda: wanted <= trial.inbox.counts().keys(), 60, "what was accepted worked off at 85 %")
            _fill(trial, 105)
            sleep(2)
        # Where another client keeps something too, the one that keeps most is refused before Redis is full.
        _expect_polite_trouble(trial, seen, turns_unready=False, also={HTTPStatus.TOO_MANY_REQUESTS})
        trial.expect(all(seen.ready), "readiness turned false, though all but new profiles is served")
    finally:
        redis.config_set("maxmemory", 0)
    _expect_back(trial)


def _fill(trial: Trial, percent: int) -> None:
    redis = trial.place.redis.client
    redis.config_set("maxmemory", int(redis.info("memory")["used_memory"] * 100 / percent))


@row("Redis made a read-only replica, as in a failover gone wrong", POLITE)
def redis_read_only(trial: Trial) -> None:
    redis = trial.place.redis.client
    with load(trial) as seen:
        sleep(0.5)
        # Nothing listens there, so the data stays as it is.
        redis.replicaof("127.0.0.1", "1")
        sleep(TROUBLE)
        redis.replicaof("NO", "ONE")
    _expect_back(trial)
    _expect_polite_trouble(trial, seen)


@row("the disk refuses writes: Redis with AOF `always` ends itself, and starts again when there is room", POLITE)
def disk_full(trial: Trial) -> None:
    with load(trial) as seen:
        sleep(0.5)
        trial.place.redis.fill_disk()
        trial.until(lambda: not trial.place.redis.is_running(), 15, "Redis's end for want of disk")
        sleep(TROUBLE / 2)
        trial.place.redis.kill()
        trial.place.redis.start()
    _expect_back(trial)
    _expect_polite_trouble(trial, seen)
