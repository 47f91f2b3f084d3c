"""What does a client notice of what another one has queued? The time to B's webhook, alone and beside A.

The real processes run on a Redis with AOF `always`; profiles are put into the ledger as the API does, one of B's at a
time. Beside A's backlog B is measured while 5,000 of A's evaluations wait; beside A's slow receivers while 200 webhooks
to six endpoints wait that answer after 14 seconds each, so that no circuit breaker opens. Prints medians, the worst,
and the ratio to alone in the same run; the absolute times belong to this machine.
Run: PYTHONPATH=. python bench/fairness.py [--json]
"""

import json
import statistics
import sys
import time
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path

from bench.running import Receiver, Service, receiving, running, until
from services.ledger.accounts.endpoints import EndpointMode
from services.settings import ROOT

BACKLOG, SLOW_WEBHOOKS, SLOW_ENDPOINTS, SLOW = 5_000, 200, 6, 14.0
#: B's profiles measured each time, after some that warm up.
MEASURED, WARM_UP = 20, 10
#: Seconds between two of B's profiles, so that each is the only one.
PAUSE = 0.05


def time_to_webhook(service: Service, receiver: Receiver, profiles: Sequence[str], count: int) -> list[float]:
    """Return the milliseconds from a profile's acceptance to its webhook, one profile after another."""
    took = []
    for profile in islice(cycle(profiles), count):
        began = time.perf_counter()
        job_id = service.accept("b", profile)
        until(lambda job_id=job_id: job_id in receiver.arrived)
        took.append((receiver.arrived[job_id] - began) * 1000)
        time.sleep(PAUSE)
    return took


def main() -> None:
    paths = sorted(Path(ROOT, "data/samples").glob("*.json"))
    profiles = [path.read_text("utf-8") for path in paths]
    results: dict[str, list[float]] = {}
    with receiving(Receiver()) as swift, receiving(Receiver(delay=SLOW)) as slow, running() as service:
        service.endpoints.put("b", "lms", swift.address, EndpointMode.FULL)
        time_to_webhook(service, swift, profiles, WARM_UP)
        results["alone"] = time_to_webhook(service, swift, profiles, MEASURED)

        for number in range(SLOW_ENDPOINTS):
            service.endpoints.put("slow", f"e{number}", slow.address, EndpointMode.THIN)
        for profile in islice(cycle(profiles), -(-SLOW_WEBHOOKS // SLOW_ENDPOINTS)):
            service.accept("slow", profile)
        until(lambda: service.client.zcard("cw:waiting:evaluate") == 0)
        results["A's receivers are slow"] = time_to_webhook(service, swift, profiles, MEASURED)
        for number in range(SLOW_ENDPOINTS):
            service.endpoints.delete("slow", f"e{number}")

        for profile in islice(cycle(profiles), BACKLOG):
            service.accept("a", profile)
        results["A's backlog"] = time_to_webhook(service, swift, profiles, MEASURED)
        left = service.client.zcard("cw:ready:evaluate:a")
    if "--json" in sys.argv:
        print(json.dumps({"milliseconds": results, "left_of_backlog": left}))
        return
    alone = statistics.median(results["alone"])
    print(f"{'B beside':>24} {'median ms':>10} {'worst ms':>10} {'ratio of medians':>17}")
    for name, took in results.items():
        median = statistics.median(took)
        print(f"{name:>24} {median:>10.0f} {max(took):>10.0f} {median / alone:>17.2f}")
    print(f"{left:,} of A's evaluations were still waiting when the last of B's had arrived")


if __name__ == "__main__":
    main()
