"""Does the work get done: processes, rules, data, queues, endpoints, dead letters?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from services.ledger.checkup.findings import CheckupFinding, ok, problem, warning
from services.ledger.standings.queues import LedgerSnapshot
from services.ledger.waits.facts import Surroundings
from services.ledger.waits.holds import wait_of_endpoint
from services.ledger.waits.wait import Cause
from services.ledger.waits.waits import waits_of_all

#: Exchange rates older than this are compared with a margin.
RATES_GROW_OLD = timedelta(days=30)

#: So many failing endpoints are named; `credwise endpoints list` has all of them.
MOST_NAMED = 10

#: What waits for one of these waits for the operator; anything else is the client's own affair, or in order.
OURS = {Cause.NO_WORKER, Cause.NO_DISPATCHER, Cause.QUEUE, Cause.WAKE_UP, Cause.CLOCK}


@dataclass(frozen=True, kw_only=True)
class Files:
    """Rules and data as they lie on the disk of this computer: what is wrong with them, and the day of the rates."""

    rules_problem: str
    data_problem: str
    rates: date | None


def of_processes(seen: LedgerSnapshot) -> Iterator[CheckupFinding]:
    """Look for a process of each role."""
    topic = "processes"
    counts = {role: sum(beat.role == role for beat in seen.workers) for role in seen.roles}
    for role, count in counts.items():
        called, command = (role, role) if role in {"dispatcher", "archiver"} else (f"{role} worker", f"worker {role}")
        if not count:
            remedy = f"credwise {command}; the log of the one before says why it ended or stopped"
            yield problem(topic, f"No {called} is alive.", remedy)
    if all(counts.values()):
        yield ok(topic, "Alive: " + ", ".join(f"{count} {role}" for role, count in counts.items()) + ".")


def of_files(files: Files, today: date) -> Iterator[CheckupFinding]:
    """Look at rules and data on this computer."""
    if files.rules_problem:
        yield problem("rules", files.rules_problem, "credwise rules check --strict; credwise rules test")
    else:
        yield ok("rules", "The rules on this computer pass their checks and tests.")
    if files.data_problem:
        yield problem("data", files.data_problem, "bring the earlier version of the file back")
    elif files.rates is None or today - files.rates > RATES_GROW_OLD:
        rates = f"of {files.rates}" if files.rates else "missing"
        yield warning("data", f"The exchange rates are {rates}.", "put the newest in place: data/rates/SOURCE.md")
    else:
        yield ok("data", f"Catalogue and occupations can be read; exchange rates are of {files.rates}.")


def of_files_in_force(seen: LedgerSnapshot) -> Iterator[CheckupFinding]:
    """Look at rules and data as the workers tell of theirs."""
    for beat in seen.workers:
        yield from of_files_of(beat.name, beat.detail)
    in_force = {beat.detail["rulebook"] for beat in seen.workers if "rulebook" in beat.detail}
    if len(in_force) > 1:
        sentence = f"The workers decide by {len(in_force)} different rulebooks."
        yield warning("rules", sentence, "finish the update: docker compose up -d --build")


def of_files_of(name: str, detail: Mapping[str, str]) -> Iterator[CheckupFinding]:
    """Say what a process tells of files that it refuses."""
    if refused := detail.get("rules_problems") or detail.get("catalogue_problems"):
        sentence = f"{name} goes on with its last good files: {refused}"
        yield warning("rules", sentence, "credwise rules check --strict")


def of_waits(seen: LedgerSnapshot) -> Iterator[CheckupFinding]:
    """Look for what waits for the operator."""
    waits = waits_of_all(Surroundings.of(seen))
    late = [wait for wait in waits if wait.cause in OURS]
    paused = [wait for wait in waits if wait.cause is Cause.QUEUE_PAUSE]
    for wait in paused:
        yield warning("queues", f"{wait.sentence} {wait.jobs} wait for that.", wait.remedy)
    for wait in late:
        yield problem("queues", f"{wait.about}: {wait.sentence}", wait.remedy)
    if not late and not paused:
        yield ok("queues", "Nothing waits that a worker could take.")


def of_endpoints(seen: LedgerSnapshot) -> Iterator[CheckupFinding]:
    """Look for endpoints that fail, the worst first."""
    failing = [one for one in seen.endpoints if one.is_failing]
    for one in failing[:MOST_NAMED]:
        name = f"{one.client}/{one.endpoint}"
        sentence = f"{name} has failed {one.failures} times in a row, {one.pending} pending."
        remedy = wait_of_endpoint(one).remedy if one.held_by == "breaker" else f"credwise endpoints test {name}"
        yield warning("endpoints", sentence, remedy)
    if rest := len(failing[MOST_NAMED:]):
        yield warning("endpoints", f"{rest} more endpoints fail.", "credwise endpoints list")
    if not failing:
        yield ok("endpoints", f"None of {len(seen.endpoints)} endpoints fails.")


def of_dead_letters(seen: LedgerSnapshot) -> Iterator[CheckupFinding]:
    """Look for what was set aside."""
    kept: Sequence[tuple[str, str, int]] = [
        (name, reason, count) for name, queue in seen.queues.items() for reason, count in queue.dead.items() if count
    ]
    for name, reason, count in kept:
        sentence = f"{count} dead letter{'' if count == 1 else 's'} of {name}: {reason}."
        yield warning("dead letters", sentence, f"credwise dead list --queue {name} --reason {reason}")
    if not kept:
        yield ok("dead letters", "There are none.")
