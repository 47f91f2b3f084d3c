"""Was anything lost? The client's journal against what the receiver has and what the API says is set aside."""

from collections import Counter
from dataclasses import dataclass, field
from time import monotonic, sleep

from tests.builders.delivery_ids import delivery_id
from tests.chaos.hr_system import HrSystem

#: Seconds between two questions to the API about what has not arrived.
ASK_EVERY = 0.5
#: How many of the missing are asked about each time.
ASK_ABOUT = 20


@dataclass(frozen=True, kw_only=True)
class Account:
    """How it ended. `lost` are ids that were answered with 202 and neither arrived nor are set aside with a reason."""

    accepted: int
    delivered: int
    duplicates: int
    dead: dict[str, int]
    lost: tuple[str, ...]
    last_at: float
    problems: tuple[str, ...] = ()


@dataclass
class Settling:
    """Sends again what was not answered, waits until nothing is owed, then draws the account."""

    hr: HrSystem
    endpoint: str = "lms"
    _dead: dict[str, str] = field(default_factory=dict)
    _dead_at: float = 0.0
    _jobs: dict[str, str] = field(default_factory=dict)

    def settle(self, within: float) -> Account:
        """Return the account when nothing is owed any more, or when the time is over."""
        deadline = monotonic() + within
        for promise in list(self.hr.journal.promises().values()):
            if not promise.ids:
                self.hr.post_until_taken(promise.key, within=deadline - monotonic())
        self._jobs = {delivery_id(job_id, self.endpoint): job_id for job_id in self._promised()}
        owed = set(self._jobs)
        while monotonic() < deadline:
            if self.hr.inbox.wait_for(lambda: not self._missing(owed), ASK_EVERY):
                break
            self._ask_about(sorted(self._missing(owed))[:ASK_ABOUT])
        # A duplicate that is still on its way would come within moments.
        sleep(0.3)
        return self._draw(owed)

    def _missing(self, owed: set[str]) -> set[str]:
        return owed - self.hr.inbox.counts().keys() - self._dead.keys()

    def _promised(self) -> list[str]:
        return [job_id for promise in self.hr.journal.promises().values() for job_id in promise.ids]

    def _ask_about(self, missing: list[str]) -> None:
        for webhook_id in missing:
            seen = self.hr.look(self._jobs[webhook_id])
            states = [seen, *(one for one in seen.get("deliveries", []) if one["id"] == webhook_id)]
            reasons = [one.get("reason") or "no reason" for one in states if one.get("state") == "dead"]
            if reasons:
                self._dead[webhook_id] = reasons[0]
                self._dead_at = monotonic()

    def _draw(self, owed: set[str]) -> Account:
        counts, taken = self.hr.inbox.counts(), self.hr.inbox.taken()
        keys = self.hr.journal.promises()
        problems = [f"key {one.key} was given {len(one.ids)} ids" for one in keys.values() if len(one.ids) > 1]
        refused = [one.key for one in keys.values() if not one.ids]
        problems += [f"{len(refused)} never taken, such as {refused[0]}"] if refused else []
        problems += [f"{stray} arrived, and nobody was promised it" for stray in counts.keys() - owed]
        bytes_of = {(arrival.webhook_id, arrival.digest) for arrival in taken}
        differ = [one for one, number in Counter(webhook_id for webhook_id, _ in bytes_of).items() if number > 1]
        problems += [f"{one} came with different bytes" for one in differ]
        problems += [
            f"{one.webhook_id} holds {one.data.get('id')}" for one in taken if not self._fits(one.webhook_id, one.data)
        ]
        problems += ["a dead letter has no reason"] if "no reason" in self._dead.values() else []
        return Account(
            accepted=len(owed),
            delivered=len(counts.keys() & owed),
            duplicates=sum(counts.values()) - len(counts),
            dead=dict(Counter(self._dead[one] for one in self._dead.keys() - counts.keys())),
            lost=tuple(sorted(owed - counts.keys() - self._dead.keys())),
            last_at=max([arrival.at for arrival in taken] + [self._dead_at], default=0.0),
            problems=tuple(problems),
        )

    def _fits(self, webhook_id: str, data: dict[str, object]) -> bool:
        return webhook_id == delivery_id(data.get("id"), self.endpoint)
