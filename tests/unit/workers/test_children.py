"""A worker gives signs of life while one of its children at least could work."""

import signal
import subprocess
import sys
from types import SimpleNamespace

import pytest

from workers.running.children import any_can_work, children_of
from workers.running.heartbeat import PulseStep


@pytest.fixture
def child():
    """Start processes that wait; each is ended whatever state it is in."""
    started = []

    def start():
        process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdin.close()


def stop(process):
    process.send_signal(signal.SIGSTOP)
    # Answers when it is stopped, and not before.
    with open(f"/proc/{process.pid}/stat", encoding="ascii") as stat:  # noqa: PTH123 - read anew below
        while stat.read().rpartition(")")[2].split()[0] != "T":
            stat.seek(0)


def test_one_child_that_can_work_is_enough_and_none_is_not(child):
    one, other = child(), child()
    pids = (one.pid, other.pid)
    assert any_can_work(pids)
    stop(one)
    assert any_can_work(pids)
    stop(other)
    assert not any_can_work(pids)
    one.send_signal(signal.SIGCONT)
    other.kill()
    other.wait()
    while not any_can_work(pids):
        pass


def test_a_pool_of_threads_has_no_children_that_could_be_stopped():
    assert children_of(SimpleNamespace()) == ()
    assert any_can_work(())


class Loop:
    """A consumer's timer, turned by hand."""

    def __init__(self, pids):
        processes = [SimpleNamespace(pid=pid) for pid in pids]
        self.pool = SimpleNamespace(_pool=SimpleNamespace(_pool=processes))
        self.timer = self
        self.turn = None

    def call_repeatedly(self, _seconds, function):
        self.turn = function

    def cancel(self, _timer):
        self.turn = None


def test_a_worker_whose_children_are_stopped_falls_silent_until_one_goes_on(child):
    process = child()
    beats = []
    loop = Loop([process.pid])
    step = PulseStep(loop, SimpleNamespace(beat=lambda: beats.append("beat")))
    step.start(loop)
    loop.turn()
    assert len(beats) == 2
    stop(process)
    loop.turn()
    assert len(beats) == 2
    process.send_signal(signal.SIGCONT)
    while len(beats) == 2:
        loop.turn()
