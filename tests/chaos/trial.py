"""How is one row run? A fresh client on the running service; the fault; then everything healed, settled and counted."""

import random
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from time import monotonic, sleep

from tests.chaos.account import Account, Settling
from tests.chaos.hr_system import Answer, HrSystem
from tests.chaos.inbox import Inbox
from tests.chaos.place import Place
from tests.chaos.proxy import Proxy

#: Seconds until everything must be settled after a fault has ended. A webhook that failed twice while its receiver was
#: down, and too few beside it to open the breaker, is tried again after six minutes at most.
SETTLED_WITHIN = 400.0
#: Seconds within which the API must have answered, also while Redis is away.
ANSWERED_WITHIN = 5.0
UNAVAILABLE = 503


@dataclass
class Trial:
    """What a row works with. `expect` notes what was not as it should be; a row goes on after that."""

    place: Place
    hr: HrSystem
    inbox: Inbox
    amount: int
    chance: random.Random
    #: Times that anything may take longer than it should: 1 where the promised seconds are measured.
    slack: float = 1.0
    problems: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    #: Reasons for which the receiver has to refuse webhooks in this row.
    borne: tuple[str, ...] = ()
    ended_at: float = 0.0

    def expect(self, holds: object, otherwise: str) -> None:
        """Note `otherwise` as a problem unless it holds."""
        if not holds:
            self.problems.append(otherwise)

    def note(self, what: str) -> None:
        """Keep something worth telling for the table."""
        self.seen.append(what)

    def bear(self, *problems: str) -> None:
        """Take it as right that the receiver refuses webhooks for these reasons."""
        self.borne += problems

    def fault_ends(self) -> None:
        """Start the clock of the recovery."""
        self.ended_at = monotonic()

    def until(self, condition: Callable[[], object], within: float, what: str) -> bool:
        """Wait for a condition; note a problem where it does not come true in time."""
        within *= self.slack
        deadline = monotonic() + within
        while not condition():
            if monotonic() > deadline:
                self.expect(holds=False, otherwise=f"{what} was not seen within {within:g} s")
                return False
            sleep(0.02)
        return True

    def expect_within(self, seconds: float, promised: float, what: str) -> None:
        """Note a problem where `what` took longer than is promised."""
        self.expect(seconds < promised * self.slack, f"{what} took {seconds:.1f} s")

    def count(self, name: str) -> int:
        """Read one of the ledger's counters."""
        return self.place.snapshot().counters.get(name, 0)

    def proxy(self, *names: str) -> Iterable[Proxy]:
        return [self.place.proxies[name] for name in names or self.place.proxies]

    def expect_refused_politely(self, answers: list[Answer], *, also: Collection[int] = ()) -> None:
        """Some are refused with 503, every refusal is that or `also`, has a Retry-After and comes in time."""
        refused = [answer for answer in answers if answer.status != 202]
        reached = any(answer.status == UNAVAILABLE for answer in refused)
        self.expect(reached, "nothing was refused with 503, so the fault did not reach the API")
        others = sorted({str(one.status) for one in refused if one.status not in {UNAVAILABLE, *also}})
        self.expect(not others, f"refused with {', '.join(others)} instead of 503")
        self.expect(all(one.retry_after for one in refused), "a refusal has no Retry-After")
        slowest = max((one.seconds for one in answers), default=0.0)
        self.expect_within(slowest, ANSWERED_WITHIN, "an answer")
        self.note(f"{len(refused)} refused, slowest answer {slowest:.1f} s")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the matrix: what is broken, what must be seen, and the function that does it."""

    id: str
    fault: str
    expected: str
    run: Callable[[Trial], None]
    own_place: bool


@dataclass(frozen=True, kw_only=True)
class Result:
    """What one row came to."""

    row: Row
    account: Account
    recovery: float
    seconds: float
    problems: tuple[str, ...]
    seen: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.problems

    @property
    def lost_nothing(self) -> bool:
        """Whether what was promised was kept, whatever else was not as expected or took too long."""
        return not self.account.lost and not self.account.problems


ROWS: dict[str, Row] = {}


def row(
    fault: str, expected: str, *, own_place: bool = False
) -> Callable[[Callable[[Trial], None]], Callable[[Trial], None]]:
    """Add the function to the matrix under its own name, in the order of definition."""

    def add(run: Callable[[Trial], None]) -> Callable[[Trial], None]:
        ROWS[run.__name__] = Row(id=run.__name__, fault=fault, expected=expected, run=run, own_place=own_place)
        return run

    return add


#: How many evaluations of a row are asked for once more at its end.
ASKED = 40


def _unread(trial: Trial) -> list[str]:
    """Ask for what was accepted, wherever it is kept by now: each is shown, with what was recommended or why not."""
    accepted = [job_id for promise in trial.hr.journal.promises().values() for job_id in promise.ids]
    seen = {job_id: trial.hr.look(job_id) for job_id in accepted[-ASKED:]}
    bad = [job_id for job_id, one in seen.items() if one.get("state") != "dead" and not one.get("recommendation")]
    return [f"{len(bad)} cannot be read any more, such as {bad[0]}: {seen[bad[0]]}"[:400]] if bad else []


def finish(trial: Trial, line: Row, began: float) -> Result:
    """Heal, settle and count after the row's function has returned."""
    before_healing = monotonic()
    died = trial.place.heal()
    account = Settling(trial.hr).settle(SETTLED_WITHIN * trial.slack)
    unverified = [one.problem for one in trial.inbox.arrivals if one.problem and one.problem not in trial.borne]
    problems = [*trial.problems, *died, *account.problems]
    problems += [f"{len(account.lost)} lost: {', '.join(account.lost[:3])}"] if account.lost else []
    trial.until(lambda: not _unread(trial), 40, "everything accepted shown by the API")
    problems = [*problems, *_unread(trial)]
    if unverified:
        problems.append(f"{len(unverified)} did not verify: {unverified[0]}")
    return Result(
        row=line,
        account=account,
        recovery=max(0.0, account.last_at - (trial.ended_at or before_healing)),
        seconds=monotonic() - began,
        problems=tuple(problems),
        seen=tuple(trial.seen),
    )
