"""What loads take, by costs that can be reckoned by hand."""

from dataclasses import replace

import pytest

from bench.costs import Costs, costs_of
from bench.scaling import Load, check, size

COSTS = Costs(
    api=2,
    evaluate=20,
    deliver=2,
    archiver=2,
    redis=2,
    database=1,
    unarchived_bytes=10_000,
    owed_bytes=2_000,
    finished_bytes=300,
    archived_bytes=7_000,
)
#: Ten a second at the peak.
LOAD = Load(a_day=216_000, burst=4)

FIGURES = {
    "pipeline": {
        "CPU ms a profile, api": 2,
        "CPU ms a profile, evaluate": 20,
        "CPU ms a profile, deliver": 2,
        "CPU ms a profile, archiver": 2,
        "CPU ms a profile, redis": 2,
        "CPU ms a profile, client": 2,
        "profiles a second": 50,
    },
    "store": {"finished": 10_000, "archived and owed": 2_000, "archived and finished": 300},
    "archive": {"SQLite bytes per evaluation": 7_000},
}


def test_little_takes_one_process_each():
    found = size(replace(LOAD, a_day=1_000), COSTS)
    assert (found.api, found.evaluate, found.deliver, found.redis_servers) == (1, 1, 1, 1)


@pytest.mark.parametrize(("a_day", "evaluate"), [(2_160_000, 3), (21_600_000, 29)])
def test_evaluate_processes_grow_with_the_peak(a_day, evaluate):
    # 100 and 1,000 a second of 20 ms, at most 70 % busy.
    assert size(replace(LOAD, a_day=a_day), COSTS).evaluate == evaluate


def test_slow_receivers_take_deliver_workers_and_nothing_else():
    swift, slow = size(LOAD, COSTS), size(replace(LOAD, receiver_ms=30_000), COSTS)
    assert (swift.deliver, slow.deliver) == (1, 4)
    assert (swift.evaluate, swift.database_gb) == (slow.evaluate, slow.database_gb)


def test_memory_and_database_are_what_is_kept():
    found = size(replace(LOAD, outage_hours=0, idempotency_days=10), COSTS)
    assert found.redis_gb == pytest.approx(216_000 * 10 * 300 / 1e9, rel=0.01)
    assert found.database_gb == pytest.approx(216_000 * 30 * 7_000 / 1e9)
    assert size(replace(LOAD, outage_hours=24, idempotency_days=0), COSTS).redis_gb == pytest.approx(2.16, rel=0.01)


def test_what_is_predicted_of_a_run_is_its_cpu_on_the_cores_there_are():
    found = check(FIGURES, 2)
    assert found["predicted, profiles a second"] == pytest.approx(2 * 1000 / 30, rel=0.1)
    assert found["within a fifth"] == 0
    assert costs_of(FIGURES).database == 0
