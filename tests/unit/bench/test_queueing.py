"""The model of docs/scaling.md reckons as queues do: by hand for few profiles, by the known formula for many."""

import random

import pytest

from bench.queueing import Model, Station, poisson


def test_one_profile_takes_what_its_stations_take():
    way = [Station(name="api", cpu_ms=2), Station(name="deliver", cpu_ms=3, wait_ms=200)]
    assert Model(way).run([0.0]).took == [205]


def test_profiles_at_one_process_come_one_after_another():
    ran = Model([Station(name="evaluate", cpu_ms=10)]).run([0.0, 0.0, 0.0])
    assert (ran.took, ran.ended, ran.busy) == ([10, 20, 30], 30, {"evaluate": 1})


def test_two_processes_take_half_as_long_and_one_core_for_both_does_not():
    way = [Station(name="evaluate", cpu_ms=10, processes=2)]
    assert Model(way).run([0.0] * 4).ended == 20
    assert Model(way, cores=2).run([0.0] * 4).ended == 20
    assert Model(way, cores=1).run([0.0] * 4).ended == 40


def test_stations_share_the_cores_of_a_machine():
    way = [Station(name="api", cpu_ms=4), Station(name="evaluate", cpu_ms=16, processes=2)]
    ran = Model(way, cores=2).run([0.0] * 200)
    assert ran.ended == pytest.approx(200 * 20 / 2, rel=0.02)


def test_who_waits_for_a_receiver_keeps_a_place_and_no_process():
    slow = Station(name="deliver", cpu_ms=1, wait_ms=99, places=2)
    # Two by two: the second of a pair waits for the process, and the next pair for the places.
    assert Model([slow]).run([0.0] * 4).took == [100, 101, 200, 201]


def test_the_mean_time_in_a_queue_is_the_one_that_is_known():
    # M/M/1: 1 / (50 - 35) seconds at 50 a second and 35 that come.
    dice = random.Random(3)  # noqa: S311 - arrivals are no secrets
    ran = Model([Station(name="evaluate", cpu_ms=20)], dice=dice).run(poisson(35, 40_000, dice))
    assert sum(ran.took) / len(ran.took) == pytest.approx(1000 / 15, rel=0.1)
    assert ran.busy["evaluate"] == pytest.approx(0.7, rel=0.03)
