"""What does a profile cost beside deciding it? Commands, writes that wait for the disk, and CPU by process.

Profiles are posted to the real API by eight threads and go through the real processes to a receiver, on a Redis with
AOF `always`. A write that waits for the disk is a unit of the append-only log: a command, or a script's commands
together. Redis flushes those that come together at once; how often it does is counted where there is strace. Commands
are those that clients send, as MONITOR shows them. CPU is what the kernel counted for each process; deciding is
measured by itself, on the same profiles (bench/deciding.py), and taken off. Celery's and kombu's share of the deliver
worker is that of its main thread, where nothing else runs. Run: PYTHONPATH=. python bench/plumbing.py [PROFILES]
[--json]
"""

import json
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path

import redis

from bench.deciding import deciding_alone
from bench.running import TICK, Receiver, Service, receiving, running, until
from services.ledger.accounts.endpoints import EndpointMode
from services.ledger.store import keys
from services.ledger.store.scripts import FOLDER, script_text
from services.settings import ROOT

WARM_UP = 40


def main_thread(pid: int) -> float:
    fields = Path(f"/proc/{pid}/task/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def log_files(service: Service) -> dict[Path, int]:
    folder = service.server.folder
    return {path: path.stat().st_size for path in (*folder.glob("*.aof"), *folder.glob("appendonlydir/*.aof"))}


def units(path: Path, start: int) -> int:
    """Count what the append-only log holds from `start` on: commands, those between MULTI and EXEC as one."""
    data, at, found, inside = path.read_bytes(), start, 0, False
    while at < len(data):
        end = data.index(b"\r\n", at)
        parts, at = int(data[at + 1 : end]), end + 2
        words = []
        for _ in range(parts):
            end = data.index(b"\r\n", at)
            length = int(data[at + 1 : end])
            words.append(data[end + 2 : end + 2 + length])
            at = end + 4 + length
        name = words[0].upper()
        inside = name == b"MULTI" or (inside and name != b"EXEC")
        found += not inside and name != b"SELECT"
    return found


@contextmanager
def flushes(service: Service) -> Iterator[list[int]]:
    """Count how often Redis waits for the disk, by strace; the list stays empty where there is none."""
    strace, counted = shutil.which("strace"), list[int]()
    if strace is None:
        yield counted
        return
    command = [strace, "-f", "-c", "-e", "trace=fdatasync,fsync", "-p", str(service.server.pid)]
    with subprocess.Popen(  # noqa: S603 - the tracer of this machine, on a process of ours
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as tracer:
        time.sleep(1)
        yield counted
        tracer.send_signal(signal.SIGINT)
        table = tracer.communicate()[1]
    lines = (line.split() for line in table.splitlines() if line.endswith("sync"))
    counted.append(sum(int(fields[3]) for fields in lines))


@contextmanager
def monitored(service: Service) -> Iterator[Counter[str]]:
    """Count the commands that clients send, scripts by their names, until the block is left."""
    version = int(service.server.version.split(".")[0])
    names = [path.stem for path in FOLDER.glob("*.lua") if not path.stem.startswith("_")]
    by_text = {service.client.script_load(script_text(name, version)): name for name in names}
    seen, over = Counter[str](), threading.Event()

    def watch() -> None:
        with redis.Redis.from_url(service.server.url, socket_timeout=5) as client, client.monitor() as monitor:
            for command in monitor.listen():
                if over.is_set():
                    return
                if command["client_type"] != "lua":
                    words = re.findall(r"\S+", command["command"][:80])
                    name = words[0].upper()
                    seen[by_text.get(words[1], "EVALSHA") if name == "EVALSHA" else name] += 1

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        service.client.ping()
        thread.join()


def main() -> None:
    numbers = [int(one) for one in sys.argv[1:] if one.isdecimal()]
    count = numbers[0] if numbers else 300
    profiles = [path.read_bytes() for path in sorted(Path(ROOT, "data/samples").glob("*.json"))]
    with deciding_alone() as deciding:
        # The first of each is slower, as in a worker that has just started.
        deciding.cpu(profiles * 2)
        alone = deciding.cpu(list(islice(cycle(profiles), count)))
    with receiving(Receiver()) as receiver, running() as service:
        service.endpoints.put("bench", "lms", receiver.address, EndpointMode.FULL)

        def go_through(number: int) -> None:
            ids = service.post_all(islice(cycle(profiles), number))
            until(lambda: set(ids) <= receiver.arrived.keys() and service.is_done())

        go_through(WARM_UP)
        before, threads, logs = service.cpu(), main_thread(service.pids["deliver"]), log_files(service)
        go_through(count)
        used = {name: (seconds - before[name]) * 1000 / count for name, seconds in service.cpu().items()}
        share = (main_thread(service.pids["deliver"]) - threads) * 1000 / count / used["deliver"]
        written = sum(units(path, logs.get(path, 0)) for path in log_files(service)) / count
        # MONITOR costs Redis more than the work, so commands are counted in a run of their own. Where 400 times
        # RANDOMKEY, MEMORY and HGET are among them, a process noted how the ledger stands, as one does each minute; the
        # dispatcher's measuring of what clients keep is put off.
        service.client.set(keys.KEPT_MEASURED, "1", ex=600)
        with monitored(service) as seen:
            go_through(count)
        with flushes(service) as flushed:
            go_through(count)
    plumbing = sum(used.values()) - alone
    result = {
        "profiles": count,
        "writes_that_wait": written,
        "flushes": flushed[0] / count if flushed else None,
        "commands": {name: number / count for name, number in seen.most_common() if number >= count / 20},
        "cpu_ms": used,
        "deciding_ms": alone,
        "plumbing_ms": plumbing,
        "celery_share_of_deliver": share,
    }
    if "--json" in sys.argv:
        print(json.dumps(result))
        return
    print(f"{count} profiles; {written:.2f} writes that wait for the disk per profile")
    if flushed:
        print(f"{flushed[0] / count:.2f} flushes of the append-only log per profile")
    print("commands per profile:", ", ".join(f"{name} {number:.2f}" for name, number in result["commands"].items()))
    print("CPU ms per profile:", ", ".join(f"{name} {milliseconds:.2f}" for name, milliseconds in used.items()))
    print(f"deciding by itself {alone:.2f} ms, so plumbing {plumbing:.2f} ms")
    print(f"Celery and kombu: {share:.0%} of the deliver worker")


if __name__ == "__main__":
    main()
