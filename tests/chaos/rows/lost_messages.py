"""What happens when the broker loses a wake-up, or gives it to several?"""

from threading import Event

from tests.chaos.place import EVALUATE_PROCESSES
from tests.chaos.proxy import Fate, Link
from tests.chaos.resp import Command
from tests.chaos.trial import Trial, row


@row(
    "kill -9 of a worker in the BRPOP window: the broker has given the message away and noted nothing",
    "woken after the grace",
)
def killed_in_brpop_window(trial: Trial) -> None:
    for moment in ("before the message arrives", "before it is noted as unacknowledged"):
        struck = _strike_once(trial, moment)
        trial.hr.post_many(max(2, trial.amount // 4))
        trial.until(struck.is_set, 15, f"a message taken with BRPOP ({moment})")
    trial.fault_ends()
    trial.note("2 kills in the window")


def _strike_once(trial: Trial, moment: str) -> Event:
    """Kill the evaluate worker at its next message, at one of the two moments of the window."""
    struck = Event()
    (proxy,) = trial.proxy("evaluate")

    def strike() -> Fate:
        if struck.is_set():
            return Fate.PASS
        struck.set()
        trial.place.crash("evaluate")
        return Fate.CUT

    if moment.startswith("before the message"):
        proxy.on_answer = lambda link, data: strike() if _is_message(link, data) else Fate.PASS
    else:
        proxy.on_command = lambda _link, command: strike() if _notes_message(command) else Fate.PASS
    return struck


def _is_message(link: Link, data: bytes) -> bool:
    return link.last is not None and link.last.name == "BRPOP" and data.startswith(b"*2")


def _notes_message(command: Command) -> bool:
    return command.name == "ZADD" and b"unacked_index" in command.words


@row(
    "acknowledgements of as many messages as a worker may have in hand: Redis never hears them, never answers",
    "the worker goes on with the next",
)
def acknowledgement_unheard(trial: Trial) -> None:
    unheard: list[str] = []
    (proxy,) = trial.proxy("evaluate")

    def swallow(_link: Link, command: Command) -> Fate:
        if len(unheard) >= EVALUATE_PROCESSES or not _acknowledges(command):
            return Fate.PASS
        unheard.append(command.name)
        return Fate.SWALLOW

    proxy.on_command = swallow
    trial.hr.post_many(trial.amount)
    trial.until(lambda: len(unheard) == EVALUATE_PROCESSES, 30, f"{EVALUATE_PROCESSES} acknowledgements to swallow")
    trial.fault_ends()
    trial.until(lambda: len(trial.inbox.counts()) >= trial.amount, 30, "every webhook")
    trial.note(f"{len(unheard)} acknowledgements unheard, each for as long as the worker waited")


def _acknowledges(command: Command) -> bool:
    return command.name == "ZREM" and b"unacked_index" in command.words


@row("every first wake-up lost by the broker, silently", "woken after the grace")
def message_lost(trial: Trial) -> None:
    lost = []
    for proxy in trial.proxy("api", "evaluate"):
        proxy.on_command = _lose_publishes(Fate.PRETEND, lost)
    trial.hr.post_many(trial.amount)
    trial.fault_ends()
    trial.until(lambda: len(trial.inbox.counts()) >= trial.amount, 30, "every webhook, by the dispatcher alone")
    trial.expect(len(lost) >= 2 * trial.amount, f"only {len(lost)} wake-ups were lost")
    trial.note(f"{len(lost)} wake-ups lost, all those of API and evaluate worker")


@row(
    "publishing a wake-up fails: the connection is reset each time",
    "202 in under 2 s all the same; woken after the grace",
)
def publish_fails(trial: Trial) -> None:
    lost = []
    for proxy in trial.proxy("api", "evaluate"):
        proxy.on_command = _lose_publishes(Fate.CUT, lost)
    trial.hr.post_many(trial.amount)
    trial.fault_ends()
    trial.until(lambda: len(trial.inbox.counts()) >= trial.amount, 30, "every webhook, by the dispatcher alone")
    slowest = max(answer.seconds for answer in trial.hr.answers)
    trial.expect(all(answer.status == 202 for answer in trial.hr.answers), "a post was refused for want of a wake-up")
    trial.expect(slowest < 2, f"a 202 took {slowest:.1f} s")
    trial.note(f"{len(lost)} publishes cut, slowest 202 {slowest:.1f} s")


def _lose_publishes(fate: Fate, lost: list[bytes]):
    def rule(_link: Link, command: Command) -> Fate:
        if command.name != "LPUSH":
            return Fate.PASS
        lost.append(command.words[1])
        return fate

    return rule


@row("two dispatchers, and every wake-up published three times", "one claim wins: nothing is evaluated or sent twice")
def duplicate_messages(trial: Trial) -> None:
    trial.place.start("dispatcher-2")
    trial.place.start("evaluate-2")
    redis, copies = trial.place.redis.client, []

    def copy(_link: Link, command: Command) -> Fate:
        if command.name == "LPUSH":
            copies.append(command.words[1])
            redis.lpush(command.words[1], command.words[2], command.words[2])
        return Fate.PASS

    before = {queue: trial.count(f"{queue}.claims") for queue in ("evaluate", "deliver")}
    for proxy in trial.proxy():
        proxy.on_command = copy
    trial.hr.post_many(trial.amount)
    trial.until(lambda: len(trial.inbox.counts()) >= trial.amount, 30, "every webhook")
    trial.until(lambda: not any(queue.running for queue in trial.place.snapshot().queues.values()), 10, "an end")
    trial.fault_ends()
    for queue, claims in before.items():
        made = trial.count(f"{queue}.claims") - claims
        trial.expect(made == trial.amount, f"{made} claims of {queue} for {trial.amount} profiles")
    repeated = sum(trial.inbox.counts().values()) - trial.amount
    trial.expect(not repeated, f"{repeated} webhooks were sent twice")
    trial.note(f"{2 * len(copies)} copies of {len(copies)} wake-ups")
    for name in ("dispatcher-2", "evaluate-2"):
        trial.expect(trial.place.end(name), f"{name} did not end in time")
