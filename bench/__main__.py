"""Measure all that should be fast, and write the figures into docs/performance.md and bench/measured.json.

Each bench runs by itself, one after the other, at most as long as is said beside it; with two idle cores all take less
than ten minutes. What did not finish is said where its figures would stand, and the exit code is 1.
NAME chooses some; the figures of the others stay as they were.
Run: python -m bench [NAME ...] [--patience N] [--no-docs]
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.report import MEASURED, Aim, Bench, machine, read_measured, write_page
from services.settings import ROOT

#: Seconds that all together may take.
ALL_WITHIN = 560

#: Seconds that a bench has to end once its time is over.
STOP_WITHIN = 30

BENCHES = (
    Bench(
        "pipeline",
        within=150,
        aims=(
            Aim("profiles : no-op tasks", at_least=0.11),
            Aim("CPU ms a profile in all", at_most=10),
            Aim("CPU ms of plumbing", at_most=5),
        ),
    ),
    Bench("latency", within=60, aims=(Aim("webhook : round trip, of medians", at_most=4),)),
    Bench(
        "intake",
        within=70,
        aims=(Aim("ratio", at_most=4), Aim("times as long", at_most=2)),
        arguments=("--posts", "200"),
    ),
    Bench(
        "decision",
        within=90,
        aims=(
            Aim("recommend_to_decision", at_most=2),
            Aim("decision_to_engine", at_most=3.5),
            Aim("recommend_ms", at_most=5),
        ),
        arguments=("--learners", "150"),
    ),
    Bench(
        "plumbing",
        within=80,
        aims=(Aim("flushes", at_most=5), Aim("celery_share_of_deliver", at_most=0.15)),
        arguments=("120",),
    ),
    Bench("archive", within=40),
    Bench(
        "store",
        within=70,
        aims=(Aim("archived and owed", at_most=3000), Aim("archived and finished", at_most=300)),
        arguments=("--archived", "1200"),
    ),
    Bench("startup", within=90, arguments=("--rounds", "2")),
    Bench("engine", within=40),
    Bench("ledger", within=60),
    Bench("scaling", within=60, aims=(Aim("within a fifth", at_least=1),), arguments=("--check", "--write")),
    Bench("fairness", within=90),
    Bench(
        "neighbours",
        within=80,
        aims=(Aim("reads, post, ratio", at_most=3), Aim("reads, read, ratio", at_most=3)),
        arguments=("--only", "reads", "wrong key", "--rounds", "2"),
    ),
    Bench("slow_receivers", within=150, arguments=("--rounds", "1", "--of", "one client")),
)


@dataclass(frozen=True)
class Outcome:
    """What a bench came to: its figures, or why there are none."""

    seconds: float
    figures: Mapping[str, Any] | None
    trouble: str = ""


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("names", nargs="*", metavar="NAME", help=f"one of: {', '.join(one.name for one in BENCHES)}")
    asked.add_argument("--patience", type=float, default=1, metavar="N", help="N times as long for all: busy machines")
    asked.add_argument("--no-docs", action="store_true", help="print the figures, write nothing")
    given = asked.parse_args()
    if unknown := set(given.names) - {one.name for one in BENCHES}:
        asked.error(
            f"there is no bench {', '.join(sorted(unknown))}; there are {', '.join(one.name for one in BENCHES)}"
        )
    # Where it is ignored, as in a shell's background, the benches would inherit that and could not be told to stop.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    chosen = [one for one in BENCHES if not given.names or one.name in given.names]
    began, told, failed = time.monotonic(), read_measured(), False
    now = machine()
    for place, bench in enumerate(chosen, 1):
        print(f"[{place}/{len(chosen)}] {bench.command} ...", flush=True)
        outcome = run(
            bench, min(given.patience * bench.within, given.patience * ALL_WITHIN - (time.monotonic() - began))
        )
        print(f"    {outcome.trouble or f'{outcome.seconds:.0f} s'}", flush=True)
        failed |= outcome.figures is None
        told[bench.name] = {"figures": outcome.figures, "trouble": outcome.trouble, "machine": now}
        if not given.no_docs:
            # The next one may build on it: scaling does on three.
            MEASURED.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    if given.no_docs:
        print(json.dumps({one.name: told[one.name]["figures"] for one in chosen}, indent=1))
    else:
        write_page(BENCHES, told)
    print(f"{time.monotonic() - began:.0f} s in all", flush=True)
    return 1 if failed else 0


def run(bench: Bench, within: float) -> Outcome:
    """Run one bench; when its time is over it is told to stop, so that it takes its processes with it."""
    began = time.monotonic()
    if within <= 0:
        return Outcome(0, None, "not measured: no time was left")
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"}
    command: Sequence[str] = [sys.executable, *bench.words, "--json"]
    with subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            written, _ = process.communicate(timeout=within)
        except subprocess.TimeoutExpired:
            # As Ctrl-C: so it stops what it started.
            process.send_signal(signal.SIGINT)
            try:
                process.wait(STOP_WITHIN)
            except subprocess.TimeoutExpired:
                process.kill()
            return Outcome(within, None, f"not finished in {within:.0f} s")
    if process.returncode:
        return Outcome(time.monotonic() - began, None, f"ended with code {process.returncode}")
    return Outcome(time.monotonic() - began, flat(json.loads(written.splitlines()[-1])))


def flat(figures: Mapping[str, Any], before: str = "") -> dict[str, float]:
    """Return figures by their whole names; of several of one, the one in the middle."""
    told: dict[str, float] = {}
    for name, value in figures.items():
        if isinstance(value, Mapping):
            told |= flat(value, f"{before}{name}, ")
        elif isinstance(value, list):
            told[f"{before}{name}, median"] = sorted(value)[len(value) // 2]
        elif value is not None:
            told[before + name] = value
    return told


if __name__ == "__main__":
    sys.exit(main())
