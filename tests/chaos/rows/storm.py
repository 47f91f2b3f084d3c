"""Everything at once: does the promise hold when faults meet?"""

import os
import signal
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Event
from time import monotonic, sleep

from tests.chaos.proxy import Fate, Link
from tests.chaos.resp import Command
from tests.chaos.rows.working import Workers, is_message, poison_in
from tests.chaos.trial import Trial, row

#: Profiles of the storm for each one of an ordinary row.
TIMES = 8
#: Share of the wake-ups that the broker loses.
LOST_SHARE = 0.3
#: How long the receiver is down, in seconds.
RECEIVER_DOWN = 15.0
#: How long Redis stays away after it was killed, in seconds.
REDIS_AWAY = 1.5
#: One profile in so many is poison.
POISON_EVERY = 40
#: When, in seconds, Redis and the database are killed and the receiver goes down.
REDIS_KILLED_AT = (4.0, 16.0)
DATABASE_KILLED_AT = 11.0
RECEIVER_DOWN_AT = 8.0
#: The storm lasts so long, and as long as profiles are still being posted.
LASTS = 26.0


@row(
    "a storm: random SIGKILLs of workers, dispatcher, archiver and API, 2 kill -9 of Redis, 1 of the database, 30 % of the "
    "wake-ups lost, a receiver down for 15 s, poison profiles",
    "nothing lost; duplicates only under the same webhook-id; the poison set aside",
)
def storm(trial: Trial) -> None:
    amount = trial.amount * TIMES
    workers, poison, done, over = Workers(trial.place), set[str](), Counter[str](), Event()

    def rule(_link: Link, command: Command) -> Fate:
        poison.update(poison_in(command))
        if command.script == "finish_evaluation" and command.arguments[0] in poison:
            with suppress(ProcessLookupError):
                workers.kill(command.arguments[0])
            return Fate.CUT
        return Fate.PASS

    def lose(link: Link, data: bytes) -> Fate:
        if is_message(link, data) and trial.chance.random() < LOST_SHARE:
            done["wake-ups lost"] += 1
            return trial.chance.choice((Fate.PRETEND, Fate.CUT))
        return Fate.PASS

    for proxy in trial.proxy():
        proxy.on_command, proxy.on_answer = rule, lose
    with ThreadPoolExecutor(1) as threads:
        havoc = threads.submit(_wreak_havoc, trial, workers, over, done)
        try:
            taken = trial.hr.post_many(amount, within=240, poison_every=POISON_EVERY)
        finally:
            over.set()
        havoc.result()
    trial.expect(len(taken) == amount, f"{len(taken)} of {amount} profiles were taken")
    trial.fault_ends()
    # What is poison stays poison until it is set aside; all other faults are over.
    trial.until(lambda: all(_is_dead(trial, job_id) for job_id in poison & set(taken)), 150, "the poison set aside")
    trial.note(", ".join(f"{number} {name}" for name, number in sorted(done.items())))
    trial.note(f"{len(poison & set(taken))} poison profiles")


def _is_dead(trial: Trial, job_id: str) -> bool:
    return trial.place.redis.client.hget(f"cw:job:{job_id}", "state") == "dead"


def _wreak_havoc(trial: Trial, workers: Workers, over: Event, done: Counter[str]) -> None:
    """Do harm at moments that the seed chooses, until LASTS is over and all profiles are posted."""
    place, began = trial.place, monotonic()
    kinds: dict[str, Callable[[], object]] = {
        "kills of an evaluating process": workers.kill_any,
        "kills of the evaluate worker": lambda: place.crash("evaluate"),
        "kills of the deliver worker": lambda: place.crash("deliver"),
        "kills of the dispatcher": lambda: place.crash("dispatcher"),
        "kills of the archiver": lambda: place.crash("archiver"),
        "kills of the API's process": lambda: [os.kill(pid, signal.SIGKILL) for pid in place.api_workers()],
    }
    times = {
        **{at: lambda: _kill_redis(trial, done) for at in REDIS_KILLED_AT},
        RECEIVER_DOWN_AT: trial.inbox.down,
        RECEIVER_DOWN_AT + RECEIVER_DOWN: trial.inbox.up,
    }
    if place.archive:
        times |= {
            DATABASE_KILLED_AT: place.archive.server.kill,
            DATABASE_KILLED_AT + REDIS_AWAY: place.archive.server.start,
        }
    next_harm = 0.5
    while (now := monotonic() - began) < LASTS or not over.is_set():
        for at in [at for at in times if at <= now]:
            times.pop(at)()
        if now >= next_harm:
            kind = trial.chance.choices(list(kinds), weights=(6, 1, 2, 1, 2, 2))[0]
            with suppress(ProcessLookupError, KeyError):
                kinds[kind]()
                done[kind] += 1
            next_harm = now + trial.chance.uniform(0.5, 1.5)
        sleep(0.05)
    for late in times.values():
        late()
    done["receiver outages"] += 1


def _kill_redis(trial: Trial, done: Counter[str]) -> None:
    trial.place.redis.kill()
    sleep(REDIS_AWAY)
    trial.place.redis.start()
    done["kills of Redis"] += 1
