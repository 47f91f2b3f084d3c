"""A port that is chosen is free, is another each time, and is none that the system gives away by itself."""

import socket

from services.broker.free_ports import BEYOND, LOWEST, free_port


def test_each_port_is_free_and_another_and_nobody_is_given_it_by_chance():
    ports = [free_port() for _ in range(50)]
    assert len(set(ports)) == 50
    assert all(LOWEST <= port < BEYOND for port in ports)
    with socket.create_server(("127.0.0.1", ports[-1])):
        assert free_port() != ports[-1]


def test_a_port_that_is_taken_is_passed_over():
    with socket.create_server(("127.0.0.1", free_port() + 1)) as taken:
        assert free_port() == taken.getsockname()[1] + 1
