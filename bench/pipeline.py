"""How many profiles a second go from POST to verified webhook, and what does one cost in CPU, process by process?

In each round tasks that do nothing go through a Celery worker of their own on the same Redis (AOF `always`), then as
many seconds' worth of profiles through the real API and workers to a receiver that verifies every signature, then the
archiver has moved them to its database; the ratio is to the tasks of the same round. CPU is what the kernel counted for
each process and its children. No profile comes twice, as none does in life. Deciding is measured beside them on the
same profiles (bench/deciding.py), so that what is left is plumbing. `client` is this process: it posts, receives and
verifies, and does not count. The median of the rounds is printed.
Run: python -m bench.pipeline [--profiles 120] [--tasks 1500] [--rounds 5] [--database postgresql|sqlite|none] [--json]
"""

import argparse
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from bench.deciding import Deciding, deciding_alone
from bench.made_up import known_learners
from bench.no_ops import NoOps, service_and_no_ops
from bench.running import DATABASES, Receiver, Service, until
from services.ledger.store import keys
from services.settings import read_settings
from services.wiring import open_advisor


@dataclass(frozen=True, kw_only=True)
class Round:
    """What one round came to: a second, and CPU milliseconds each."""

    tasks: float
    task_cpu: float
    profiles: float
    cpu: Mapping[str, float]
    deciding: float


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--profiles", type=int, default=120, help="profiles of one round")
    asked.add_argument("--tasks", type=int, default=1500, help="tasks of one round")
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--database", choices=DATABASES, help="what is there, unless it is said")
    asked.add_argument("--json", action="store_true")
    given = asked.parse_args()
    told = measured(given.profiles, given.tasks, given.rounds, given.database)
    print(json.dumps(told) if given.json else "\n".join(f"{name:40}{value:10.3f}" for name, value in told.items()))


def measured(profiles: int, tasks: int, rounds: int, database: str | None) -> dict[str, float]:
    """Return rates, CPU milliseconds and ratios by their names, each the median of the rounds."""
    bodies = known_learners(open_advisor(read_settings({})), profiles * (rounds + 1))
    before, *shares = [bodies[start : start + profiles] for start in range(0, len(bodies), profiles)]
    with deciding_alone() as alone, service_and_no_ops(database) as (service, receiver, worker):
        go_through(service, receiver, before)
        alone.cpu(before)
        worker.rate(tasks // 4)
        return summed_up([one_round(service, receiver, worker, alone, share, tasks) for share in shares])


def one_round(
    service: Service, receiver: Receiver, worker: NoOps, alone: Deciding, bodies: Sequence[bytes], tasks: int
) -> Round:
    before, redis = worker.cpu(), service.cpu()["redis"]
    rate = worker.rate(tasks)
    task_cpu = worker.cpu() - before + service.cpu()["redis"] - redis
    used, own = service.cpu(), time.process_time()
    took = go_through(service, receiver, bodies)
    cpu = {name: 1000 * (seconds - used[name]) / len(bodies) for name, seconds in service.cpu().items()}
    return Round(
        tasks=rate,
        task_cpu=1000 * task_cpu / tasks,
        profiles=len(bodies) / took,
        cpu=cpu | {"client": 1000 * (time.process_time() - own) / len(bodies)},
        deciding=alone.cpu(bodies),
    )


def go_through(service: Service, receiver: Receiver, bodies: Sequence[bytes]) -> float:
    """Return the seconds until the last webhook of `bodies` has come; then wait until all is archived."""
    began = time.perf_counter()
    ids = service.post_all(bodies)
    until(lambda: set(ids) <= receiver.arrived.keys())
    took = max(receiver.arrived[one] for one in ids) - began
    until(service.is_done)
    until(lambda: not service.client.zcard(keys.TO_ARCHIVE))
    return took


def summed_up(rounds: Sequence[Round]) -> dict[str, float]:
    """Return medians of the rounds; ratios are of one round each."""
    roles = [name for name in rounds[0].cpu if name != "client"]
    in_all = [sum(each.cpu[name] for name in roles) for each in rounds]
    return {
        "no-op tasks a second": median(each.tasks for each in rounds),
        "profiles a second": median(each.profiles for each in rounds),
        "profiles : no-op tasks": median(each.profiles / each.tasks for each in rounds),
        "CPU ms a no-op task": median(each.task_cpu for each in rounds),
        **{f"CPU ms a profile, {name}": median(each.cpu[name] for each in rounds) for name in (*roles, "client")},
        "CPU ms a profile in all": median(in_all),
        "CPU ms of deciding alone": median(each.deciding for each in rounds),
        "CPU ms of plumbing": median(cpu - each.deciding for cpu, each in zip(in_all, rounds, strict=True)),
        "CPU of a profile : a no-op task": median(
            cpu / each.task_cpu for cpu, each in zip(in_all, rounds, strict=True)
        ),
    }


if __name__ == "__main__":
    main()
