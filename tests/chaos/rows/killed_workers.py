"""What happens to a profile whose worker is killed, hangs, is too slow, or is replaced?"""

import signal
import time
from collections import Counter
from collections.abc import Callable
from threading import Event, Lock

from services.archive.packing import unpack
from tests.builders.delivery_ids import delivery_id
from tests.chaos.place import LEASE
from tests.chaos.proxy import Fate, Link
from tests.chaos.resp import Command
from tests.chaos.rows.working import Workers, poison_in
from tests.chaos.trial import Trial, row

#: How often a job may be started before it counts as poison.
CLAIMS_ALLOWED = 3


@row("kill -9 of a worker during an evaluation", "the lease expires, it runs again, the result is the same bytes")
def worker_killed_evaluating(trial: Trial) -> None:
    (proxy,) = trial.proxy("evaluate")
    first: dict[str, bytes] = {}
    wanted = max(2, trial.amount // 8)
    workers = Workers(trial.place)

    def rule(_link: Link, command: Command) -> Fate:
        if command.script != "finish_evaluation" or len(first) >= wanted or command.arguments[0] in first:
            return Fate.PASS
        job_id = command.arguments[0]
        first[job_id] = command.raw_arguments[2]
        # The process that works on it, and once the whole worker with all its processes.
        if len(first) == wanted:
            trial.place.crash("evaluate")
        else:
            workers.kill(job_id)
        return Fate.CUT

    proxy.on_command = rule
    trial.hr.post_many(trial.amount)
    trial.until(lambda: len(first) >= wanted, 30, f"{wanted} evaluations to kill")
    trial.fault_ends()
    trial.until(lambda: len(trial.inbox.counts()) >= trial.amount, 40, "every webhook")
    again = {job_id: trial.place.recommendation(job_id) for job_id in first}
    differ = [job_id for job_id in first if again[job_id] != unpack(first[job_id])]
    trial.expect(not differ, f"evaluated anew with another result: {', '.join(differ)}")
    trial.note(f"{wanted} killed when about to finish; results byte for byte the same")


@row(
    "kill -9 of a process in the middle of a bundle of evaluations",
    "what it had not begun is taken at once by others, what it was at when its lease is over; none is blamed for another",
)
def process_killed_in_a_bundle(trial: Trial) -> None:
    starts = _kill_in_a_bundle(trial, Workers(trial.place).kill)
    first, *others = starts.values()
    trial.expect(set(others) == {1}, f"what had not begun was counted as started: {others}")
    trial.note(f"killed at the first of {len(starts)}, started {first} times; {len(others)} given back at once")


@row(
    "kill -9 of a whole worker in the middle of a bundle of evaluations",
    "every one that is not finished runs again, alone, when its lease is over",
)
def worker_killed_in_a_bundle(trial: Trial) -> None:
    starts = _kill_in_a_bundle(trial, lambda _job_id: trial.place.crash("evaluate"))
    trial.expect(max(starts.values()) == 2, f"started more than twice: {starts}")
    trial.note(f"killed at the first of {len(starts)}; each started twice at most")


def _kill_in_a_bundle(trial: Trial, kill: Callable[[str], None]) -> dict[str, int]:
    """Kill when the first of a bundle is about to be finished; return how often each of the bundle was started."""
    (proxy,) = trial.proxy("evaluate")
    workers, struck = Workers(trial.place), dict[str, int]()

    def rule(_link: Link, command: Command) -> Fate:
        if command.script != "finish_evaluation":
            return Fate.PASS
        job_id = command.arguments[0]
        if job_id in struck:
            # The archive may have it when all is over, so that it is asked before it is finished.
            struck[job_id] = workers.starts(job_id)
        in_hand = workers.in_hand(job_id)
        if struck or len(in_hand) < 2 or in_hand[0] != job_id:
            return Fate.PASS
        struck.update(dict.fromkeys(in_hand, 0))
        kill(job_id)
        return Fate.CUT

    # A worker claims several at once when it has seen how long one takes.
    wanted = trial.amount
    trial.hr.post_many(wanted)
    trial.until(lambda: len(trial.inbox.counts()) >= wanted, 30, "every webhook before the fault")
    proxy.on_command = rule
    while not struck and wanted < 8 * max(16, trial.amount):
        trial.place.processes.signal("evaluate", signal.SIGSTOP)
        posted = len(trial.hr.post_many(max(16, trial.amount)))
        trial.place.processes.signal("evaluate", signal.SIGCONT)
        wanted += posted
        trial.until(lambda goal=wanted: struck or len(trial.inbox.counts()) >= goal, 30, "a bundle to kill")
    trial.fault_ends()
    trial.expect(struck, "no bundle was seen: evaluations take too long here")
    trial.until(lambda: len(trial.inbox.counts()) >= wanted, 40, "every webhook")
    trial.expect(not trial.place.snapshot().queues["evaluate"].dead, "somebody was set aside")
    return struck or {"none": 0}


@row("kill -9 of a worker after the POST, before `finish`", "a duplicate with the same webhook-id and the same bytes")
def worker_killed_delivering(trial: Trial) -> None:
    killed: list[str] = []
    lock, wanted = Lock(), max(2, trial.amount // 10)

    def answer(webhook_id: str) -> int:
        with lock:
            if len(killed) < wanted and webhook_id not in killed:
                killed.append(webhook_id)
                trial.place.crash("deliver")
        return 204

    trial.inbox.answer = answer
    for _ in range(wanted):
        trial.hr.post_many(max(1, trial.amount // wanted))
        time.sleep(0.5)
    trial.until(lambda: len(killed) == wanted, 40, f"{wanted} deliveries to kill")
    trial.fault_ends()
    trial.until(lambda: all(trial.inbox.counts()[one] > 1 for one in killed), 40, "the duplicates")
    trial.note(f"{wanted} killed while the receiver answered")


@row("a worker slower than its lease (SIGSTOP until another has done its work, then SIGCONT)", "fenced at `finish`")
def slower_than_lease(trial: Trial) -> None:
    trial.place.start("evaluate-2")
    trial.place.start("deliver-2")
    _freeze_at(trial, "evaluate", "finish_evaluation", b"$-1")
    _freeze_at(trial, "deliver", "finish_delivery", b":0")
    for name in ("evaluate-2", "deliver-2"):
        trial.expect(trial.place.end(name), f"{name} did not end in time")


def _freeze_at(trial: Trial, name: str, script: str, refusal: bytes) -> None:
    """Freeze a worker when it is about to settle a job; thaw it when somebody else has settled that job."""
    (proxy,) = trial.proxy(name)
    frozen, thawed, answers, caught = Event(), Event(), [], []

    def hold(link: Link, command: Command) -> Fate:
        if command.script == script and not frozen.is_set():
            caught.append((command.arguments[0], link))
            frozen.set()
            trial.place.processes.signal(name, signal.SIGSTOP)
            thawed.wait(300)
        return Fate.PASS

    def hear(link: Link, data: bytes) -> Fate:
        if caught and link is caught[0][1] and thawed.is_set():
            answers.append(data)
        return Fate.PASS

    proxy.on_command, proxy.on_answer = hold, hear
    wanted = len(trial.inbox.counts()) + max(4, trial.amount // 4)
    trial.hr.post_many(max(4, trial.amount // 4))
    if trial.until(frozen.is_set, 20, f"a job of {name} to freeze"):
        job_id = caught[0][0]
        settled = trial.until(lambda: _is_completed(trial, job_id), LEASE * 4, f"somebody else with {job_id}")
        trial.fault_ends()
        # What it sent last arrives now, while it is still frozen: the answer waits for it.
        thawed.set()
        trial.until(lambda: answers, 10, "the answer to the late worker")
        trial.place.processes.signal(name, signal.SIGCONT)
        refused = bool(answers) and answers[0].startswith(refusal)
        trial.expect(settled and refused, f"the late {script} was answered {answers[:1]}, not {refusal!r}")
        trial.note(f"late {script} refused")
    thawed.set()
    proxy.heal()
    trial.until(lambda: len(trial.inbox.counts()) >= wanted, 30, "every webhook")


def _is_completed(trial: Trial, job_id: str) -> bool:
    # None: it is with the archive already.
    return trial.place.redis.client.hget(f"cw:job:{job_id}", "state") in {None, "completed"}


@row(
    "a poison profile: one kills its worker each time, one hangs it", "set aside after 3 claims, neighbours unaffected"
)
def poison_profile(trial: Trial) -> None:
    (proxy,) = trial.proxy("evaluate")
    workers, poison, claims = Workers(trial.place), dict[str, None](), Counter[str]()

    def rule(_link: Link, command: Command) -> Fate:
        job_id = command.arguments[0] if command.script == "finish_evaluation" else ""
        if job_id not in poison:
            return Fate.PASS
        claims[job_id] += 1
        workers.kill(job_id, signal.SIGSTOP if job_id == next(iter(poison)) else signal.SIGKILL)
        return Fate.CUT

    (api,) = trial.proxy("api")
    api.on_command = lambda _link, command: poison.update(dict.fromkeys(poison_in(command))) or Fate.PASS
    proxy.on_command = rule
    trial.hr.post_many(2, at_once=1, poison_every=1)
    began = time.monotonic()
    wanted = {delivery_id(job_id) for job_id in trial.hr.post_many(trial.amount)}
    trial.until(lambda: wanted <= trial.inbox.counts().keys(), 15, "the neighbours' webhooks")
    trial.note(f"neighbours done after {time.monotonic() - began:.1f} s")
    for job_id in poison:
        trial.until(
            lambda job_id=job_id: trial.hr.look(job_id).get("reason") == "poison", LEASE * 6, "poison set aside"
        )
    trial.fault_ends()
    wrong = [number for number in claims.values() if number != CLAIMS_ALLOWED]
    trial.expect(len(claims) == len(poison) and not wrong, f"starts of the poison profiles: {list(claims.values())}")
    trial.note(f"{len(poison)} set aside, each after {CLAIMS_ALLOWED} starts")


@row("a rolling restart: every process gets TERM in turn and is started anew, under load", "nothing runs twice")
def rolling_restart(trial: Trial) -> None:
    before = {queue: _begun(trial, queue) for queue in ("evaluate", "deliver")}
    for name in ("evaluate", "deliver", "dispatcher", "api"):
        posted = trial.hr.post_many(max(4, trial.amount // 4))
        trial.expect(trial.place.end(name), f"{name} did not end within its grace period")
        trial.place.start(name)
        trial.expect(posted, "nothing was posted")
    trial.fault_ends()
    number = 4 * max(4, trial.amount // 4)
    trial.until(lambda: len(trial.inbox.counts()) >= number, 30, "every webhook")
    for queue, begun in before.items():
        made = _begun(trial, queue) - begun
        trial.expect(made == number, f"{made} begun of {queue} for {number} profiles")
    repeated = sum(trial.inbox.counts().values()) - len(trial.inbox.counts())
    trial.expect(not repeated, f"{repeated} webhooks were sent twice")
    trial.note(f"{number} profiles, {number} evaluations, {number} webhooks")


def _begun(trial: Trial, queue: str) -> int:
    """Return how often work was begun: what a worker that ends gives back of a bundle was claimed and never begun."""
    return trial.count(f"{queue}.claims") - trial.count(f"{queue}.given_back")
