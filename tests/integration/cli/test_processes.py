"""Are processes that were started watched and stopped, with their children, and no others?"""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from patience import until

from services.cli.running.processes import Processes

#: A process with a child; it prints the child's id and then waits for ever.
PARENT = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(child.pid, flush=True)
time.sleep(600)
"""

STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("ready", flush=True)
time.sleep(600)
"""


def is_running(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as stat:  # noqa: PTH123 - /proc is no ordinary file
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def processes(tmp_path):
    with Processes(tmp_path) as processes:
        yield processes


def start(processes, name, code):
    """Start a process that prints a line; return its id and the line."""
    pid = processes.start(name, [sys.executable, "-c", code], os.environ)
    return pid, until(lambda: processes.log(name).read_text(encoding="utf-8").strip())


def test_leaving_the_block_stops_a_process_and_its_children(tmp_path):
    with Processes(tmp_path) as processes:
        parent, child = start(processes, "worker", PARENT)
        assert is_running(parent)
        assert is_running(child)
    until(lambda: not is_running(parent) and not is_running(child))


def test_stopping_leaves_other_processes_alone(tmp_path):
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]) as bystander:
        with Processes(tmp_path) as processes:
            start(processes, "worker", PARENT)
        assert is_running(bystander.pid)
        bystander.kill()


def test_a_child_that_outlives_its_parent_is_stopped_too(processes):
    parent, child = start(processes, "worker", PARENT)
    os.kill(parent, signal.SIGKILL)
    until(processes.ended)
    processes.stop()
    until(lambda: not is_running(child))


def test_a_process_that_ended_is_reported_with_its_code_and_last_words(processes):
    processes.start("api", [sys.executable, "-c", "import sys; sys.exit('no rules found')"], os.environ)
    (ended,) = until(processes.ended)
    assert (ended.name, ended.code, ended.last_lines) == ("api", 1, "no rules found")


def test_a_process_that_was_killed_is_reported_with_the_signal(processes):
    pid, _ = start(processes, "worker", PARENT)
    os.kill(pid, signal.SIGKILL)
    (ended,) = until(processes.ended)
    assert ended.code == -signal.SIGKILL


def test_what_runs_is_not_reported_as_ended(processes):
    start(processes, "worker", PARENT)
    assert processes.ended() == ()


def test_a_process_that_ignores_term_is_killed_when_its_time_is_over(tmp_path):
    processes = Processes(tmp_path, stop_within=timedelta(seconds=0.2))
    pid, _ = start(processes, "stubborn", STUBBORN)
    processes.stop()
    assert not is_running(pid)
