"""A client that asks on many connections gets no more of a worker's time than one that asks on few."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from services.api.edge.client_turns import TURN, ClientTurns, Turn
from services.ledger.store.errors import LedgerUnavailable

PATIENCE = 20


def waiting(turns, client, count):
    """Go on when so many of the client's requests wait."""
    while turns.waiting().get(client, 0) != count:
        pass


@pytest.fixture
def pool():
    with ThreadPoolExecutor(8) as threads:
        yield threads


def test_few_of_a_client_are_at_work_and_the_others_come_as_they_came(pool):
    turns, order = ClientTurns(1), []
    first = Turn(turns)
    first.begin("greedy")

    def work(number):
        turn = Turn(turns)
        turn.begin("greedy")
        order.append(number)
        turn.end()

    for number in range(5):
        pool.submit(work, number)
        waiting(turns, "greedy", number + 1)
    assert order == []
    polite = Turn(turns)
    polite.begin("polite")
    assert polite.end()
    first.end()
    pool.shutdown()
    assert order == [0, 1, 2, 3, 4]
    assert turns.waiting() == {}


def test_who_waits_for_something_else_holds_up_none_of_its_client(pool):
    turns, asleep, awake = ClientTurns(1), Event(), Event()

    def wait_long():
        turn = Turn(turns)
        turn.begin("hr")
        with turn.left():
            asleep.set()
            awake.wait(PATIENCE)
        return turn.end()

    sleeper = pool.submit(wait_long)
    assert asleep.wait(PATIENCE)
    other = Turn(turns)
    other.begin("hr")
    awake.set()
    # It goes on only when it is its turn again.
    waiting(turns, "hr", 1)
    assert not sleeper.done()
    other.end()
    assert sleeper.result(PATIENCE)


def test_who_never_had_a_turn_takes_none_by_waiting():
    turns = ClientTurns(1)
    turn = Turn(turns)
    with turn.left():
        pass
    assert not turn.end()


def test_where_the_ledger_does_not_answer_nobody_waits_to_be_told_so(pool):
    turns = ClientTurns(1)
    holder = Turn(turns)
    holder.begin("hr")
    others = [Turn(turns) for _ in range(3)]
    begun = [pool.submit(other.begin, "hr") for other in others]
    waiting(turns, "hr", 3)
    holder.wave_through()
    for one in begun:
        one.result(PATIENCE)
    for turn in (holder, *others):
        turn.end()
    holder.begin("hr")
    holder.end()


def test_a_standstill_ends():
    turns = ClientTurns(1, standstill=0)
    stuck, next_one = Turn(turns), Turn(turns)
    stuck.begin("hr")
    next_one.begin("hr")
    assert turns.waiting() == {}
    assert next_one.end()
    assert stuck.end()


class NotedTurn(Turn):
    """Notes what a request does with its turn."""

    def __init__(self):
        super().__init__(ClientTurns(1))
        self.noted = []

    def begin(self, client):
        self.noted.append(f"begin {client}")
        super().begin(client)

    def end(self):
        self.noted.append("end")
        return super().end()

    def wave_through(self):
        self.noted.append("wave through")
        super().wave_through()


def test_a_request_waits_for_its_turn_once_it_is_known_whose_it_is(api):
    turn = NotedTurn()
    assert api.get("/v1/endpoints", environ_overrides={TURN: turn}).status_code == 200
    assert turn.noted == ["begin hr"]


def test_a_request_without_a_key_has_no_turn_of_a_client(api):
    turn = NotedTurn()
    answer = api.get("/v1/endpoints", headers={"Authorization": ""}, environ_overrides={TURN: turn})
    assert (answer.status_code, turn.noted) == (401, [])


def test_a_ledger_that_does_not_answer_is_told_to_all_that_wait(api, profile, ports):
    turn = NotedTurn()
    ports.jobs.failing = LedgerUnavailable("away")
    assert api.post("/v1/profiles", json=profile, environ_overrides={TURN: turn}).status_code == 503
    assert turn.noted == ["begin hr", "wave through"]
