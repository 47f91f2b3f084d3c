"""One client's requests never take all of what a process has few of, and strangers give way when it is full."""

import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace

import pytest
from gevent import GreenletExit

from services.api.edge.places import SEAT, SharedPlaces
from services.api.edge.turns import Turns
from services.api.server.room import KEPT_IDLE, SPARE, Room
from services.client_limits import LimitName

PATIENCE = 20


def taken(places, client):
    """How many places the client gets."""
    return next(number for number in range(1000) if not places.take(client))


@pytest.mark.parametrize(
    ("most", "alone", "second", "third"), [(1, 1, 0, 0), (2, 1, 1, 0), (8, 4, 2, 1), (240, 120, 60, 30)]
)
def test_each_client_leaves_as_many_places_as_it_holds(most, alone, second, third):
    places = SharedPlaces(most)
    assert (taken(places, "a"), taken(places, "b"), taken(places, "c")) == (alone, second, third)
    assert places.holds("a")
    for _ in range(alone):
        places.give_back("a")
    assert not places.holds("a")
    assert places.take("d")


def test_clients_come_in_turn_whatever_each_has_waiting():
    turns, order = Turns(1), []
    with ThreadPoolExecutor(8) as pool, ExitStack() as running:
        assert running.enter_context(turns.turn("greedy", PATIENCE))

        def work(client):
            with turns.turn(client, PATIENCE) as has_begun:
                order.append((client, has_begun))

        for client in ("greedy", "greedy", "greedy", "polite", "polite"):
            queued = sum(turns.waiting().values())
            pool.submit(work, client)
            while sum(turns.waiting().values()) == queued:
                pass
        running.close()
    assert [client for client, _ in order] == ["greedy", "polite", "greedy", "polite", "greedy"]
    assert all(has_begun for _, has_begun in order)


def test_whose_turn_does_not_come_in_time_goes_and_holds_up_nobody():
    turns = Turns(1)
    with turns.turn("a", PATIENCE), turns.turn("b", 0) as has_begun:
        assert not has_begun
    assert turns.waiting() == {}
    with turns.turn("c", 0) as has_begun:
        assert has_begun


@pytest.fixture
def connections():
    """Make the server's end of a connection and the client's."""
    with ExitStack() as opened:

        def connect():
            ours, theirs = socket.socketpair()
            theirs.settimeout(PATIENCE)
            return opened.enter_context(ours), opened.enter_context(theirs)

        yield connect


def test_where_no_room_is_left_the_oldest_stranger_gives_way(connections):
    room = Room(SPARE + 2)
    known, silent, newcomer = connections(), connections(), connections()
    with room.seat_for(known[0]) as seat, room.seat_for(silent[0]):
        assert seat.take("hr")
        with room.seat_for(newcomer[0]):
            assert silent[1].recv(1) == silent[0].recv(1) == b""
            known[0].sendall(b"k")
            newcomer[0].sendall(b"n")
            assert (known[1].recv(1), newcomer[1].recv(1)) == (b"k", b"n")


def test_strangers_give_way_before_a_client_between_its_requests(connections):
    room = Room(SPARE + 2)
    idle, silent, newcomer = connections(), connections(), connections()
    with room.seat_for(idle[0]) as seat, room.seat_for(silent[0]) as stranger:
        assert seat.take("hr")
        assert not stranger.take("hr")
        seat.leave()
        with room.seat_for(newcomer[0]):
            assert (silent[1].recv(1), stranger.has_given_way, seat.has_given_way) == (b"", True, False)
            assert seat.take("hr")


def test_where_there_are_no_strangers_who_was_idle_longest_gives_way(connections):
    room = Room(SPARE + 1)
    idle, newcomer = connections(), connections()
    with room.seat_for(idle[0]) as seat:
        assert seat.take("hr")
        seat.leave()
        with room.seat_for(newcomer[0]) as other:
            assert (idle[1].recv(1), other.has_given_way) == (b"", False)


def test_of_many_idle_connections_of_a_client_the_oldest_are_as_strangers(connections):
    room = Room(SPARE + KEPT_IDLE + 1)
    with ExitStack() as seats:
        first, *others = [seats.enter_context(room.seat_for(connections()[0])) for _ in range(KEPT_IDLE + 1)]
        for seat in (first, *others):
            assert seat.take("hr")
            seat.leave()
        seats.enter_context(room.seat_for(connections()[0]))
        assert first.has_given_way
        assert not any(seat.has_given_way for seat in others)


def test_whose_connection_gives_way_is_waited_for_no_longer(connections):
    room = Room(SPARE + 1)
    with room.seat_for(connections()[0]) as seat, ThreadPoolExecutor(1) as pool:
        seat.wait(0)
        waiting = pool.submit(seat.wait, PATIENCE)
        with room.seat_for(connections()[0]), pytest.raises(GreenletExit):
            waiting.result(PATIENCE)


class FullSeat:
    def __init__(self, noted):
        self._noted = noted

    def take(self, client):
        return client != "hr"

    def wait(self, seconds):
        self._noted.append(seconds)


def test_a_client_with_too_many_requests_under_way_is_told_after_a_while_and_noted(api, ports):
    noted = []
    api.application.extensions["credwise.ports"] = replace(
        ports, refused=lambda client, limit: noted.append((client, limit))
    )
    seat = FullSeat(noted)
    answer = api.get("/v1/endpoints", environ_overrides={SEAT: seat})
    assert (answer.status_code, answer.json["type"]) == (429, "/problems/too-many-at-once")
    assert noted == [int(answer.headers["Retry-After"]), ("hr", LimitName.REQUESTS_AT_ONCE)]
    other = api.get("/v1/endpoints", environ_overrides={SEAT: seat}, headers={"Authorization": "Bearer cw_lms"})
    assert other.status_code == 200
