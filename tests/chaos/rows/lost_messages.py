"""What happens when the broker loses a wake-up, or gives it to several?"""

from threading import Event

from tests.chaos.proxy import Fate, Link
from tests.chaos.rows.working import is_message, named_in
from tests.chaos.trial import Trial, row

#: Seconds within which workers must be at work again whose connections went deaf without being closed.
NOTICED_WITHIN = 30


@row(
    "kill -9 of a worker in the BRPOP window: the broker has given the message away and noted nothing",
    "woken after the grace",
)
def killed_in_brpop_window(trial: Trial) -> None:
    for kill in ("first", "second"):
        struck = _strike_once(trial)
        trial.hr.post_many(max(2, trial.amount // 4))
        trial.until(struck.is_set, 45, f"a message taken with BRPOP, for the {kill} kill")
    trial.fault_ends()
    trial.note("2 kills in the window")


def _strike_once(trial: Trial) -> Event:
    """Kill the evaluate worker when Redis has given it a message, before that arrives."""
    struck = Event()
    (proxy,) = trial.proxy("evaluate")

    def strike(link: Link, data: bytes) -> Fate:
        if struck.is_set() or not is_message(link, data):
            return Fate.PASS
        struck.set()
        trial.place.crash("evaluate")
        return Fate.CUT

    proxy.on_answer = strike
    return struck


@row(
    "every open connection of both workers is half open: it swallows what is sent and brings nothing; new ones work",
    "noticed, and opened anew",
)
def half_open(trial: Trial) -> None:
    proxies = trial.proxy("evaluate", "deliver")
    deaf = [link for proxy in proxies for link in proxy.links()]
    for link in deaf:
        link.deaf = True
    trial.hr.post_many(trial.amount)
    trial.fault_ends()
    trial.until(lambda: len(trial.inbox.counts()) >= trial.amount, NOTICED_WITHIN, "every webhook")
    trial.note(f"{len(deaf)} connections went deaf")


@row("every first wake-up for a job lost by the broker, silently", "woken after the grace")
def message_lost(trial: Trial) -> None:
    lost = _lose_messages(trial, Fate.PRETEND)
    trial.hr.post_many(trial.amount)
    trial.fault_ends()
    trial.until(lambda: len(trial.inbox.counts()) >= trial.amount, 30, "every webhook, by the dispatcher alone")
    trial.expect(len(lost) >= trial.amount // 4, f"only {len(lost)} wake-ups were lost")
    trial.note(f"{len(lost)} wake-ups lost")


@row(
    "handing a wake-up over fails: the connection is reset at each that is the first for its job",
    "202 in under 2 s all the same; woken after the grace",
)
def publish_fails(trial: Trial) -> None:
    lost = _lose_messages(trial, Fate.CUT)
    trial.hr.post_many(trial.amount)
    trial.fault_ends()
    trial.until(lambda: len(trial.inbox.counts()) >= trial.amount, 30, "every webhook, by the dispatcher alone")
    slowest = max(answer.seconds for answer in trial.hr.answers)
    trial.expect(all(answer.status == 202 for answer in trial.hr.answers), "a post was refused for want of a wake-up")
    trial.expect_within(slowest, 2, "a 202")
    trial.note(f"{len(lost)} wake-ups cut, slowest 202 {slowest:.1f} s")


def _lose_messages(trial: Trial, fate: Fate) -> set[bytes]:
    """Lose every message that is the first for the job it names; return these jobs."""
    lost: set[bytes] = set()

    def rule(link: Link, data: bytes) -> Fate:
        if not is_message(link, data) or named_in(data) in lost:
            return Fate.PASS
        lost.add(named_in(data))
        return fate

    for proxy in trial.proxy("evaluate", "deliver"):
        proxy.on_answer = rule
    return lost


@row("two dispatchers, and every wake-up published three times", "one claim wins: nothing is evaluated or sent twice")
def duplicate_messages(trial: Trial) -> None:
    trial.place.start("dispatcher-2")
    trial.place.start("evaluate-2")
    redis, seen = trial.place.redis.client, set[bytes]()

    def copy(link: Link, data: bytes) -> Fate:
        if is_message(link, data):
            _, _, queue, _, message, *_ = data.split(b"\r\n")
            if message not in seen:
                seen.add(message)
                redis.lpush(queue, message, message)
        return Fate.PASS

    def claims(queue: str) -> int:
        return trial.count(f"{queue}.claims") - trial.count(f"{queue}.given_back")

    before = {queue: claims(queue) for queue in ("evaluate", "deliver")}
    for proxy in trial.proxy("evaluate", "evaluate-2", "deliver"):
        proxy.on_answer = copy
    trial.hr.post_many(trial.amount)
    trial.until(lambda: len(trial.inbox.counts()) >= trial.amount, 30, "every webhook")
    trial.until(lambda: not any(queue.running for queue in trial.place.snapshot().queues.values()), 10, "an end")
    trial.fault_ends()
    for queue, number in before.items():
        made = claims(queue) - number
        trial.expect(made == trial.amount, f"{made} claims of {queue} for {trial.amount} profiles")
    repeated = sum(trial.inbox.counts().values()) - trial.amount
    trial.expect(not repeated, f"{repeated} webhooks were sent twice")
    trial.note(f"{2 * len(seen)} copies of {len(seen)} wake-ups")
    for name in ("dispatcher-2", "evaluate-2"):
        trial.expect(trial.place.end(name), f"{name} did not end in time")
